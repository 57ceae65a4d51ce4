"""What one source says: which statements replace each other, which stand side by side, and what is only collected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Fact
from nahtlos.people.data import PersonData
from nahtlos.people.enums import ContactKind
from nahtlos.people.models import Contact, Identifier, Name

#: What a source says without saying since when: it holds from the day of the source, and only a different value is news.
UNDATED = frozenset(
    {
        FactKind.LANGUAGE_LEVEL,
        FactKind.LANGUAGE,
        FactKind.SCHOOLING,
        FactKind.OCCUPATION,
        FactKind.COURSE,
        FactKind.ABLE_TO_WORK,
        FactKind.IN_NEED,
        FactKind.NATIONALITY,
        FactKind.BIRTH,
        FactKind.SEX,
        FactKind.BIRTH_PLACE,
        FactKind.BORN_IN_GERMANY,
        FactKind.DRIVING_LICENCE,
        FactKind.SUIT_PENDING,
        FactKind.REMARK,
    }
)
#: Several of these may hold at once; the others replace each other within one record.
MANY = frozenset({FactKind.LANGUAGE, FactKind.APPLICATION, FactKind.EMPLOYMENT, FactKind.TRAINING, FactKind.COURSE})
#: What is collected of each record, and the columns that make it a new word.
WORDS: dict[type[Model], tuple[str, ...]] = {
    Name: ("kind", "family", "given"),
    Identifier: ("kind", "value"),
    Contact: ("kind", "value"),
}
Word = tuple[Any, ...]


def until_when(fact: Fact) -> tuple[date, date]:
    """Of several periods of one kind the last one is what a newer statement follows."""
    return fact.valid_until or date.max, fact.valid_from or date.min


def words(data: PersonData) -> Iterator[tuple[type[Model], dict[str, str]]]:
    """Every name, number and contact, as a model and its columns."""
    for spelling in data.spellings:
        yield Name, {"kind": spelling.kind, "family": spelling.family[:200], "given": spelling.given[:200]}
    for kind, value in data.numbers:
        yield Identifier, {"kind": kind, "value": value[:60]}
    for e164, written in data.phones:
        value = (e164 or written)[:120]
        yield Contact, {"kind": ContactKind.PHONE, "value": value, "as_written": written[:120]}
    if data.email:
        yield Contact, {"kind": ContactKind.EMAIL, "value": data.email[:120]}


def closed(old: Fact, until: date, now: datetime) -> Fact:
    """The correction of `old` that ends it on `until`; the caller marks `old` as superseded."""
    return Fact(
        person_id=old.person_id,
        record_id=old.record_id,
        kind=old.kind,
        value=old.value,
        valid_from=old.valid_from,
        valid_until=until,
        reported_by_id=old.reported_by_id,
        recorded_by_id=old.recorded_by_id,
        recorded_at=now,
        source=old.source,
        source_note=old.source_note,
        legal_basis=old.legal_basis,
        replaces=old,
    )
