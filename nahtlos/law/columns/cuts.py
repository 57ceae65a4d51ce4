"""People told apart by days as far as they are compared: by the side of a fixed day on which theirs lies."""

from typing import Any, Protocol

import numpy as np

from nahtlos.law.columns.feature import Feature, Table, Tabled
from nahtlos.law.columns.people import Codes, People
from nahtlos.law.columns.watched import HIGH, LOW, Move, moved

#: What stands in a table of days where there is none that can be compared.
_UNKNOWN, _NONE, _OTHER = -3, -2, -1

_STATES = {_UNKNOWN: 0, _NONE: 1, _OTHER: 3}

Days = np.ndarray[Any, np.dtype[np.int32]]


class Dated(Feature, Protocol):
    """Codes that stand for days."""

    def days_since(self, code: int) -> list[Any]:
        """What the codes from `code` on stand for: days as numbers, None, or something that is no day of a life."""

    @property
    def weight(self) -> int:
        """How many codes there are."""


class DayTable:
    """The day each code stands for, as they come to be known."""

    def __init__(self, source: Dated) -> None:
        self.source = source
        self._days: Days = np.zeros(0, np.int32)

    def days(self) -> Days:
        """By code; negative where there is no day to compare."""
        new = self.source.days_since(len(self._days))
        if new:
            self._days = np.concatenate([self._days, np.array([_number(value) for value in new], np.int32)])
        return self._days


def _number(value: Any) -> int:
    if value is None:
        return _NONE
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value) if LOW <= value <= HIGH else _OTHER
    return _OTHER if value == "other" else _UNKNOWN


class Cut(Tabled):
    """Codes made from the days of one source."""

    def __init__(self, table: DayTable) -> None:
        self.table_of_days = table
        self._codes: Codes = np.zeros(0, np.int32)

    @property
    def weight(self) -> int:
        """How much is remembered: nothing that its source does not remember."""
        return 0

    def codes(self, people: People) -> Codes:
        """The code of each person."""
        if self not in people.memory:
            codes = self.table_of_days.source.codes(people)
            people.memory[self] = self.by_code()[codes]
        return people.memory[self]

    def tabled(self, people: People) -> Table:
        """Our code for each code of the source."""
        self.table_of_days.source.codes(people)
        return self.table_of_days.source, self.by_code()

    def by_code(self) -> Codes:
        """Our code for each code of the source."""
        days = self.table_of_days.days()
        if len(self._codes) < len(days):
            self._codes = np.concatenate([self._codes, self.made_of(days[len(self._codes) :])])
        return self._codes

    def made_of(self, days: Days) -> Codes:
        """Codes for days."""
        raise NotImplementedError


class StateCut(Cut):
    """Whether there is a day, none, or nobody knows."""

    def made_of(self, days: Days) -> Codes:
        codes = np.full(len(days), 2, np.int32)
        for state, code in _STATES.items():
            codes[days == state] = code
        return codes


class AtLeastCut(Cut):
    """Whether the day is not before a fixed one."""

    def __init__(self, table: DayTable, first: int) -> None:
        super().__init__(table)
        self._first = first

    def made_of(self, days: Days) -> Codes:
        return (days >= self._first).astype(np.int32)


class BeforeCut:
    """Whether one day lies before another, each as calendar functions have moved it."""

    def __init__(self, one: "Shifted", other: "Shifted") -> None:
        self._one, self._other = one, other

    @property
    def weight(self) -> int:
        """How much is remembered: nothing that its sources do not remember."""
        return 0

    def table(self, people: People) -> Table:
        """There is no single source."""
        return None

    def codes(self, people: People) -> Codes:
        """The code of each person."""
        if self not in people.memory:
            people.memory[self] = (self._one.days(people) < self._other.days(people)).astype(np.int32)
        return people.memory[self]


class Shifted:
    """The days of a source as calendar functions have moved them."""

    def __init__(self, table: DayTable, moves: tuple[Move, ...]) -> None:
        self._table = table
        self._moves = moves
        self._days: Days = np.zeros(0, np.int32)

    def days(self, people: People) -> Days:
        """The day of each person; where there is none it does not matter what stands here."""
        codes = self._table.source.codes(people)
        days = self._table.days()
        if len(self._days) < len(days):
            new = [moved(day, self._moves) if day >= 0 else 0 for day in days[len(self._days) :].tolist()]
            self._days = np.concatenate([self._days, np.array(new, np.int32)])
        found: Days = self._days[codes]
        return found
