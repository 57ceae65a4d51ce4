"""The list of cases as it leaves the house: the policy is asked for that verb, class by class, and not only for reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Exists, OuterRef

from nahtlos.access.pieces import DEADLINES
from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import DataClass
from nahtlos.audit import journal
from nahtlos.cases.enums import AccessLevel
from nahtlos.cases.models import CaseAccess
from nahtlos.cases.selectors import CaseFilter, CaseLine, filtered, lines_of
from nahtlos.cases.sight import Leaving, leaving
from nahtlos.organisations.actor import AccessDenied, Actor

_CHUNK = 500


def export_cases(actor: Actor, wanted: CaseFilter) -> Iterator[CaseLine]:
    """The lines of the list with what may leave the house; others stay empty. Journalled with whom and which classes.

    Files that only a consent opens are left out: it opens reading. Raises AccessDenied.
    """
    actor.require(Permission.CASE_EXPORT)
    out = leaving(actor)
    if not out.takes(DataClass.IDENTITY):
        raise AccessDenied(out.verdicts[DataClass.IDENTITY].reason)
    part = CaseAccess.objects.filter(
        organisation=actor.organisation_id, person=OuterRef("pk"), level=AccessLevel.PARTICIPATION
    )
    people = list(filtered(actor, wanted).filter(Exists(part)))
    ids = [str(person.id) for person in people]
    journal.record("case.exported", rows=len(people), purpose=actor.purpose, classes=out.classes, people=ids)
    return (
        _as_it_leaves(line, out)
        for start in range(0, len(people), _CHUNK)
        for line in lines_of(actor, people[start : start + _CHUNK])
    )


def _as_it_leaves(line: CaseLine, out: Leaving) -> CaseLine:
    if not out.takes(DataClass.RESIDENCE):
        line = replace(line, status="", status_as_written="")
    if line.deadline_code and not (line.deadline_code in DEADLINES and out.takes(DEADLINES[line.deadline_code])):
        line = replace(line, deadline_on=None, deadline_code="")
    return line
