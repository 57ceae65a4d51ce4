"""Lines of a list as they will be seen, and the record of what was made wrong in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Formula:
    """A real formula of a spreadsheet with the value it shows."""

    text: str
    shows: int


@dataclass(frozen=True, slots=True)
class Unformatted:
    """A date that lost its format: the serial number stays."""

    day: date


Cell = str | int | date | Formula | Unformatted | None
LineKind = Literal["person", "title", "header", "empty", "repeated_header", "subtotal", "total", "signature"]


@dataclass(slots=True, eq=False)
class Line:
    """One row of a list."""

    cells: list[Cell]
    kind: LineKind = "person"
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted defect; the row is found through the line."""

    line: Line
    column: str
    kind: str
    raw: str
    true_value: str


@dataclass(slots=True)
class ListContent:
    """A finished list: its lines in order, row 1 first, and the defects in it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def row_of(self) -> dict[int, int]:
        """Row numbers by identity of the line."""
        return {id(line): row for row, line in enumerate(self.lines, 1)}

    def persons(self) -> Iterator[tuple[int, str]]:
        """Row and person of every line that is a person."""
        for row, line in enumerate(self.lines, 1):
            if line.person_id is not None:
                yield row, line.person_id

    @property
    def header_row(self) -> int:
        """The row of the headings."""
        return next(row for row, line in enumerate(self.lines, 1) if line.kind == "header")


def shown(cell: Cell) -> str:
    """A cell as the record of defects shows it."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        return str(cell.shows)
    if isinstance(cell, Unformatted):
        return cell.day.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_formula_like(cell: Cell) -> bool:
    """Text a spreadsheet would take for a formula."""
    return isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} and len(cell) > 1
