"""A function of people that is learned by asking it about one of a kind.

It is asked about somebody, and what it looked at is noted. Everybody for whom all of that is the same has the same
answer. Who differs in something that was looked at is asked about next. So the function is asked once per kind, and
never about more than it needs to know.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from nahtlos.law.columns.people import Codes, People


class Feature(Protocol):
    """Something people have or have not in common: equal codes mean that it is equal."""

    def codes(self, people: People) -> Codes:
        """A code for each person, not negative."""

    @property
    def weight(self) -> int:
        """How much is remembered."""


class Unnoted(AssertionError):
    """A function went another way although nothing it had looked at was different: a look was not noted."""


class _StartAgain(Exception):
    """What was learned has been forgotten."""


#: So many people are read together.
_AT_ONCE = 1_000


class _Node:
    """Where ways part: what was looked at, and what follows by what it was."""

    __slots__ = ("branches", "place")

    def __init__(self, place: int) -> None:
        self.place = place
        self.branches: dict[int, _Node | int] = {}


class Learned:
    """The function. Subclasses say how to ask it about one person (`ask`)."""

    def __init__(self) -> None:
        #: What any of the ways looks at, in the order in which that was learned.
        self.features: list[Feature] = []
        #: What came out, by its code.
        self.outcomes: list[Any] = []
        #: How often somebody had to be asked.
        self.asked = 0
        self._codes: dict[Hashable, int] = {}
        self._places: dict[Feature, int] = {}
        self._root: _Node | int | None = None
        self._known: dict[bytes, int] = {}

    def ask(self, people: People, row: int) -> tuple[Hashable, Sequence[Feature]]:
        """What comes out for one person, and what was looked at, in order."""
        raise NotImplementedError

    def codes(self, people: People) -> Codes:
        """The code of the outcome of each person."""
        if self not in people.memory:
            people.memory[self] = self._answer(people)
        return people.memory[self]

    def code_of(self, outcome: Hashable) -> int:
        """The code of an outcome; a new one if it has not come out before."""
        code = self._codes.setdefault(outcome, len(self.outcomes))
        if code == len(self.outcomes):
            self.outcomes.append(outcome)
        return code

    @property
    def weight(self) -> int:
        """How much is remembered."""
        return len(self._known) + len(self.outcomes)

    def start_again(self) -> None:
        """Forget the ways; what came out keeps its code."""
        self.features, self._places, self._root = [], {}, None
        self._known.clear()
        raise _StartAgain

    def _answer(self, people: People) -> Codes:
        while True:
            columns = [feature.codes(people) for feature in self.features]
            kinds, examples = grouped(columns, people.size)
            keys = keys_of(columns, examples)
            found = np.fromiter((self._known.get(key, -1) for key in keys), np.int32, len(keys))
            try:
                self._fill(people, columns, found, keys, examples)
            except _StartAgain:
                continue
            if len(self.features) == len(columns):
                return found[kinds]
            self._known.clear()  # what was taken for one kind may be several

    def _fill(self, people: People, columns: list[Codes], found: Codes, keys: list[bytes], examples: Codes) -> None:
        """Find out about the kinds that are not known."""
        unknown = np.flatnonzero(found < 0).tolist()
        more = list(columns)
        people.read(examples[unknown[:_AT_ONCE]].tolist())
        for kind in unknown:
            found[kind] = self._known[keys[kind]] = self._walk(people, more, int(examples[kind]))

    def _walk(self, people: People, columns: list[Codes], row: int) -> int:
        """The outcome of one person by what is known already, or by asking."""
        step = self._root
        while isinstance(step, _Node):
            while step.place >= len(columns):
                columns.append(self.features[len(columns)].codes(people))
            step = step.branches.get(int(columns[step.place][row]))
        return self._learn(people, row) if step is None else step

    def _learn(self, people: People, row: int) -> int:
        outcome, looks = self.ask(people, row)
        self.asked += 1
        code = self.code_of(outcome)
        way = [(self._place(feature), int(feature.codes(people)[row])) for feature in looks]
        if not way:
            self._root = code
            return code
        if self._root is None:
            self._root = _Node(way[0][0])
        step: _Node | int = self._root
        for number, (place, value) in enumerate(way):
            if not isinstance(step, _Node) or step.place != place:
                raise Unnoted(f"{self!r} went another way at look {number}: {looks[number]!r}")
            last = number == len(way) - 1
            following = code if last else _Node(way[number + 1][0])
            step = step.branches.setdefault(value, following)
        if step != code:
            raise Unnoted(f"{self!r} had another outcome after the same looks")
        return code

    def _place(self, feature: Feature) -> int:
        place = self._places.setdefault(feature, len(self.features))
        if place == len(self.features):
            self.features.append(feature)
        return place


def grouped(columns: Sequence[Codes], size: int) -> tuple[Codes, Codes]:
    """The kind of each person, and one example of each kind: people with equal codes in all columns are of a kind."""
    if not columns:
        return np.zeros(size, np.int32), np.zeros(min(size, 1), np.int32)
    key, space = columns[0].astype(np.int64), int(columns[0].max(initial=0)) + 1
    for column in columns[1:]:
        values = int(column.max(initial=0)) + 1
        if space * values >= 2**62:
            key, space = _dense(key)
            key = key.astype(np.int64)
        key = key * values + column
        space *= values
    kinds, number = _dense(key)
    examples = np.zeros(number, np.int32)
    examples[kinds[::-1]] = np.arange(size - 1, -1, -1, dtype=np.int32)
    return kinds, examples


def _dense(key: Any) -> tuple[Any, int]:
    encoded = pa.array(key).dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False), len(encoded.dictionary)


def keys_of(columns: Sequence[Codes], examples: Codes) -> list[bytes]:
    """What the codes of each example are, as one key."""
    if not columns:
        return [b""] * len(examples)
    table = np.ascontiguousarray(np.stack([column[examples] for column in columns], axis=1, dtype=np.int32))
    whole: Iterable[Any] = table.view(np.dtype((np.void, table.dtype.itemsize * table.shape[1]))).ravel()
    return [bytes(row) for row in whole]
