"""Looks at lists of which the days count by their order: worked out for one of a kind, days filled in for each."""

import re
from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np

from nahtlos.law.columns.feature import Table, Tabled
from nahtlos.law.columns.grouping import grouped
from nahtlos.law.columns.learned import Unnoted
from nahtlos.law.columns.looks import Look, Read
from nahtlos.law.columns.observed import Through
from nahtlos.law.columns.order import Days, Order
from nahtlos.law.columns.people import Codes, People
from nahtlos.law.columns.watched import HIGH, LOW
from nahtlos.law.engine.days import day_of, iso
from nahtlos.law.engine.view import Day

_SOME_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


#: What a table of days weighs beside a remembered outcome, which takes more memory than a number.
_A_TABLE = 1_000


class _Place(NamedTuple):
    """Stands for a day: the one at this place in the lists of each."""

    number: int


class _Text(NamedTuple):
    """Stands for a day written as text."""

    place: _Place


class ByOrder(Tabled):
    """What a look shows, for people with the same order of days at once."""

    def __init__(self, look: Any, order: Order) -> None:
        self.outcomes: list[Any] = []
        self._look = look
        self._order = order
        self._codes: dict[Hashable, int] = {}
        #: For each kind: the code of its outcome, or -2 - the number of its pattern; -1 while it is not known.
        self._kinds = np.full(64, -1, np.int32)
        self._patterns: list[Any] = []
        #: For each pattern with one place: the code of its outcome by the day at that place; -1 while it is not known.
        self._by_day: dict[Any, Codes] = {}

    @property
    def weight(self) -> int:
        """How much is remembered."""
        return len(self.outcomes) + len(self._kinds) + len(self._by_day) * _A_TABLE

    def days_since(self, code: int) -> list[Any]:
        """What the codes from `code` on stand for, if they stand for days."""
        return [seen if isinstance(seen, Day) or seen is None else "other" for seen in self.outcomes[code:]]

    def codes(self, people: People) -> Codes:
        """The code of the outcome of each person."""
        if self not in people.memory:
            people.memory[self] = self._answer(people)
        return people.memory[self]

    def tabled(self, people: People) -> Table:
        """The outcomes by kind, unless there is a day in one of them."""
        kinds = self._order.codes(people)
        self._learn(people, kinds)
        return None if (self._kinds[kinds] < 0).any() else (self._order, self._kinds)

    def _answer(self, people: People) -> Codes:
        kinds = self._order.codes(people)
        self._learn(people, kinds)
        codes: Codes = self._kinds[kinds]
        for pattern in np.unique(codes[codes < 0]).tolist():
            rows = np.flatnonzero(codes == pattern).astype(np.int32)
            codes[rows] = self._filled(people, rows, self._patterns[-2 - pattern])
        return codes

    def _learn(self, people: People, kinds: Codes) -> None:
        most = int(kinds.max(initial=0))
        while most >= len(self._kinds):
            self._kinds = np.concatenate([self._kinds, np.full(len(self._kinds), -1, np.int32)])
        unknown = np.flatnonzero(self._kinds[kinds] == -1)
        new, first = np.unique(kinds[unknown], return_index=True)
        if len(new):
            odd, days = self._order.odd(people), self._order.days_of(people)
            for kind, row in zip(new.tolist(), unknown[first].tolist(), strict=True):
                outcome = self._seen(people, row)
                if not odd[row]:
                    outcome = _pattern(outcome, [int(day[row]) for day in days], self._order.days)
                self._kinds[kind] = self._code_of_pattern(outcome) if _has_place(outcome) else self._code_of(outcome)

    def _seen(self, people: People, row: int) -> Hashable:
        reads: set[Look] = set()
        try:
            outcome: Hashable = self._look.of(Through(people.facts(row), reads.add))
        except Exception:  # no rule looks here for such people; if one does, the question itself fails
            return ("nowhere",)
        finally:
            beyond = reads - {Read(name) for name in self._order.names}
            if beyond:
                raise Unnoted(f"{self._look!r} is declared to read {self._order.names}, and reads {beyond!r}")
        return outcome

    def _code_of(self, outcome: Hashable) -> int:
        code = self._codes.setdefault(outcome, len(self.outcomes))
        if code == len(self.outcomes):
            self.outcomes.append(outcome)
        return code

    def _code_of_pattern(self, pattern: Any) -> int:
        if pattern not in self._patterns:
            self._patterns.append(pattern)
        return -2 - self._patterns.index(pattern)

    def _filled(self, people: People, rows: Codes, pattern: Any) -> Codes:
        """The codes of the outcomes of some people of one pattern."""
        if pattern == _EACH:
            return np.array([self._code_of(self._seen(people, row)) for row in rows.tolist()], np.int32)
        days = self._order.days_of(people)
        places = sorted(_places(pattern))
        columns: list[Days] = [days[place][rows] for place in places]
        if len(places) == 1 and columns[0].min() >= LOW and columns[0].max() <= HIGH:
            return self._filled_with(columns[0] - LOW, pattern, places[0])
        base = [int(column.min()) for column in columns]
        kinds, examples = grouped([(c - b).astype(np.int32) for c, b in zip(columns, base, strict=True)], len(rows))
        own = [
            self._code_of(
                _fill(pattern, {place: int(column[row]) for place, column in zip(places, columns, strict=True)})
            )
            for row in examples.tolist()
        ]
        return np.array(own, np.int32)[kinds]

    def _filled_with(self, days: Days, pattern: Any, place: int) -> Codes:
        """The codes of the outcomes of a pattern with a single place; its days count from LOW."""
        table = self._by_day.setdefault(pattern, np.full(HIGH - LOW + 1, -1, np.int32))
        codes: Codes = table[days]
        new = np.unique(days[codes < 0])
        if len(new):
            table[new] = [self._code_of(_fill(pattern, {place: day})) for day in (new + LOW).tolist()]
            codes = table[days]
        return codes


#: Nothing can be said for all of a kind: a day that is not in the lists themselves.
_EACH = ("each", _Place(-1))


def _pattern(outcome: Any, days: list[int], fixed: tuple[int, ...]) -> Any:
    """The outcome with places for its days."""
    if isinstance(outcome, tuple):
        parts = tuple(_pattern(part, days, fixed) for part in outcome)
        return _EACH if _EACH in parts else parts
    if isinstance(outcome, Day):
        if outcome in fixed or outcome not in days:
            return outcome if outcome in fixed or outcome <= 0 else _EACH
        return _Place(days.index(outcome))
    if isinstance(outcome, str) and _SOME_DAY.search(outcome):
        place = _pattern(Day(day_of(outcome)), days, fixed) if _SOME_DAY.fullmatch(outcome) else _EACH
        return _Text(place) if isinstance(place, _Place) else outcome if place in fixed else _EACH
    return outcome


def _has_place(pattern: Any) -> bool:
    return isinstance(pattern, _Place) or (isinstance(pattern, tuple) and any(_has_place(part) for part in pattern))


def _places(pattern: Any) -> set[int]:
    if isinstance(pattern, _Place):
        return {pattern.number}
    return set().union(*(_places(part) for part in pattern)) if isinstance(pattern, tuple) else set()


def _fill(pattern: Any, days: dict[int, int]) -> Any:
    if isinstance(pattern, _Place):
        return Day(days[pattern.number])
    if isinstance(pattern, _Text):
        return iso(days[pattern.place.number])
    return tuple(_fill(part, days) for part in pattern) if isinstance(pattern, tuple) else pattern
