"""Whether facts in columns follow the schema and can all be true, told with row and path.

Values of the same shape are checked once: two lists of periods that differ only in their days are both right or both
wrong. That no period ends before it begins, and that nothing contradicts itself, is looked at for each.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nahtlos.law import validation
from nahtlos.law.columns import nested
from nahtlos.law.columns.contradicting import suspects
from nahtlos.law.columns.grouping import grouped
from nahtlos.law.columns.people import People
from nahtlos.law.contradictions import contradictions


class Mistake(NamedTuple):
    """What is wrong, in which row of the chunk and where."""

    row: int
    path: str
    message: str


class Checks:
    """Remembers which shapes are right, from one chunk to the next."""

    def __init__(self) -> None:
        self._right: set[tuple[str, str]] = set()

    def mistakes(self, people: People) -> Iterator[Mistake]:
        """Every mistake in the facts of a chunk; where there is none, every contradiction, as single answers do it."""
        wrong = list(self._in_shape(people))
        yield from wrong
        yield from _contradictory(people, {row for row, _, _ in wrong})

    def _in_shape(self, people: People) -> Iterator[Mistake]:
        nowhere = list(people.none_of_nowhere())
        for row, path in nowhere:
            yield Mistake(row, "$.known_none", f"{path!r} is no place in the facts")
        if nowhere:
            return
        none = [] if people.none is None else [nested.codes_of(people.none, nested.by_value)]
        for name, column in people.columns.items():
            yield from self._column(people, name, column, none)
        for row, facts in enumerate(people.told or ()):
            if facts is not None:
                yield from self._told(people, row, facts)

    def _column(self, people: People, name: str, column: pa.Array, none: list[nested.Codes]) -> Iterator[Mistake]:
        suspect = set(np.flatnonzero(_backward(column)).tolist())
        kinds, examples = grouped([nested.codes_of(column, nested.days_alike), *none], people.size)
        for kind, facts in enumerate(people.raw(examples.tolist(), only=name)):
            if name in facts and not self._is_right(name, facts[name]):
                suspect.update(np.flatnonzero(kinds == kind).tolist())
        wrong = sorted(suspect)
        for row, facts in zip(wrong, people.raw(wrong, only=name), strict=True):
            yield from _mistakes(row, "$", {name: facts[name]})

    def _is_right(self, name: str, value: Any) -> bool:
        shape = name, json.dumps(_shape(value))
        if shape not in self._right and not validation.errors_of({name: value}):
            self._right.add(shape)
        return shape in self._right

    def _told(self, people: People, row: int, facts: Any) -> Iterator[Mistake]:
        if not isinstance(facts, dict):
            yield Mistake(row, "$.facts", "facts are an object")
            return
        for name in facts:
            if name in people.columns and people.columns[name][row].is_valid:
                yield Mistake(row, f"$.facts.{name}", "stands in a column of its own as well")
        right = all(self._is_right(name, value) for name, value in facts.items())
        if not right or any(validation.backward_periods(facts, [])):
            yield from _mistakes(row, "$.facts", facts)


def _mistakes(row: int, root: str, facts: Any) -> Iterator[Mistake]:
    for path, message in validation.errors_of(facts):
        yield Mistake(row, root + validation.path_of(path).removeprefix("$"), message)


def _contradictory(people: People, wrong: set[int]) -> Iterator[Mistake]:
    """What contradicts itself in the facts of those who have no other mistake."""
    rows = [row for row in np.flatnonzero(suspects(people)).tolist() if row not in wrong]
    for row, facts in zip(rows, people.raw(rows) if rows else (), strict=True):
        told = people.told[row] if people.told is not None else None
        for path, message in contradictions(facts):
            root = "$.facts" if told and path[0] in told else "$"
            yield Mistake(row, root + validation.path_of(path).removeprefix("$"), message)


def _shape(value: Any) -> Any:
    """The value with one sign for every day of the calendar."""
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shape(part) for part in value]
    return "day" if isinstance(value, str) and _is_day(value) else value


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-01-01") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _backward(column: pa.Array) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether a period anywhere in a value ends before it begins."""
    found = np.zeros(len(column), bool)
    if nested.is_list(column.type):
        inside = _backward(column.flatten())
        if inside.any():
            found[pc.list_parent_indices(column).to_numpy(zero_copy_only=False)[inside]] = True
    elif pa.types.is_struct(column.type):
        for place in range(column.type.num_fields):
            found |= _backward(pc.struct_field(column, [place]))
        places = [column.type.get_field_index(name) for name in ("from", "until")]
        if min(places) >= 0:
            first, until = (pc.struct_field(column, [place]) for place in places)
            if first.type == until.type:
                found |= pc.less(until, first).fill_null(False).to_numpy(zero_copy_only=False)
    return found
