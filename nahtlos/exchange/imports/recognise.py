"""For each row of a list: known already, linked to whom, unclear, or new. Reads only; writing is `carry_out`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from nahtlos.cases.matching import candidates_for
from nahtlos.core.context import as_system
from nahtlos.exchange.models import Outcome
from nahtlos.linkage.decide import Decision, resolve
from nahtlos.linkage.identity import Identity
from nahtlos.linkage.score import score
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData, identity_from_json, reason_to_json
from nahtlos.people.models import Record

#: From this probability on, a row with a number the organisation used before is taken for the same person.
SAME_NUMBER = 0.5


@dataclass(slots=True)
class Listed:
    """One row that is a person."""

    number: int
    data: PersonData
    reference: str
    fingerprint: str


@dataclass(slots=True)
class Recognised:
    """What a row was found to be. `person`: known person; `row`: number of the row that is the same person."""

    outcome: Outcome
    person: UUID | None = None
    row: int | None = None
    record: Record | None = None
    score: float | None = None
    reasons: list[dict[str, Any]] = field(default_factory=list)
    candidates: list[dict[str, Any]] = field(default_factory=list)


def recognise(actor: Actor, profile: str, rows: Sequence[Listed]) -> dict[int, Recognised]:
    """Row number → what it was found to be. Call it inside the actor's context."""
    found = _known(actor, profile, rows)
    open_rows = [row for row in rows if row.number not in found]
    if open_rows:
        found |= _resolved(profile, open_rows, [row for row in rows if row.number in found], found)
    return found


def _known(actor: Actor, profile: str, rows: Sequence[Listed]) -> dict[int, Recognised]:
    """Rows this organisation has brought before: by what they say, then by their number."""
    by_print: dict[str, Record] = {}
    by_reference: dict[str, list[Record]] = defaultdict(list)
    references = {row.reference for row in rows if row.reference}
    with as_system("linkage"):
        mine = Record.objects.filter(organisation=actor.organisation_id, profile=profile, withdrawn_at=None).order_by(
            "id"
        )
        for record in mine.filter(fingerprint__in={row.fingerprint for row in rows}):
            by_print.setdefault(record.fingerprint, record)
        for record in mine.filter(reference__in=references):
            by_reference[record.reference].append(record)
    found: dict[int, Recognised] = {}
    first_row: dict[str, int] = {}
    taken: set[UUID] = set()
    for row in rows:
        known = by_print.get(row.fingerprint)
        if known is not None:
            taken.add(known.id)
            found[row.number] = Recognised(Outcome.UNCHANGED, known.person_id, record=known)
        elif row.fingerprint in first_row:
            reasons = [{"key": "import.copy", "params": [["row", str(first_row[row.fingerprint])]], "weight": 0.0}]
            found[row.number] = Recognised(Outcome.UNCHANGED, row=first_row[row.fingerprint], reasons=reasons)
        first_row.setdefault(row.fingerprint, row.number)
    for row in rows:
        if row.number not in found:
            same = _same_number(row, profile, [r for r in by_reference[row.reference] if r.id not in taken])
            if same is not None:
                taken.add(same.id)
                found[row.number] = Recognised(Outcome.CHANGED, same.person_id, record=same)
    return found


def _same_number(row: Listed, profile: str, records: Sequence[Record]) -> Record | None:
    """The one record with this row's number that is the same person; offices do reuse and mistype numbers."""
    identity = row.data.identity("row", profile)
    judged = [(score(identity, identity_from_json(str(r.id), r.identity)).probability, r) for r in records]
    likely = sorted((pair for pair in judged if pair[0] >= SAME_NUMBER), key=lambda pair: -pair[0])
    if len(likely) > 1 and likely[1][0] > 1 - (1 - likely[0][0]) * 2:
        return None
    return likely[0][1] if likely else None


def _resolved(
    profile: str, rows: Sequence[Listed], known_rows: Sequence[Listed], known: dict[int, Recognised]
) -> dict[int, Recognised]:
    identities = {f"row:{row.number}": row.data.identity(f"row:{row.number}", profile) for row in rows}
    persons = candidates_for(identities.values())
    near = {person.key for person in persons}
    # Rows recognised before keep their person from being taken by another row of the same list.
    holding = [
        row.data.identity(f"row:{row.number}", profile)
        for row in known_rows
        if known[row.number].person and str(known[row.number].person) in near
    ]
    records: list[Identity] = [*identities.values(), *holding]
    decisions = {decision.record: decision for decision in resolve(records, persons) if decision.record in identities}
    return {_number(key): _recognised(decision) for key, decision in decisions.items()}


def _number(key: str) -> int:
    return int(key.removeprefix("row:"))


def _recognised(decision: Decision) -> Recognised:
    candidates = [
        {
            "person": None if candidate.key.startswith("row:") else candidate.key,
            "row": _number(candidate.key) if candidate.key.startswith("row:") else None,
            "score": round(candidate.score.probability, 4),
            "reasons": [reason_to_json(reason) for reason in candidate.score.reasons],
        }
        for candidate in decision.candidates
    ]
    why = [reason_to_json(reason) for reason in decision.why]
    if decision.kind == "link" and decision.to:
        best = next((c for c in decision.candidates if c.key == decision.to), None)
        probability = round(best.score.probability, 4) if best else None
        if decision.to.startswith("row:"):
            return Recognised(Outcome.LINKED, row=_number(decision.to), score=probability, reasons=why)
        return Recognised(Outcome.LINKED, UUID(decision.to), score=probability, reasons=why)
    if decision.kind == "unclear":
        return Recognised(Outcome.NEEDS_HUMAN, reasons=why, candidates=candidates)
    return Recognised(Outcome.CREATED, reasons=[], candidates=[])
