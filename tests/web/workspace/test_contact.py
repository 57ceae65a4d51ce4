"""Everybody who opens the file sees how she wants to be met, by which names she is known, and whom to call."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from nahtlos.cases.models import Participation
from nahtlos.web.workspace.forms.numbers import e164
from tests.cases.files import listed, person
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

WISH = {
    "interpreter": "yes",
    "interpreter_language": "fa-AF",
    "prefers_contact_with": "f",
    "preferred_channel": "phone",
    "note": "not on Fridays",
}
PAGES = ("contact_wish", "name_new", "contact_desk")


def test_what_is_wished_stands_in_the_head_for_every_office(browser: Browser, file: UUID) -> None:
    clerk, case = browser("soz"), reverse("case", args=[file])
    assert clerk.post(reverse("contact_wish", args=[file]), WISH).status_code == 302
    page = clerk.get(case).content.decode()
    assert "interpreter needed: Dari" in page
    assert "prefers to speak with a woman" in page
    assert "best reached by telephone" in page
    assert "not on Fridays" in page
    shown = clerk.get(reverse("contact_wish", args=[file])).context["form"]
    assert {name: shown[name].value() for name in WISH} == WISH


def test_the_wish_before_comes_back_with_one_click(browser: Browser, file: UUID) -> None:
    clerk, address = browser("soz"), reverse("contact_wish", args=[file])
    clerk.post(address, WISH)
    clerk.get(reverse("case", args=[file]))
    clerk.post(address, {**WISH, "interpreter": "no", "interpreter_language": "", "note": ""})
    news = clerk.session["news"][0]
    clerk.post(news["undo"], dict(news["fields"]))
    assert "not on Fridays" in clerk.get(reverse("case", args=[file])).content.decode()


def test_a_language_without_an_interpreter_is_asked_about(browser: Browser, file: UUID) -> None:
    response = browser("soz").post(reverse("contact_wish", args=[file]), {**WISH, "interpreter": "no"})
    assert response.status_code == 422
    assert "not on Fridays" in response.content.decode()


def test_a_name_in_another_script_is_shown_and_found(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    name = {"kind": "original_script", "family": "زیکس", "given": "امیره"}
    assert clerk.post(reverse("name_new", args=[file]), name).status_code == 302
    page = clerk.get(reverse("case", args=[file])).content.decode()
    assert '<bdi dir="auto" lang="ar">زیکس, امیره</bdi>' in page
    assert str(file) in clerk.post("/faelle/suche/", {"q": "زیکس"}, follow=True).content.decode()


def test_a_name_must_have_letters(browser: Browser, file: UUID) -> None:
    address = reverse("name_new", args=[file])
    assert browser("soz").post(address, {"kind": "spoken", "family": " ", "given": ""}).status_code == 422


def test_a_stranger_is_not_offered_and_not_accepted(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk, address = browser("soz"), reverse("contact_desk", args=[file])
    page = clerk.get(address).content.decode()
    assert "Silke Sommer" in page
    assert "Jana Custers" not in page
    assert clerk.post(address, {"contact": str(hochmosel.jc.membership.id)}).status_code == 422
    mine = str(hochmosel.soz.membership.id)
    both = clerk.post(address, {"contact": mine, "deputy": mine})
    assert both.status_code == 422
    assert "The deputy must be somebody else." in both.content.decode()


def test_the_contact_person_of_my_office_can_be_changed(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk, mine = browser("soz"), hochmosel.soz.membership
    with acting_as(hochmosel.soz):
        Participation.objects.filter(case__person=file, organisation=mine.organisation_id).update(contact=None)
    assert clerk.post(reverse("contact_desk", args=[file]), {"contact": str(mine.id)}).status_code == 302
    with acting_as(hochmosel.soz):
        assert Participation.objects.get(case__person=file, organisation=mine.organisation_id).contact_id == mine.id
    assert reverse("contact_desk", args=[file]) in clerk.get(reverse("case", args=[file])).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_strangers_find_nothing(page: str, browser: Browser, file: UUID) -> None:
    clerk, address = browser("fremd"), reverse(page, args=[file])
    assert clerk.get(address).status_code == 404
    assert clerk.post(address, WISH | {"kind": "spoken", "family": "x", "contact": str(file)}).status_code == 404


def test_who_changed_it_is_told_in_words(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    clerk.post(reverse("contact_wish", args=[file]), WISH)
    clerk.post(reverse("name_new", args=[file]), {"kind": "spoken", "given": "Mira"})
    page = clerk.get(reverse("case_journal", args=[file])).content.decode()
    assert "noted how she wants to be met" in page
    assert "added a name" in page


def test_a_number_two_offices_wrote_differently_is_shown_once(
    browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    for actor, written in ((hochmosel.soz, "040 66969777"), (hochmosel.abh, "+49 (40) 66 96 97 77")):
        with acting_as(actor):
            listed(actor, person("Zzyxcanary", "Amira", phones=((e164(written), written),)), file)
    page = browser("soz").get(reverse("case", args=[file])).content.decode()
    assert page.count('href="tel:+494066969777"') == 1
