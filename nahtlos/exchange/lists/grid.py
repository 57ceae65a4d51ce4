"""A sheet as plain cells: what is left of any file once it is open."""

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None


@dataclass(slots=True)
class Sheet:
    """One sheet. Row `i` of `rows` is the row number ``i + 1`` that Excel shows (in a CSV: the record)."""

    name: str
    rows: list[tuple[Cell, ...]]
    #: merged ranges as (first row, first column, last row, last column), counted from 0, inclusive
    merged: tuple[tuple[int, int, int, int], ...] = ()
    #: cells carry types (numbers, dates); in a text table everything is text
    typed: bool = True
