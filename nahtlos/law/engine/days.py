"""Days as whole numbers (proleptic ordinals) and the calendar arithmetic of the German Civil Code.

Numbers compare faster than dates, and the engine compares days all the time; dates appear only at the edge.
"""

import calendar
from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from typing import Any, ParamSpec, Protocol

P = ParamSpec("P")

#: A day that never comes: the end of what has no end.
FAR = date.max.toordinal()


def day_of(text: str) -> int:
    """The day an ISO date names."""
    return date.fromisoformat(text).toordinal()


def iso(day: int) -> str:
    """The ISO date of a day."""
    return date.fromordinal(day).isoformat() if type(day) is int else watched(day).text()


class Watched(Protocol):
    """Stands for a day of which it is noted how it is used; see columns/watched.py."""

    def moved(self, move: Callable[..., int], args: tuple[Any, ...]) -> int:
        """The day a calendar function makes of it."""

    def text(self) -> str:
        """Its ISO date."""


def watched(day: Any) -> Watched:
    """A day that is not a plain number."""
    found: Watched = day
    return found


def calendar_function(kept: int) -> Callable[[Callable[P, int]], Callable[P, int]]:
    """Declare a function from a day (and more) to a day: never an earlier day for a later one. Results are kept."""

    def declare(move: Callable[P, int]) -> Callable[P, int]:
        known: Any = lru_cache(maxsize=kept)(move)

        @wraps(move)
        def moved(*args: P.args, **_: P.kwargs) -> int:
            day: Any = args[0]
            found: int = known(*args) if type(day) is int else watched(day).moved(move, args[1:])
            return found

        return moved

    return declare


def iso_or_none(day: int) -> str | None:
    """The ISO date of a day; None for a day that never comes."""
    return None if day >= FAR else iso(day)


@calendar_function(16384)
def add_months(day: int, months: int) -> int:
    """The same-numbered day `months` later (or earlier); where it is missing, the last day of that month.

    Source: §§ 187 Abs. 1, 188 Abs. 2 and 3 BGB.
    """
    start = date.fromordinal(day)
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= date.max.year:
        return FAR
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


@calendar_function(4096)
def month_start(day: int) -> int:
    """The first day of the month."""
    return day - date.fromordinal(day).day + 1


@calendar_function(4096)
def month_end(day: int) -> int:
    """The last day of the month."""
    start = date.fromordinal(day)
    return day - start.day + calendar.monthrange(start.year, start.month)[1]


@calendar_function(4096)
def years_completed_on(born: int, years: int) -> int:
    """The first day on which a person born on `born` has completed `years` years.

    A year of life is completed at the end of the day before the birthday; for somebody born on 29 February that is
    28 February, so in a common year the first day is 1 March. Source: §§ 187 Abs. 2 S. 2, 188 Abs. 2 and 3 BGB.
    """
    birth = date.fromordinal(born)
    if birth.year + years > date.max.year:
        return FAR
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(birth.year + years):
        return date(birth.year + years, 3, 1).toordinal()
    return birth.replace(year=birth.year + years).toordinal()
