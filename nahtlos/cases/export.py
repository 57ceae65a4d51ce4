"""What leaves the house, the list of cases and a single file: the policy is asked for that verb, class by class, and not only for reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef

from nahtlos.access.pieces import DEADLINES, FACTS, OUTCOMES
from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import DataClass
from nahtlos.audit import journal
from nahtlos.cases.enums import AccessLevel
from nahtlos.cases.models import CaseAccess
from nahtlos.cases.selectors import CaseFile, CaseFilter, CaseLine, filtered, lines_of
from nahtlos.cases.sight import Leaving, Sight, leaving
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
        organisation=actor.organisation_id,
        person=OuterRef("pk"),
        level__in=[AccessLevel.PARTICIPATION, AccessLevel.CLOSED],
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
    if line.outcome and not out.takes(OUTCOMES[line.outcome], out.organisation if line.closed_by_us else None):
        line = replace(line, outcome="")
    return line


def for_export(actor: Actor, file: CaseFile) -> CaseFile:
    """The file as it may leave the house: each class asked for that verb; of a protected person not where she lives."""
    out = leaving(actor, is_protected=file.is_protected)

    def takes(kind: str, reported_by: UUID | None = None) -> bool:
        return kind in FACTS and out.takes(FACTS[kind], reported_by)

    named, reached = out.takes(DataClass.IDENTITY), out.takes(DataClass.CONTACT)
    sight = Sight(out.verdicts)
    return replace(
        file,
        sight=sight,
        names=file.names if named else [],
        identifiers=file.identifiers if named else [],
        contacts=file.contacts if reached else [],
        wish=file.wish if reached else None,
        facts=[fact for fact in file.facts if takes(fact.kind, fact.reported_by_id)],
        history=[fact for fact in file.history if takes(fact.kind, fact.reported_by_id)],
        conflicts=[one for one in file.conflicts if takes(one.kind)],
        answers={question: periods for question, periods in file.answers.items() if sight.answers(question)},
        deadlines=[one for one in file.deadlines if sight.reminds_of(one.code)],
        closings=[
            one
            for one in file.closings
            if sight.says_outcome(one.outcome, own=one.office_id == str(actor.organisation_id))
        ],
    )
