"""Wishes, further names and named contact persons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from nahtlos.cases.models import Case, Participation
from nahtlos.cases.search import search
from nahtlos.cases.services.contact import NotOnTheTeam, add_name, name_contact, set_contact_wish, team_of
from nahtlos.cases.services.facts import Stated, correct_fact, record_fact
from nahtlos.cases.services.people import open_case
from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.people.data import PersonData
from nahtlos.people.models import ContactWish, Person
from tests.personas import Personas

pytestmark = pytest.mark.django_db

Acting = Callable[..., Any]


@pytest.fixture
def hers(hochmosel: Personas, acting_as: Acting) -> UUID:
    """A file of the Jobcenter."""
    with acting_as(hochmosel.jc):
        data = PersonData(spellings=(Spelling("Haddad", "Samira"),), births=(Birth(1988, 3, 2, False),))
        return open_case(by=hochmosel.jc, data=data)


def test_a_wish_is_noted_replaced_and_counts_as_a_change(hochmosel: Personas, acting_as: Acting, hers: UUID) -> None:
    with acting_as(hochmosel.jc):
        before = Case.objects.get(person=hers).version
        set_contact_wish(by=hochmosel.jc, person_id=hers, interpreter_needed=True, interpreter_language="ar")
        set_contact_wish(
            by=hochmosel.jc, person_id=hers, interpreter_needed=None, prefers_contact_with="f", note="mornings"
        )
        wish = ContactWish.objects.get(person=hers)
        assert (wish.interpreter_needed, wish.interpreter_language) == (None, "")
        assert (wish.prefers_contact_with, wish.note) == ("f", "mornings")
        assert Case.objects.get(person=hers).version == before + 2


def test_a_further_name_finds_her_and_leaves_the_head_of_the_file_alone(
    hochmosel: Personas, acting_as: Acting, hers: UUID
) -> None:
    with acting_as(hochmosel.jc):
        assert search(hochmosel.jc, "Umm Karim") == []
        add_name(by=hochmosel.jc, person_id=hers, spelling=Spelling("Umm Karim", "", "spoken"))
        assert [hit.line.person_id for hit in search(hochmosel.jc, "Umm Karim")] == [hers]
        assert str(Person.objects.get(id=hers)) == "Haddad, Samira"


def test_the_contact_person_is_one_of_the_own_team(hochmosel: Personas, acting_as: Acting, hers: UUID) -> None:
    with acting_as(hochmosel.jc):
        team = {member.account.username: member.id for member in team_of(hochmosel.jc)}
        assert set(team) == {"jc", "jc2"}
        name_contact(by=hochmosel.jc, person_id=hers, contact=team["jc2"], deputy=team["jc"])
        part = Participation.objects.get(case__person=hers, valid_until=None)
        assert (part.contact_id, part.deputy_id) == (team["jc2"], team["jc"])
        for contact, deputy in ((team["jc"], team["jc"]), (hochmosel.soz.membership.id, None), (team["jc"], uuid4())):
            with pytest.raises(NotOnTheTeam):
                name_contact(by=hochmosel.jc, person_id=hers, contact=contact, deputy=deputy)
        part.refresh_from_db()
        assert part.contact_id == team["jc2"]


def test_fremd_changes_nothing(hochmosel: Personas, acting_as: Acting, hers: UUID) -> None:
    with acting_as(hochmosel.fremd):
        for attempt in (
            lambda: set_contact_wish(by=hochmosel.fremd, person_id=hers, interpreter_needed=True),
            lambda: add_name(by=hochmosel.fremd, person_id=hers, spelling=Spelling("X", "Y")),
            lambda: name_contact(
                by=hochmosel.fremd, person_id=hers, contact=hochmosel.fremd.membership.id, deputy=None
            ),
        ):
            with pytest.raises(Case.DoesNotExist):
                attempt()
    with acting_as(hochmosel.jc):
        assert not ContactWish.objects.filter(person=hers).exists()


def test_a_paper_somebody_has_seen_stands_in_the_head_of_the_file(
    hochmosel: Personas, acting_as: Acting, hers: UUID
) -> None:
    with acting_as(hochmosel.jc):
        born = Stated("birth", {"year": 1989, "month": 3, "day": 2, "vague": False}, None, source="document")
        record_fact(by=hochmosel.jc, person_id=hers, stated=born)
        record_fact(by=hochmosel.jc, person_id=hers, stated=Stated("nationality", {"countries": ["IQ"]}, None))
        told = record_fact(by=hochmosel.jc, person_id=hers, stated=Stated("sex", {"sex": "m"}, None, source="told"))
        person = Person.objects.get(id=hers)
        assert (str(person.birth_on), person.nationality, person.sex) == ("1989-03-02", "IQ", "")
        correct_fact(by=hochmosel.jc, fact_id=told.id, stated=Stated("sex", {"sex": "f"}, None), why="passport seen")
        assert Person.objects.get(id=hers).sex == "f"
