"""Opens a file an agency exported, whatever it is called: workbook or text table, as plain cells row by row.

Formulas are never evaluated: a cell shows the value Excel stored, or its text. Too big or hostile files are refused
with one sentence before they are parsed.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.delimited import read_delimited
from nahtlos.exchange.lists.grid import Cell, Sheet
from nahtlos.exchange.lists.native import open_sheets
from nahtlos.exchange.lists.restricted import open_restricted
from nahtlos.exchange.lists.unreadable import UnreadableFile
from nahtlos.exchange.lists.xlsx_guard import check_workbook

__all__ = ["Cell", "Sheet", "UnreadableFile", "read_workbook"]

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<workbook", b"<svg")
_NOT_TEXT: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"{\\rtf", b"BM6")


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
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableFile("encrypted")
        return open_restricted(data)
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
        return open_restricted(data)
    if b"xl/" not in data:
        raise UnreadableFile("not_a_spreadsheet")
    check_workbook(data)
    return open_sheets(data)


def _without_blanks(records: Iterable[tuple[str, ...]]) -> list[tuple[Cell, ...]]:
    known: dict[str, str] = {}
    return [tuple(known.setdefault(cell, cell) if cell else None for cell in record) for record in records]
