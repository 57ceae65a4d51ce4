"""When the calendar comes near a day on which the law names another authority, it is said again: at night, and when a
worker starts. Answers themselves never depend on the clock; what is to be done about them does.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction

from nahtlos.audit import journal
from nahtlos.cases.models import Case
from nahtlos.cases.responsibility import AHEAD, LEADS, follow_law
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.organisations.models import District

_AT_ONCE = 1000


def follow_calendar() -> int:
    """Whoever is or will soon be led by another authority than the law names is looked at; returns how many were."""
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
    """Open cases about which the law names another kind of office than the one that leads, today or within AHEAD days."""
    kinds = [(answer, kind.value) for answer, kind in LEADS.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select distinct c.id from cases_case c
            join cases_responsibility r on r.case_id = c.id and r.valid_until is null
            join organisations_organisation office on office.id = r.organisation_id
            join cases_answerperiod a on a.person_id = c.person_id and a.question = 'benefit_authority'
              and a.status = 'determined' and a.valid_from <= %(ahead)s
              and (a.next_change is null or a.next_change > %(today)s)
            join unnest(%(answers)s::text[], %(kinds)s::text[]) named (answer, kind) on named.answer = a.answer #>> '{}'
            where c.closed_on is null and named.kind <> office.kind
            """,
            {
                "today": today,
                "ahead": today + timedelta(days=AHEAD),
                "answers": [answer for answer, _kind in kinds],
                "kinds": [kind for _answer, kind in kinds],
            },
        )
        return sorted(case for (case,) in cursor.fetchall())
