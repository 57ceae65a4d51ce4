"""Two people in one file at once: what only one of them changed is merged, what both changed is put side by side."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from nahtlos.cases.models import Case, Fact, Participation
from nahtlos.people.models import ContactWish
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

NEEDS = {"answer": "yes", "valid_from": "01.01.2016", "source": "told", "source_note": "herself"}
PLACE = {"street": "Rebenstraße 7", "postcode": "54901", "town": "Moselbrück", "valid_from": "1.2.2016",
         "source": "document", "source_note": "lease"}  # fmt: skip
WISH = {"interpreter": "yes", "interpreter_language": "ar", "prefers_contact_with": "f", "preferred_channel": "phone",
        "note": "not on Fridays"}  # fmt: skip


def version(client: Client, address: str) -> str:
    return str(client.get(address).context["form"].initial["version"])


def record(client: Client, file: UUID, kind: str, data: dict[str, str]) -> None:
    address = reverse("record", args=[file, kind])
    assert client.post(address, {**data, "version": version(client, address)}).status_code == 302


def place_of(hochmosel: Personas, file: UUID) -> Fact:
    with acting_as(hochmosel.soz):
        return Fact.objects.get(
            person=file, kind="place", superseded_at=None, reported_by=hochmosel.soz.organisation_id, valid_until=None
        )


@pytest.fixture
def place(browser: Browser, hochmosel: Personas, file: UUID) -> Fact:
    record(browser("soz"), file, "place", PLACE)
    return place_of(hochmosel, file)


def correction(fact: Fact) -> str:
    return reverse("correct", args=[fact.person_id, fact.id])


def sent(page: Any) -> dict[str, Any]:
    """What a browser would send from this page: the fields of its form as they stand."""
    form = page.context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in found.items() if value not in (None, False, "")}


def test_a_statement_of_another_kind_meanwhile_does_not_stop_me_and_is_told(
    browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    second = browser("soz")
    address = reverse("record", args=[file, "place"])
    opened = version(second, address)
    record(browser("soz"), file, "in_need", NEEDS)
    assert second.post(address, {**PLACE, "version": opened}).status_code == 302
    with acting_as(hochmosel.soz):
        kinds = set(Fact.objects.filter(person=file, superseded_at=None).values_list("kind", flat=True))
    assert {"place", "in_need"} <= kinds


def test_the_same_kind_meanwhile_is_put_beside_what_i_typed(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    first, second = browser("soz"), browser("soz")
    address = reverse("record", args=[file, "in_need"])
    opened = version(second, address)
    record(first, file, "in_need", NEEDS)
    late = {**NEEDS, "answer": "no", "source_note": "bank statement"}
    page = second.post(address, {**late, "version": opened})
    assert page.status_code == 409
    text = page.content.decode()
    assert "The same kind of statement was recorded" in text
    assert 'value="bank statement"' in text
    with acting_as(hochmosel.soz):
        assert Fact.objects.filter(person=file, kind="in_need", source="told").count() == 1
        now = Case.objects.get(person=file).version
    assert f'value="{now}"' in text
    assert second.post(address, {**late, "version": now}).status_code == 302


def test_the_very_same_statement_is_recorded_once(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk, address = browser("soz"), reverse("record", args=[file, "in_need"])
    twice = {**NEEDS, "version": version(clerk, address)}
    assert [clerk.post(address, twice).status_code for _click in range(2)] == [302, 302]
    assert "Exactly this was recorded meanwhile" in clerk.get(reverse("case", args=[file])).content.decode()
    with acting_as(hochmosel.soz):
        assert Fact.objects.filter(person=file, kind="in_need", superseded_at=None, source="told").count() == 1


def test_fields_only_the_other_changed_are_taken_over_into_my_correction(
    browser: Browser, place: Fact, hochmosel: Personas
) -> None:
    first, second = browser("soz"), browser("soz")
    mine = {**sent(second.get(correction(place))), "street": "Rebenstraße 9"}
    theirs = {**sent(first.get(correction(place))), "name": "Haus Rebe", "valid_from": "3.2.2016"}
    assert first.post(correction(place), theirs).status_code == 302
    page = second.post(correction(place), mine)
    assert page.status_code == 409
    assert page.context["merged"].clashes == []
    text = page.content.decode()
    assert "Silke Sommer" in text or "You, in another window," in text
    now = place_of(hochmosel, place.person_id)
    assert f'action="{correction(now)}"' in text
    assert second.post(correction(now), sent(page)).status_code == 302
    both = place_of(hochmosel, place.person_id)
    assert both.value == {"name": "Haus Rebe", "street": "Rebenstraße 9", "postcode": "54901", "town": "Moselbrück"}
    assert both.valid_from is not None
    assert both.valid_from.isoformat() == "2016-02-03"


@pytest.mark.parametrize(("choice", "street"), [("mine", "Rebenstraße 9"), ("theirs", "Rebenstraße 8")])
def test_what_both_changed_is_chosen_between(
    choice: str, street: str, browser: Browser, place: Fact, hochmosel: Personas
) -> None:
    clerk = browser("soz")
    opened = sent(clerk.get(correction(place)))
    clerk.post(correction(place), {**opened, "street": "Rebenstraße 8"})
    page = clerk.post(correction(place), {**opened, "street": "Rebenstraße 9", "town": "Dornkastel"})
    text = page.content.decode()
    assert page.status_code == 409
    assert [(clash.name, clash.mine, clash.theirs) for clash in page.context["merged"].clashes] == [
        ("street", "Rebenstraße 9", "Rebenstraße 8")
    ]
    assert 'name="holds-street" value="mine"' in text
    now = correction(place_of(hochmosel, place.person_id))
    undecided = clerk.post(now, {**sent(page), "clash": "street"})
    assert undecided.status_code == 409
    assert "Please choose which of the two holds." in undecided.content.decode()
    assert clerk.post(now, {**sent(undecided), "clash": "street", "holds-street": choice}).status_code == 302
    value = place_of(hochmosel, place.person_id).value
    assert (value["street"], value["town"]) == (street, "Dornkastel")


def test_a_statement_taken_back_meanwhile_leaves_what_i_typed_as_a_new_one(
    browser: Browser, place: Fact, hochmosel: Personas
) -> None:
    clerk = browser("soz")
    mine = {**sent(clerk.get(correction(place))), "street": "Rebenstraße 9"}
    clerk.post(reverse("withdraw", args=[place.person_id]), {"fact": place.id, "why": "wrong person"})
    page = clerk.post(correction(place), mine)
    assert page.status_code == 409
    text = page.content.decode()
    assert "took this statement back" in text
    record_it = reverse("record", args=[place.person_id, "place"])
    assert f'action="{record_it}"' in text
    assert clerk.post(record_it, sent(page)).status_code == 302
    assert place_of(hochmosel, place.person_id).value["street"] == "Rebenstraße 9"


def test_an_old_link_leads_to_what_stands_there_now(browser: Browser, place: Fact, hochmosel: Personas) -> None:
    clerk = browser("soz")
    clerk.post(correction(place), {**sent(clerk.get(correction(place))), "street": "Rebenstraße 8"})
    now = place_of(hochmosel, place.person_id)
    assert clerk.get(correction(place)).url == correction(now)  # type: ignore[attr-defined]


def wishes(hochmosel: Personas, file: UUID) -> ContactWish:
    with acting_as(hochmosel.soz):
        return ContactWish.objects.get(person=file)


def test_wishes_of_two_people_at_once_are_merged_field_by_field(
    browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    first, second, address = browser("soz"), browser("soz"), reverse("contact_wish", args=[file])
    first.post(address, WISH)
    opened = sent(second.get(address))
    opened["base"] = json.dumps(opened["base"]) if isinstance(opened["base"], dict) else opened["base"]
    first.post(address, {**opened, "preferred_channel": "email"})
    told = second.post(address, {**opened, "note": "only mornings"}, follow=True).content.decode()
    assert "Taken over from others: How is she best reached?" in told
    wish = wishes(hochmosel, file)
    assert (wish.preferred_channel, wish.note) == ("email", "only mornings")


@pytest.mark.parametrize(("choice", "note"), [("mine", "only mornings"), ("theirs", "only evenings")])
def test_a_wish_both_changed_is_chosen_between(
    choice: str, note: str, browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    clerk, address = browser("soz"), reverse("contact_wish", args=[file])
    clerk.post(address, WISH)
    opened = sent(clerk.get(address))
    clerk.post(address, {**opened, "note": "only evenings"})
    page = clerk.post(address, {**opened, "note": "only mornings"})
    assert page.status_code == 409
    assert wishes(hochmosel, file).note == "only evenings"
    assert clerk.post(address, {**sent(page), "clash": "note"}).status_code == 409
    assert clerk.post(address, {**sent(page), "clash": "note", "holds-note": choice}).status_code == 302
    assert wishes(hochmosel, file).note == note


def test_undoing_my_wish_leaves_what_somebody_else_has_changed_since(
    browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    mine, other, address = browser("soz"), browser("soz"), reverse("contact_wish", args=[file])
    mine.post(address, WISH)
    mine.post(address, {**sent(mine.get(address)), "note": "only mornings"})
    news = mine.session["news"][-1]
    other.post(address, {**sent(other.get(address)), "preferred_channel": "email"})
    mine.post(news["undo"], dict(news["fields"]))
    wish = wishes(hochmosel, file)
    assert (wish.note, wish.preferred_channel) == ("not on Fridays", "email")


def test_two_who_name_a_contact_person_at_once(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk, address = browser("soz"), reverse("contact_desk", args=[file])
    opened = sent(clerk.get(address))
    assert opened["contact"] == str(hochmosel.soz.membership.id)
    forged = {**opened, "base": json.dumps({"contact": "", "deputy": ""})}
    assert clerk.post(address, forged).status_code == 302
    with acting_as(hochmosel.soz):
        part = Participation.objects.get(
            case__person=file, organisation=hochmosel.soz.organisation_id, valid_until=None
        )
    assert part.contact_id == hochmosel.soz.membership.id


@pytest.mark.parametrize("base", ["", "x", "[]", "null", '{"note": ["x"]}', '{"street": 1}'])
def test_a_forged_base_does_no_harm(base: str, browser: Browser, file: UUID) -> None:
    clerk, address = browser("soz"), reverse("contact_wish", args=[file])
    assert clerk.post(address, {**WISH, "base": base}).status_code in (302, 409, 422)
