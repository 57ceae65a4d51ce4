"""The preview and report of an import in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.exchange.imports.layouts import layout_of
from nahtlos.exchange.lists.columns import column_letter
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome
from nahtlos.web.workspace.presenters.records import in_words, percent
from nahtlos.web.workspace.words import imports

#: The order of the tabs, and the colour of their meaning.
TABS = (
    (Outcome.CREATED, "success", _("New files")),
    (Outcome.LINKED, "success", _("Linked")),
    (Outcome.CHANGED, "info", _("Changed")),
    (Outcome.UNCHANGED, "", _("Unchanged")),
    (Outcome.NEEDS_HUMAN, "warning", _("To be decided")),
    (Outcome.REFUSED, "danger", _("Refused")),
    (Outcome.NOT_A_PERSON, "", _("No person")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One outcome with its number of rows."""

    outcome: str
    label: Promise
    tone: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one cell."""

    where: str
    value: str
    text: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the file in words."""

    row: ImportRow
    name: str
    birth: str
    reasons: tuple[str, ...]
    score: int | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A field of the list and the column that carries it. `options`: (index, letter and heading, chosen)."""

    key: str
    label: str
    required: bool
    sure: bool
    options: tuple[tuple[str, str, bool], ...]


def tabs_of(run: ImportRun, chosen: str) -> list[Tab]:
    """All outcomes that occur, and the chosen one."""
    return [
        Tab(outcome, label, tone, run.counts.get(outcome, 0), outcome == chosen)
        for outcome, tone, label in TABS
        if run.counts.get(outcome) or outcome == chosen
    ]


def columns_of(run: ImportRun) -> list[ColumnLine]:
    """Every field of the profile with its column; those that are missing first."""
    layout = layout_of(run)
    headings = [(index, heading) for index, heading in enumerate(layout.headings) if heading]
    missing = set(layout.missing)
    lines = []
    for key, field in layout.profile.fields.items():
        column = layout.columns.get(key)
        options = tuple(
            (str(index), f"{column_letter(index)}: {heading}", column is not None and column.index == index)
            for index, heading in headings
        )
        sure = column is None or column.confidence >= 0.99
        lines.append(ColumnLine(key, imports.field(run.profile, key), field.required or key in missing, sure, options))
    return sorted(lines, key=lambda line: line.key not in missing)


def rows_in_words(rows: Iterable[ImportRow]) -> list[RowLine]:
    """Rows with names, reasons and remarks."""
    return [_line(row) for row in rows]


def _line(row: ImportRow) -> RowLine:
    # Until the row is linked, the other side may lie outside the reader's cases.
    return RowLine(
        row=row,
        name=name_of(row.read) or " · ".join(cell for cell in row.cells if cell)[:120],
        birth=birth_of(row.read),
        reasons=tuple(_reasons(row.reasons, quoting=row.record_id is not None)),
        score=percent(row.score),
        remarks=tuple(
            Remark(problem["column"], problem["value"], imports.cell_problem(problem), problem["severity"] == "refuse")
            for problem in row.problems
        ),
    )


def _reasons(stored: Sequence[Any], quoting: bool) -> Iterable[str]:
    for one in stored:
        if words := imports.NO_PERSON.get(one.get("key", "")):
            yield str(words)
        elif one.get("key") == "import.copy":
            yield gettext("The same as row %(row)s") % {"row": dict(one["params"])["row"]}
        else:
            yield from in_words([one], quoting=quoting)


def name_of(read: dict[str, Any]) -> str:
    """The first spelling of a person as read from a row."""
    for spelling in read.get("spellings", ()):
        family, given = _parts(spelling)
        if family or given:
            return ", ".join(part for part in (family, given) if part)
    return ""


def _parts(spelling: Any) -> tuple[str, str]:
    if isinstance(spelling, dict):
        return spelling.get("family", ""), spelling.get("given", "")
    return spelling[0], spelling[1]


def birth_of(read: dict[str, Any]) -> str:
    """The first date of birth of a person as read from a row."""
    for birth in read.get("births", ()):
        year, month, day = (birth["year"], birth["month"], birth["day"]) if isinstance(birth, dict) else birth[:3]
        if year and month and day:
            return f"{day:02}.{month:02}.{year}"
        if year:
            return str(year)
    return ""
