"""Who else is in the file: colleagues who take part and were there a moment ago, and nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from nahtlos.audit import journal
from nahtlos.cases import presence
from nahtlos.cases.presence import A_WHILE, others_here
from nahtlos.cases.selectors import get_case_file
from nahtlos.organisations.actor import Actor
from tests.cases.files import asylum_seeker, listed, open_file, person
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(hochmosel: Personas) -> UUID:
    """Known to the Sozialamt and the immigration office."""
    with acting_as(hochmosel.soz):
        file = open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira"))
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira"), file)
    return file


def here(by: Actor, file: UUID) -> list[tuple[str, str]]:
    with acting_as(by):
        found = [(one.name, one.doing) for one in others_here(by, file)]
        assert found == [(one.name, one.doing) for one in get_case_file(by, file).others]
        return found


def look(by: Actor, file: UUID) -> None:
    with acting_as(by):
        get_case_file(by, file)


def test_a_colleague_who_opened_the_file_is_named_and_oneself_never(hochmosel: Personas, shared: UUID) -> None:
    look(hochmosel.abh, shared)
    look(hochmosel.soz, shared)
    assert here(hochmosel.soz, shared) == [("Birte Abendroth", "reads")]
    assert here(hochmosel.abh, shared) == [("Silke Sommer", "reads")]


def test_a_form_that_is_open_counts_until_it_is_saved(hochmosel: Personas, shared: UUID) -> None:
    look(hochmosel.abh, shared)
    for verb, doing in (("form.opened", "writes"), ("fact.recorded", "wrote")):
        with acting_as(hochmosel.abh):
            journal.record(verb, "person", shared)
        assert here(hochmosel.soz, shared) == [("Birte Abendroth", doing)]


def test_other_acts_and_other_files_say_nothing(hochmosel: Personas, shared: UUID) -> None:
    with acting_as(hochmosel.abh):
        journal.record("journal.read", "person", shared)
        other = open_file(hochmosel.abh, asylum_seeker("Otherfile", "Lina"))
        get_case_file(hochmosel.abh, other)
    assert here(hochmosel.soz, shared) == []


def test_whoever_does_not_take_part_any_more_is_not_named(hochmosel: Personas, shared: UUID) -> None:
    look(hochmosel.abh, shared)
    with acting_as(hochmosel.jc):
        # A look that should never have been possible; still, only who takes part is named.
        journal.record("case.read", "person", shared)
    assert [name for name, _doing in here(hochmosel.soz, shared)] == ["Birte Abendroth"]


def test_after_a_while_nobody_is_named(hochmosel: Personas, shared: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    look(hochmosel.abh, shared)
    real = presence.clock.now

    def later() -> datetime:
        return real() + A_WHILE + timedelta(seconds=1)

    with acting_as(hochmosel.soz):
        assert others_here(hochmosel.soz, shared)
        monkeypatch.setattr(presence.clock, "now", later)
        assert others_here(hochmosel.soz, shared) == []


def test_the_page_says_so_and_the_stranger_sees_no_page(hochmosel: Personas, shared: UUID) -> None:
    look(hochmosel.abh, shared)
    clerk, stranger = Client(), Client()
    clerk.force_login(hochmosel.soz.membership.account)
    stranger.force_login(hochmosel.fremd.membership.account)
    for address in (reverse("case", args=[shared]), reverse("record", args=[shared, "place"])):
        assert "Birte Abendroth (auslaenderbe)" in clerk.get(address).content.decode()
        assert stranger.get(address).status_code == 404
