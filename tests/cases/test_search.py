"""Finding a person by any usual spelling, a number, a telephone number or a year, and saying why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.matching import candidates_for, identities_of
from nahtlos.cases.search import SHOWN, search
from nahtlos.core.context import as_system
from nahtlos.linkage.identity import Spelling
from nahtlos.people.models import Person, SearchKey
from tests.cases.files import open_file, person
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def mohammed(hochmosel: Personas) -> UUID:
    """He and three others whose names are not his."""
    with acting_as(hochmosel.soz):
        his = open_file(
            hochmosel.soz,
            person("Al-Hussein", "Mohammed", date(1988, 3, 4), numbers=[("azr", "990000000021"), ("aktenzeichen", "50/AB-17")],
                   phones=[("+4915199990021", "01519/9990021")], sex="m"),
        )  # fmt: skip
        for family, given in (("Tesfay", "Yonas"), ("Petrov", "Ivan"), ("Nguyen", "Linh")):
            open_file(hochmosel.soz, person(family, given))
    return his


@pytest.mark.parametrize(
    "typed",
    [
        "Mohammed Al-Hussein",
        "Mohamed Alhusein",
        "Muhammad Al Hussain",
        "Mohamad",
        "محمد الحسين",
        "محمد",
        "Al-Hussein, Mohammed",
        "alhussein mohammed",
        "Mohammed Al-Husein",
        "al-hussein",
        "Al-Huss",
        "Mohammed 1988",
        "Mohammed Al-Hussein 04.03.1988",
        "990000000021",
        "50/AB-17",
        "50/ab-17",
        "01519 9990021",
        "01519/9990021",
        "+49 1519 9990021",
        "0049 1519 9990021",
    ],
)
def test_any_usual_way_to_ask_finds_him_first_and_says_why(hochmosel: Personas, mohammed: UUID, typed: str) -> None:
    with acting_as(hochmosel.soz):
        hits = search(hochmosel.soz, typed)
        assert hits
        assert hits[0].line.person_id == mohammed
        assert hits[0].line.name == "Al-Hussein, Mohammed"
        assert hits[0].text("de")
        assert hits[0].text("en") != hits[0].text("de")


@pytest.mark.parametrize("typed", ["", "   ", "Schmidt", "990000000022", "Mohammed 1955 Kowalski"])
def test_who_is_not_meant_is_not_found(hochmosel: Personas, mohammed: UUID, typed: str) -> None:
    with acting_as(hochmosel.soz):
        assert search(hochmosel.soz, typed) == []


@pytest.mark.parametrize("typed", ["' or 1=1 --", "%", "_", "\\", "\U0010ffff", "a" * 5000, "{}", "١٩٨٨"])
def test_whatever_is_typed_is_only_looked_for(hochmosel: Personas, mohammed: UUID, typed: str) -> None:
    with acting_as(hochmosel.soz):
        assert len(search(hochmosel.soz, typed)) <= 1


def test_a_search_is_journalled_without_what_was_typed(hochmosel: Personas, mohammed: UUID) -> None:
    with acting_as(hochmosel.soz):
        search(hochmosel.soz, "Mohammed")
        entry = JournalEntry.objects.get(verb="person.searched")
        assert entry.detail["hits"] == [str(mohammed)]
        assert entry.detail["found"] == 1
        assert "mohammed" not in str(entry.detail).lower()


def test_an_office_finds_only_its_own_cases(hochmosel: Personas, mohammed: UUID) -> None:
    for actor in (hochmosel.jc, hochmosel.fremd):
        with acting_as(actor):
            for typed in ("Mohammed", "990000000021", "01519 9990021"):
                assert search(actor, typed) == []


def test_many_namesakes_are_shown_up_to_a_limit_and_in_order(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        district = hochmosel.soz.district_id
        assert district
        for number in range(3):
            open_file(hochmosel.soz, person("Haddad", f"{'CBA'[number]}mira"))
        hits = search(hochmosel.soz, "Haddad")
        assert [hit.line.name for hit in hits] == ["Haddad, Amira", "Haddad, Bmira", "Haddad, Cmira"]
        assert len(hits) <= SHOWN


def test_candidates_share_a_key_and_are_one_identity_per_person(hochmosel: Personas, mohammed: UUID) -> None:
    with acting_as(hochmosel.soz):
        typed = person("Alhussain", "Muhamad", date(1988, 3, 4), sex="m").identity("new", "entry")
        (found,) = candidates_for([typed])
        assert found.key == str(mohammed)
        assert found.spellings == (Spelling("Al-Hussein", "Mohammed"),)
        assert candidates_for([]) == []
        assert identities_of([]) == []
        with as_system("linkage"):
            nobody = person("Qwrtz", "Xyz", date(1911, 2, 3), sex="", nationalities=()).identity("new", "entry")
        assert candidates_for([nobody]) == []


def test_a_key_that_everybody_shares_is_passed_over(
    hochmosel: Personas, mohammed: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nahtlos.cases import matching  # noqa: PLC0415 -- to be patched

    monkeypatch.setattr(matching, "HOT_KEY", 1)
    with acting_as(hochmosel.soz):
        other = Person.objects.exclude(pk=mohammed)[0]
        for key in SearchKey.objects.filter(person=mohammed, use="block").values_list("key", flat=True):
            SearchKey.objects.get_or_create(person=other, use="block", key=key)
        typed = person("Alhussain", "Muhamad", date(1988, 3, 4)).identity("new", "entry")
        assert candidates_for([typed]) == []
