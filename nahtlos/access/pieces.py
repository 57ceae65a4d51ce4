"""Which class every piece of a file belongs to: facts by kind, answers and deadlines by what they tell, tables whole.

`FRAME` is what everybody who takes part in a case knows of it: that there is a file, whose it is, who is responsible and
whom to call. It is no class of data and needs no purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nahtlos.access.vocabulary import DataClass

FRAME = None

_FACTS: Mapping[DataClass, tuple[str, ...]] = {
    DataClass.IDENTITY: ("nationality", "birth", "sex", "birth_place", "born_in_germany", "identity", "remark"),
    DataClass.CONTACT: ("language",),
    DataClass.WHEREABOUTS: ("place", "accommodation"),
    DataClass.RESIDENCE: (
        "residence",
        "first_suspension",
        "entry",
        "work_permit",
        "work_ban",
        "title_obstacle",
        "livelihood",
        "assignment",
        "absence",
        "removal",
    ),
    DataClass.ASYLUM: (
        "asylum_request",
        "arrival_certificate",
        "asylum_application",
        "asylum_decision",
        "biometrics",
        "suit_pending",
        "prospects",
    ),
    DataClass.BENEFITS: ("benefits", "in_need", "able_to_work", "application"),
    DataClass.LEARNING: ("language_level", "schooling", "course", "school_years"),
    DataClass.WORK: (
        "jobseeker",
        "employment",
        "training",
        "occupation",
        "driving_licence",
        "training_planned",
        "job_offer",
        "hard_to_reach",
    ),
    DataClass.FAMILY: ("single_parent",),
    DataClass.YOUTH: ("youth_welfare",),
}
#: kind of fact → its class
FACTS: Mapping[str, DataClass] = {kind: data for data, kinds in _FACTS.items() for kind in kinds}

#: Free words of a list may tell anything: whoever wrote them reads them, nobody else, and no consent opens them.
FOR_THE_AUTHOR = frozenset({"remark"})

_OF_TITLES = (
    "employment",
    "apprenticeship",
    "self_employment",
    "ba_approval",
    "priority_check",
    "residence_rule_12a",
    "spatial_restriction",
    "title_continues",
    "title.25a",
    "title.25b",
    "title.104c",
    "title.60c",
    "title.60d",
    "title.26_3",
)
#: question of the law → the class of what its answer tells. Whether a title lets her work is a matter of residence.
ANSWERS: Mapping[str, DataClass | None] = {
    "seed_group": FRAME,
    "benefit_authority": FRAME,
    "employment_service": FRAME,
    "benefit_law": DataClass.BENEFITS,
    "benefit.asylblg_level": DataClass.BENEFITS,
    "benefit.asylblg_ends_on": DataClass.BENEFITS,
    "benefit.sgb_ii_starts_on": DataClass.BENEFITS,
    "integration_course": DataClass.LEARNING,
    "integration_course.entitlement_ends_on": DataClass.LEARNING,
    "integration_course_duty": DataClass.LEARNING,
    "vocational_language_course": DataClass.LEARNING,
    **dict.fromkeys(_OF_TITLES, DataClass.RESIDENCE),
}
#: What the finder of programmes tells.
PROGRAMMES = DataClass.WORK

_DEADLINES: Mapping[DataClass | None, tuple[str, ...]] = {
    FRAME: ("case_review",),
    DataClass.BENEFITS: ("sgb_ii_application", "sgb_ii_renewal", "asylblg_2_anniversary"),
    DataClass.LEARNING: ("integration_course_entitlement", "integration_course_admission"),
    DataClass.WORK: ("ba_approval_fiction", "jobseeker_registration"),
    DataClass.ASYLUM: ("asylum_application", "bamf_file_deletion"),
    DataClass.YOUTH: ("youth_data_deletion",),
    DataClass.RESIDENCE: (
        "ae_25_5_18_months",
        "arrival_certificate_expiry",
        "assignment_12a",
        "child_title_application",
        "employment_toleration_termination_report",
        "lawful_stay_application",
        "removal_file_deletion",
        "settlement_permit_26_3",
        "title_104c_expiry",
        "title_25a_age_limit",
        "title_25b_stay",
        "title_renewal",
        "training_toleration_apply_from",
        "training_toleration_grant_from",
        "training_toleration_identity",
        "training_toleration_termination_report",
    ),
}
#: code of a deadline → the class of what it tells
DEADLINES: Mapping[str, DataClass | None] = {code: data for data, codes in _DEADLINES.items() for code in codes}

_OUTCOMES: Mapping[DataClass | None, tuple[str, ...]] = {
    FRAME: ("no_contact", "no_need", "by_mistake", "merged", "withdrawn"),
    DataClass.IDENTITY: ("deceased",),
    DataClass.RESIDENCE: ("moved", "left_germany"),
    DataClass.LEARNING: ("education", "other_course"),
    DataClass.WORK: ("employment", "other_work", "self_employed", "training"),
}
#: outcome of a closed case → the class of what it tells
OUTCOMES: Mapping[str, DataClass | None] = {code: data for data, codes in _OUTCOMES.items() for code in codes}

#: Tables about a person whose rows are all of one class.
TABLES: Mapping[str, DataClass | None] = {
    "people_person": FRAME,
    "cases_case": FRAME,
    "cases_participation": FRAME,
    "cases_responsibility": FRAME,
    "cases_caseaccess": FRAME,
    "cases_merge": FRAME,
    "cases_protectionmark": FRAME,
    "cases_protectionreason": FRAME,
    "cases_protectionend": FRAME,
    "grants_grant": FRAME,
    "people_record": DataClass.IDENTITY,
    "people_name": DataClass.IDENTITY,
    "people_identifier": DataClass.IDENTITY,
    "people_searchkey": DataClass.IDENTITY,
    "people_contact": DataClass.CONTACT,
    "people_contactwish": DataClass.CONTACT,
    "people_household": DataClass.FAMILY,
    "notes_counsellingnote": DataClass.COUNSELLING,
    "notes_healthnote": DataClass.HEALTH,
    "notes_youthnote": DataClass.YOUTH,
    "notes_volunteernote": DataClass.VOLUNTEERING,
    "people_householdmember": DataClass.FAMILY,
}
#: Tables whose rows belong to the class of the code they carry: table → (mapping, column).
CODED: Mapping[str, tuple[str, str]] = {
    "cases_fact": ("fact", "kind"),
    "cases_conflict": ("fact", "kind"),
    "cases_answerperiod": ("answer", "question"),
    "cases_deadline": ("deadline", "code"),
    "cases_closing": ("outcome", "outcome"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One code of a kind of rows, and its class (None: of the frame)."""

    about: str  #: fact, answer, deadline or outcome
    code: str
    data: DataClass | None
    for_the_author: bool = False


