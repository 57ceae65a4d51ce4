"""Working days of a Land: how long an answer may take, and who must act when it does not come."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from nahtlos.handovers.enums import Level

#: Working days for the answer to a request.
ANSWER_DAYS = 5
#: Working days after the last day for an answer → who must act from then on.
_LADDER = ((6, Level.COORDINATOR), (3, Level.TEAM_LEAD), (1, Level.DEPUTY))


def add_working_days(day: date, number: int, land: str) -> date:
    """The `number`-th working day after `day` in this Land; holidays of part of a Land count as working days."""
    while number > 0:
        day += timedelta(days=1)
        if is_working_day(day, land):
            number -= 1
    return day


def is_working_day(day: date, land: str) -> bool:
    """No Saturday, Sunday or holiday of the Land."""
    return day.weekday() < 5 and day not in _holidays(land, day.year)


def level_on(due_on: date, today: date, land: str) -> Level:
    """Who must act on a request whose last day is `due_on`."""
    for days, level in _LADDER:
        if today >= add_working_days(due_on, days, land):
            return level
    return Level.CONTACT


@lru_cache(maxsize=64)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land or None, years=year))
