"""What the other side of a comparison says is told only to whom may open its file (security.md B4): the rest is the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from nahtlos.cases.models import CaseAccess
from nahtlos.exchange.models import ImportRow
from nahtlos.organisations.actor import Actor

#: Stands where the other agency's word would stand.
UNTOLD = "…"
Reasons = list[dict[str, Any]]


def visible_to(actor: Actor, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people whose files the actor's organisation takes part in."""
    mine = CaseAccess.objects.filter(organisation=actor.organisation_id, person__in=set(people))
    return set(mine.values_list("person_id", flat=True))


def without_their_words(reasons: Sequence[dict[str, Any]]) -> Reasons:
    """The reasons without what the other side says; what both say alike is known to the reader."""
    return [
        reason | {"params": [[name, UNTOLD if name == "other" else value] for name, value in reason.get("params", ())]}
        for reason in reasons
    ]


def discreet(actor: Actor, rows: Iterable[ImportRow]) -> list[ImportRow]:
    """The rows, as far as the actor may read them; not to be saved."""
    rows = list(rows)
    named = {key for row in rows for key in (row.person_id, *map(_person, row.candidates)) if key}
    mine = visible_to(actor, named)
    for row in rows:
        if _compared_with(row) - mine:
            row.reasons = without_their_words(row.reasons)
        row.candidates = [
            candidate
            if _person(candidate) in mine or not candidate.get("person")
            else candidate | {"reasons": without_their_words(candidate["reasons"])}
            for candidate in row.candidates
        ]
    return rows


def _compared_with(row: ImportRow) -> set[UUID]:
    """Whom the reasons of a row may speak of: her person, else the first candidate."""
    first = _person(row.candidates[0]) if row.candidates else None
    return {key for key in (row.person_id, first) if key}


def _person(candidate: dict[str, Any]) -> UUID | None:
    key = candidate.get("person")
    return UUID(key) if key else None