def pieces() -> Iterator[Piece]:
    """Every code the policy knows; a code it does not know is closed."""
    for kind, data in FACTS.items():
        yield Piece("fact", kind, data, kind in FOR_THE_AUTHOR)
    for question, told in ANSWERS.items():
        yield Piece("answer", question, told)
    for code, told in DEADLINES.items():
        yield Piece("deadline", code, told)
    for outcome, told in OUTCOMES.items():
        yield Piece("outcome", outcome, told)


_OTHER_KEYS: Mapping[DataClass | None, tuple[str, ...]] = {
    FRAME: ("land", "district_ags", "agency_district"),
    DataClass.IDENTITY: ("date_of_birth", "further_nationalities"),
    DataClass.WHEREABOUTS: ("places",),
    DataClass.RESIDENCE: (
        "entry_on",
        "habitual_residence_in_germany",
        "first_suspension_of_deportation_on",
        "work_ban_reasons",
        "work_permits",
        "title_obstacles",
        "livelihood_secured",
        "residence_assignments",
        "stay_interruptions",
        "removal_measures_imminent",
    ),
    DataClass.ASYLUM: ("asylum", "biometrics_taken_on", "good_prospects"),
    DataClass.BENEFITS: (
        "benefits_received",
        "applications",
        "own_income_covers_need",
        "benefit_reduction_grounds",
        "stay_duration_abused",
    ),
    DataClass.LEARNING: (
        "language_levels",
        "successful_school_years",
        "courses",
        "course_admissions",
        "course_duty_requests",
        "simple_german",
        "sufficient_german",
        "language_course_needed",
        "attends_school",
    ),
    DataClass.WORK: ("registered_as_jobseeker", "unemployed"),
    DataClass.FAMILY: ("household", "married"),
    DataClass.HEALTH: ("incapacity_is_permanent",),
    DataClass.YOUTH: ("unaccompanied_minor",),
}
#: first word of a path in the facts of the law → its class
_KEYS: Mapping[str, DataClass | None] = {
    **FACTS,
    **{key: data for data, keys in _OTHER_KEYS.items() for key in keys},
}


def root(path: str) -> str:
    """The first word of a path of the law: residence[1].from speaks of residence."""
    return path.split(".")[0].split("[")[0]


def knows(path: str) -> bool:
    """Whether the policy knows to which class a path of the law belongs."""
    return root(path) in _KEYS


def class_of_path(path: str) -> DataClass | None:
    """The class a condition of the law speaks of. Raises KeyError for what the policy does not know."""
    return _KEYS[root(path)]
