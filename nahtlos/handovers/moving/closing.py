"""The old file ends on the day the new one begins, and stays as long as the law keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F

from nahtlos.cases.models import Case, Responsibility
from nahtlos.cases.responsibility import cases_closed
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows


def close_moved(case: UUID, person: UUID, on: date) -> None:
    """Closed with the outcome that she moved: nobody leads it from `on`. Who took part goes on reading it.

    Runs as the job `recompute` in the district of the file.
    """
    Case.objects.filter(id=case, closed_on=None).update(closed_on=on, version=F("version") + 1, changed_at=clock.now())
    leads = list(Responsibility.objects.filter(case=case, valid_until=None))
    for lead in leads:  # one that began today ends tomorrow, because a period has at least one day
        lead.valid_until = max(on, lead.valid_from + timedelta(days=1))
    update_rows(leads, ["valid_until"])
    cases_closed.send(sender=None, people=[person])
