"""Excel files that are the same byte for byte whenever the content is the same."""

import re
from collections.abc import Generator, Iterable, Sequence
from datetime import date
from itertools import cycle
from os import PathLike, fspath
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from nahtlos.exchange.synthetic.mess.record import Formula, Line, Unformatted

_MOMENT = (2000, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CHUNK = 1 << 20
_EXCEL_ZERO = date(1899, 12, 30)


class _SteadyZip(ZipFile):
    """Forgets the time of writing, and gives formulas the value they show (openpyxl writes none)."""

    shown: dict[bytes, bytes]

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        """An entry with a fixed time; the core properties without the time of day."""
        entry = zinfo_or_arcname
        arcname = entry.filename if isinstance(entry, ZipInfo) else entry
        content = data.encode() if isinstance(data, str) else bytes(data)
        if arcname == "docProps/core.xml":
            content = _STAMP.sub(b"2000-01-01T00:00:00Z", content)
        super().writestr(_entry(arcname), content)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *_: Any, **__: Any) -> None:
        """A worksheet from its temporary file."""
        # Pieces overlap by the length of the longest formula, so that none is cut in two.
        overlap = max((len(formula) for formula in self.shown), default=0)
        with open(fspath(filename), "rb") as source, self.open(_entry(fspath(arcname)), "w") as target:
            rest = b""
            while piece := source.read(_CHUNK):
                text = self._with_values(rest + piece)
                keep = len(text) - overlap
                target.write(text[:keep])
                rest = text[keep:]
            target.write(rest)

    def _with_values(self, text: bytes) -> bytes:
        for formula, value in self.shown.items():
            text = text.replace(formula, value)
        return text


def _entry(arcname: str) -> ZipInfo:
    entry = ZipInfo(arcname.lstrip("/"), _MOMENT)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


class Book:
    """A workbook written row by row."""

    def __init__(self) -> None:
        self._workbook = Workbook(write_only=True)
        self._shown: dict[bytes, bytes] = {}

    def sheet(self, title: str, width: float = 0, columns: int = 0) -> Worksheet:
        """A new sheet; the columns get one width before the first row is written."""
        sheet: Worksheet = self._workbook.create_sheet(title)
        for column in range(columns if width else 0):
            sheet.column_dimensions[_letter(column)].width = width
        return sheet

    def write(self, sheet: Worksheet, lines: Iterable[Line], date_format: str, bold_rows: Sequence[int] = ()) -> None:
        """The lines from row 1 on: dates with the format, text as text, a formula as a formula."""
        cells = _Cells(sheet, date_format, self._shown)
        for row, line in enumerate(lines, 1):
            written: Any = cells.of(line, row in bold_rows)
            sheet.append(written)

    def save(self, path: Path) -> None:
        """Write the file."""
        with _SteadyZip(path, "w", ZIP_DEFLATED) as archive:
            archive.shown = self._shown
            ExcelWriter(self._workbook, archive).save()


class _Cells:
    """A few cells used again and again: each is written before the next value is put into it.

    Text takes turns between two cells: openpyxl resets the type of the cell it wrote last.
    """

    def __init__(self, sheet: Worksheet, date_format: str, shown: dict[bytes, bytes]) -> None:
        self._shown = shown
        self._text = cycle((WriteOnlyCell(sheet), WriteOnlyCell(sheet)))
        self._date, self._number, self._formula, self._bold = (WriteOnlyCell(sheet) for _ in range(4))
        self._date.number_format = date_format
        self._bold.font = Font(bold=True)

    def of(self, line: Line, bold: bool) -> Generator[Any, None, None]:
        """The cells of one row, one after the other."""
        for value in line.cells:
            if value is None or value == "":
                yield None
            elif isinstance(value, str):
                yield self._as_text(value, bold)
            elif isinstance(value, date):
                self._date.value = value
                yield self._date
            elif isinstance(value, Formula):
                yield self._as_formula(value)
            else:
                self._number.value = serial_number(value.day) if isinstance(value, Unformatted) else value
                yield self._number

    def _as_text(self, value: str, bold: bool) -> Any:
        cell: Any = self._bold if bold else next(self._text)
        cell.value = value
        cell.data_type = "s"  # openpyxl would take "=…" for a formula
        return cell

    def _as_formula(self, value: Formula) -> Any:
        xml = f"<f>{value.text.lstrip('=')}</f>".encode()
        for empty in (b"<v />", b"<v/>", b"<v></v>"):  # openpyxl writes with lxml where it is installed
            self._shown[xml + empty] = xml + f"<v>{value.shows}</v>".encode()
        self._formula.value = value.text
        return self._formula


def serial_number(day: date) -> int:
    """The number by which Excel counts a day (1899-12-30 is 0)."""
    return (day - _EXCEL_ZERO).days


def _letter(column: int) -> str:
    return chr(ord("A") + column)
