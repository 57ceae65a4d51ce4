"""A recognised layout as JSON beside the run, and rows of the file made again from what was stored."""

from __future__ import annotations

from typing import Any

from nahtlos.exchange.lists.columns import Column, Layout
from nahtlos.exchange.lists.listed import Problem
from nahtlos.exchange.lists.profile import PROFILES
from nahtlos.exchange.lists.rows import Row
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome

Json = dict[str, Any]


def layout_to_json(layout: Layout) -> Json:
    """For `ImportRun.layout`."""
    return {
        "sheet_index": layout.sheet_index,
        "sheet": layout.sheet_name,
        "header_row": layout.header_row,
        "headings": list(layout.headings),
        "columns": {key: [c.index, c.heading, c.confidence] for key, c in layout.columns.items()},
        "missing": list(layout.missing),
        "fingerprint": layout.fingerprint,
    }


def layout_of(run: ImportRun) -> Layout:
    """The way back."""
    stored: Json = run.layout
    return Layout(
        profile=PROFILES[run.profile],
        sheet_index=stored["sheet_index"],
        sheet_name=stored["sheet"],
        header_row=stored["header_row"],
        headings=tuple(stored["headings"]),
        columns={key: Column(*parts) for key, parts in stored["columns"].items()},
    )


def problem_to_json(problem: Problem) -> Json:
    """For `ImportRow.problems`."""
    return {
        "field": problem.field,
        "column": problem.column,
        "value": problem.value,
        "code": problem.code,
        "params": dict(problem.params),
        "severity": problem.severity,
    }


def problem_of(stored: Json) -> Problem:
    """The way back."""
    return Problem(
        stored["field"], stored["column"], stored["value"], stored["code"], stored["params"], stored["severity"]
    )


def row_of(stored: ImportRow, layout: Layout) -> Row:
    """The row of the file with its cells as text."""
    is_person = stored.outcome != Outcome.NOT_A_PERSON
    return Row(
        number=stored.number,
        kind="person" if is_person else "not_a_person",
        why=None,
        person=None,
        problems=tuple(problem_of(problem) for problem in stored.problems),
        cells=tuple(cell or None for cell in stored.cells),
        layout=layout,
    )
