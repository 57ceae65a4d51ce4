"""A row of the table in the reader's hand: its cells by field, and everything noticed about them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nahtlos.exchange.lists.columns import Layout
from nahtlos.exchange.lists.dates import ReadDay, read_day
from nahtlos.exchange.lists.listed import ListedPerson, NotAPerson, Problem, RowKind, Severity
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean, says_nothing, shown

_FAR_AHEAD: Final = 20
#: a longer cell is no name, no date and no status; taking it apart would only cost time
_LONGEST: Final = 500
_FREE_TEXT: Final = frozenset(("remark", "occupation"))


@dataclass(slots=True)
class Row:
    """One row of the sheet, whether it is a person or not. `problems` with severity "refuse" keep it from being used."""

    number: int  #: as Excel shows it; in a CSV the record, whatever line breaks its cells contain
    kind: RowKind
    why: NotAPerson | None
    person: ListedPerson | None
    problems: tuple[Problem, ...]
    cells: tuple[Cell, ...]  #: as in the sheet, with the value of a merged cell in every row it covers
    layout: Layout

    @property
    def raw(self) -> dict[str, str]:
        """Field -> cell as the list shows it, only for recognised columns."""
        return {key: shown(cell_at(self.cells, column.index)) for key, column in self.layout.columns.items()}

    @property
    def refused(self) -> bool:
        return any(problem.severity == "refuse" for problem in self.problems)


def cell_at(cells: tuple[Cell, ...], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row; `problems` grows with everything a human should know."""

    layout: Layout
    cells: tuple[Cell, ...]
    as_of: date | None
    problems: list[Problem] = field(default_factory=list)

    def cell(self, key: str) -> Cell:
        """The cell, or None for a missing column and for a text far too long for what the column is about."""
        cell = self._whole_cell(key)
        if isinstance(cell, str) and len(cell) > _LONGEST and key not in _FREE_TEXT:
            if not any(problem.field == key and problem.code == "cell_too_long" for problem in self.problems):
                self.problem(key, "cell_too_long", limit=_LONGEST)
            return None
        return cell

    def _whole_cell(self, key: str) -> Cell:
        column = self.layout.columns.get(key)
        return cell_at(self.cells, column.index) if column else None

    def text(self, key: str) -> str:
        """The cell as one clean line; "" for an empty cell or a missing column."""
        return clean(self.cell(key))

    def said(self, key: str) -> str:
        """Like `text`, but "" also where the cell only says that nothing is known."""
        text = self.text(key)
        return "" if says_nothing(text) else text

    def problem(self, field_key: str, code: str, /, *, severity: Severity = "note", **params: str | int) -> None:
        column = self.layout.columns.get(field_key)
        letter = column.letter if column else ""
        self.problems.append(Problem(field_key, letter, shown(self._whole_cell(field_key)), code, params, severity))

    def read_day(self, key: str, *, may_be_ahead: bool = False) -> ReadDay:
        """A date cell; what is wrong with it is noted."""
        read = read_day(self.cell(key), as_of=self.as_of, years_ahead=_FAR_AHEAD if may_be_ahead else 1)
        if read.state == "unreadable" or (read.state == "empty" and self.text(key) not in ("", "-")):
            self.problem(key, "date_unreadable")
        elif read.state in ("impossible", "vague"):
            self.problem(key, f"date_{read.state}")
        elif read.on and self.as_of and read.on > self.as_of and not may_be_ahead:
            self.problem(key, "date_in_future")
        return read

    def day(self, key: str, *, may_be_ahead: bool = False) -> date | None:
        """The day in the cell, or None (empty, unreadable, impossible)."""
        return self.read_day(key, may_be_ahead=may_be_ahead).on


def values(**entries: str | None) -> dict[str, str | bool | None]:
    """The value of a fact without the keys that are unknown ("" and None say: not known)."""
    return {key: value for key, value in entries.items() if value is not None and value != ""}
