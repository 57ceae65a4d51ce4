"""Which of several statements about a person is heard: the rows of a file by kind, in the order of evidence and competence.

Pure, and the ground on which the facts of the law are put together (ADR 0004).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Json = dict[str, Any]

#: Who is competent for a kind of fact; the first that speaks is heard (the others are shown beside it as a conflict).
_COMPETENT: Mapping[str, Sequence[str]] = {
    "benefits": ("sozialamt", "jobcenter", "jugendamt", "arbeitsagentur", "auslaenderbehoerde"),
    "able_to_work": ("jobcenter", "arbeitsagentur", "sozialamt", "auslaenderbehoerde"),
    "language_level": ("jobcenter", "arbeitsagentur", "sozialamt", "auslaenderbehoerde"),
}
_COMPETENT_ELSE = ("auslaenderbehoerde", "sozialamt", "jobcenter", "arbeitsagentur", "jugendamt")
_EVIDENCE = ("decision", "document", "list", "concluded", "told")
#: The beginning of what holds since an unknown day.
EVER = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One active fact as this module needs it; `reporter` is the kind of the reporting organisation."""

    kind: str
    value: Json
    valid_from: date | None
    valid_until: date | None
    source: str
    reporter: str
    recorded_at: datetime | None = None
    id: Any = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A member of the same household, with her own facts."""

    relation: str
    facts: Sequence[FactRow]


@dataclass(slots=True)
class LawFacts:
    """What the engine is asked with, and the keys in it that are assumptions (key → why, a catalogue key).

    `heard` names the statements that were heard (key → ids, who is heard first stands first).
    """

    facts: Json
    assumed: dict[str, str] = field(default_factory=dict)
    heard: dict[str, list[Any]] = field(default_factory=dict)


def rank(row: FactRow) -> tuple[Any, ...]:
    """Order in which sources are heard: evidence, then competence, what holds still, the newer entry, the later start.

    Smaller is heard first. The last parts only make the order one and the same for the same facts.
    """
    order = _COMPETENT.get(row.kind, _COMPETENT_ELSE)
    competence = order.index(row.reporter) if row.reporter in order else len(order)
    evidence = _EVIDENCE.index(row.source) if row.source in _EVIDENCE else len(_EVIDENCE)
    recorded = -(row.recorded_at.timestamp() if row.recorded_at else 0.0)
    start = -(row.valid_from.toordinal() if row.valid_from else 0)
    words = json.dumps(row.value, sort_keys=True, default=str)
    return evidence, competence, row.valid_until is not None, recorded, start, str(row.valid_until), words, str(row.id)


class Heard:
    """The rows of one person by kind, in the order in which they are heard."""

    def __init__(self, rows: Iterable[FactRow], holds: Mapping[str, Any]) -> None:
        self._by_kind: dict[str, list[FactRow]] = {}
        for row in rows:
            self._by_kind.setdefault(row.kind, []).append(row)
        for kind, found in self._by_kind.items():
            found.sort(key=rank)
            chosen = holds.get(kind)
            found.sort(key=lambda row: row.id != chosen if chosen else False)

    def all(self, kind: str) -> list[FactRow]:
        return self._by_kind.get(kind, [])

    def first(self, kind: str) -> FactRow | None:
        found = self.all(kind)
        return found[0] if found else None

    def on(self, kind: str) -> str | None:
        """The day of a fact that is an event."""
        row = self.first(kind)
        return row.value.get("on") or (row.valid_from.isoformat() if row.valid_from else None) if row else None

    def event(self, kind: str, key: str) -> Json:
        """{key: day}; {key: None} when somebody says that there was none; nothing when the day is unknown."""
        row, day = self.first(kind), self.on(kind)
        none = row is not None and "on" in row.value and row.value["on"] is None
        return {key: day} if day or none else {}

    def reporters(self) -> set[str]:
        return {row.reporter for rows in self._by_kind.values() for row in rows if row.source == "list"}


def period(row: FactRow, **values: Any) -> Json:
    span: Json = {"from": (row.valid_from or EVER).isoformat()}
    span["until"] = row.valid_until.isoformat() if row.valid_until else None
    return span | {key: value for key, value in values.items() if value is not None}


def flag(heard: Sequence[FactRow]) -> bool | list[Json] | None:
    """Yes, no, or periods of yes and no: whoever is heard first is right for the time she speaks of.

    Statements that agree and still hold are taken to have held before as well.
    """
    rows = [row for row in heard if row.value.get("value") is not None]
    if not rows:
        return None
    if all(row.valid_until is None and row.value["value"] == rows[0].value["value"] for row in rows):
        return rows[0].value["value"]  # type: ignore[no-any-return]
    starts = {row.valid_from or EVER for row in rows}
    days = sorted(starts | {row.valid_until for row in rows if row.valid_until})
    periods: list[Json] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        says = next((row.value["value"] for row in rows if _holds(row, day)), None)
        end = following.isoformat() if following else None
        if periods and periods[-1]["value"] == says and periods[-1]["until"] == day.isoformat():
            periods[-1]["until"] = end
        elif says is not None:
            periods.append({"value": says, "from": day.isoformat(), "until": end})
    if len(periods) == 1 and periods[0]["from"] == EVER.isoformat() and periods[0]["until"] is None:
        return periods[0]["value"]  # type: ignore[no-any-return]
    return periods


def _holds(row: FactRow, day: date) -> bool:
    return (row.valid_from or EVER) <= day and (row.valid_until is None or day < row.valid_until)


def by_beginning(periods: list[Json]) -> list[Json]:
    return sorted(periods, key=lambda period: (period["from"], str(sorted(period.items(), key=str))))


def only(value: Json, keys: Sequence[str]) -> Json:
    return {key: value[key] for key in keys if key in value}
