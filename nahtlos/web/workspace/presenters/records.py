"""From which lists the file comes, how each was recognised, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from nahtlos.cases.selectors import CaseFile
from nahtlos.linkage.reasons import keys
from nahtlos.people.data import reason_text
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Record

KNOWN = keys()


@dataclass(frozen=True, slots=True)
class Source:
    """One record in words. `may_separate`: it is mine and there are others."""

    record: Record
    score: int | None
    reasons: tuple[str, ...]
    may_separate: bool


def records_of(file: CaseFile, organisation: UUID) -> list[Source]:
    """The records in the order in which they came."""
    several = len(file.records) > 1
    return [
        Source(
            record=record,
            score=percent(record.link_score) if record.linked_how == LinkedHow.AUTOMATIC else None,
            reasons=tuple(in_words(record.link_reasons)),
            may_separate=several and record.organisation_id == organisation,
        )
        for record in file.records
    ]


def percent(probability: float | None) -> int | None:
    """A probability as people read it; never 100, because nothing is certain."""
    return None if probability is None else min(99, round(probability * 100))


def in_words(stored: Iterable[Any], *, quoting: bool = True) -> Iterable[str]:
    """Stored reasons of the linkage in the language of the page; one whose key is unknown is left out.

    Without `quoting` nothing that the other side has recorded is repeated: only that it agrees or differs.
    """
    language = get_language() or "de"
    for one in stored:
        if one.get("key") in KNOWN:
            text = reason_text(one, language)
            yield text if quoting else text.split(" (")[0]
