"""Next steps: deadlines of the law in words on the rungs of the ladder, each with its owner; done and long past apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from nahtlos.cases.ladder import Rung, owner_of, rung
from nahtlos.cases.models import Deadline, Participation, Responsibility
from nahtlos.web.workspace.words import reasons
from nahtlos.web.workspace.words.deadlines import KINDS, RUNGS, deadline

#: An unmet deadline older than this stands among the earlier ones.
_LONG_PAST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline in words. `days` counts from the day looked at; `owner` sees to it."""

    row: Deadline
    what: str
    kind: str
    who: str
    note: str
    days: int
    is_overdue: bool
    owner: Participation | None


@dataclass(frozen=True, slots=True)
class Step:
    """The deadlines of one rung."""

    rung: Rung
    title: Promise
    due: list[Due]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What is due, the most urgent first, and what is behind."""

    steps: list[Step]
    earlier: list[Due]

    @property
    def coming(self) -> list[Due]:
        """What is due, nearest first."""
        return [due for step in self.steps for due in step.due]


def deadlines_of(
    rows: Sequence[Deadline], on: date, parts: Sequence[Participation] = (), lead: Responsibility | None = None
) -> Deadlines:
    """Open and recent deadlines on their rungs, nearest first; done and long past ones apart, newest first."""
    due = [_due(row, on, parts, lead) for row in rows]
    coming = [one for one in due if one.row.done_at is None and one.row.date >= on - _LONG_PAST and not _behind(one)]
    earlier = [one for one in due if one not in coming]
    found = {step: [one for one in coming if rung(one.row.date, on) == step] for step in Rung}
    return Deadlines([Step(step, RUNGS[step], several) for step, several in found.items() if several], earlier[::-1])


def _behind(one: Due) -> bool:
    """What only begins or happens on a day cannot be overdue."""
    return one.row.kind != "last_day" and one.days < 0


def _due(row: Deadline, on: date, parts: Sequence[Participation], lead: Responsibility | None) -> Due:
    days = (row.date - on).days
    return Due(
        row=row,
        what=deadline(row.code),
        kind=str(KINDS.get(row.kind, row.kind)),
        who=reasons.who(row.who) if row.who else "",
        note=reasons.sentence(row.note),
        days=days,
        is_overdue=days < 0 and row.kind == "last_day" and row.done_at is None,
        owner=owner_of(row.who, parts, lead.organisation_id if lead else None),
    )
