"""What has been worked out about a person, kept for the days on which it stands.

Findings and explored questions both hold until a day of their own. Whatever is asked later about a day in between, by
another rule or another question, is answered from here.
"""

from bisect import bisect_right
from typing import Generic, Protocol, TypeVar

from nahtlos.law.engine.days import FAR


class Lasting(Protocol):
    """Something that stands until a day."""

    until: int


L = TypeVar("L", bound=Lasting)


class UnsoundHorizon(AssertionError):
    """Something claims to stand until a day that is not after the day asked about."""


#: Whether a horizon that does not lie ahead is an error. On in our tests; outside them the engine looks again the next
#: day, which is slower but right.
strict = False


def horizon(until: int, day: int, what: str) -> int:
    """`until`, which must lie after `day`: a timeline that hops to it would otherwise never end."""
    if until > day:
        return until
    if strict:
        raise UnsoundHorizon(f"{what} claims on day {day} to stand until day {until}")
    return min(day + 1, FAR)


class Remembered(Generic[L]):
    """Entries by the day they were worked out on, each good until its own last day."""

    __slots__ = ("_days", "_entries")

    def __init__(self) -> None:
        self._days: list[int] = []
        self._entries: list[L] = []

    def on(self, day: int) -> L | None:
        """An entry that stands on the day, if there is one."""
        place = bisect_right(self._days, day)
        if place:
            entry = self._entries[place - 1]
            if day < entry.until:
                return entry
        return None

    def keep(self, day: int, entry: L) -> None:
        """Remember what was worked out on a day."""
        place = bisect_right(self._days, day)
        self._days.insert(place, day)
        self._entries.insert(place, entry)

    def __len__(self) -> int:
        return len(self._days)
