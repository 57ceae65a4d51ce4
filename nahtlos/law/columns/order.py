"""Lists of periods told apart by what they say and by the order of their days, not by the days themselves.

Most conditions on lists only compare days: with each other and with the day asked about. Whoever has the same statuses
with their days in the same order has the same finding, so it is worked out for one of them. Where a day itself counts,
for instance the first day of an unbroken time, it is the day at the same place in the list of each.
"""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nahtlos.law.columns import nested
from nahtlos.law.columns.feature import Table, Tabled
from nahtlos.law.columns.grouping import grouped, keys_of
from nahtlos.law.columns.people import Codes, People, Some
from nahtlos.law.columns.values import MISSING_CODE, NONE_CODE, Values
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.view import DAYS, INCLUSIVE

#: Longer lists are compared as a whole.
_LONGEST = 6

_EPOCH = 719_163  # date(1970, 1, 1).toordinal()

Days = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


class TakenApart(NamedTuple):
    """A list of each of the people: what it says, and its days place by place (FAR where there is none)."""

    says: list[Codes]
    days: list[Days]
    known: list[Mask]
    #: Whose list is compared as a whole.
    odd: Mask
    #: Which places there are, in this chunk.
    layout: str

    def of(self, rows: Any) -> "TakenApart":
        """The lists of some of them."""
        says, days = [codes[rows] for codes in self.says], [days[rows] for days in self.days]
        return TakenApart(says, days, [known[rows] for known in self.known], self.odd[rows], self.layout)


class Lists:
    """Takes lists apart, each once for a chunk of people."""

    def __init__(self) -> None:
        self._values: dict[str, Values] = {}
        self._marks: dict[tuple[str, ...], int] = {}

    def values(self, name: str) -> Values:
        """The codes of what stands at a place."""
        return self._values.setdefault(name, Values())

    def taken_apart(self, people: People, name: str) -> TakenApart:
        """A list of each of the people."""
        key = (self, name)
        if key not in people.lists:
            if isinstance(people, Some):
                people.lists[key] = self.taken_apart(people.parent, name).of(people.rows)
            else:
                people.lists[key] = self._take_apart(people, name)
        found: TakenApart = people.lists[key]
        return found

    def _take_apart(self, people: People, name: str) -> TakenApart:
        column = people.columns.get(name)
        state = np.where(people.none_at(name), NONE_CODE, MISSING_CODE).astype(np.int32)
        odd = people.told_of(name)
        if column is None or not nested.is_list(column.type) or not pa.types.is_struct(column.type.value_type):
            return TakenApart([state], [], [], odd if column is None else np.ones(people.size, bool), "")
        valid = column.is_valid().to_numpy(zero_copy_only=False)
        lengths = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
        state[valid] = lengths[valid].astype(np.int32) + NONE_CODE + 1
        odd = odd | (lengths > _LONGEST)
        rows, starts = column.flatten(), np.cumsum(lengths) - lengths
        says, days, known = [state, self._marked(people, name)], list[Days](), list[Mask]()
        layout, longest = list[str](), int(lengths[~odd].max(initial=0))
        fields = {rows.type.field(place).name: pc.struct_field(rows, [place]) for place in range(rows.type.num_fields)}
        for field, column_of in sorted(fields.items()):
            if column_of.null_count == len(column_of):
                continue
            layout.append(f"{field} {longest}")
            for place in range(longest):
                there = np.flatnonzero(lengths > place)
                at = starts[there] + place
                if field in DAYS and pa.types.is_date32(column_of.type):
                    day, given = np.full(people.size, FAR, np.int64), np.zeros(people.size, bool)
                    numbers = column_of.cast(pa.int32()).fill_null(0).to_numpy(zero_copy_only=False)[at]
                    given[there] = column_of.is_valid().to_numpy(zero_copy_only=False)[at]
                    day[there] = np.where(given[there], numbers + (_EPOCH + (field in INCLUSIVE)), FAR)
                    days.append(day)
                    known.append(given)
                else:
                    code = np.zeros(people.size, np.int32)
                    code[there] = self.values(f"{name}[].{field}").column(column_of)[at]
                    says.append(code)
        return TakenApart(says, days, known, odd, ", ".join(layout))

    def _marked(self, people: People, name: str) -> Codes:
        """A code for which places in the list are known to be none."""
        codes = np.zeros(people.size, np.int32)
        for row, paths in people.none_within(name).items():
            codes[row] = self._marks.setdefault(tuple(sorted(paths)), len(self._marks)) + 1
        return codes


class Order(Tabled):
    """Tells people apart by some lists and the order of their days, some days of the calendar among them."""

    def __init__(self, names: tuple[str, ...], days: tuple[int, ...], lists: Lists) -> None:
        self.names = names
        self.days = days
        self._lists = lists
        self._codes: dict[bytes, int] = {}

    @property
    def weight(self) -> int:
        """How much is remembered."""
        return len(self._codes)

    def codes(self, people: People) -> Codes:
        """A code for each person."""
        if self not in people.memory:
            columns = self._columns(people)
            kinds, examples = grouped(columns, people.size)
            layout = "; ".join(taken.layout for taken in self._taken(people)).encode()
            keys = [layout + key for key in keys_of(columns, examples)]
            own = [self._codes.setdefault(key, len(self._codes)) for key in keys]
            people.memory[self] = np.array(own, np.int32)[kinds]
        return people.memory[self]

    def tabled(self, people: People) -> Table:
        """Our codes follow from nothing but themselves."""
        return self, np.arange(int(self.codes(people).max(initial=0)) + 1, dtype=np.int32)

    def days_of(self, people: People) -> list[Days]:
        """Every day in the lists, place by place; the lists of the odd have none."""
        return [day for taken in self._taken(people) for day in taken.days]

    def odd(self, people: People) -> Mask:
        """Whose lists are compared as a whole."""
        found: Mask = np.logical_or.reduce([taken.odd for taken in self._taken(people)])
        return found

    def _taken(self, people: People) -> list[TakenApart]:
        return [self._lists.taken_apart(people, name) for name in self.names]

    def _columns(self, people: People) -> list[Codes]:
        taken = self._taken(people)
        columns = [column for one in taken for column in one.says]
        columns += _ranks(
            [day for one in taken for day in one.days], [k for one in taken for k in one.known], self.days
        )
        odd = self.odd(people)
        if odd.any():
            columns = [np.where(odd, 0, column) for column in columns]
            rows = np.flatnonzero(odd)
            some = people.some(rows)
            for name in self.names:
                whole = np.zeros(people.size, np.int32)
                whole[rows] = some.codes(name, self._lists.values(name)) + 1
                columns.append(whole)
        else:
            columns += [np.zeros(people.size, np.int32) for _ in self.names]
        return columns


def _ranks(days: list[Days], known: list[Mask], among: tuple[int, ...]) -> list[Codes]:
    """For each day how many others come before it; 0 where there is none."""
    ranks = []
    for one, given in zip(days, known, strict=True):
        rank = np.ones(len(one), np.int8)
        for other in days:
            if other is not one:
                rank += other < one
        for fixed in among:
            rank += (one > fixed).astype(np.int8) + (one >= fixed).astype(np.int8)
        ranks.append(np.where(given, rank, 0))
    return ranks
