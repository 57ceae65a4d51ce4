"""Contesting, restricting and erasing. Each act is journalled, with ids and counts only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.answers import recompute
from nahtlos.cases.models import Fact, Responsibility
from nahtlos.cases.services.facts import Stated, case_of, correct_fact
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.rights.models import Contest, Outcome, Restriction
from nahtlos.rights.schedule import Due, files_of, reason_of


@transaction.atomic
def contest_fact(*, by: Actor, fact_id: UUID, said: str) -> Contest:
    """The person says that a statement is wrong: it is marked, stays visible, and its source is asked.

    Contested already: that contest. Raises AccessDenied, Fact.DoesNotExist.
    """
    by.require(Permission.FACT_CONTEST)
    fact = Fact.objects.get(id=fact_id, superseded_at=None)
    case_of(by, fact.person_id, closed_too=True)
    contest, is_new = Contest.objects.get_or_create(
        fact=fact,
        closed_at=None,
        defaults={
            "person_id": fact.person_id,
            "source_id": _source(fact),
            "said": said[:300],
            "opened_at": clock.now(),
            "opened_by_id": by.account_id,
        },
    )
    if is_new:
        journal.record("fact.contested", "person", fact.person_id, fact=str(fact.id), kind=fact.kind)
    return contest


def _source(fact: Fact) -> UUID:
    """Who has to find out: whoever stated it; in a file that came from another district, the lead."""
    lead = Responsibility.objects.filter(case__person=fact.person_id, valid_until=None).first()
    elsewhere = lead and fact.reported_by.district_id != fact.person.district_id
    return lead.organisation_id if lead and elsewhere else fact.reported_by_id


@transaction.atomic
def answer_contest(*, by: Actor, contest_id: UUID, right: Stated | None, note: str) -> Contest:
    """Its source has found out: the statement holds (`right` is None), or a new row takes its place.

    Raises AccessDenied (another office than its source), Contest.DoesNotExist, and what correct_fact raises.
    """
    by.require(Permission.FACT_RECORD)
    contest = Contest.objects.select_for_update().get(id=contest_id, closed_at=None)
    case_of(by, contest.person_id, closed_too=True)
    if contest.source_id != by.organisation_id:
        raise AccessDenied("Only the office that reported the statement can answer.")
    if right is not None:
        correct_fact(by=by, fact_id=contest.fact_id, stated=right, why="contested by the person")
    contest.closed_at, contest.closed_by_id, contest.note = clock.now(), by.account_id, note[:300]
    contest.outcome = Outcome.CONFIRMED if right is None else Outcome.CORRECTED
    contest.save()
    journal.record("contest.answered", "person", contest.person_id, contest=str(contest.id), outcome=contest.outcome)
    return contest


@transaction.atomic
def restrict_fact(*, by: Actor, fact_id: UUID, reason: str) -> Restriction:
    """From now on only its source and the leading office see the statement, and no computation uses it.

    Only the leading office restricts. Restricted already: that restriction. Raises AccessDenied, Fact.DoesNotExist.
    """
    by.require(Permission.CASE_RESTRICT)
    fact = Fact.objects.get(id=fact_id)
    _must_lead(by, fact.person_id)
    restriction, is_new = Restriction.objects.get_or_create(
        fact=fact,
        ended_at=None,
        defaults={
            "person_id": fact.person_id,
            "reason": reason[:300],
            "begun_at": clock.now(),
            "begun_by_id": by.account_id,
        },
    )
    if is_new:
        recompute([fact.person_id])
        journal.record("fact.restricted", "person", fact.person_id, fact=str(fact.id), kind=fact.kind)
    return restriction


@transaction.atomic
def lift_restriction(*, by: Actor, fact_id: UUID) -> None:
    """The statement is used again; its history says when it was not. Raises AccessDenied, Restriction.DoesNotExist."""
    by.require(Permission.CASE_RESTRICT)
    standing = Restriction.objects.filter(fact=fact_id, ended_at=None)
    _must_lead(by, standing.get().person_id)
    restriction = standing.select_for_update().get()
    restriction.ended_at, restriction.ended_by_id = clock.now(), by.account_id
    restriction.save(update_fields=["ended_at", "ended_by"])
    recompute([restriction.person_id])
    journal.record("fact.unrestricted", "person", restriction.person_id, fact=str(fact_id))


def leads(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor may restrict in this case: her office leads it."""
    own = Responsibility.objects.filter(case__person=person_id, valid_until=None, organisation=actor.organisation_id)
    return actor.may(Permission.CASE_RESTRICT) and own.exists()


def _must_lead(by: Actor, person_id: UUID) -> None:
    case_of(by, person_id)
    if not leads(by, person_id):
        raise AccessDenied("Only the leading office can restrict a statement.")


def erase_due(*, by: Actor, person_id: UUID, noted: Path | None) -> dict[str, int]:
    """One file that is due is gone, with its history; the mark, the count and the note outside the database are there.

    `noted`: the list of erasures outside the database; what cannot be noted there is not erased, so that no erased file
    can come back unnoticed. Raises AccessDenied, NotDue, OSError.
    """
    by.require(Permission.ERASURE_ORDER)
    due = next((one for one in files_of(by) if one.person == person_id), None)
    if due is None or due.obstacle or not due.is_due:
        raise NotDue(str(person_id))
    reason = reason_of(due)
    with transaction.atomic(), as_system("erasure"), connection.cursor() as cursor:
        cursor.execute("select nt.erase(%s, %s)", [person_id, reason])
        counts: dict[str, int] = _as_counts(cursor.fetchone()[0])
        journal.record("case.erased", "person", person_id, rows=sum(counts.values()))
        if noted is not None:  # the last act: what cannot be noted outside is not erased
            _note(noted, by, due, reason)
    return counts


class NotDue(Exception):
    """The file may not be erased (yet)."""


def _note(noted: Path, by: Actor, due: Due, reason: str) -> None:
    line = {
        "person": str(due.person),
        "district": str(by.district_id),
        "closed_on": due.closed_on.isoformat(),
        "reason": reason,
        "at": clock.now().isoformat(timespec="seconds"),
    }
    with noted.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _as_counts(raw: Any) -> dict[str, int]:
    found = json.loads(raw) if isinstance(raw, str) else raw
    return {str(name): int(rows) for name, rows in found.items()}
