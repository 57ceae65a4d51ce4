"""A function of people that is learned by asking it about one of a kind.

It is asked about somebody, and what it looked at is noted. Everybody for whom all of that is the same has the same
answer. Who differs in something that was looked at is asked about next. So the function is asked once per kind, and
never about more than it needs to know.

What many ways look at is packed into one number for each person, and what came out is found by that number. Only who goes
a rare way is led along it.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from nahtlos.law.columns.feature import Feature, Table, Tabled, fitted
from nahtlos.law.columns.packed import Packed
from nahtlos.law.columns.people import Codes, People

#: What at least such a share of all people comes by is looked at for everybody at once; and that is settled anew when
#: more than so many had to be led.
_OFTEN, _LED = 0.01, 0.03


class Unnoted(AssertionError):
    """A function went another way although nothing it had looked at was different: a look was not noted."""


class _StartAgain(Exception):
    """What was learned has been forgotten."""


class _Node:
    """Where ways part: what is looked at, and what follows by what it is."""

    __slots__ = ("branches", "came_by", "feature", "number")

    def __init__(self, feature: Feature, number: int) -> None:
        self.feature = feature
        self.number = number
        self.branches: dict[int, _Node | int] = {}
        #: How many people were led here.
        self.came_by = 0


class Learned(Tabled):
    """The function. Subclasses say how to ask it about one person (`ask`)."""

    def __init__(self) -> None:
        #: What came out, by its code.
        self.outcomes: list[Any] = []
        #: How often somebody had to be asked.
        self.asked = 0
        self._codes: dict[Hashable, int] = {}
        self._fresh()

    def _fresh(self) -> None:
        self._nodes: list[_Node] = []
        self._root: _Node | int | None = None
        self._packed: Packed | None = None
        self._often: set[Feature] = set()
        self._people = 0
        #: Where everything follows from the codes of one source: the outcome by its codes.
        self._table: Codes = np.zeros(0, np.int32)

    def ask(self, people: People, row: int) -> tuple[Hashable, Sequence[Feature]]:
        """What comes out for one person, and what was looked at, in order."""
        raise NotImplementedError

    def code_of(self, outcome: Hashable) -> int:
        """The code of an outcome; a new one if it has not come out before."""
        code = self._codes.setdefault(outcome, len(self.outcomes))
        if code == len(self.outcomes):
            self.outcomes.append(outcome)
        return code

    @property
    def weight(self) -> int:
        """How much is remembered."""
        return len(self._nodes) + len(self.outcomes) + (self._packed.weight if self._packed else 0)

    def start_again(self) -> None:
        """Forget the ways; what came out keeps its code."""
        self._fresh()
        raise _StartAgain

    def codes(self, people: People) -> Codes:
        """The code of the outcome of each person."""
        if self not in people.memory:
            people.memory[self] = self._answer(people)
        return people.memory[self]

    def tabled(self, people: People) -> Table:
        """The outcome by the codes of a source, if everything these people come by follows from that source."""
        source = self._one_source(people)
        if source is None:
            return None
        codes = source.codes(people)
        self._table = fitted(self._table, int(codes.max(initial=0)) + 1)
        unknown = np.flatnonzero(self._table[codes] < 0)
        if len(unknown):
            some = people.some(unknown)
            self._table[codes[unknown]] = self.codes(some)
        return source, self._table

    def _one_source(self, people: People) -> Feature | None:
        """The source everything that is looked at follows from."""
        sources: set[Feature] = set()
        for feature in {node.feature for node in self._nodes}:
            table = feature.table(people)
            if table is None:
                return None
            sources.add(table[0])
        return sources.pop() if len(sources) == 1 else None

    def _answer(self, people: People) -> Codes:
        while True:
            try:
                return self._answered(people)
            except _StartAgain:
                continue

    def _answered(self, people: People) -> Codes:
        self._people += people.size
        if self._packed is None:
            found = np.full(people.size, -1, np.int32)
        else:
            found = self._packed.look_up(people, lambda row: self._walk(people, row))
        led = np.flatnonzero(found < 0)
        if len(led):
            some = people if len(led) == people.size else people.some(led)
            found[led] = self._lead(some, found[led])
            if len(led) > people.size * _LED:
                self._settle(people)
        return found

    def _settle(self, people: People) -> None:
        """Decide what is looked at for everybody at once."""
        came_by: Counter[Feature] = Counter()
        for node in self._nodes:
            came_by[node.feature] += node.came_by
        often = [feature for feature, number in came_by.most_common() if number >= self._people * _OFTEN]
        if set(often) - self._often:
            kept = [feature for feature in self._often if feature not in often]
            self._packed = Packed([*often, *kept], people)
            self._often = set(self._packed.features)

    def _walk(self, people: People, row: int) -> int:
        """The outcome of one person, or the place where she has to be led on: -2 - the number of the node."""
        step = self._root
        while isinstance(step, _Node) and step.feature in self._often:
            code = _code_at(step.feature, people, row)
            if code not in step.branches:
                self._learn(people, row)
            step = step.branches[code]
        return step if isinstance(step, int) else -2 - step.number if step else -1

    def _lead(self, people: People, starts: Codes) -> Codes:
        """The outcomes of people, each from where she is."""
        found = np.zeros(people.size, np.int32)
        ahead: list[tuple[_Node | int | None, Any]] = []
        for start in np.unique(starts).tolist():
            ahead.append((self._root if start == -1 else self._nodes[-2 - start], np.flatnonzero(starts == start)))
        while ahead:
            step, rows = ahead.pop()
            if step is None:
                self._learn(people, int(rows[0]))
                ahead.append((self._root, rows))
            elif isinstance(step, int):
                found[rows] = step
            else:
                step.came_by += len(rows)
                ahead += self._parted(people, step, rows)
        return found

    def _parted(self, people: People, node: _Node, rows: Any) -> list[tuple[_Node | int | None, Any]]:
        parts: list[tuple[_Node | int | None, Any]] = []
        for code, part in _by_code(node.feature.codes(people)[rows], rows):
            if code not in node.branches:
                self._learn(people, int(part[0]))
            parts.append((node.branches[code], part))
        return parts

    def _learn(self, people: People, row: int) -> None:
        """Ask about one person, and remember the way."""
        outcome, looks = self.ask(people, row)
        self.asked += 1
        code = self.code_of(outcome)
        way = [(feature, _code_at(feature, people, row)) for feature in looks]
        if not way:
            self._root = code
            return
        if self._root is None:
            self._root = self._node(way[0][0])
        step: _Node | int = self._root
        for number, (feature, value) in enumerate(way):
            if not isinstance(step, _Node) or step.feature is not feature:
                raise Unnoted(f"{self!r} went another way at look {number}: {feature!r}")
            if value not in step.branches:
                last = number == len(way) - 1
                step.branches[value] = code if last else self._node(way[number + 1][0])
            step = step.branches[value]
        if step != code:
            raise Unnoted(f"{self!r} had another outcome after the same looks")

    def _node(self, feature: Feature) -> _Node:
        self._nodes.append(_Node(feature, len(self._nodes)))
        return self._nodes[-1]


def _by_code(codes: Codes, rows: Any) -> list[tuple[int, Any]]:
    """The rows of each code. Mostly they all have the same."""
    first = int(codes[0])
    if len(rows) == 1 or (codes == first).all():
        return [(first, rows)]
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    bounds = np.flatnonzero(np.diff(codes)) + 1
    firsts = codes[[0, *bounds.tolist()]].tolist()
    return list(zip(firsts, np.split(rows[order], bounds), strict=True))


def _code_at(feature: Feature, people: People, row: int) -> int:
    """The code of one person."""
    table = feature.table(people)
    return int(feature.codes(people)[row] if table is None else table[1][table[0].codes(people)[row]])
