"""The cells of a workbook through the native reader; only for files whose weight was checked before."""

import io
from datetime import date, time, timedelta
from typing import Any

import python_calamine

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.grid import Cell, Sheet
from nahtlos.exchange.lists.unreadable import UnreadableFile


def open_sheets(data: bytes) -> list[Sheet]:
    """All sheets in order. Raises `UnreadableFile` for a workbook that is damaged, empty or has too many sheets."""
    try:
        sheets = _sheets(data)
    except (UnreadableFile, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader is native code: its panics are no ordinary exceptions
        raise UnreadableFile("damaged") from None
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile("empty")
    return sheets


def _sheets(data: bytes) -> list[Sheet]:
    with python_calamine.load_workbook(io.BytesIO(data)) as workbook:
        names: list[str] = list(workbook.sheet_names)
        if len(names) > limits.MAX_SHEETS:
            raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
        return [_sheet(workbook.get_sheet_by_index(index), name) for index, name in enumerate(names)]


def _sheet(source: Any, name: str) -> Sheet:
    if source.start is None:
        return Sheet(name=name, rows=[])
    (_, first_column), (last_row, last_column) = source.start, source.end
    if last_row >= limits.MAX_ROWS:
        raise UnreadableFile("too_many_rows", limit=limits.MAX_ROWS)
    if last_column >= limits.MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", limit=limits.MAX_COLUMNS)
    known: dict[str, str] = {}
    margin: tuple[Cell, ...] = (None,) * first_column
    rows = [margin + tuple(_cell(value, known) for value in cells) for cells in source.iter_rows()]
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in _merged(source))
    return Sheet(name=name, rows=rows, merged=merged)


def _cell(value: Any, known: dict[str, str]) -> Cell:
    if isinstance(value, str):
        return known.setdefault(value, value) if value else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if value is None or isinstance(value, bool | int | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _merged(source: Any) -> Any:
    try:
        return source.merged_cell_ranges or ()
    except Exception:  # not every format knows merged cells
        return ()
