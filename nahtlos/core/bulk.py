"""Writing many rows in one statement with one array per column.

Ten times faster than Django's CASE per row for updates, and without an object per row for what is computed anew. A value
too long for its column is refused by the database: a text is never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

_AT_ONCE = 5000


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows given as plain values in the order of `fields`; defaults of the model are not applied."""
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in columns)
    statement = (
        f"insert into {quote(model._meta.db_table)} ({names}) "  # noqa: S608 -- names of our own models
        f"select * from unnest({_arrays(columns)})"
    )
    remaining = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(remaining, _AT_ONCE)):
            by_column = zip(*batch, strict=True)
            cursor.execute(
                statement, [_prepared(field, values) for field, values in zip(columns, by_column, strict=True)]
            )


def update_rows(rows: Iterable[models.Model], fields: Sequence[str]) -> None:
    """Write these fields of rows that exist already, as they stand on the objects. All rows are of one model."""
    remaining = iter(rows)
    while batch := list(islice(remaining, _AT_ONCE)):
        _update(batch, fields)


def _update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    meta = rows[0]._meta
    assert meta.pk is not None  # noqa: S101 -- every table here has a key
    columns: list[Any] = [meta.pk, *(meta.get_field(name) for name in names)]
    quote = connection.ops.quote_name
    aliases = ", ".join(f"c{place}" for place in range(len(columns)))
    targets = ", ".join(f"{quote(field.column)} = new.c{place}" for place, field in enumerate(columns) if place)
    statement = (
        f"update {quote(meta.db_table)} as old set {targets} "  # noqa: S608 -- names of our own models
        f"from unnest({_arrays(columns)}) as new({aliases}) where old.{quote(meta.pk.column)} = new.c0"
    )
    values = [_prepared(field, [getattr(row, field.attname) for row in rows]) for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _prepared(field: Any, values: Iterable[Any]) -> list[Any]:
    """As the driver wants them; only JSON needs a hand, everything else is a plain value already."""
    if isinstance(field, models.JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    return list(values)


def _arrays(columns: Sequence[Any]) -> str:
    """One typed placeholder per column, without its length: a cast to `varchar(10)` would cut without a word."""
    return ", ".join(f"%s::{_kind(field.target_field if field.is_relation else field)}[]" for field in columns)


def _kind(field: Any) -> str:
    kind: str = field.cast_db_type(connection)
    return kind.partition("(")[0] if kind.startswith("varchar") else kind
