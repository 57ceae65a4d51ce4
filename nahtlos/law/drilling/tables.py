"""The impact as tables that people read, the same ones on the terminal and in a workbook; and as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from nahtlos.law.drilling.impact import KINDS, Impact

_REACHED = ("gained", "lost", "changed", "undetermined", "settled")


class Table(NamedTuple):
    """A heading, the names of the columns, and the rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def tables(impact: Impact) -> list[Table]:
    """What stands on the terminal. Rows in which nothing happens are left out."""
    return [
        Table("By question", ["question", *KINDS], _questions(impact)),
        Table(
            "From one answer to another",
            ["question", "before", "after", "people"],
            [[*move, people] for move, people in sorted(impact.moves.items())],
        ),
        Table(
            "By authority (people counted once per kind of change)",
            ["authority", "people", "unchanged", *_REACHED, "leave", "arrive"],
            _groups(impact.authorities, ["people", "unchanged", *_REACHED, "leave", "arrive"]),
        ),
        Table(
            "By team (people counted once per kind of change)",
            ["team", "people", "unchanged", *_REACHED, "leave the authority"],
            _groups(impact.teams, ["people", "unchanged", *_REACHED, "leave"]),
        ),
    ]


def people(impact: Impact) -> Table:
    """The impact list: one row per person and answer that differs."""
    columns = ["id", "authority", "team", "question", "before", "after"]
    return Table(
        "People", columns, [[one.id, one.authority, one.team, *move] for one in impact.touched for move in one.moves]
    )


def headline(impact: Impact) -> str:
    """The drill in one sentence."""
    return (
        f"{impact.before} -> {impact.after} on {impact.on}: {impact.people} people, "
        f"{len(impact.touched)} with another answer, {impact.people - len(impact.touched)} unchanged"
    )


def as_text(impact: Impact) -> Iterable[str]:
    """Everything but the list of people, in lines."""
    yield headline(impact)
    for table in tables(impact):
        if table.rows:
            yield ""
            yield table.title
            yield from _aligned([list(table.columns), *([str(cell) for cell in row] for row in table.rows)])


def as_json(impact: Impact, module: str) -> dict[str, Any]:
    """Everything, the list of people included."""
    return {
        "module": module,
        "on": impact.on.isoformat(),
        "before": impact.before,
        "after": impact.after,
        "people": impact.people,
        "touched": len(impact.touched),
        "questions": [
            {"question": code, **{kind: counts[kind] for kind in KINDS}} for code, counts in impact.questions.items()
        ],
        "moves": [{**move._asdict(), "people": number} for move, number in sorted(impact.moves.items())],
        "authorities": _named("authority", impact.authorities),
        "teams": _named("team", impact.teams),
        "impact": [
            {
                "id": one.id,
                "authority": one.authority,
                "team": one.team,
                "moves": [move._asdict() for move in one.moves],
            }
            for one in impact.touched
        ],
    }


def _questions(impact: Impact) -> list[list[Any]]:
    return [
        [code, *(counts[kind] for kind in KINDS)]
        for code, counts in impact.questions.items()
        if counts["unchanged"] < impact.people
    ]


def _groups(groups: dict[str, Counter[str]], keys: Sequence[str]) -> list[list[Any]]:
    return [
        [name, *(counts[key] for key in keys)]
        for name, counts in sorted(groups.items())
        if counts["unchanged"] < counts["people"] or counts["arrive"]
    ]


def _named(key: str, groups: dict[str, Counter[str]]) -> list[dict[str, Any]]:
    return [{key: name, **dict(counts)} for name, counts in sorted(groups.items())]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if _is_number(rows, column) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def _is_number(rows: Sequence[Sequence[str]], column: int) -> bool:
    return all(row[column].isdigit() for row in rows[1:])
