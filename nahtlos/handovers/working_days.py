"""How long an answer may take in working days of the Land, and who must act when it does not come."""

from __future__ import annotations

from datetime import date

from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.enums import Level

#: Working days for the answer to a request.
ANSWER_DAYS = 5
#: Working days after the last day for an answer → who must act from then on.
_LADDER = ((6, Level.COORDINATOR), (3, Level.TEAM_LEAD), (1, Level.DEPUTY))


def level_on(due_on: date, today: date, land: str) -> Level:
    """Who must act on a request whose last day is `due_on`."""
    for days, level in _LADDER:
        if today >= add_workdays(due_on, days, land):
            return level
    return Level.CONTACT
