"""Recording, correcting and ending facts; settling contradictions; ticking deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.answers import recompute
from nahtlos.cases.changes import changed_since, successor
from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.enums import AccessLevel, FactKind, FactSource
from nahtlos.cases.heads import refresh
from nahtlos.cases.heard import FactRow
from nahtlos.cases.lawfacts import misread
from nahtlos.cases.models import Case, CaseAccess, Conflict, Deadline, Fact, Responsibility
from nahtlos.cases.protection import WHEREABOUTS, protected_among
from nahtlos.cases.sight import require_writing
from nahtlos.cases.statements import closed
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import AccessDenied, Actor

#: A new one of these ends the organisation's earlier open one on the day it begins.
FOLLOW_EACH_OTHER = frozenset(
    {FactKind.RESIDENCE, FactKind.PLACE, FactKind.ACCOMMODATION, FactKind.LANGUAGE_LEVEL, FactKind.BENEFITS}
)


class StaleCase(Exception):
    """The same was stated since the form was opened (`facts`): what was typed is not lost, nothing is written."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        super().__init__(len(facts))
        self.facts = facts


class Superseded(Fact.DoesNotExist):
    """Another statement stands in its place now (`by`), or none, because it was withdrawn. Nothing is written."""

    def __init__(self, by: Fact | None) -> None:
        super().__init__("superseded")
        self.by = by


class InvalidFact(Exception):
    """The fact cannot be as stated; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as somebody states it. `valid_until` is the first day on which it no longer holds."""

    kind: str
    value: dict[str, Any]
    valid_from: date | None
    valid_until: date | None = None
    source: str = FactSource.DOCUMENT
    source_note: str = ""
    legal_basis: str = ""


def case_of(actor: Actor, person_id: UUID, *, closed_too: bool = False) -> Case:
    """The actor's case of this person, locked for the transaction. Raises Case.DoesNotExist.

    A closed case is only read by those who took part (AccessDenied), unless `closed_too`: her rights do not end with it.
    """
    mine = CaseAccess.objects.filter(organisation=actor.organisation_id, case=OuterRef("pk"))
    case = Case.objects.select_for_update().filter(Exists(mine)).get(person=person_id)
    if case.closed_on is not None and not closed_too:
        levels = set(CaseAccess.objects.filter(organisation=actor.organisation_id, case=case).values_list("level"))
        if (AccessLevel.CLOSED,) in levels and (AccessLevel.PARTICIPATION,) not in levels:
            raise AccessDenied("The case is closed. Open it again before you write in it.")
    return case


def answers_for(actor: Actor) -> Q:
    """For a query of facts: those the actor's organisation corrects. Its own, and in a file it leads what came with the
    file from another district.
    """
    leads = Responsibility.objects.filter(
        case__person=OuterRef("person"), valid_until=None, organisation=actor.organisation_id
    )
    return Q(reported_by=actor.organisation_id) | ~Q(reported_by__district=actor.district_id) & Q(Exists(leads))


@transaction.atomic
def record_fact(*, by: Actor, person_id: UUID, stated: Stated, version: int | None = None) -> Fact:
    """The file knows the fact, its source and its day; answers, deadlines and lead follow at once.

    `version` is the case version the form was opened with; what was stated of other kinds since then does no harm.
    Raises AccessDenied, Case.DoesNotExist, InvalidFact, StaleCase.
    """
    by.require(Permission.FACT_RECORD)
    require_writing(by, stated.kind)
    case = case_of(by, person_id)
    if stated.kind in WHEREABOUTS and protected_among([person_id]):
        lead = Responsibility.objects.filter(case=case, valid_until=None, organisation=by.organisation_id)
        require_writing(by, stated.kind, leads=lead.exists(), is_protected=True)
    _check_version(case, version, stated.kind)
    _check(stated)
    now = clock.now()
    fact = _as_row(by, person_id, stated, now)
    if stated.kind in FOLLOW_EACH_OTHER and stated.valid_from:
        _end_earlier(by, fact, now)
    fact.save(force_insert=True)
    _follow(case, person_id, now)
    journal.record("fact.recorded", "person", person_id, fact=str(fact.id), kind=stated.kind)
    return fact


@transaction.atomic
def correct_fact(*, by: Actor, fact_id: UUID, stated: Stated | None, why: str) -> Fact | None:
    """A new row takes the place of a wrong one, which stays readable; None as `stated` withdraws it.

    Only the organisation that reported a fact corrects it; what was reported in another district, the lead. Raises AccessDenied, Fact.DoesNotExist, Superseded, InvalidFact.
    """
    by.require(Permission.FACT_RECORD)
    mine = Fact.objects.filter(answers_for(by), id=fact_id)
    case = case_of(by, mine.get().person_id)
    wrong = mine.get()  # once more behind the lock: of two corrections at the same moment only one is written
    if wrong.superseded_at is not None:
        raise Superseded(successor(wrong))
    now = clock.now()
    wrong.superseded_at, wrong.superseded_why = now, why[:200] or "corrected"
    wrong.save(update_fields=["superseded_at", "superseded_why"])
    right = None
    if stated is not None:
        _check(stated)
        right = _as_row(by, wrong.person_id, stated, now)
        right.replaces, right.record_id = wrong, wrong.record_id
        right.save(force_insert=True)
    _follow(case, wrong.person_id, now)
    journal.record("fact.corrected", "person", wrong.person_id, fact=str(wrong.id), kind=wrong.kind)
    return right


