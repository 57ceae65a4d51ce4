"""From a row as the list shows it to what the file stores: names, numbers, facts with their legal basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from nahtlos.cases.enums import FactKind
from nahtlos.exchange.lists.listed import ListedBirth, ListedFact, ListedName, ListedPerson
from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.people.data import FactData, PersonData

#: On which each office holds what its list says.
LEGAL_BASIS: Mapping[str, str] = {
    "auslaenderbehoerde": "§ 86 AufenthG",
    "sozialamt": "§§ 7 ff. AsylbLG",
    "arbeitsagentur": "§ 35 SGB III, § 67a SGB X",
    "jobcenter": "§ 50 SGB II, § 67a SGB X",
}
#: The number by which each office finds its own row again.
_OWN_NUMBER: Mapping[str, str] = {
    "auslaenderbehoerde": "azr",
    "sozialamt": "aktenzeichen",
    "arbeitsagentur": "kundennummer",
    "jobcenter": "kundennummer",
}
_KINDS: Mapping[str, FactKind] = {
    "residence": FactKind.RESIDENCE,
    "asylum.request_on": FactKind.ASYLUM_REQUEST,
    "asylum.arrival_certificate_on": FactKind.ARRIVAL_CERTIFICATE,
    "asylum.application_on": FactKind.ASYLUM_APPLICATION,
    "asylum.suit_pending": FactKind.SUIT_PENDING,
    "accommodation": FactKind.ACCOMMODATION,
    "entry_on": FactKind.ENTRY,
    "born_in_germany": FactKind.BORN_IN_GERMANY,
    "benefits_received": FactKind.BENEFITS,
    "registered_as_jobseeker": FactKind.JOBSEEKER,
    "language_levels": FactKind.LANGUAGE_LEVEL,
    "schooling": FactKind.SCHOOLING,
    "occupation": FactKind.OCCUPATION,
    "driving_licence": FactKind.DRIVING_LICENCE,
    "able_to_work": FactKind.ABLE_TO_WORK,
    "applications": FactKind.APPLICATION,
    "courses": FactKind.COURSE,
    "integration_course": FactKind.COURSE,
}
_SPELLING = {"alias": "alias", "birth_name": "maiden"}


def convert(listed: ListedPerson, profile: str) -> PersonData:
    """Everything the row says, ready for the file."""
    home = listed.address
    return PersonData(
        spellings=tuple(dict.fromkeys(_spelling(name) for name in listed.spellings)),
        births=tuple(dict.fromkeys(_birth(birth) for birth in listed.births if birth.year)),
        sex="x" if listed.sex == "d" else listed.sex,
        nationalities=tuple("XX" if country == "XA" else country for country in listed.nationalities),
        numbers=tuple(dict.fromkeys((number.kind, number.value) for number in listed.numbers if number.value)),
        phones=tuple(dict.fromkeys((phone.e164, phone.as_written) for phone in listed.phones)),
        email=listed.email,
        street=home.street if home else "",
        postcode=home.postcode if home else "",
        town=home.town if home else "",
        entry_on=listed.entry_on,
        household=listed.household.key if listed.household else "",
        position=_position(listed),
        facts=tuple(_facts(listed, profile)),
        remark=listed.remark,
    )


def reference(listed: ListedPerson, profile: str) -> str:
    """The office's own number of the row; empty when the row has none. Sozialamt: the number of the whole case."""
    kind = _OWN_NUMBER[profile]
    # No office has numbers of that length: it is the beginning of a remark in the wrong column, kept whole in the row.
    return next((number.value[:120] for number in listed.numbers if number.kind == kind and number.value), "")


def _spelling(name: ListedName) -> Spelling:
    return Spelling(name.family, name.given, _SPELLING.get(name.kind, "document"))


def _birth(birth: ListedBirth) -> Birth:
    vague = bool(birth.vague) or (birth.month, birth.day) == (1, 1)
    return Birth(birth.year, birth.month, birth.day, vague)


def _position(listed: ListedPerson) -> str:
    return listed.household.position if listed.household else ""


def _facts(listed: ListedPerson, profile: str) -> Iterator[FactData]:
    basis = LEGAL_BASIS[profile]

    def fact(
        kind: FactKind, value: dict[str, Any], start: date | None = None, end: date | None = None, said: str = ""
    ) -> FactData:
        return FactData(kind, value, start, end, "list", said, basis)

    if listed.births and listed.births[0].year:
        birth = _birth(listed.births[0])
        value = {"year": birth.year, "month": birth.month, "day": birth.day, "vague": birth.vague}
        yield fact(FactKind.BIRTH, value, said=listed.births[0].as_written)
    if listed.sex:
        yield fact(FactKind.SEX, {"sex": "x" if listed.sex == "d" else listed.sex})
    if listed.birth_place:
        yield fact(FactKind.BIRTH_PLACE, {"place": listed.birth_place})
    if listed.nationalities:
        countries: dict[str, Any] = {"countries": list(listed.nationalities)}
        if len(listed.nationalities) > 1:
            countries["contradictory"] = True
        said = "; ".join(f.as_written for f in listed.facts if f.kind == "nationality")
        yield fact(FactKind.NATIONALITY, countries, said=said)
    if listed.address and (listed.address.postcode or listed.address.town):
        home = listed.address
        place = {"name": home.name, "street": home.street, "postcode": home.postcode, "town": home.town}
        yield fact(FactKind.PLACE, place, listed.moved_in_on, said=home.as_written)
    if listed.remark:
        yield fact(FactKind.REMARK, {"text": listed.remark})
    decided = next((f.value.get("on") for f in listed.facts if f.kind == "asylum.decided_on"), None)
    for item in listed.facts:
        yield from _fact(item, decided, fact)


def _fact(item: ListedFact, decided: Any, fact: Any) -> Iterator[FactData]:
    value = dict(item.value)
    if item.kind == "asylum.decision":
        if decided:
            value["decided_on"] = decided
        yield fact(FactKind.ASYLUM_DECISION, value, item.valid_from, item.valid_until, item.as_written)
    elif item.kind == "languages":
        for entry in value.get("languages", ()):
            yield fact(FactKind.LANGUAGE, dict(entry), said=entry.get("as_written", ""))
    elif item.kind == "integration_course":
        yield fact(FactKind.COURSE, {"kind": "integration_course", **value}, said=item.as_written)
    elif item.kind == "residence":
        value["as_written"] = item.as_written
        yield fact(FactKind.RESIDENCE, value, item.valid_from, item.valid_until, item.as_written)
    elif item.kind in ("language_levels", "driving_licence"):
        yield fact(_KINDS[item.kind], value, None, None, item.as_written)
    elif item.kind in _KINDS:
        yield fact(_KINDS[item.kind], value, item.valid_from, item.valid_until, item.as_written)
