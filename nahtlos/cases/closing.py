"""Closing cases and opening them again, in rows: what ends, what stands again, and the trace of both.

Runs as the linkage inside the caller's transaction, for people (services.closing), lists (intake), merges and withdrawals.
After opening, the caller has the law asked anew (answers.recompute) and then calls `settle`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F

from nahtlos.cases.contacts import contact_desks
from nahtlos.cases.enums import Outcome, Reopened
from nahtlos.cases.models import Case, Closing, Participation, Responsibility
from nahtlos.cases.responsibility import cases_closed, cases_reopened, join
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.organisations.actor import Actor

_PARTS, _LEADS = "cases.Participation", "cases.Responsibility"


def end_case(case: Case, *, outcome: str, last_day: date, by: Actor | None, note: str = "") -> Closing:
    """The case is open until `last_day` (inclusive): lead and participations end with it, and whoever listens is told.

    The case is locked, open, and nothing in it began more than a day after `last_day`. Who took part reads the file until
    it is opened again. `by` is None where a job closes.
    """
    closed_on = last_day + timedelta(days=1)
    leads = list(Responsibility.objects.filter(case=case, valid_until=None))
    parts = list(Participation.objects.filter(case=case, valid_until=None))
    # What began only with the first closed day ends a day later: a period has a day.
    for lead in leads:
        lead.valid_until = max(closed_on, lead.valid_from + timedelta(days=1))
    for part in parts:
        part.valid_until = max(closed_on, part.valid_from + timedelta(days=1))
    update_rows(leads, ["valid_until"])
    update_rows(parts, ["valid_until"])
    ended = {_PARTS: [str(one.id) for one in parts], _LEADS: [str(one.id) for one in leads]}
    (closing,) = note_closed([case], outcome=outcome, closed_on=closed_on, by=by, note=note, ended=ended)
    Case.objects.filter(pk=case.pk).update(closed_on=closed_on, changed_at=clock.now(), version=F("version") + 1)
    cases_closed.send(sender=None, people=[case.person_id])
    return closing


def note_closed(
    cases: Iterable[Case],
    *,
    outcome: str,
    closed_on: date,
    by: Actor | None,
    note: str = "",
    ended: Mapping[str, Collection[str]] | None = None,
) -> list[Closing]:
    """A row for each of these cases, and nothing else: for whoever ends them in a way of their own."""
    return Closing.objects.bulk_create(
        Closing(
            person_id=case.person_id,
            case=case,
            outcome=outcome,
            note=note,
            closed_on=closed_on,
            entered_on=clock.today(),
            by_id=by.account_id if by else None,
            organisation_id=by.organisation_id if by else None,
            at=clock.now(),
            ended=dict(ended or {}),
        )
        for case in cases
    )


def note_open_again(closing: Closing, *, on: date, why: str, by: Actor, note: str = "") -> None:
    """The row says that the case is open again from `on`, and by whom; nothing else."""
    closing.reopened_on, closing.reopened_at = on, clock.now()
    closing.reopened_why, closing.reopened_note = why, note
    closing.reopened_by_id, closing.reopened_for_id = by.account_id, by.organisation_id
    closing.save(
        update_fields=[
            "reopened_on",
            "reopened_at",
            "reopened_why",
            "reopened_note",
            "reopened_by",
            "reopened_for",
        ]
    )


def open_again(case: Case, *, why: str, by: Actor, note: str = "") -> Closing:
    """The case is open again, and the actor's organisation takes part in it.

    On the day on which it was closed that never happened: lead and participations go on as they were. Later it is open from
    today. The case is locked; have the law asked anew, then `settle`. Raises Closing.DoesNotExist.
    """
    today = clock.today()
    closing = Closing.objects.get(case=case, reopened_at=None)
    is_undone = closing.entered_on >= today
    if is_undone:
        Responsibility.objects.filter(id__in=closing.ended.get(_LEADS, ())).update(valid_until=None)
        parts = list(Participation.objects.filter(id__in=closing.ended.get(_PARTS, ())))
        for one in parts:
            one.valid_until = None
        update_rows(parts, ["valid_until"])
    note_open_again(closing, on=closing.closed_on if is_undone else today, why=why, by=by, note=note)
    Case.objects.filter(pk=case.pk).update(closed_on=None, changed_at=clock.now(), version=F("version") + 1)
    there = Participation.objects.filter(case=case, organisation=by.organisation_id, valid_until=None)
    if not there.exists():
        join([(case.id, by.organisation_id, by.kind)], today)
    return closing


def settle(closings: Collection[Closing]) -> None:
    """After the law was asked: whoever took part when these cases were closed takes part again, with the same colleagues
    where they still work there; and whoever listens is told."""
    for closing in closings:
        _take_part_again(closing)
    if closings:
        cases_reopened.send(sender=None, closings=list(closings))


def reopen_listed(people: Collection[UUID], *, by: Actor, is_list: bool) -> list[Closing]:
    """Closed cases of people of whom the actor's office has spoken for the first time are open again, with that reason."""
    cases = (
        Case.objects.select_for_update(of=("self",))
        .filter(person__in=people, person__merged_into=None, person__withdrawn_at=None, closed_on__isnull=False)
        .filter(closings__reopened_at=None, closings__isnull=False)
        .order_by("id")
    )
    why = Reopened.ON_A_LIST if is_list else Reopened.ENTERED
    return [open_again(case, why=why, by=by) for case in cases]


def was_merged(case: Case, *, by: Actor, closed_on: date) -> None:
    """Its row says that another file of the same person has taken it up."""
    note_closed([case], outcome=Outcome.MERGED, closed_on=closed_on, by=by)


def was_parted(person: UUID, *, by: Actor) -> list[Closing]:
    """The merge never happened: the file was open all the time."""
    found = list(Closing.objects.filter(person=person, outcome=Outcome.MERGED, reopened_at=None))
    for closing in found:
        note_open_again(closing, on=closing.closed_on, why=Reopened.PARTED, by=by)
    return found


def _take_part_again(closing: Closing) -> None:
    today = clock.today()
    before = {
        part.organisation_id: part
        for part in Participation.objects.filter(id__in=closing.ended.get(_PARTS, ())).select_related("organisation")
    }
    there = Participation.objects.filter(case=closing.case_id, valid_until=None)
    present = set(there.values_list("organisation_id", flat=True))
    join(
        [(closing.case_id, office, part.organisation.kind) for office, part in before.items() if office not in present],
        today,
    )
    desks = contact_desks(set(before), today)
    again = [part for part in there if part.valid_from == today and part.organisation_id in before]
    for part in again:
        old = before[part.organisation_id]
        staff = {member.id for member in desks.clerks.get(part.organisation_id, ())}
        if old.contact_id in staff:
            part.contact_id, part.unit_id = old.contact_id, old.unit_id
            part.deputy_id = old.deputy_id if old.deputy_id in staff else _other(part.deputy_id, old.contact_id)
    update_rows(again, ["contact", "deputy", "unit"])


def _other(deputy: UUID | None, contact: UUID | None) -> UUID | None:
    """Nobody stands in for herself."""
    return None if deputy == contact else deputy
