"""Whoever opens a file of another unit says why: once a day, and the journal keeps it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from nahtlos.audit.models import JournalEntry
from nahtlos.audit.seal import DOCTOR
from nahtlos.cases.caseload import must_say_why
from nahtlos.cases.models import Participation
from nahtlos.cases.services.facts import record_fact
from nahtlos.core.context import acting
from nahtlos.organisations.actor import Actor, actor_for
from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership, Unit
from tests.cases.files import asylum_seeker, listed, stated
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser


def again(actor: Actor) -> Actor:
    return actor_for(actor.membership.account)


def belongs(actor: Actor, unit: Unit, **more: object) -> None:
    Membership.objects.filter(id=actor.membership.id).update(unit=unit, **more)


@pytest.fixture
def units(hochmosel: Personas) -> tuple[Unit, Unit]:
    office = hochmosel.jc.membership.organisation
    with acting_as(hochmosel.jc):
        return Unit.objects.create(organisation=office, name="A–K"), Unit.objects.create(
            organisation=office, name="L–Z"
        )


@pytest.fixture
def hers(hochmosel: Personas, units: tuple[Unit, Unit]) -> UUID:
    """A file in which jc is named, of the first unit; jc2 works in the second."""
    with acting_as(hochmosel.jc):
        person = listed(hochmosel.jc, asylum_seeker("Zzyxcanary", "Amira")).person_id
        belongs(hochmosel.jc, units[0])
        belongs(hochmosel.jc2, units[1])
        Participation.objects.filter(case__person=person).update(contact=hochmosel.jc.membership, deputy=None)
    return person


def test_who_is_asked(hochmosel: Personas, hers: UUID, units: tuple[Unit, Unit]) -> None:
    def asked(actor: Actor) -> bool:
        with acting_as(actor):
            return must_say_why(again(actor), hers)

    jc2 = hochmosel.jc2
    assert not asked(hochmosel.jc)
    assert asked(jc2)
    with acting_as(hochmosel.jc):
        belongs(jc2, units[0])
    assert not asked(jc2)  # a colleague of the unit
    with acting_as(hochmosel.jc):
        belongs(jc2, units[1], role=Role.TEAM_LEAD)
    assert asked(jc2)  # the lead of another unit
    with acting_as(hochmosel.jc):
        belongs(jc2, None, role=Role.TEAM_LEAD)  # type: ignore[arg-type]
    assert not asked(jc2)  # leads the whole office
    with acting_as(hochmosel.jc):
        belongs(jc2, units[1], role=Role.CLERK)
        Membership.objects.filter(id=hochmosel.jc.membership.id).update(substitute=jc2.membership)
    assert not asked(jc2)  # stands in for the contact person
    with acting_as(hochmosel.jc):
        Membership.objects.filter(id=hochmosel.jc.membership.id).update(substitute=None)
        Participation.objects.filter(case__person=hers).update(contact=None)
    assert not asked(jc2)  # nobody is named
    assert not asked(hochmosel.soz)  # takes no part: what is out of reach is not asked about


def test_who_has_worked_on_it_is_not_asked(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.jc2):
        assert must_say_why(again(hochmosel.jc2), hers)
        work = stated("language_level", {"level": "A2"}, date(2016, 8, 1))
        record_fact(by=hochmosel.jc2, person_id=hers, stated=work)
        assert not must_say_why(again(hochmosel.jc2), hers)


def test_the_page_asks_once_and_leads_on(browser: Browser, hers: UUID, hochmosel: Personas) -> None:
    clerk, case = browser("jc2"), reverse("case", args=[hers])
    journal = reverse("consents", args=[hers]) + "?a=1"
    waits = clerk.get(journal)
    assert waits.status_code == 302
    where = waits.url  # type: ignore[attr-defined]
    page = clerk.get(where).content.decode()
    assert "Zzyxcanary" not in page
    target = {"next": journal}
    assert clerk.post(where, {**target, "category": "other"}).status_code == 422
    assert clerk.post(where, {**target, "category": "curious"}).status_code == 422
    assert clerk.post(where, {"next": "https://elsewhere.example", "category": "asked"}).url == case  # type: ignore[attr-defined]
    assert clerk.get(case).status_code == 200
    assert clerk.get(journal).status_code == 200
    with acting(DOCTOR):
        said, read = JournalEntry.objects.filter(
            subject=hers, account=hochmosel.jc2.account_id, verb__in=["case.reason", "case.read"]
        ).order_by("id")
    assert (said.verb, read.verb) == ("case.reason", "case.read")
    assert (
        said.detail["reason"] == read.detail["reason"] == "Die Person oder eine andere Stelle hat sich an mich gewandt"
    )
    assert browser("jc2").get(case).status_code == 200  # another session, the same day


def test_no_question_about_what_is_out_of_reach(browser: Browser, hers: UUID) -> None:
    assert browser("fremd").get(reverse("case", args=[hers])).status_code == 404
    assert browser("fremd").get(reverse("reason", args=[hers])).status_code == 404
    assert browser("jc").get(reverse("case", args=[hers])).status_code == 200
