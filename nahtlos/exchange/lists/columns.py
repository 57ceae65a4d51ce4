"""Finds the table in a file: which sheet, which row has the headings, and which column holds which field.

A human can correct the result (`Layout.with_mapping`); the fingerprint recognises the same layout next month.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from nahtlos.exchange.lists.evidence import looks_like
from nahtlos.exchange.lists.fields import Field, Profile
from nahtlos.exchange.lists.sheet import Cell, Sheet
from nahtlos.exchange.lists.text import clean, fold
from nahtlos.exchange.lists.unreadable import UnreadableFile

_SEARCHED_ROWS: Final = 60
_SAMPLE_ROWS: Final = 200
_LONGEST_HEADING: Final = 120
_TYPO: Final = 87
_TOO_SHORT_FOR_TYPOS: Final = 5
#: begins the heading of a column nahtlos itself wrote into a file (the reason beside a cell); it is never read
NOTE_MARK: Final = "←"
#: headings that say nothing without the group heading above them
_SHORT: Final = frozenset(("von", "bis", "am", "seit", "ab", "datum", "vom", "nr", "art"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table. `confidence`: 1 = known heading, below = similar heading or only its content."""

    index: int
    heading: str
    confidence: float = 1.0

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is. Rows are numbered as Excel shows them."""

    profile: Profile
    sheet_index: int
    sheet_name: str
    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, Column]

    @property
    def unknown(self) -> tuple[Column, ...]:
        """Columns with a heading that no field uses; they are shown to the user and otherwise left alone."""
        used = {column.index for column in self.columns.values()}
        return tuple(
            Column(i, text, 0.0)
            for i, text in enumerate(self.headings)
            if text and i not in used and not _is_note(text)
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which the list cannot be used; of alternatives the first one is named."""
        fields = [
            field.key for field in self.profile.fields.values() if field.required and field.key not in self.columns
        ]
        groups = [group[0] for group in self.profile.one_of if not any(key in self.columns for key in group)]
        return tuple(groups + fields)

    @property
    def fingerprint(self) -> str:
        """The same for every file whose table has the same headings in the same order, whoever sends it."""
        text = "\x1f".join([self.profile.key, *(fold(text) for text in self.headings if not _is_note(text))])
        return hashlib.sha256(text.encode()).hexdigest()

    def with_mapping(self, mapping: Mapping[str, str | int | None]) -> "Layout":
        """The layout as a human corrected it: field -> column index, letter or heading; None takes the field away.

        Raises KeyError for a field or a column that is not there.
        """
        columns = dict(self.columns)
        for key, target in mapping.items():
            self.profile.fields[key]
            columns.pop(key, None)
            if target is None or target == "":
                continue
            index = self._index(target)
            columns = {other: column for other, column in columns.items() if column.index != index}
            columns[key] = Column(index, self.headings[index])
        return replace(self, columns=columns)

    def mapping(self) -> dict[str, str]:
        """Field -> heading (letter if there is no heading of its own): what is worth remembering beside the fingerprint."""
        texts = [fold(heading) for heading in self.headings]
        own = {
            key: texts.count(fold(column.heading)) == 1 and fold(column.heading) for key, column in self.columns.items()
        }
        return {key: column.heading if own[key] else column.letter for key, column in self.columns.items()}

    def _index(self, target: str | int) -> int:
        if isinstance(target, int):
            found = [target] if 0 <= target < len(self.headings) else []
        else:
            found = [i for i, heading in enumerate(self.headings) if heading and fold(heading) == fold(target)]
            found = found or [i for i in range(len(self.headings)) if column_letter(i) == target.strip().upper()]
        if not found:
            raise KeyError(target)
        return found[0]


def _is_note(heading: str) -> bool:
    return heading.startswith(NOTE_MARK)


