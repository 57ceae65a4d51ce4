"""Adding people without making second files, and putting together or apart what was wrong."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from nahtlos.people.models import Person
from tests.cases.files import asylum_seeker, listed, open_file, person
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

TYPED = {
    "family": "Zzyxcanary",
    "given": "Amira",
    "spoken": "",
    "birth": "17.05.1990",
    "language": "ar",
    "phone": "040 66969777",
    "reason": "asks for a course",
}
NEW = reverse("person_new")


def _count(actor: object) -> int:
    with acting_as(actor):  # type: ignore[arg-type]
        return Person.objects.filter(merged_into=None).count()


def test_five_fields_open_a_file(browser: Browser, hochmosel: Personas) -> None:
    clerk = browser("aa")
    response = clerk.post(NEW, {**TYPED, "family": "Unbekanntova"})
    assert response.status_code == 302
    page = clerk.get(response.url).content.decode()  # type: ignore[attr-defined]
    assert "Unbekanntova, Amira" in page
    assert "17.05.1990" in page
    assert "asks for a course" in page
    assert 'href="tel:+494066969777"' in page


def test_somebody_known_is_shown_before_a_second_file_is_made(
    browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    before = _count(hochmosel.soz)
    response = browser("soz").post(NEW, TYPED)
    page = response.content.decode()
    assert "Is it one of these people?" in page
    assert f'value="{file}"' in page
    assert 'value="040 66969777"' in page
    assert _count(hochmosel.soz) == before


def test_somebody_known_elsewhere_is_only_a_desk_to_ask(browser: Browser, file: UUID) -> None:
    page = browser("jc").post(NEW, TYPED).content.decode()
    assert "A possible match is known to: Sozialamt Hochmosel" in page
    assert str(file) not in page
    assert "Musterstadt" not in page


def test_another_district_is_told_nothing(browser: Browser, file: UUID) -> None:
    response = browser("fremd").post(NEW, TYPED)
    assert response.status_code == 302


def test_the_clerk_may_go_on_deliberately_or_add_to_the_file(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk, before = browser("soz"), _count(hochmosel.soz)
    added = clerk.post(NEW, {**TYPED, "attach": str(file)})
    assert added.url == reverse("case", args=[file])  # type: ignore[attr-defined]
    assert _count(hochmosel.soz) == before
    assert clerk.post(NEW, {**TYPED, "anyway": "1"}).status_code == 302
    assert _count(hochmosel.soz) == before + 1


def test_an_entry_cannot_be_planted_in_a_hidden_file(browser: Browser, file: UUID) -> None:
    assert browser("fremd").post(NEW, {**TYPED, "attach": str(file)}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("birth", "31.2.1990"), ("birth", "90"), ("language", ""), ("reason", "")]
)
def test_mistakes_keep_what_was_typed(field: str, value: str, browser: Browser, db: None) -> None:
    response = browser("aa").post(NEW, {**TYPED, field: value})
    assert response.status_code == 422
    assert 'value="Zzyxcanary"' in response.content.decode()


def test_two_files_become_one_and_two_again(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        second = open_file(hochmosel.soz, asylum_seeker("Zzyxkanary", "Ameera"))
    clerk, before = browser("soz"), _count(hochmosel.soz)
    address = reverse("merge", args=[file])
    assert "Zzyxkanary" in clerk.get(address, {"mit": str(second)}).content.decode()
    clerk.post(address, {"other": str(second), "reason": "same passport"})
    assert _count(hochmosel.soz) == before - 1
    news = clerk.session["news"][0]
    assert "Zzyxkanary, Ameera" in clerk.get(reverse("case", args=[file])).content.decode()
    clerk.post(news["undo"], dict(news["fields"]))
    assert _count(hochmosel.soz) == before
    assert clerk.get(reverse("case", args=[second])).status_code == 200


def test_merging_with_a_hidden_file_is_not_possible(browser: Browser, file: UUID, strangers_file: UUID) -> None:
    clerk = browser("soz")
    address = reverse("merge", args=[file])
    assert clerk.get(address, {"mit": str(strangers_file)}).status_code == 404
    assert clerk.post(address, {"other": str(strangers_file)}).status_code == 404
    assert clerk.post(address, {"other": "x"}).status_code == 404


def test_a_record_linked_by_mistake_gets_a_file_of_its_own(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        record = listed(hochmosel.abh, person("Wrongperson", "Rima"), file)
    clerk = browser("abh")
    address = reverse("separate", args=[file, record.id])
    assert clerk.get(address).status_code == 200
    response = clerk.post(address, {"reason": "another woman"})
    assert "Wrongperson, Rima" in clerk.get(response.url).content.decode()  # type: ignore[attr-defined]
    assert clerk.get(reverse("case", args=[file])).status_code == 404
    assert browser("soz").get(address).status_code == 404


def test_who_looked_is_shown_with_name_office_and_purpose(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    clerk.get(reverse("case", args=[file]))
    page = clerk.get(reverse("case_journal", args=[file])).content.decode()
    assert "opened the file" in page
    assert "Silke Sommer" in page
    assert "Tasks under the AsylbLG" in page


def test_a_change_of_purpose_is_journalled_and_shown(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    clerk.post(reverse("profile"), {"purpose": "case_conference"})
    assert "Counselling and case conference" in clerk.get("/").content.decode()
    clerk.post(reverse("profile"), {"purpose": "removal"})
    assert "Counselling and case conference" in clerk.get("/").content.decode()
    clerk.get(reverse("case", args=[file]))
    assert "Counselling and case conference" in clerk.get(reverse("case_journal", args=[file])).content.decode()
