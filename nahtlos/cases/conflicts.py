"""Facts of different organisations that cannot both be true: both stay, and a human is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Conflict, Fact
from nahtlos.core.bulk import update_rows

Value = dict[str, Any]
#: Unclear and stateless contradict nothing.
_SAYS_NOTHING = {"XX", "XA"}


def _days_differ(a: Value, b: Value) -> bool:
    return bool(a.get("on") and b.get("on") and a["on"] != b["on"])


def _births_differ(a: Value, b: Value) -> bool:
    if not (a.get("year") and b.get("year")):
        return False
    if a["year"] != b["year"]:
        return True
    if a.get("vague") or b.get("vague"):
        return False
    return (a.get("month"), a.get("day")) != (b.get("month"), b.get("day"))


def _nationalities_differ(a: Value, b: Value) -> bool:
    mine, theirs = (set(v.get("countries", ())) - _SAYS_NOTHING for v in (a, b))
    return bool(mine and theirs and not mine & theirs)


def _values_differ(key: str) -> Callable[[Value, Value], bool]:
    return lambda a, b: a.get(key) not in (None, "") and b.get(key) not in (None, "") and a[key] != b[key]


#: kind → whether two statements of it contradict each other
DIFFER: dict[str, Callable[[Value, Value], bool]] = {
    FactKind.BIRTH: _births_differ,
    FactKind.NATIONALITY: _nationalities_differ,
    FactKind.SEX: _values_differ("sex"),
    FactKind.ENTRY: _days_differ,
    FactKind.PLACE: _values_differ("postcode"),
    FactKind.ASYLUM_APPLICATION: _days_differ,
    FactKind.ASYLUM_DECISION: _values_differ("kind"),
    FactKind.RESIDENCE: _values_differ("status"),
    FactKind.ABLE_TO_WORK: _values_differ("value"),
    FactKind.IN_NEED: _values_differ("value"),
}


def contradict(a: Fact, b: Fact) -> bool:
    """Two active facts of one kind by different organisations, holding on a common day, that cannot both be true."""
    if a.reported_by_id == b.reported_by_id or not _overlap(a, b):
        return False
    return DIFFER[a.kind](a.value, b.value)


def _overlap(a: Fact, b: Fact) -> bool:
    """Homes and statuses follow each other: only what is said to hold still is compared."""
    if a.kind in (FactKind.PLACE, FactKind.RESIDENCE):
        return a.valid_until is None and b.valid_until is None
    return (a.valid_until is None or b.valid_from is None or b.valid_from < a.valid_until) and (
        b.valid_until is None or a.valid_from is None or a.valid_from < b.valid_until
    )


def contradictions(facts: Sequence[Fact]) -> set[str]:
    """The kinds on which these facts of one person contradict each other."""
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind in DIFFER:
            by_kind[fact.kind].append(fact)
    return {kind for kind, group in by_kind.items() if any(contradict(a, b) for a, b in combinations(group, 2))}


def open_conflicts(person_ids: Collection[UUID], now: datetime) -> None:
    """A task for every new contradiction; one that has dissolved by itself is closed."""
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(person__in=person_ids, superseded_at=None, kind__in=list(DIFFER)):
        facts[fact.person_id].append(fact)
    known: dict[tuple[UUID, str], Conflict] = {}
    settled: dict[tuple[UUID, str], datetime] = {}
    for conflict in Conflict.objects.filter(person__in=person_ids).order_by("opened_at"):
        if conflict.closed_at is None:
            known[conflict.person_id, conflict.kind] = conflict
        elif conflict.closed_by_id:
            settled[conflict.person_id, conflict.kind] = conflict.closed_at
    wanted = {(person, kind) for person in person_ids for kind in contradictions(facts[person])}
    new = [
        Conflict(person_id=person, kind=kind, opened_at=now)
        for person, kind in sorted(wanted - set(known), key=str)
        if (person, kind) not in settled or _newer(facts[person], kind, settled[person, kind])
    ]
    Conflict.objects.bulk_create(new)
    gone = [conflict for key, conflict in known.items() if key not in wanted]
    for conflict in gone:
        conflict.closed_at, conflict.note = now, "dissolved by a newer statement"
    update_rows(gone, ["closed_at", "note"])


def _newer(facts: Sequence[Fact], kind: str, settled_at: datetime) -> bool:
    """Somebody has said something new since a human settled it."""
    return any(fact.kind == kind and fact.recorded_at > settled_at for fact in facts)
