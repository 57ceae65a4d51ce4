"""Opens a file an agency exported, whatever it is called: workbook or text table, as plain cells row by row.

Formulas are never evaluated: a cell shows the value Excel stored, or its text. Too big or hostile files are refused
with one sentence before they are parsed.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final

import python_calamine

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.delimited import read_delimited
from nahtlos.exchange.lists.unreadable import UnreadableFile
from nahtlos.exchange.lists.xlsx_guard import check_workbook

__all__ = ["Cell", "Sheet", "UnreadableFile", "read_workbook"]

Cell = str | int | float | bool | date | datetime | None

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<workbook", b"<svg")
_NOT_TEXT: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"{\\rtf", b"BM6")


@dataclass(slots=True)
class Sheet:
    """One sheet. Row `i` of `rows` is the row number ``i + 1`` that Excel shows (in a CSV: the record)."""

    name: str
    rows: list[tuple[Cell, ...]]
    #: merged ranges as (first row, first column, last row, last column), counted from 0, inclusive
    merged: tuple[tuple[int, int, int, int], ...] = ()
    #: cells carry types (numbers, dates); in a text table everything is text
    typed: bool = True


def read_workbook(source: str | Path | BinaryIO, filename: str) -> list[Sheet]:
    """All sheets of the file in order. Raises `UnreadableFile`.

    What the file is follows from its content; `filename` only names the single sheet of a text table.
    """
    data = _bytes(source)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("empty")
    if data.startswith(_ZIP):
        return _read_zip(data)
    if data.startswith(_OLE):
        raise UnreadableFile("encrypted" if _ENCRYPTED_PACKAGE in data else "old_format")
    _refuse_other_kinds(data)
    rows: list[tuple[Cell, ...]] = _without_blanks(read_delimited(data))
    return [Sheet(name=Path(filename).stem, rows=rows, typed=False)]


def _bytes(source: str | Path | BinaryIO) -> bytes:
    """Read at most one byte more than allowed, so that the size of the source never matters."""
    if isinstance(source, str | Path):
        with open(source, "rb") as stream:
            data = stream.read(limits.MAX_BYTES + 1)
    else:
        data = source.read(limits.MAX_BYTES + 1)
    if len(data) > limits.MAX_BYTES:
        raise UnreadableFile("too_large", limit=limits.MAX_BYTES // limits.MEGABYTE)
    return data


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in start:
        raise UnreadableFile("pdf")
    if start[:64].lower().startswith(_WEB_PAGE):
        raise UnreadableFile("web_page")
    if data.startswith(_NOT_TEXT):
        raise UnreadableFile("not_a_spreadsheet")


def _read_zip(data: bytes) -> list[Sheet]:
    if b"xl/workbook.bin" in data or b"opendocument.spreadsheet" in data[:200]:
        raise UnreadableFile("old_format")
    if b"xl/" not in data:
        raise UnreadableFile("not_a_spreadsheet")
    check_workbook(data)
    try:
        return _sheets(data)
    except UnreadableFile:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader is native code: its panics are no ordinary exceptions
        raise UnreadableFile("damaged") from None


def _sheets(data: bytes) -> list[Sheet]:
    with python_calamine.load_workbook(io.BytesIO(data)) as workbook:
        names: list[str] = list(workbook.sheet_names)
        if len(names) > limits.MAX_SHEETS:
            raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
        sheets = [_sheet(workbook.get_sheet_by_index(index), name) for index, name in enumerate(names)]
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile("empty")
    return sheets


def _sheet(source: Any, name: str) -> Sheet:
    if source.start is None:
        return Sheet(name=name, rows=[])
    _, first_column = source.start
    known: dict[str, str] = {}
    margin: tuple[Cell, ...] = (None,) * first_column
    rows = [margin + tuple(_cell(value, known) for value in cells) for cells in source.iter_rows()]
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in source.merged_cell_ranges or ())
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


def _without_blanks(records: Iterable[tuple[str, ...]]) -> list[tuple[Cell, ...]]:
    known: dict[str, str] = {}
    return [tuple(known.setdefault(cell, cell) if cell else None for cell in record) for record in records]
