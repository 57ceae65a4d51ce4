"""What one source says about a person, on its way into the file: from a row of a list or from a form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nahtlos.linkage.identity import Birth, Identity, Spelling
from nahtlos.linkage.reasons import Reason

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FactData:
    """A fact as a source states it; `valid_until` is the first day on which it no longer holds."""

    kind: str
    value: Json
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = "list"
    source_note: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class PersonData:
    """One person as one source knows her."""

    spellings: tuple[Spelling, ...] = ()
    births: tuple[Birth, ...] = ()
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()  #: (IdentifierKind, value)
    phones: tuple[tuple[str, str], ...] = ()  #: (E.164, as written)
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    entry_on: date | None = None
    household: str = ""  #: the source's own number of the household or case
    position: str = ""
    facts: tuple[FactData, ...] = ()
    remark: str = ""

    def fingerprint(self) -> str:
        """Hash of everything said; the same row gives the same one."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> Json:
        """Everything, for keeping until a human has decided."""
        return {
            "spellings": [[s.family, s.given, s.kind] for s in self.spellings],
            "births": [[b.year, b.month, b.day, b.vague] for b in self.births],
            "sex": self.sex,
            "nationalities": list(self.nationalities),
            "numbers": [list(number) for number in self.numbers],
            "phones": [list(phone) for phone in self.phones],
            "email": self.email,
            "street": self.street,
            "postcode": self.postcode,
            "town": self.town,
            "entry_on": _iso(self.entry_on),
            "household": self.household,
            "position": self.position,
            "remark": self.remark,
            "facts": [
                [f.kind, f.value, _iso(f.valid_from), _iso(f.valid_until), f.source, f.source_note, f.legal_basis]
                for f in self.facts
            ],
        }

    @classmethod
    def from_json(cls, stored: Json) -> PersonData:
        """The way back of `to_json`."""
        return cls(
            spellings=tuple(Spelling(*words) for words in stored["spellings"]),
            births=tuple(Birth(*parts) for parts in stored["births"]),
            sex=stored["sex"],
            nationalities=tuple(stored["nationalities"]),
            numbers=tuple((kind, value) for kind, value in stored["numbers"]),
            phones=tuple((e164, written) for e164, written in stored["phones"]),
            email=stored["email"],
            street=stored["street"],
            postcode=stored["postcode"],
            town=stored["town"],
            entry_on=_day(stored["entry_on"]),
            household=stored["household"],
            position=stored["position"],
            remark=stored["remark"],
            facts=tuple(
                FactData(kind, value, _day(start), _day(end), source, note, basis)
                for kind, value, start, end, source, note, basis in stored["facts"]
            ),
        )

    def identity(self, key: str, origin: str) -> Identity:
        """What the linkage compares. Household numbers mean something only with their issuer, hence `origin` in them."""
        return Identity(
            key=key,
            spellings=self.spellings,
            births=self.births,
            sex=self.sex or None,
            nationalities=frozenset(self.nationalities),
            numbers=frozenset(self.numbers),
            phones=frozenset(e164 for e164, _written in self.phones if e164),
            postcode=self.postcode or None,
            town=self.town or None,
            street=self.street or None,
            entry_on=self.entry_on,
            household=frozenset({f"{origin}:{self.household}"} if self.household else ()),
            origin=origin,
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def identity_to_json(identity: Identity) -> Json:
    """For `Record.identity`."""
    return {
        "spellings": [[s.family, s.given, s.kind] for s in identity.spellings],
        "births": [[b.year, b.month, b.day, b.vague] for b in identity.births],
        "sex": identity.sex,
        "nationalities": sorted(identity.nationalities),
        "numbers": sorted([kind, value] for kind, value in identity.numbers),
        "phones": sorted(identity.phones),
        "postcode": identity.postcode,
        "town": identity.town,
        "street": identity.street,
        "entry_on": identity.entry_on.isoformat() if identity.entry_on else None,
        "household": sorted(identity.household),
        "origin": identity.origin,
    }


def identity_from_json(key: str, stored: Json) -> Identity:
    """The way back of `identity_to_json`."""
    entry = stored.get("entry_on")
    return Identity(
        key=key,
        spellings=tuple(Spelling(*words) for words in stored.get("spellings", ())),
        births=tuple(Birth(*parts) for parts in stored.get("births", ())),
        sex=stored.get("sex"),
        nationalities=frozenset(stored.get("nationalities", ())),
        numbers=frozenset((kind, value) for kind, value in stored.get("numbers", ())),
        phones=frozenset(stored.get("phones", ())),
        postcode=stored.get("postcode"),
        town=stored.get("town"),
        street=stored.get("street"),
        entry_on=date.fromisoformat(entry) if entry else None,
        household=frozenset(stored.get("household", ())),
        origin=stored.get("origin", ""),
    )


def reason_to_json(reason: Reason) -> Json:
    """For `Record.link_reasons` and rows of an import; `reason_text` reads it."""
    return {"key": reason.key, "params": [list(pair) for pair in reason.params], "weight": reason.weight}


def reason_text(stored: Json, language: str) -> str:
    """The stored reason as a sentence in `de` or `en`."""
    params = tuple((name, value) for name, value in stored.get("params", ()))
    return Reason(stored["key"], params, stored.get("weight", 0.0)).text(language)


@dataclass(slots=True)
class Summary:
    """The columns of a person shown in lists."""

    family_name: str = ""
    given_names: str = ""
    sex: str = ""
    birth_year: int | None = None
    birth_on: date | None = None
    birth_is_vague: bool = False
    nationality: str = ""
    sources: list[str] = field(default_factory=list)


#: Whose spelling and birth date stand in the head of the file; the others are shown beside it.
_HEARD_FIRST = ("entry", "auslaenderbehoerde", "jobcenter", "arbeitsagentur", "sozialamt")
_PLACEHOLDERS = {"-", "–", "xxx", "fnu", "lnu", "ohne", "unbekannt", "n.n.", "?"}


def summarise(records: Iterable[tuple[str, Identity]]) -> Summary:
    """The head of a file from all its records, given as (profile, identity); the same whatever their order."""

    def order(item: tuple[str, Identity]) -> tuple[int, str]:
        profile, identity = item
        known = _HEARD_FIRST.index(profile) if profile in _HEARD_FIRST else len(_HEARD_FIRST)
        return known, identity.key

    summary = Summary()
    heard: Sequence[tuple[str, Identity]] = sorted(records, key=order)
    for _profile, identity in heard:
        if not (summary.family_name or summary.given_names):
            _take_name(summary, identity)
        if summary.birth_year is None or (summary.birth_on is None and summary.birth_is_vague):
            _take_birth(summary, identity)
        summary.sex = summary.sex or identity.sex or ""
        if not summary.nationality and len(identity.nationalities) == 1:
            summary.nationality = next(iter(identity.nationalities))
    return summary


def _take_name(summary: Summary, identity: Identity) -> None:
    named = sorted(identity.spellings, key=lambda spelling: spelling.kind != "document")
    for spelling in named:
        family = "" if spelling.family.strip().lower() in _PLACEHOLDERS else spelling.family.strip()
        given = "" if spelling.given.strip().lower() in _PLACEHOLDERS else spelling.given.strip()
        if family or given:
            summary.family_name, summary.given_names = family, given
            return


def _take_birth(summary: Summary, identity: Identity) -> None:
    for birth in identity.births:
        if birth.year is None:
            continue
        summary.birth_year, summary.birth_is_vague = birth.year, birth.vague
        if birth.month and birth.day:
            try:
                summary.birth_on = date(birth.year, birth.month, birth.day)
            except ValueError:
                summary.birth_on, summary.birth_is_vague = None, True
        return
