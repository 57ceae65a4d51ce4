"""What one source says about a person: kept word for word, compared, and summed up in the head of her file."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nahtlos.linkage.identity import Birth, Identity, Spelling
from nahtlos.linkage.reasons import Reason
from nahtlos.people.data import (
    FactData,
    PersonData,
    identity_from_json,
    identity_to_json,
    reason_text,
    reason_to_json,
    summarise,
)
from nahtlos.people.enums import PERSONAL_IDENTIFIERS, IdentifierKind
from nahtlos.people.models import ContactWish, Household, HouseholdMember, Name, Person, Record, SearchKey

FULL = PersonData(
    spellings=(Spelling("Al-Hussein", "Mohammed"), Spelling("الحسين", "محمد", "original_script")),
    births=(Birth(1988, 3, 4, False), Birth(1988, None, None, True)),
    sex="m",
    nationalities=("SY",),
    numbers=(("azr", "990000000031"),),
    phones=(("+4915199990031", "01519/9990031"), ("", "ask the neighbour")),
    email="m@example.org",
    street="Weg 1",
    postcode="99998",
    town="Musterstadt",
    entry_on=date(2015, 9, 1),
    household="50-7",
    position="head",
    facts=(FactData("entry", {"on": "2015-09-01"}, date(2015, 9, 1), None, "list", "am 1.9.15", "§ 86 AufenthG"),),
    remark="comes on Tuesdays",
)


def test_everything_said_survives_waiting_for_a_human() -> None:
    assert PersonData.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL
    assert PersonData.from_json(PersonData().to_json()) == PersonData()
    assert set(FULL.to_json()) == {field.name for field in fields(PersonData)}, "a new field is kept as well"


def test_the_same_row_has_the_same_fingerprint_and_any_other_word_another() -> None:
    assert PersonData.from_json(FULL.to_json()).fingerprint() == FULL.fingerprint()
    empty = PersonData()
    prints = {replace(FULL, **{field.name: getattr(empty, field.name)}).fingerprint() for field in fields(PersonData)}
    assert len(prints | {FULL.fingerprint()}) == len(fields(PersonData)) + 1


def test_what_is_compared_names_the_issuer_of_a_household_and_leaves_out_what_is_no_number() -> None:
    identity = FULL.identity("k", "sozialamt")
    assert identity.household == {"sozialamt:50-7"}
    assert identity.phones == {"+4915199990031"}
    assert (identity.key, identity.origin, identity.sex) == ("k", "sozialamt", "m")
    nothing = PersonData().identity("k", "entry")
    assert (nothing.household, nothing.sex, nothing.postcode) == (frozenset(), None, None)


@settings(max_examples=50, deadline=None, database=None)
@given(
    st.lists(st.builds(Spelling, st.text(max_size=8), st.text(max_size=8)), max_size=3),
    st.lists(st.builds(Birth, st.integers(1900, 2020), st.none(), st.none(), st.booleans()), max_size=2),
    st.frozensets(st.tuples(st.sampled_from(["azr", "bg"]), st.text(min_size=1, max_size=6)), max_size=2),
    st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1))),
)
def test_an_identity_comes_back_from_the_database_as_it_went(
    spellings: list[Spelling], births: list[Birth], numbers: frozenset[tuple[str, str]], entry: date | None
) -> None:
    identity = Identity("k", tuple(spellings), tuple(births), numbers=numbers, entry_on=entry, origin="jobcenter")
    assert identity_from_json("k", json.loads(json.dumps(identity_to_json(identity)))) == identity


def test_an_identity_stored_by_an_earlier_version_is_read() -> None:
    assert identity_from_json("k", {}) == Identity("k")


def test_a_reason_keeps_its_words_in_both_languages() -> None:
    reason = Reason("family.sound", (("one", "Hussein"), ("other", "Husain")), 4.5)
    stored = json.loads(json.dumps(reason_to_json(reason)))
    assert reason_text(stored, "de") == reason.text("de") == "Familienname anders geschrieben (Hussein / Husain)"
    assert reason_text(stored, "en") == "Family name spelled differently (Hussein / Husain)"
    assert stored["weight"] == 4.5


def identity(key: str, family: str = "", given: str = "", births: tuple[Birth, ...] = (), **more: Any) -> Identity:
    spellings = (Spelling(family, given),) if family or given else ()
    return Identity(key, spellings, births, **more)


def test_the_head_of_a_file_is_the_same_whatever_the_order_of_its_records() -> None:
    records = [
        ("sozialamt", identity("c", "Husain", "Mohamad", (Birth(1988, 3, 4, False),), sex="m")),
        ("auslaenderbehoerde", identity("b", "Al-Hussein", "Mohammed", (Birth(1988, 1, 1, True),))),
        ("verein", identity("a", "Hussein", "Mo", (Birth(1987, 3, 4, False),), nationalities=frozenset({"SY"}))),
    ]
    heads = [summarise(order) for order in permutations(records)]
    assert all(head == heads[0] for head in heads)
    head = heads[0]
    assert (head.family_name, head.given_names, head.sex, head.nationality) == ("Al-Hussein", "Mohammed", "m", "SY")
    assert (head.birth_year, head.birth_on, head.birth_is_vague) == (1988, date(1988, 1, 1), True)


def test_what_was_entered_by_hand_is_heard_first() -> None:
    both = [("auslaenderbehoerde", identity("a", "Propst", "A")), ("entry", identity("b", "Probst", "A"))]
    assert summarise(both).family_name == "Probst"


@pytest.mark.parametrize("nothing", ["-", "XXX", "unbekannt", " n.n. ", "?"])
def test_a_placeholder_is_no_name(nothing: str) -> None:
    head = summarise([("entry", identity("a", nothing, "Amira"))])
    assert (head.family_name, head.given_names) == ("", "Amira")
    other = summarise([("entry", identity("a", nothing, nothing)), ("sozialamt", identity("b", "Probst", "Amira"))])
    assert other.family_name == "Probst"


def test_the_document_speaks_before_the_alias() -> None:
    names = (Spelling("Alias", "Mira", "alias"), Spelling("Probst", "Amira", "document"))
    assert summarise([("entry", Identity("a", names))]).family_name == "Probst"


def test_a_year_is_filled_in_by_a_day_somebody_knows() -> None:
    year_only = identity("a", births=(Birth.in_year(1990),))
    with_day = identity("b", births=(Birth(1990, 5, 17, False),))
    head = summarise([("auslaenderbehoerde", year_only), ("sozialamt", with_day)])
    assert (head.birth_on, head.birth_is_vague) == (date(1990, 5, 17), False)
    alone = summarise([("auslaenderbehoerde", year_only)])
    assert (alone.birth_year, alone.birth_on, alone.birth_is_vague) == (1990, None, True)


def test_a_day_that_does_not_exist_is_only_a_year() -> None:
    head = summarise([("entry", identity("a", births=(Birth(None, 5, 1, True), Birth(1990, 2, 30, False))))])
    assert (head.birth_year, head.birth_on, head.birth_is_vague) == (1990, None, True)
    assert summarise([]).birth_year is None


def test_several_nationalities_are_none_in_the_head() -> None:
    assert summarise([("entry", identity("a", nationalities=frozenset({"SY", "IQ"})))]).nationality == ""


def test_a_number_that_belongs_to_a_household_is_not_a_persons() -> None:
    assert set(PERSONAL_IDENTIFIERS) == {IdentifierKind.AZR, IdentifierKind.KUNDENNUMMER}


def test_rows_say_what_they_are() -> None:
    assert str(Person(family_name="Probst", given_names="Amira")) == "Probst, Amira"
    assert (str(Person()), str(Person(given_names="Amira"))) == ("–", "Amira")
    assert str(Name(family="Probst", given="")) == "Probst"
    assert str(Record(profile="jobcenter", reference="543A1")) == "jobcenter 543A1"
    assert (str(SearchKey(key="prbst")), str(Household(reference="H"))) == ("prbst", "H")
    assert (str(HouseholdMember(position="child")), str(ContactWish(note="mornings"))) == ("child", "mornings")
