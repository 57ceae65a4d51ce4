"""The head of a file and the keys it is found by: computed from all records of a person, the same whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from nahtlos.cases.enums import FactKind, FactSource
from nahtlos.cases.models import Fact
from nahtlos.core.bulk import insert_rows, update_rows
from nahtlos.linkage.keys import blocking_keys, search_keys, sort_key
from nahtlos.people.data import identity_from_json, summarise
from nahtlos.people.models import Person, Record, SearchKey


def refresh(person_ids: Collection[UUID]) -> None:
    """Head and search keys of these people follow their records; runs as the linkage."""
    records: dict[UUID, list[Record]] = defaultdict(list)
    for record in Record.objects.filter(person__in=person_ids, withdrawn_at=None):
        records[record.person_id].append(record)
    people = Person.objects.in_bulk(list(records))
    by_hand = _said_by_hand(records)
    keys: list[tuple[UUID, str, str]] = []
    for person_id, person in people.items():
        known = [
            (r.profile, identity_from_json(f"{r.profile}:{r.reference}:{r.id}", r.identity)) for r in records[person_id]
        ]
        summary = summarise(known)
        # The head shows the beginning of a name; the record keeps what the office wrote.
        person.family_name, person.given_names = summary.family_name[:200], summary.given_names[:200]
        for name in ("sex", "birth_year", "birth_on", "birth_is_vague", "nationality"):
            setattr(person, name, getattr(summary, name))
        for said in by_hand.get(person_id, ()):
            _take_over(person, said)
        person.sort_key = sort_key(summary.family_name, summary.given_names)[:200]
        search: set[str] = set()
        block: set[str] = set()
        for _profile, identity in known:
            block |= blocking_keys(identity)
            for spelling in identity.spellings:
                search |= search_keys(spelling)
        keys += [(person_id, "search", key) for key in sorted({key[:80] for key in search})]
        keys += [(person_id, "block", key) for key in sorted({key[:80] for key in block})]
    update_rows(
        people.values(),
        ["family_name", "given_names", "sex", "birth_year", "birth_on", "birth_is_vague", "nationality", "sort_key"],
    )
    SearchKey.objects.filter(person__in=person_ids).delete()
    insert_rows(SearchKey, ("person", "use", "key"), keys)


def _said_by_hand(people: Collection[UUID]) -> dict[UUID, list[Fact]]:
    """Birth, nationality and sex that somebody has recorded from a paper or decision, the oldest first."""
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(
        person__in=people,
        record=None,
        superseded_at=None,
        kind__in=[FactKind.BIRTH, FactKind.NATIONALITY, FactKind.SEX],
        source__in=[FactSource.DOCUMENT, FactSource.DECISION],
    ).order_by("recorded_at", "id"):
        found[fact.person_id].append(fact)
    return found


def _take_over(person: Person, said: Fact) -> None:
    """A paper somebody has seen stands in the head of the file before what lists say."""
    if said.kind == FactKind.SEX and said.value.get("sex"):
        person.sex = said.value["sex"]
    elif said.kind == FactKind.NATIONALITY and len(said.value.get("countries", ())) == 1:
        person.nationality = said.value["countries"][0]
    elif said.kind == FactKind.BIRTH and said.value.get("year"):
        year, month, day = (said.value.get(part) for part in ("year", "month", "day"))
        person.birth_year = year
        person.birth_on = date(year, month, day) if month and day else None
        person.birth_is_vague = bool(said.value.get("vague")) or person.birth_on is None
