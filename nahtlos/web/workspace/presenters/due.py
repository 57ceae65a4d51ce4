"""Next steps: deadlines of the law in words, the nearest first, what is done or long past apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nahtlos.cases.models import Deadline
from nahtlos.web.workspace.words import reasons
from nahtlos.web.workspace.words.deadlines import KINDS, deadline

#: An unmet deadline older than this stands among the earlier ones.
_LONG_PAST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline in words. `days` counts from the day looked at."""

    row: Deadline
    what: str
    kind: str
    who: str
    days: int
    tone: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What is due, and what is behind."""

    coming: list[Due]
    earlier: list[Due]


def deadlines_of(rows: Sequence[Deadline], on: date) -> Deadlines:
    """Open and recent deadlines, nearest first; done and long past ones apart, newest first."""
    due = [_due(row, on) for row in rows]
    coming = [one for one in due if one.row.done_at is None and one.row.date >= on - _LONG_PAST and not _behind(one)]
    earlier = [one for one in due if one not in coming]
    return Deadlines(coming, earlier[::-1])


def _behind(one: Due) -> bool:
    """What only begins or happens on a day cannot be overdue."""
    return one.row.kind != "last_day" and one.days < 0


def _due(row: Deadline, on: date) -> Due:
    days = (row.date - on).days
    tone = "danger" if days < 0 else "warning" if days <= 30 else ""
    if row.kind != "last_day" or row.done_at:
        tone = ""
    return Due(
        row, deadline(row.code), str(KINDS.get(row.kind, row.kind)), reasons.who(row.who) if row.who else "", days, tone
    )
