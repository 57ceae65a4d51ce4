"""The columns for facts, made from the schema of the interface, and facts put into them. See docs/law/columns.md."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from nahtlos.law.columns.people import FACTS, ID, NONE
from nahtlos.law.validation import schema


@cache
def types() -> dict[str, pa.DataType]:
    """The type of the column of each fact that has one; the rest stands in `facts`."""
    found = {name: _type(part) for name, part in schema("facts")["properties"].items()}
    return {name: kind for name, kind in found.items() if kind is not None}


def table(ids: Sequence[Any], people: Sequence[Mapping[str, Any]]) -> pa.Table:
    """People as columns. What fits no column, such as a flag that changes, goes into `facts`."""
    columns: dict[str, list[Any]] = {name: [] for name in types()}
    told: list[str | None] = []
    none: list[list[str]] = []
    for person in people:
        rest: dict[str, Any] = {key: value for key, value in person.items() if key not in columns}
        paths: list[str] = []
        for name, kind in types().items():
            fits = name in person and _fits(person[name], kind)
            if name in person and not fits:
                rest[name] = person[name]
            columns[name].append(_put(person[name], kind, name, paths) if fits else None)
        told.append(json.dumps(rest) if rest else None)
        none.append(paths)
    used = {name: column for name, column in columns.items() if any(value is not None for value in column)}
    arrays = {name: pa.array(column, types()[name]) for name, column in used.items()}
    return pa.table(
        {ID: ids, **arrays, FACTS: pa.array(told, pa.string()), NONE: pa.array(none, pa.list_(pa.string()))}
    )


def _fits(value: Any, kind: pa.DataType) -> bool:
    """Whether a column can hold a value: a flag that changes is a list and does not fit among truth values."""
    if isinstance(value, dict):
        return pa.types.is_struct(kind) and all(_fits(part, kind.field(key).type) for key, part in value.items())
    if isinstance(value, list):
        return pa.types.is_list(kind) and all(_fits(part, kind.value_type) for part in value)
    return True


def _put(value: Any, kind: pa.DataType, path: str, none: list[str]) -> Any:
    """The value for a column; what is known to be none is left out and its path is noted."""
    if value is None:
        none.append(path)
        return None
    if pa.types.is_struct(kind):
        return {key: _put(part, kind.field(key).type, f"{path}.{key}", none) for key, part in value.items()}
    if pa.types.is_list(kind):
        return [_put(part, kind.value_type, f"{path}[{number}]", none) for number, part in enumerate(value)]
    return date.fromisoformat(value) if pa.types.is_date32(kind) else value


def _type(part: dict[str, Any]) -> pa.DataType | None:
    """The type of the values a part of the schema allows; None where a column cannot hold them."""
    if "$ref" in part:
        return _type(schema("facts")["$defs"][part["$ref"].rpartition("/")[2]])
    if "oneOf" in part:
        return next(kind for kind in map(_type, part["oneOf"]) if kind is not None)
    kind = part.get("type", "string")
    if kind == "object":
        fields = {name: _type(field) for name, field in part["properties"].items()}
        return pa.struct({name: field for name, field in fields.items() if field is not None})
    if kind == "array":
        return pa.list_(_type(part["items"]) or pa.string())
    if kind == "string":
        return pa.date32() if part.get("format") == "date" else pa.string()
    return {"boolean": pa.bool_(), "integer": pa.int64(), "number": pa.float64()}.get(kind)
