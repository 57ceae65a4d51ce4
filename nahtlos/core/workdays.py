"""Working days of a Land: no Saturday, no Sunday, no public holiday. Pure: the day is an argument.

Holidays of only a part of a Land (Augsburg, some communities of Sachsen and Thüringen) count as working days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays


def is_workday(day: date, land: str) -> bool:
    """Whether offices of this Land (BW, BY, …; empty: only holidays of the whole country count) work on this day."""
    return day.weekday() < 5 and day not in _holidays(land, day.year)


def add_workdays(day: date, number: int, land: str) -> date:
    """The `number`-th working day after `day`, which does not count itself. `number` 0: `day`, or the next working day."""
    if number == 0:
        while not is_workday(day, land):
            day += timedelta(days=1)
    while number > 0:
        day += timedelta(days=1)
        number -= is_workday(day, land)
    return day


def workdays_between(start: date, end: date, land: str) -> int:
    """How many working days lie after `start` up to and including `end`; 0 if `end` is not later."""
    return sum(is_workday(start + timedelta(days=n), land) for n in range(1, (end - start).days + 1))


@lru_cache(maxsize=256)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land or None, years=year))
