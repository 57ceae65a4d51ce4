"""A chunk of people, read from columns: the facts of each as the interface has them, and codes to compare them by.

Shape of the columns: docs/law/columns.md.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nahtlos.law.columns.values import LIST_CODE, MISSING_CODE, NONE_CODE, OBJECT_CODE, Values
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.tables import RULE_BOOK, Rules

Codes = np.ndarray[Any, np.dtype[np.int32]]

#: Columns that are no facts.
ID, ON, FACTS, NONE = "id", "on", "facts", "known_none"

_STEP = re.compile(r"[^.\[\]]+")


class People:
    """The people of a chunk. `told` are the facts that came as JSON, one object (or None) for each."""

    def __init__(
        self,
        columns: Mapping[str, pa.Array],
        size: int,
        told: list[Any] | None,
        none: pa.Array | None = None,
        rules: Rules = RULE_BOOK,
    ):
        self.size = size
        #: What has been worked out about all of them, by what worked it out.
        self.memory: dict[Any, Codes] = {}
        self.lists: dict[Any, Any] = {}
        self.tables: dict[Any, Any] = {}
        self.columns = columns
        self.told = told
        self.none = none
        #: The rules under which they are asked.
        self.rules = rules
        self._facts: dict[int, Facts] = {}

    @cached_property
    def _known_none(self) -> dict[str, Codes]:
        return _rows_by_path(self.none)

    def some(self, rows: Any) -> "People":
        """Some of the people; what has been worked out about all need not be worked out again."""
        return Some(self, rows)

    def facts(self, row: int) -> Facts:
        """The facts of one person, read."""
        if row not in self._facts:
            self._facts[row] = self._read(self.raw([row])[0])
        return self._facts[row]

    def read(self, rows: list[int]) -> None:
        """Read the facts of some people together, which takes less time."""
        new = [row for row in rows if row not in self._facts]
        if len(new) > 1:
            self._facts.update(zip(new, map(self._read, self.raw(new)), strict=True))

    def _read(self, raw: dict[str, Any]) -> Facts:
        return Facts(raw, rules=self.rules)

    def raw(self, rows: list[int], *, with_none: bool = True, only: str | None = None) -> list[dict[str, Any]]:
        """The facts of some people as they stand in the interface; `only` one of them if so wished."""
        found: list[dict[str, Any]] = [{} for _ in rows]
        if not rows:
            return found
        wanted = pa.array(rows, pa.int32())
        for name, column in self.columns.items():
            if only not in {None, name}:
                continue
            values = [column[rows[0]].as_py()] if len(rows) == 1 else column.take(wanted).to_pylist()
            for person, value in zip(found, values, strict=True):
                if value is not None:
                    person[name] = _told(value)
        if self.told is not None:
            for person, row in zip(found, rows, strict=True):
                told = self.told[row]
                if isinstance(told, dict):
                    person.update({key: value for key, value in told.items() if only in {None, key}})
        if self.none is not None and with_none:
            for person, paths in zip(found, self.none.take(wanted).to_pylist(), strict=True):
                for path in paths or ():
                    if only is None or steps_of(path)[:1] == [only]:
                        put_none(person, path)
        return found

    def none_at(self, name: str) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """Of whom a fact is known to be none."""
        found = np.zeros(self.size, bool)
        if name in self._known_none:
            found[self._known_none[name]] = True
        return found

    def none_within(self, name: str) -> dict[int, list[str]]:
        """The paths within a list that are known to be none, by row."""
        found: dict[int, list[str]] = {}
        if self.none is not None:
            inside = pc.starts_with(self.none.flatten(), f"{name}[").fill_null(False)
            rows = pc.list_parent_indices(self.none).filter(inside).to_pylist()
            for row, path in zip(rows, self.none.flatten().filter(inside).to_pylist(), strict=True):
                found.setdefault(row, []).append(path)
        return found

    def told_of(self, name: str) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """Of whom a fact came as JSON."""
        if self.told is None:
            return np.zeros(self.size, bool)
        return np.fromiter((isinstance(told, dict) and name in told for told in self.told), bool, self.size)

    def none_of_nowhere(self) -> Iterator[tuple[int, str]]:
        """The paths, with their rows, that are said to be none and are no place in the facts."""
        if self.none is None:
            return
        rows = pc.list_parent_indices(self.none).to_numpy(zero_copy_only=False)
        encoded = self.none.flatten().dictionary_encode()
        indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        for place, path in enumerate(encoded.dictionary.to_pylist()):
            if self._surely_a_place(path):
                continue
            chosen = rows[indices == place].tolist()
            for row, facts in zip(chosen, self.raw(chosen, with_none=False), strict=True):
                try:
                    put_none(facts, path)
                except LookupError:
                    yield row, path

    def _surely_a_place(self, path: str) -> bool:
        """Whether a path is a place whatever the facts of the row are."""
        name, *further = path.split(".")
        column = self.columns.get(name)
        if "[" in path or not name:
            return False
        known_object = pa.types.is_struct(column.type) if column is not None else self.told is None
        return not further or (len(further) == 1 and known_object)

    def codes(self, path: str, values: Values, *, whole: bool = True) -> Codes:
        """A code for the value of each person at a path; `x.*` stands for all that is in the object `x`.

        Unless `whole`, lists that are not empty are all alike, and so are objects.
        """
        name = path.partition(".")[0]
        codes = np.zeros(self.size, np.int32)
        if name in self.columns:
            codes = self._typed(path, self.columns[name], values, whole)
        elif name == "*":
            return self._one_by_one(path, np.arange(self.size), codes, values, whole)
        if self.told is not None:
            codes = self._one_by_one(path, np.flatnonzero(self.told_of(name)), codes, values, whole)
        return self._with_none(path, codes)

    def _typed(self, path: str, column: pa.Array, values: Values, whole: bool) -> Codes:
        """The codes of a path in a column with a type of its own."""
        _, *steps = path.split(".")
        for number, step in enumerate(steps):
            if not pa.types.is_struct(column.type):
                break
            if step == "*":
                return self._one_by_one(path, np.arange(self.size), np.zeros(self.size, np.int32), values, whole)
            place = column.type.get_field_index(step)
            if place < 0:
                column = pa.nulls(self.size, pa.string() if number == len(steps) - 1 else pa.struct([]))
            else:
                column = pc.struct_field(column, [place])
        known = column.is_valid().to_numpy(zero_copy_only=False)
        if pa.types.is_struct(column.type):
            codes = np.where(known, OBJECT_CODE, MISSING_CODE).astype(np.int32)
        elif pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            lengths = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False)
            codes = np.where(known, values.code([]), MISSING_CODE).astype(np.int32)
            if whole:
                codes = self._one_by_one(path, np.flatnonzero(lengths), codes, values, whole)
            else:
                codes[lengths > 0] = LIST_CODE
        else:
            codes = values.column(column)
        return codes

    def _with_none(self, path: str, codes: Codes) -> Codes:
        """Below something known to be none everything is none."""
        steps = path.split(".")
        for number in range(1, len(steps) + 1):
            rows = self._known_none.get(".".join(steps[:number]))
            if rows is not None:
                codes[rows] = NONE_CODE
        return codes

    def _one_by_one(self, path: str, rows: Any, codes: Codes, values: Values, whole: bool) -> Codes:
        if len(rows):
            at = path.removesuffix("*").removesuffix(".")
            chosen = rows.tolist()
            for row, raw in zip(chosen, self.raw(chosen), strict=True):
                value = Facts(raw).get(at) if at else raw
                if not whole and isinstance(value, list) and value:
                    codes[row] = LIST_CODE
                else:
                    codes[row] = values.whole(value) if whole and path.endswith("*") else values.code(value)
        return codes


class Some(People):
    """Some of the people of a chunk."""

    def __init__(self, parent: People, rows: Any) -> None:
        self.size = len(rows)
        self.parent = parent
        self.rows = rows
        self.memory = _Inherited(parent.memory, rows)
        self.lists, self.tables = {}, {}
        self.columns = _Taken(parent.columns, rows)

    @cached_property
    def told(self) -> list[Any] | None:  # type: ignore[override]
        told = self.parent.told
        return None if told is None else [told[row] for row in self.rows.tolist()]

    @cached_property
    def none(self) -> pa.Array | None:  # type: ignore[override]
        return None if self.parent.none is None else self.parent.none.take(pa.array(self.rows))

    def facts(self, row: int) -> Facts:
        return self.parent.facts(int(self.rows[row]))

    def read(self, rows: list[int]) -> None:
        self.parent.read(self.rows[rows].tolist())

    def raw(self, rows: list[int], *, with_none: bool = True, only: str | None = None) -> list[dict[str, Any]]:
        return self.parent.raw(self.rows[rows].tolist(), with_none=with_none, only=only)


class _Inherited(dict[Any, Codes]):
    """What is known about some, from what is known about all."""

    def __init__(self, known: dict[Any, Codes], rows: Any) -> None:
        super().__init__()
        self._known, self._rows = known, rows

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        if key in self._known:
            self[key] = self._known[key][self._rows]
            return True
        return False


class _Taken(Mapping[str, pa.Array]):
    """The columns of some, each taken when it is needed."""

    def __init__(self, columns: Mapping[str, pa.Array], rows: Any) -> None:
        self._columns, self._rows = columns, rows
        self._taken: dict[str, pa.Array] = {}

    def __getitem__(self, name: str) -> pa.Array:
        if name not in self._taken:
            self._taken[name] = self._columns[name].take(pa.array(self._rows))
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _told(value: Any) -> Any:
    """A value from a column as it stands in the interface: what is null is left out, days are texts."""
    if isinstance(value, dict):
        return {key: _told(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_told(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _rows_by_path(none: pa.Array | None) -> dict[str, Codes]:
    """The rows on which each path is known to be none; paths into lists aside."""
    if none is None or not len(none):
        return {}
    parents = pc.list_parent_indices(none).to_numpy(zero_copy_only=False)
    encoded = none.flatten().dictionary_encode()
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    paths = encoded.dictionary.to_pylist()
    return {path: parents[indices == place] for place, path in enumerate(paths) if "[" not in path}


def put_none(facts: dict[str, Any], path: str) -> None:
    """Say of a path such as `residence[0].valid_until` that there is none. Raises LookupError if there is no such place."""
    *way, last = steps_of(path) or [0]
    place: Any = facts
    for step in way:
        if isinstance(step, str):
            place = place.setdefault(step, {}) if isinstance(place, dict) else None
        else:
            place = place[step] if isinstance(place, list) and step < len(place) else None
        if not isinstance(place, dict | list):
            raise LookupError(path)
    if not isinstance(place, dict) or not isinstance(last, str):
        raise LookupError(path)
    place[last] = None


def steps_of(path: str) -> list[str | int]:
    """The keys and numbers of a path."""
    return [int(step) if step.isdigit() else step for step in _STEP.findall(path)]
