"""A row of a list and the people it may be, field by field side by side; of people out of reach only whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from nahtlos.exchange.imports.selectors import CandidateView, UnclearRow
from nahtlos.linkage.identity import Birth, Identity
from nahtlos.people.data import PersonData
from nahtlos.people.enums import IdentifierKind
from nahtlos.web.workspace.presenters.records import in_words, percent
from nahtlos.web.workspace.words import facts


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, in words, per field."""

    names: tuple[str, ...] = ()
    birth: str = ""
    sex: str = ""
    nationality: str = ""
    numbers: tuple[str, ...] = ()
    address: str = ""
    entry: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person the row may be. `side` is None when the viewer may not open her file; then `desk` is to be asked."""

    key: str
    title: str
    score: int | None
    reasons: tuple[str, ...]
    side: Side | None
    desk: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The row and its candidates, best first."""

    row: Side
    why: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def pair_of(found: UnclearRow) -> Pair:
    """From the selector's row with candidates."""
    return Pair(
        row=side_of(found.data),
        why=tuple(in_words([one for one in found.row.reasons if one["key"].startswith("decision.")])),
        candidates=tuple(_candidate(one) for one in found.candidates),
    )


def _candidate(one: CandidateView) -> Candidate:
    side = side_of(one.identity) if one.identity is not None else None
    return Candidate(
        key=str(one.person_id),
        title=side.names[0] if side and side.names else "",
        score=percent(one.score),
        reasons=tuple(in_words(one.reasons, quoting=side is not None)),
        side=side,
        desk=", ".join(one.agencies) or one.desk,
    )


def side_of(known: Identity | PersonData) -> Side:
    """A person as read from a row, or as the file knows her, in words."""
    names = (", ".join(part for part in (one.family, one.given) if part) for one in known.spellings)
    town = " ".join(part for part in (known.postcode, known.town) if part)
    phones = (phone if isinstance(phone, str) else phone[1] or phone[0] for phone in known.phones)
    return Side(
        names=tuple(dict.fromkeys(name for name in names if name)),
        birth=next((text for text in map(_birth, known.births) if text), ""),
        sex=str(facts.SEXES.get(known.sex or "", "")),
        nationality=", ".join(facts.country(code) for code in sorted(known.nationalities)),
        numbers=tuple(f"{_number_kind(kind)} {value}" for kind, value in sorted(known.numbers)),
        address=", ".join(part for part in (known.street, town) if part),
        entry=f"{known.entry_on:%d.%m.%Y}" if known.entry_on else "",
        phones=tuple(dict.fromkeys(sorted(phones))),
    )


def _birth(birth: Birth) -> str:
    if birth.year and birth.month and birth.day:
        return f"{birth.day:02}.{birth.month:02}.{birth.year}"
    return str(birth.year or "")


def _number_kind(kind: str) -> str:
    return str(IdentifierKind(kind).label) if kind in IdentifierKind.values else kind
