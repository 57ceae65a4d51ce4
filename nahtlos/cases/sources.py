"""Which statement in the file a fact of the law rests on. Pure: rows in, a row out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from nahtlos.cases.heard import LawFacts

_STEP = re.compile(r"([^.\[]+)(?:\[(\d+)\])?")


class Dated(Protocol):
    """What a statement must have to be found: the day from which it holds."""

    valid_from: date | None


Row = TypeVar("Row", bound=Dated)


def spoken_by(known: LawFacts, path: str, rows: Mapping[Any, Row]) -> Row | None:
    """The statement behind a path such as `residence[1].from`; None where nobody said so."""
    key = _key(known, path)
    heard = [rows[one] for one in known.heard.get(key, ()) if one in rows] if key else []
    if not heard:
        return None
    entry = _entry(known.facts, path)
    if entry is None:
        return heard[0]
    start = entry.get("from") or entry.get("on")
    return next((row for row in heard if row.valid_from and row.valid_from.isoformat() == start), None)


def heard_by(known: LawFacts, path: str) -> Sequence[Any]:
    """The ids of all statements of which a path speaks."""
    key = _key(known, path)
    return known.heard.get(key, ()) if key else ()


def _key(known: LawFacts, path: str) -> str:
    """The longest beginning of the path of which somebody spoke: asylum.decision of asylum.decision.served_on."""
    steps = [found[1] for found in _STEP.finditer(path)]
    while steps:
        if (key := ".".join(steps)) in known.heard:
            return key
        steps.pop()
    return ""


def _entry(facts: Mapping[str, Any], path: str) -> Mapping[str, Any] | None:
    """The entry of the list in which the path lies; None outside lists."""
    found = _STEP.match(path)
    if not found or found[2] is None:
        return None
    several = facts.get(found[1])
    place = int(found[2])
    if not isinstance(several, Sequence) or place >= len(several):
        return None
    entry: Mapping[str, Any] = several[place]
    return entry
