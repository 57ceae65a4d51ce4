"""A day of which it is noted how it is used.

Most conditions only ask whether a day lies before another: the 18th birthday before today, the month of a decision before
2020. Then two people are alike if their days lie on the same side, whatever the days are. So a comparison is noted as
one with a fixed day, and only what cannot be noted like that counts as the day itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nahtlos.law.engine.days import day_of, iso

#: Days of lives. Others are taken as they are.
LOW, HIGH = day_of("1800-01-01"), day_of("2199-12-31")

#: A calendar function with its further arguments.
Move = tuple[Callable[..., int], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day in the facts, or shown by a view (`source`), as calendar functions have moved it."""

    source: Any
    moves: tuple[Move, ...] = ()

    def then(self, move: Callable[..., int], args: tuple[Any, ...]) -> "DayOf":
        """The same moved once more."""
        return DayOf(self.source, (*self.moves, (move, args)))


@dataclass(frozen=True, slots=True)
class State:
    """Whether there is a day, none, or nobody knows."""

    source: Any


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Whether a day is not before a fixed one."""

    source: Any
    day: int


@dataclass(frozen=True, slots=True)
class Before:
    """Whether one day lies before another."""

    one: DayOf
    other: DayOf


@dataclass(frozen=True, slots=True)
class Exactly:
    """The day itself."""

    source: Any


Use = State | AtLeast | Before | Exactly


def _later(day: int, by: int) -> int:
    return day + by


def moved(day: int, moves: tuple[Move, ...]) -> int:
    """Where calendar functions move a day."""
    for move, args in moves:
        day = move(day, *args)
    return day


@lru_cache(maxsize=4096)
def first_moved_to(moves: tuple[Move, ...], target: int) -> int:
    """The first day that is moved to `target` or later; HIGH + 1 if none is."""
    low, high = LOW, HIGH + 1
    while low < high:
        middle = (low + high) // 2
        if moved(middle, moves) >= target:
            high = middle
        else:
            low = middle + 1
    return low


class WatchedDay:
    """Stands for a day between LOW and HIGH; everywhere else like its number."""

    __slots__ = ("_day", "_note", "_of")

    def __init__(self, day: int, of: DayOf, note: Callable[[Use], None]) -> None:
        self._day, self._of, self._note = day, of, note

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # so that it counts as a number: isinstance(day, int)
        return int

    def _not_before(self, other: Any) -> bool:
        """Whether it is `other` or later."""
        if type(other) is WatchedDay:
            self._note(Before(self._of, other._of))
            return not self._day < other._day
        first = first_moved_to(self._of.moves, other)
        if LOW < first <= HIGH:
            self._note(AtLeast(self._of.source, first))
        later: bool = self._day >= other
        return later

    def __ge__(self, other: Any) -> Any:
        return self._not_before(other) if isinstance(other, int) else NotImplemented

    def __lt__(self, other: Any) -> Any:
        return not self._not_before(other) if isinstance(other, int) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return self._not_before(other + 1) if isinstance(other, int) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return not self._not_before(other + 1) if isinstance(other, int) else NotImplemented

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, int) and self._not_before(other) and not self._not_before(other + 1)

    def __bool__(self) -> bool:
        return True

    def __add__(self, by: Any) -> Any:
        return self.moved(_later, (by,)) if type(by) is int else int(self) + by

    def __radd__(self, by: Any) -> Any:
        return self + by

    def __sub__(self, by: Any) -> Any:
        return self.moved(_later, (-by,)) if type(by) is int else int(self) - int(by)

    def __rsub__(self, other: Any) -> Any:
        return other - int(self)

    def moved(self, move: Callable[..., int], args: tuple[Any, ...]) -> Any:
        """The day a calendar function makes of it."""
        return WatchedDay(move(self._day, *args), self._of.then(move, args), self._note)

    def text(self) -> "WatchedText":
        """Its ISO date."""
        return WatchedText(self)

    def __index__(self) -> int:
        self._note(Exactly(self._of.source))
        return self._day

    __int__ = __index__

    def __hash__(self) -> int:
        return hash(int(self))

    def __repr__(self) -> str:
        return repr(int(self))


class WatchedText:
    """Stands for the ISO date of a watched day; the day counts only if somebody reads it."""

    __slots__ = ("_day",)

    def __init__(self, day: WatchedDay) -> None:
        self._day = day

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return str

    def __str__(self) -> str:
        return iso(int(self._day))

    __repr__ = __str__

    def __getattr__(self, name: str) -> Any:
        return getattr(str(self), name)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, str) else False

    def __hash__(self) -> int:
        return hash(str(self))

    def __lt__(self, other: Any) -> bool:
        return str(self) < str(other)

    def __le__(self, other: Any) -> bool:
        return str(self) <= str(other)

    def __gt__(self, other: Any) -> bool:
        return str(self) > str(other)

    def __ge__(self, other: Any) -> bool:
        return str(self) >= str(other)
