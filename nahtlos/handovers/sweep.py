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
from nahtlos.handovers.enums import OPEN, Act, Kind, Reason, Side, State
from nahtlos.handovers.follow import follow
from nahtlos.handovers.models import Transfer
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


def _due(today: date) -> list[UUID]:
    accepted = Transfer.objects.filter(kind=Kind.HANDOVER, state=State.ACCEPTED, effective_on__lte=today)
    return sorted(accepted.values_list("case_id", flat=True))


def _escalate(district: District, today: date) -> int:
    """Who must act now on each overdue request; a step says so, once for each rung."""
    overdue = (
        Transfer.objects.select_for_update(of=("self",))
        .filter(state__in=OPEN, due_on__lt=today)
        .exclude(state=State.DRAFT)
        .exclude(kind=Kind.HANDOVER, state=State.ACCEPTED)
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
