"""The old file ends on the day the new one begins, and stays as long as the law keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from nahtlos.cases.closing import end_case
from nahtlos.cases.enums import Outcome
from nahtlos.cases.models import Case
from nahtlos.core.context import as_system


def close_moved(case: UUID, on: date) -> None:
    """Closed with the outcome that she moved: nobody leads it from `on`. Who took part goes on reading it.

    Call it in the district of the file. The case is locked.
    """
    with as_system("linkage"):
        end_case(Case.objects.get(id=case), outcome=Outcome.MOVED, last_day=on - timedelta(days=1), by=None)
