"""Reads a whole list: every row of the sheet comes back, as a person or with the reason why it is none.

Nothing is refused that can be used: a row is only refused if nobody could say who it is about.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from nahtlos.exchange.lists import addresses, dates, names, numbers, text
from nahtlos.exchange.lists.asof import find_as_of
from nahtlos.exchange.lists.auslaenderbehoerde import add_facts
from nahtlos.exchange.lists.columns import Layout, recognise
from nahtlos.exchange.lists.common import read_common
from nahtlos.exchange.lists.fields import Profile
from nahtlos.exchange.lists.jobseekers import add_agency_facts, add_jobcenter_facts
from nahtlos.exchange.lists.listed import ListedPerson, fact
from nahtlos.exchange.lists.profile import PROFILES
from nahtlos.exchange.lists.rowkinds import not_a_person
from nahtlos.exchange.lists.rows import Row, RowReader
from nahtlos.exchange.lists.sheet import Cell, Sheet, read_workbook
from nahtlos.exchange.lists.sozialamt import CaseReader

_NAME_FIELDS: Final = ("full_name", "family_name", "given_names")
_REMEMBERS_CELLS: Final = (*names.CACHES, *text.CACHES, *numbers.CACHES, *addresses.CACHES, *dates.CACHES, fact)
_PERSONAL_NUMBERS: Final = frozenset(("azr", "kundennummer"))


@dataclass(slots=True)
class ListFile:
    """A list as it was read; `rows` has every row of its sheet in order."""

    profile: Profile
    layout: Layout
    rows: list[Row]
    as_of: date | None

    @property
    def people(self) -> Iterator[Row]:
        """The rows that are people, refused ones included."""
        return (row for row in self.rows if row.kind == "person")


def read_list(
    source: str | Path | BinaryIO,
    filename: str,
    profile: Profile | str,
    *,
    mapping: Mapping[str, str | int | None] | None = None,
    as_of: date | None = None,
) -> ListFile:
    """Read the file as the list of `profile`. Raises `UnreadableFile`, and KeyError for a mapping to unknown columns.

    `mapping` corrects the recognised columns. `as_of` is the day of the list if the user knows better than its titles.
    """
    sheets = read_workbook(source, filename)
    known = PROFILES[profile] if isinstance(profile, str) else profile
    layout = recognise(sheets, known)
    return read_sheets(sheets, layout.with_mapping(mapping) if mapping else layout, as_of=as_of)


def read_sheets(sheets: list[Sheet], layout: Layout, *, as_of: date | None = None) -> ListFile:
    """Read sheets that are already open, with a layout a human may have corrected."""
    day = as_of or find_as_of(sheets, layout)
    try:
        return ListFile(layout.profile, layout, list(_rows(sheets[layout.sheet_index], layout, day)), day)
    finally:
        for function in _REMEMBERS_CELLS:  # what is quick to have while reading is personal data afterwards
            function.cache_clear()


def _rows(sheet: Sheet, layout: Layout, as_of: date | None) -> Iterator[Row]:
    add = _facts_of(layout.profile)
    merged = _merged_values(sheet, layout)
    for index, cells in enumerate(sheet.rows):
        why = not_a_person(cells, index, layout)
        if why is not None:
            yield Row(index + 1, "not_a_person", why, None, (), cells, layout)
            continue
        filled = _fill(cells, merged.get(index, {}))
        reader = RowReader(layout, filled, as_of)
        person = read_common(reader)
        add(person, reader, index + 1)
        _refuse_unnamed(person, reader)
        yield Row(index + 1, "person", None, person, tuple(reader.problems), filled, layout)


def _facts_of(profile: Profile) -> Callable[[ListedPerson, RowReader, int], None]:
    return {
        "auslaenderbehoerde": lambda person, reader, _: add_facts(person, reader),
        "sozialamt": CaseReader().add_facts,
        "arbeitsagentur": lambda person, reader, _: add_agency_facts(person, reader),
        "jobcenter": lambda person, reader, _: add_jobcenter_facts(person, reader),
    }[profile.key]


def _refuse_unnamed(person: ListedPerson, reader: RowReader) -> None:
    if person.spellings or any(number.kind in _PERSONAL_NUMBERS for number in person.numbers):
        return
    key = next((key for key in _NAME_FIELDS if key in reader.layout.columns), _NAME_FIELDS[0])
    reader.problem(key, "no_name_no_number", severity="refuse")


def _merged_values(sheet: Sheet, layout: Layout) -> dict[int, dict[int, Cell]]:
    """Row -> column -> value of the merged cell that covers it; only below the headings, only within the table."""
    values: dict[int, dict[int, Cell]] = {}
    for top, left, bottom, _ in sheet.merged:
        if top < layout.header_row or bottom == top:
            continue
        row = sheet.rows[top] if top < len(sheet.rows) else ()
        if left < len(row) and row[left] is not None:
            for index in range(top + 1, min(bottom + 1, len(sheet.rows))):
                values.setdefault(index, {})[left] = row[left]
    return values


def _fill(cells: tuple[Cell, ...], values: Mapping[int, Cell]) -> tuple[Cell, ...]:
    if not values:
        return cells
    return tuple(values.get(i) if cell is None else cell for i, cell in enumerate(cells))
