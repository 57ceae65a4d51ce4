"""Writes spreadsheets nobody has to be afraid of: every text is a text cell, so that nothing becomes a formula.

Rows are streamed; a list of a whole district needs no more memory than a short one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from nahtlos.exchange.lists.columns import NOTE_MARK, Layout
from nahtlos.exchange.lists.listed import Problem
from nahtlos.exchange.lists.problems import message
from nahtlos.exchange.lists.rows import Row, cell_at
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import shown

Target = str | Path | BinaryIO
#: The sentence for a problem in the reader's language.
Say = Callable[[Problem], str]

_LONGEST: Final = 32_767
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TITLE_SIGNS: Final = re.compile(r"[\[\]:*?/\\]")
_BOLD: Final = Font(bold=True)
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
_MARKED: Final = PatternFill("solid", fgColor="FFF2CC")
_WIDTH: Final = 18
_REASON_WIDTH: Final = 48


def write_table(headers: Sequence[str], rows: Iterable[Sequence[Any]], target: Target, *, title: str = "Liste") -> None:
    """A plain table with a frozen heading row. Numbers and days keep their type, everything else is text."""
    writer = _Writer(title)
    writer.head(headers)
    for row in rows:
        writer.line([(value, False) for value in row])
    writer.save(target)


def write_report(
    headers: Sequence[str],
    rows: Iterable[tuple[Sequence[Any], Mapping[int, str]]],
    target: Target,
    *,
    title: str = "Bericht",
    note_heading: str = "Hinweis",
) -> None:
    """A table in which cells have notes: each row comes with ``{column: note}``, and the notes stand beside the cells.

    Only columns that have a note anywhere get a second column; therefore `rows` is gone through once before writing.
    """
    lines = list(rows)
    noted = sorted({column for _, notes in lines for column in notes})
    writer = _Writer(title)
    wide = {i for i, heading in enumerate(_interleaved(headers, noted, {}, note_heading)) if heading[1]}
    writer.head([text for text, _ in _interleaved(headers, noted, {}, note_heading)], wide=wide)
    for values, notes in lines:
        writer.line(list(_interleaved(values, noted, notes)))
    writer.save(target)


def write_refused(rows: Iterable[Row], target: Target, *, say: Say = message, reason_heading: str = "Grund") -> None:
    """The refused rows, ready to be corrected and uploaded again: the columns of the file with the reasons beside them.

    The reason columns are marked so that reading the file again leaves them alone; a member of a household keeps its
    case although the lines around it are gone. Without refused rows the sheet is empty.
    """
    refused = list(rows)
    if not refused:
        write_table([], [], target)
        return
    layout = refused[0].layout
    headers = [heading or get_column_letter(index + 1) for index, heading in enumerate(layout.headings)]
    lines = ((_cells(row, len(headers)), _reasons(row, layout, say)) for row in refused)
    write_report(headers, lines, target, title="Korrektur", note_heading=reason_heading)


def _cells(row: Row, width: int) -> list[Cell]:
    """The cells as shown; only numbers keep their type, because text would not get its lost zeros back."""
    cells = [cell_at(row.cells, index) for index in range(width)]
    values: list[Cell] = [cell if isinstance(cell, int | float) else shown(cell) for cell in cells]
    case = row.layout.columns.get("case_number")
    if case and not values[case.index] and row.person and row.person.household and not row.person.household.assumed:
        values[case.index] = row.person.household.key
    return values


def _reasons(row: Row, layout: Layout, say: Say) -> dict[int, str]:
    """Column -> reasons; a reason about a column the file does not have stands in the first one."""
    reasons: dict[int, list[str]] = {}
    for problem in row.problems:
        column = layout.columns.get(problem.field)
        reasons.setdefault(column.index if column else 0, []).append(say(problem))
    return {index: " ".join(sentences) for index, sentences in reasons.items()}


def _interleaved(
    values: Sequence[Any], noted: Sequence[int], notes: Mapping[int, str], heading: str | None = None
) -> Iterator[tuple[Any, bool]]:
    """The values, each noted column followed by its note; True marks what has to catch the eye."""
    for index, value in enumerate(values):
        yield value, heading is None and index in notes
        if index in noted:
            yield (f"{NOTE_MARK} {heading}", True) if heading is not None else (notes.get(index, ""), index in notes)


class _Writer:
    def __init__(self, title: str) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(_TITLE_SIGNS.sub(" ", title)[:31] or "Liste")

    def head(self, headers: Sequence[str], *, wide: Iterable[int] = ()) -> None:
        wider = frozenset(wide)
        for index in range(len(headers)):
            letter = get_column_letter(index + 1)
            self._sheet.column_dimensions[letter].width = _REASON_WIDTH if index in wider else _WIDTH
        self._sheet.freeze_panes = "A2"
        cells = [self._cell(heading) for heading in headers]
        for cell in cells:
            cell.font = _BOLD
        self._sheet.append(cells)

    def line(self, values: Sequence[tuple[Any, bool]]) -> None:
        cells = []
        for value, marked in values:
            cell = self._cell(value)
            if marked:
                cell.fill, cell.alignment = _MARKED, _WRAP
            cells.append(cell)
        self._sheet.append(cells)

    def save(self, target: Target) -> None:
        self._book.save(target)

    def _cell(self, value: Any) -> Any:
        """A typed cell for numbers and days; any text is stored as text, whatever sign it begins with."""
        if isinstance(value, bool) or value is None or value == "":
            return WriteOnlyCell(self._sheet, "" if value == "" else value)
        if isinstance(value, int | float) and abs(value) < 1e15:
            cell = WriteOnlyCell(self._sheet, value)
            cell.number_format = "0" if isinstance(value, int) else "General"  # long numbers stay readable
            return cell
        if isinstance(value, date):
            cell = WriteOnlyCell(self._sheet)
            cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            cell.number_format = "dd.mm.yyyy hh:mm" if isinstance(value, datetime) else "dd.mm.yyyy"
            return cell
        cell = WriteOnlyCell(self._sheet, safe_text(str(value)))
        cell.data_type = "s"  # openpyxl would take "=..." for a formula
        cell.number_format = "@"
        return cell


def safe_text(text: str) -> str:
    """The text without characters a workbook cannot hold, cut where Excel cuts."""
    return _FORBIDDEN.sub("", text)[:_LONGEST]
