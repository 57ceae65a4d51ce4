"""Tells the rows that are people from titles, repeated headings, totals, carry-overs and signatures."""

import re
from collections.abc import Sequence
from typing import Final

from nahtlos.exchange.lists.columns import Layout
from nahtlos.exchange.lists.listed import NotAPerson
from nahtlos.exchange.lists.rows import cell_at
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean, fold

_SUM_WORDS: Final[tuple[tuple[NotAPerson, re.Pattern[str]], ...]] = (
    ("carry_over", re.compile(r"^(?:uebertrag|uebertr|vortrag|saldovortrag)\b")),
    ("subtotal", re.compile(r"^(?:zwischensumme|zw summe|teilsumme|zwischenergebnis|summe seite|seitensumme)\b")),
    ("total", re.compile(r"^(?:summe|gesamt\w*|insgesamt|total|anzahl|endsumme|gesamtsumme|personen gesamt|anz)\b")),
)
_SIGNATURE: Final = re.compile(
    r"\bgez\b|\bunterschrift\b|\bsachlich\b.*\brichtig\b|\brechnerisch\b|\bim auftrag\b|\bdatum unterschrift\b|^i a\b"
)
_PERSONAL: Final = (
    "birth",
    "azr",
    "customer_number",
    "person_number",
    "bg_number",
    "case_number",
    "nationality",
    "status",
    "benefit",
)
_NAMES: Final = ("family_name", "given_names", "full_name")
#: a single text with such signs heads a section, even where it stands in the column of the names
_NO_NAME: Final = re.compile(r"[\d:]")
_DIGITS_OF_A_NUMBER: Final = 7
_LETTERS_OF_A_TEXT: Final = 3
_NUMBERS: Final = ("azr", "customer_number", "person_number")


def not_a_person(cells: tuple[Cell, ...], index: int, layout: Layout) -> NotAPerson | None:
    """Why the row is no person; None if it has to be read as one. `index` counts the rows of the sheet from 0."""
    filled = [(i, cell) for i, cell in enumerate(cells) if cell is not None and clean(cell)]
    header = layout.header_row - 1
    if not filled:
        return "empty"
    if index == header:
        return "header"
    if index < header:
        return "group_heading" if index == header - 1 and len(filled) > 1 else "title"
    if _repeats_header(filled, layout):
        return "header"
    return _sum_line(filled, cells, layout) or _loose_line(filled, cells, layout)


def _repeats_header(filled: Sequence[tuple[int, Cell]], layout: Layout) -> bool:
    same = sum(
        isinstance(cell, str) and i < len(layout.headings) and fold(cell) == fold(layout.headings[i])
        for i, cell in filled
    )
    return same >= 2 and same * 2 >= len(filled)


def _sum_line(filled: Sequence[tuple[int, Cell]], cells: tuple[Cell, ...], layout: Layout) -> NotAPerson | None:
    """A sum has its word in one of the first filled cells, and nothing that belongs to a person but amounts."""
    for index, cell in filled[:2]:
        if not isinstance(cell, str):
            continue
        for kind, pattern in _SUM_WORDS:
            if pattern.match(fold(cell)) and not _has_personal(cells, layout, apart_from=index):
                return kind
    return None


def _has_personal(cells: tuple[Cell, ...], layout: Layout, *, apart_from: int) -> bool:
    columns = [layout.columns[key] for key in (*_PERSONAL, "given_names") if key in layout.columns]
    return any(column.index != apart_from and clean(cell_at(cells, column.index)) for column in columns)


def _loose_line(filled: Sequence[tuple[int, Cell]], cells: tuple[Cell, ...], layout: Layout) -> NotAPerson | None:
    """A single text across the sheet is a signature or the heading of a section, not somebody without data."""
    words = " ".join(fold(clean(cell)) for _, cell in filled)
    named = any(clean(cell_at(cells, layout.columns[key].index)) for key in _NAMES if key in layout.columns)
    if _SIGNATURE.search(words) and not _has_personal(cells, layout, apart_from=filled[0][0]):
        return "signature"
    if len(filled) == 1 and isinstance(filled[0][1], str):
        column, text = filled[0][0], clean(filled[0][1])
        digits = sum(sign.isdigit() for sign in text)
        numbered = digits >= _DIGITS_OF_A_NUMBER and any(
            column == layout.columns[key].index for key in _NUMBERS if key in layout.columns
        )
        is_text = sum(sign.isalpha() for sign in text) >= _LETTERS_OF_A_TEXT
        is_name = named and not _NO_NAME.search(text)
        return None if is_name or numbered or not is_text else "section"
    return None