def column_letter(index: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def recognise(sheets: Sequence[Sheet], profile: Profile) -> Layout:
    """The best table for this profile in any sheet.

    Where no heading is known, the fullest row of text is taken for the headings and a human has to name the columns
    (`Layout.missing`). Raises `UnreadableFile` if there is no such row.
    """
    best: tuple[float, Layout] | None = None
    for sheet_index, sheet in enumerate(sheets):
        for row_index, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            texts = sum(isinstance(cell, str) and bool(cell.strip()) for cell in row)
            if texts < 2:
                continue
            headings = _headings(sheet, row_index)
            columns = _assign(headings, _group_headings(sheet, row_index), profile)
            known = len(columns) >= 2
            score = sum(column.confidence for column in columns.values()) if known else min(texts, 99) / 1000
            if best is None or score > best[0] + 1e-9:
                layout = Layout(profile, sheet_index, sheet.name, row_index + 1, headings, columns if known else {})
                best = (score, layout)
    if best is None:
        raise UnreadableFile("no_table")
    return _with_evidence(best[1], sheets[best[1].sheet_index])


def _headings(sheet: Sheet, row_index: int) -> tuple[str, ...]:
    """The headings, as wide as the data below them."""
    row = sheet.rows[row_index]
    below = sheet.rows[row_index + 1 : row_index + 1 + _SAMPLE_ROWS]
    width = max([len(row), *(len(cells) for cells in below)])
    texts = [clean(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING else "" for cell in row]
    return tuple(texts + [""] * (width - len(texts)))


def _group_headings(sheet: Sheet, row_index: int) -> dict[int, str]:
    """Column -> group heading above it, spread over its merged cells or up to the next group."""
    if row_index == 0:
        return {}
    groups: dict[int, str] = {}
    for index, cell in enumerate(sheet.rows[row_index - 1]):
        if isinstance(cell, str) and cell.strip():
            right = [r for top, left, _, r in sheet.merged if top == row_index - 1 and left == index]
            end = right[0] if right else index + 40
            groups |= dict.fromkeys(range(index, end + 1), fold(cell))
    return groups


def _assign(headings: tuple[str, ...], groups: Mapping[int, str], profile: Profile) -> dict[str, Column]:
    """Each field its best column, each column at most one field, surest first."""
    found = [
        (confidence, -rank, -index, field.key)
        for index, heading in enumerate(headings)
        if heading and not _is_note(heading)
        for field in profile.fields.values()
        for confidence, rank in [_confidence(heading, groups.get(index, ""), field)]
        if confidence
    ]
    columns: dict[str, Column] = {}
    used: set[int] = set()
    for confidence, _, negative, key in sorted(found, reverse=True):
        if key not in columns and -negative not in used:
            columns[key] = Column(-negative, headings[-negative], round(confidence, 2))
            used.add(-negative)
    return _settle_names(columns)


def _settle_names(columns: dict[str, Column]) -> dict[str, Column]:
    """``Name`` is the family name if there is a column for given names, else it holds both."""
    if "given_names" in columns and "full_name" in columns and "family_name" not in columns:
        columns["family_name"] = columns.pop("full_name")
    elif "family_name" in columns and "given_names" not in columns and "full_name" not in columns:
        columns["full_name"] = columns.pop("family_name")
    return columns


@lru_cache(maxsize=100_000)
def _confidence(heading: str, group: str, field: Field) -> tuple[float, int]:
    """How sure this heading means this field, and at which place of the field's list of headings."""
    text = fold(heading)
    if text in field.headings:
        if text in _SHORT and field.under and group and not any(word in group for word in field.under):
            return 0.3, 0
        return 1.0, field.headings.index(text)
    if text in _SHORT and group and f"{group} {text}" in field.headings:
        return 0.95, 0
    if joined := text.replace(" ", ""):
        for rank, known in enumerate(field.headings):
            if known.replace(" ", "") == joined:
                return 0.97, rank
    best = 0.0
    for known in field.headings:
        if len(known) >= _TOO_SHORT_FOR_TYPOS:
            if f" {known} " in f" {text} ":
                best = max(best, 0.6 + 0.3 * len(known) / len(text))
            elif fuzz.ratio(known, text) >= _TYPO:
                best = max(best, 0.75)
    return best, 0


def _with_evidence(layout: Layout, sheet: Sheet) -> Layout:
    """Columns whose heading nobody knows, recognised by what is in them; never against a known heading."""
    sample = sheet.rows[layout.header_row : layout.header_row + _SAMPLE_ROWS]
    columns = dict(layout.columns)
    used = {column.index for column in columns.values()}
    for key, field in layout.profile.fields.items():
        if key in columns:
            continue
        for index, heading in enumerate(layout.headings):
            cells: list[Cell] = [row[index] for row in sample if index < len(row)]
            if index not in used and looks_like(field.kind, cells):
                columns[key] = Column(index, heading, 0.5)
                used.add(index)
                break
    return replace(layout, columns=columns)
