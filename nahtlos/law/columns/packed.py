"""Several features in one number for each person, and what has been found out about each number."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from nahtlos.law.columns.feature import Feature, kinds_in
from nahtlos.law.columns.people import Codes, People

#: Up to so many bits what is known stands in a table, beyond in a dictionary.
_TABLE_BITS = 20

#: More bits do not fit into a number. Features beyond them are left out.
_MOST_BITS = 62

Numbers = Any  # an array of whole numbers of 32 or 64 bits


class Packed:
    """Remembers something by what people have in common in some features, the first ones if they are too many."""

    def __init__(self, features: Sequence[Feature], people: People) -> None:
        self.features: list[Feature] = []
        self._bits: list[int] = []
        for feature in features:
            bits = _bits(_column(feature, people))
            if sum(self._bits) + bits <= _MOST_BITS:
                self.features.append(feature)
                self._bits.append(bits)
        self._lay_out()

    @property
    def weight(self) -> int:
        """How much is remembered."""
        return len(self._known)

    def look_up(self, people: People, find_out: Callable[[int], int]) -> Codes:
        """What is known of each person; `find_out` is asked about one of each kind that is not known, by her row."""
        key = self._key(people)
        return self._by_table(key, find_out) if len(self._table) else self._by_dictionary(key, find_out)

    def _lay_out(self) -> None:
        total = sum(self._bits)
        self._known: dict[int, int] = {}
        self._table: Codes = np.full(1 << total, -1, np.int32) if total <= _TABLE_BITS else np.zeros(0, np.int32)

    def _key(self, people: People) -> Numbers:
        """The number of each person."""
        columns = [(feature, feature.table(people)) for feature in self.features]
        codes = [feature.codes(people) if table is None else table[1] for feature, table in columns]
        if any(_bits(column) > bits for column, bits in zip(codes, self._bits, strict=True)):
            self._widen([_bits(column) for column in codes])
            return self._key(people)
        kind: Any = np.int64 if sum(self._bits) > 31 else np.int32
        key: Numbers = np.zeros(people.size, kind)
        shift = 0
        by_source: dict[Feature, Numbers] = {}
        for (_, table), column, bits in zip(columns, codes, self._bits, strict=True):
            part: Numbers = np.maximum(column, 0).astype(kind) << shift
            if table is None:
                key |= part
            else:
                by_source[table[0]] = _either(by_source.get(table[0]), part)
            shift += bits
        for source, part in by_source.items():
            key |= part[source.codes(people)]
        return key

    def _widen(self, bits: list[int]) -> None:
        self._bits = [max(pair) for pair in zip(bits, self._bits, strict=True)]
        while sum(self._bits) > _MOST_BITS:
            self._bits.pop()
            self.features.pop()
        self._lay_out()

    def _by_table(self, key: Numbers, find_out: Callable[[int], int]) -> Codes:
        found: Codes = self._table[key]
        unknown = np.flatnonzero(found == -1)
        if len(unknown):
            kinds, examples = kinds_in(key[unknown])
            for kind, row in zip(kinds.tolist(), unknown[examples].tolist(), strict=True):
                self._table[kind] = find_out(row)
            found = self._table[key]
        return found

    def _by_dictionary(self, key: Numbers, find_out: Callable[[int], int]) -> Codes:
        encoded = pa.array(key).dictionary_encode()
        places = encoded.indices.to_numpy(zero_copy_only=False)
        numbers = encoded.dictionary.to_pylist()
        found = np.fromiter((self._known.get(number, -1) for number in numbers), np.int32, len(numbers))
        unknown = np.flatnonzero(found == -1)
        if len(unknown):
            example = np.zeros(len(numbers), np.int64)
            example[places[::-1]] = np.arange(len(key) - 1, -1, -1)
            for place in unknown.tolist():
                found[place] = self._known[numbers[place]] = find_out(int(example[place]))
        codes: Codes = found[places]
        return codes


def _column(feature: Feature, people: People) -> Codes:
    table = feature.table(people)
    return feature.codes(people) if table is None else table[1]


def _bits(column: Codes) -> int:
    """So many that more values fit as well."""
    return max(1, int(column.max(initial=0)).bit_length())


def _either(one: Numbers | None, other: Numbers) -> Numbers:
    """Both tables over each other; what the shorter one does not know is not asked for."""
    if one is None:
        return other
    length = min(len(one), len(other))
    return one[:length] | other[:length]
