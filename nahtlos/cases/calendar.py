"""When the calendar reaches a day on which the law names another authority, the lead follows: at night, and when a worker
starts. Answers themselves never depend on the clock; only who leads today does.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from nahtlos.audit import journal
from nahtlos.cases.enums import AnswerStatus
from nahtlos.cases.models import AnswerPeriod, Case, Responsibility
from nahtlos.cases.responsibility import follow_law
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.organisations.models import District

_AT_ONCE = 1000


def follow_calendar() -> int:
    """The lead of every open case of every district is the one the law names today; returns how many were looked at."""
    today = clock.today()
    return sum(_district(district, today) for district in District.objects.values_list("id", flat=True))


def _district(district: UUID, today: date) -> int:
    system = Acting(account=None, organisation=None, district=district, purpose="calendar", system="recompute")
    looked_at = 0
    with acting(system):
        with transaction.atomic():
            behind = list(_behind(today))
        for start in range(0, len(behind), _AT_ONCE):
            with transaction.atomic():
                cases = list(
                    Case.objects.select_for_update(of=("self",))
                    .filter(id__in=behind[start : start + _AT_ONCE], closed_on=None)
                    .select_related("district")
                )
                follow_law(cases, today)
                looked_at += len(cases)
        if looked_at:
            with transaction.atomic():
                journal.record("calendar.followed", cases=looked_at)
    return looked_at


def _behind(today: date) -> list[UUID]:
    """Cases whose lead follows another answer than today's."""
    now = AnswerPeriod.objects.filter(
        Q(next_change=None) | Q(next_change__gt=today),
        person=OuterRef("case__person"),
        question="benefit_authority",
        status=AnswerStatus.DETERMINED,
        valid_from__lte=today,
    ).values(said=Cast("answer", CharField()))[:1]
    leads = Responsibility.objects.filter(valid_until=None, case__closed_on=None).annotate(said=Subquery(now))
    # The answer is JSON, so the text comes with its quotation marks.
    return [
        case
        for case, authority, said in leads.exclude(said=None).values_list("case_id", F("authority"), "said")
        if said.strip('"') != authority
    ]
