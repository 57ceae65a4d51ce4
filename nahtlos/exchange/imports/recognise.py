"""For each row of a list: known already, linked to whom, unclear, or new. Reads only; writing is `carry_out`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from nahtlos.cases.matching import candidates_for
from nahtlos.core.context import as_system
from nahtlos.exchange.models import ImportRow, Outcome
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

    def to_recognise(self) -> Listed:
        """Without facts: they do not help to recognise anybody, and a long list has many."""
        return replace(self, data=replace(self.data, facts=()))


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


def recognise(
    actor: Actor, profile: str, rows: Sequence[Listed], written: Mapping[int, Recognised] | None = None
) -> dict[int, Recognised]:
    """Row number → what it was found to be. Call it inside the actor's context.

    `written` are rows (among `rows`) that an interrupted import has written already: they stay what they are.
    """
    records = _Records(actor, profile, rows)
    found = dict(written or {})
    records.taken.update(one.record.id for one in found.values() if one.record)
    _by_what_they_say(rows, found, records)
    _by_their_number(rows, found, records)
    open_rows = [row for row in rows if row.number not in found]
    if open_rows:
        known_rows = [row for row in rows if row.number in found]
        resolved = _resolved(profile, open_rows, known_rows, found)
        found |= resolved
        records.find_again(open_rows, found)
    return found


class _Records:
    """What this organisation's earlier lists have brought, and which of it a row of this list has claimed."""

    def __init__(self, actor: Actor, profile: str, rows: Sequence[Listed]) -> None:
        self.profile = profile
        self.taken: set[UUID] = set()
        self.by_print: dict[str, list[Record]] = defaultdict(list)
        self.by_reference: dict[str, list[Record]] = defaultdict(list)
        self._mine = Record.objects.filter(
            organisation=actor.organisation_id, profile=profile, withdrawn_at=None
        ).order_by("id")
        with as_system("linkage"):
            for record in self._mine.filter(fingerprint__in={row.fingerprint for row in rows}):
                self.by_print[record.fingerprint].append(record)
            for record in self._mine.filter(reference__in={row.reference for row in rows if row.reference}):
                self.by_reference[record.reference].append(record)

    def free(self, records: Sequence[Record]) -> list[Record]:
        """Those no row has claimed."""
        return [record for record in records if record.id not in self.taken]

    def find_again(self, rows: Sequence[Listed], found: dict[int, Recognised]) -> None:
        """A row without a number, or with a new one, that is a person of an earlier list continues her record."""
        people = {row.number: _person_of(found, row.number) for row in rows}
        hers: dict[UUID, list[Record]] = defaultdict(list)
        with as_system("linkage"):
            for record in self._mine.filter(person__in={person for person in people.values() if person}):
                hers[record.person_id].append(record)
        for row in rows:
            person = people[row.number]
            same = _same_person(row, self.profile, self.free(hers[person])) if person else None
            if same is not None and found[row.number].outcome == Outcome.LINKED:
                self.taken.add(same.id)
                before = found[row.number]
                found[row.number] = Recognised(
                    Outcome.CHANGED, same.person_id, record=same, score=before.score, reasons=before.reasons
                )


def _person_of(found: Mapping[int, Recognised], number: int) -> UUID | None:
    """The known person of a row, also through another row of the list."""
    one = found.get(number)
    if one is None or one.person is not None or one.row is None:
        return one.person if one else None
    other = found.get(one.row)
    return other.person if other else None


def _by_what_they_say(rows: Sequence[Listed], found: dict[int, Recognised], records: _Records) -> None:
    """Rows that say what they said before, and rows copied within the list."""
    first_row: dict[str, int] = {}
    for row in rows:
        if row.number not in found:
            same = records.by_print[row.fingerprint]
            known = next(iter(records.free(same) or same), None)
            if known is not None:
                records.taken.add(known.id)
                found[row.number] = Recognised(Outcome.UNCHANGED, known.person_id, record=known)
            elif row.fingerprint in first_row:
                reasons = [{"key": "import.copy", "params": [["row", str(first_row[row.fingerprint])]], "weight": 0.0}]
                found[row.number] = Recognised(Outcome.UNCHANGED, row=first_row[row.fingerprint], reasons=reasons)
        first_row.setdefault(row.fingerprint, row.number)


def _by_their_number(rows: Sequence[Listed], found: dict[int, Recognised], records: _Records) -> None:
    """Rows that say something new under the number they had before."""
    for row in rows:
        if row.number not in found:
            same = _same_person(row, records.profile, records.free(records.by_reference[row.reference]))
            if same is not None:
                records.taken.add(same.id)
                found[row.number] = Recognised(Outcome.CHANGED, same.person_id, record=same)


def _same_person(row: Listed, profile: str, records: Sequence[Record]) -> Record | None:
    """The one of these records that is the same person as the row; offices do reuse and mistype numbers."""
    identity = row.data.identity("row", profile)
    judged = [(score(identity, identity_from_json(str(r.id), r.identity)).probability, r) for r in records]
    likely = sorted((pair for pair in judged if pair[0] >= SAME_NUMBER), key=lambda pair: -pair[0])
    if len(likely) > 1 and likely[1][0] > 1 - (1 - likely[0][0]) * 2:
        return None
    return likely[0][1] if likely else None


def _resolved(
    profile: str, rows: Sequence[Listed], known_rows: Sequence[Listed], known: dict[int, Recognised]
) -> dict[int, Recognised]:
    identities = [row.data.identity(f"row:{row.number}", profile) for row in rows]
    # Rows recognised before keep their person from being taken by another row of the same list.
    listed = frozenset(str(known[row.number].person) for row in known_rows if known[row.number].person)
    decisions = resolve(identities, candidates_for(identities), listed=listed, waiting=waiting_identities(profile))
    return {_number(decision.record): recognised(decision) for decision in decisions}


def waiting_identities(profile: str) -> list[Identity]:
    """Everybody of other lists who waits for a human in the district: each may be a namesake nobody knows yet."""
    with as_system("linkage"):
        rows = ImportRow.objects.filter(in_queue=True, record=None).exclude(run__profile=profile)
        found = list(rows.values_list("id", "run__profile", "read"))
        return [PersonData.from_json(read).identity(f"waiting:{key}", origin) for key, origin, read in found]


def _number(key: str) -> int:
    return int(key.removeprefix("row:"))


def recognised(decision: Decision) -> Recognised:
    """What the linkage decided, in terms of an import; rows are keyed `row:N`."""
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