@transaction.atomic
def close_conflict(*, by: Actor, conflict_id: UUID, holds: UUID | None, note: str) -> Conflict:
    """A human has found out which statement holds (or, with None, that both may stand). Both stay in the file.

    Raises AccessDenied, Conflict.DoesNotExist, Fact.DoesNotExist.
    """
    by.require(Permission.CONFLICT_CLOSE)
    conflict = Conflict.objects.select_for_update().get(id=conflict_id, closed_at=None)
    case = case_of(by, conflict.person_id)
    if holds is not None:
        conflict.holds = Fact.objects.get(id=holds, person=conflict.person_id, kind=conflict.kind, superseded_at=None)
    conflict.closed_at, conflict.closed_by_id, conflict.note = clock.now(), by.account_id, note[:300]
    conflict.save()
    _changed(case)
    recompute([conflict.person_id])
    journal.record("conflict.closed", "person", conflict.person_id, conflict=str(conflict.id), kind=conflict.kind)
    return conflict


@transaction.atomic
def reopen_conflict(*, by: Actor, conflict_id: UUID) -> Conflict:
    """The decision is taken back; the contradiction is a task again, as long as it is one.

    Returns the open task, which may be a newer one. Raises AccessDenied, Conflict.DoesNotExist.
    """
    by.require(Permission.CONFLICT_CLOSE)
    conflict = Conflict.objects.select_for_update().get(id=conflict_id, closed_by__isnull=False)
    case = case_of(by, conflict.person_id)
    newer = Conflict.objects.filter(person=conflict.person_id, kind=conflict.kind, closed_at=None).first()
    conflict.holds = None
    if newer is None:
        conflict.closed_at = conflict.closed_by = None
    conflict.save()
    _follow(case, conflict.person_id, clock.now())
    journal.record("conflict.reopened", "person", conflict.person_id, conflict=str(conflict.id))
    conflict.refresh_from_db()
    return newer or conflict


@transaction.atomic
def tick_deadline(*, by: Actor, deadline_id: int, done: bool) -> Deadline:
    """The deadline is met, or (done=False) it is open again. Raises AccessDenied, Deadline.DoesNotExist."""
    by.require(Permission.DEADLINE_TICK)
    deadline = Deadline.objects.select_for_update().get(id=deadline_id)
    deadline.done_at = clock.now() if done else None
    deadline.done_by_id = by.account_id if done else None
    deadline.save(update_fields=["done_at", "done_by"])
    verb = "deadline.done" if done else "deadline.reopened"
    journal.record(verb, "person", deadline.person_id, deadline=deadline.code)
    return deadline


def _check_version(case: Case, version: int | None, kind: str) -> None:
    if version is not None and version != case.version:
        same = [fact for fact in changed_since(case, version) if fact.kind == kind]
        if same:
            raise StaleCase(same)


def _check(stated: Stated) -> None:
    if stated.kind not in FactKind.values:
        raise InvalidFact(f"There is no kind of fact called {stated.kind}.")
    if stated.source not in FactSource.values:
        raise InvalidFact(f"There is no source called {stated.source}.")
    if stated.valid_from and stated.valid_until and stated.valid_until <= stated.valid_from:
        raise InvalidFact("The end must lie after the beginning.")
    wrong = misread(FactRow(stated.kind, stated.value, stated.valid_from, stated.valid_until, stated.source, ""))
    if wrong:
        raise InvalidFact(f"The law cannot read this: {wrong}.")


def _as_row(by: Actor, person_id: UUID, stated: Stated, now: Any) -> Fact:
    return Fact(
        person_id=person_id,
        kind=stated.kind,
        value=stated.value,
        valid_from=stated.valid_from,
        valid_until=stated.valid_until,
        reported_by_id=by.organisation_id,
        recorded_by_id=by.account_id,
        recorded_at=now,
        source=stated.source,
        source_note=stated.source_note[:300],
        legal_basis=stated.legal_basis[:160],
    )


def _end_earlier(by: Actor, new: Fact, now: Any) -> None:
    """My organisation's earlier statement of this kind ends where the new one begins; others' statements stay."""
    assert new.valid_from is not None  # noqa: S101 -- for the type checker; callers ask before
    earlier = Fact.objects.filter(
        person=new.person_id, kind=new.kind, reported_by=by.organisation_id, superseded_at=None, valid_until=None
    ).exclude(valid_from__gte=new.valid_from)
    for old in earlier:
        ended = closed(old, new.valid_from, now)
        ended.recorded_by_id = by.account_id
        old.superseded_at, old.superseded_why = now, "ended by a newer statement"
        old.save(update_fields=["superseded_at", "superseded_why"])
        ended.save(force_insert=True)


def _changed(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1, changed_at=clock.now())


def _follow(case: Case, person_id: UUID, now: Any) -> None:
    _changed(case)
    with as_system("linkage"):
        refresh([person_id])
        open_conflicts([person_id], now)
    recompute([person_id])
