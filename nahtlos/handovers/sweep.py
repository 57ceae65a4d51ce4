"""What the calendar does to handovers at night: days that have come, and requests that nobody answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from nahtlos.audit import journal
from nahtlos.cases.calendar import follow_calendar
from nahtlos.cases.models import Case
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.handovers.enums import LEADING, OPEN, Act, Kind, Reason, Side, State
from nahtlos.handovers.follow import follow
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.moving.effect import move_file
from nahtlos.handovers.moving.receivers import at_the_receiver
from nahtlos.handovers.services.reach import locked
from nahtlos.handovers.steps import save, take
from nahtlos.handovers.working_days import level_on
from nahtlos.organisations.models import District

_AT_ONCE = 1000


def sweep() -> dict[str, int]:
    """Proposals that follow the calendar, acceptances whose day has come, requests that need the next one up.

    Repeating it changes nothing. Returns how many cases were looked at, and how many requests went up.
    """
    today = clock.today()
    looked_at = follow_calendar()
    went_up = 0
    for district in District.objects.all():
        system = Acting(account=None, organisation=None, district=district.id, purpose="calendar", system="recompute")
        with acting(system):
            looked_at += _take_effect(today)
            looked_at += _move(today)
            with transaction.atomic():
                raised = _escalate(district, today)
                if raised:
                    journal.record("handovers.escalated", transfers=raised)
            went_up += raised
    return {"cases": looked_at, "escalated": went_up}


def _take_effect(today: date) -> int:
    """Accepted handovers whose day has come and of which the law says nothing new."""
    with transaction.atomic():
        due = _due(today)
    for start in range(0, len(due), _AT_ONCE):
        with transaction.atomic():
            cases = Case.objects.select_for_update(of=("self",)).filter(id__in=due[start : start + _AT_ONCE])
            follow(list(cases.select_related("district").order_by("id")), today)
    return len(due)


def _move(today: date) -> int:
    """Moves whose day has come, one file and one transaction each, in the name of the colleague named there."""
    with transaction.atomic():
        due = list(
            Transfer.objects.filter(kind=Kind.MOVE, state=State.ACCEPTED, effective_on__lte=today).order_by("id")
        )
    return sum(_moved(one, today) for one in due)


def _moved(due: Transfer, today: date) -> bool:
    """False where it has been taken back meanwhile, or where nobody works at the receiver: then it waits."""
    by = at_the_receiver(due, today)
    if by is None:
        return False
    with acting(by.acting()), transaction.atomic():
        one, _side = locked(by, due.id)
        is_due = one.state == State.ACCEPTED and one.effective_on is not None and one.effective_on <= today
        if is_due:
            move_file(one, by, today)
        return is_due


def _due(today: date) -> list[UUID]:
    accepted = Transfer.objects.filter(kind=Kind.HANDOVER, state=State.ACCEPTED, effective_on__lte=today)
    return sorted(accepted.values_list("case_id", flat=True))


def _escalate(district: District, today: date) -> int:
    """Who must act now on each overdue request; a step says so, once for each rung."""
    overdue = (
        Transfer.objects.select_for_update(of=("self",))
        .filter(state__in=OPEN, due_on__lt=today)
        .exclude(state=State.DRAFT)
        .exclude(kind__in=LEADING, state=State.ACCEPTED)
        .order_by("case_id")
    )
    raised, steps = [], []
    for one in overdue:
        level = level_on(one.due_on, today, district.land)
        if level > one.level:
            one.level = level
            steps.append(take(one, Act.ESCALATE, Side.LAW, reason=Reason.OVERDUE, detail={"level": level}))
            raised.append(one)
    save(raised, steps)
    return len(raised)
