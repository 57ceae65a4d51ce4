"""The impact as a workbook: one sheet per table, and the list of people."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from nahtlos.law.drilling.impact import Impact
from nahtlos.law.drilling.tables import Table, headline, people, tables

_NAMES = ("Questions", "Moves", "Authorities", "Teams", "People")
_WIDTH = 26


def write(impact: Impact, target: Path) -> None:
    """Write the workbook; raises OSError where that is impossible."""
    book = Workbook(write_only=True)
    for name, table in zip(_NAMES, [*tables(impact), people(impact)], strict=True):
        sheet = book.create_sheet(name)
        for number in range(len(table.columns)):
            sheet.column_dimensions["ABCDEFGHIJ"[number]].width = _WIDTH
        for row in _rows(table, headline(impact)):
            sheet.append([_cell(sheet, value, bold) for value, bold in row])
    book.save(target)


def _rows(table: Table, sentence: str) -> list[list[tuple[Any, bool]]]:
    head: list[list[tuple[Any, bool]]] = [[(sentence, False)], [(table.title, True)], []]
    columns = [(name, True) for name in table.columns]
    return [*head, columns, *([(value, False) for value in row] for row in table.rows)]


def _cell(sheet: Any, value: Any, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # whatever sign an id begins with, it is no formula
    if bold:
        cell.font = Font(bold=True)
    return cell
