"""What can be recorded by hand, in groups, the frequent things first."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.enums import FactKind as Kind

#: Shown at once in the file.
SHORTCUTS = (
    Kind.RESIDENCE,
    Kind.ASYLUM_DECISION,
    Kind.PLACE,
    Kind.LANGUAGE_LEVEL,
    Kind.BENEFITS,
    Kind.EMPLOYMENT,
    Kind.TRAINING,
    Kind.APPLICATION,
)

#: Every kind, where a clerk looks for it.
GROUPS: tuple[tuple[Promise, tuple[Kind, ...]], ...] = (
    (
        _("Residence and asylum"),
        (
            Kind.RESIDENCE,
            Kind.ASYLUM_DECISION,
            Kind.SUIT_PENDING,
            Kind.APPLICATION,
            Kind.ENTRY,
            Kind.BORN_IN_GERMANY,
            Kind.ASYLUM_REQUEST,
            Kind.ARRIVAL_CERTIFICATE,
            Kind.ASYLUM_APPLICATION,
            Kind.FIRST_SUSPENSION,
            Kind.BIOMETRICS,
            Kind.ABSENCE,
        ),
    ),
    (
        _("Home and benefits"),
        (
            Kind.PLACE,
            Kind.ACCOMMODATION,
            Kind.BENEFITS,
            Kind.IN_NEED,
            Kind.ABLE_TO_WORK,
            Kind.YOUTH_WELFARE,
            Kind.LIVELIHOOD,
            Kind.SINGLE_PARENT,
            Kind.ASSIGNMENT,
        ),
    ),
    (
        _("Work, training and language"),
        (
            Kind.EMPLOYMENT,
            Kind.TRAINING,
            Kind.JOBSEEKER,
            Kind.WORK_PERMIT,
            Kind.WORK_BAN,
            Kind.LANGUAGE_LEVEL,
            Kind.LANGUAGE,
            Kind.COURSE,
            Kind.SCHOOLING,
            Kind.OCCUPATION,
            Kind.DRIVING_LICENCE,
            Kind.JOB_OFFER,
            Kind.TRAINING_PLANNED,
            Kind.SCHOOL_YEARS,
            Kind.HARD_TO_REACH,
        ),
    ),
    (
        _("Routes to a title and prospects"),
        (Kind.IDENTITY, Kind.TITLE_OBSTACLE, Kind.PROSPECTS, Kind.REMOVAL),
    ),
    (_("Person"), (Kind.NATIONALITY, Kind.BIRTH, Kind.BIRTH_PLACE, Kind.SEX, Kind.REMARK)),
)
