"""The list of cases: filter in the address, search in any spelling, export of exactly what is filtered."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import UUID

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nahtlos.audit.models import JournalEntry
from tests.cases.files import asylum_seeker, open_file, person, said
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser


@pytest.fixture
def three(hochmosel: Personas) -> list[UUID]:
    with acting_as(hochmosel.soz):
        return [
            open_file(hochmosel.soz, asylum_seeker("Mohammed", "Yusuf")),
            open_file(hochmosel.soz, asylum_seeker("=HYPERLINK(1)", "Ali")),
            open_file(hochmosel.soz, person("Berger", "Olena", facts=(said("nationality", {"countries": ["UA"]}),))),
        ]


def _names(content: bytes) -> list[str]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [str(row[0].value) for row in list(sheet.rows)[1:]]


def test_the_export_holds_exactly_what_the_filter_shows(three: list[UUID], browser: Browser) -> None:
    clerk = browser("soz")
    every = clerk.get("/faelle/export.xlsx")
    assert len(_names(every.content)) == 3
    filtered = clerk.get("/faelle/export.xlsx", {"group": "asylum_seeker"})
    assert sorted(_names(filtered.content)) == ["=HYPERLINK(1), Ali", "Mohammed, Yusuf"]
    assert "attachment" in filtered.headers["Content-Disposition"]


def test_e1_nothing_in_the_export_is_a_formula(three: list[UUID], browser: Browser) -> None:
    sheet = load_workbook(BytesIO(browser("soz").get("/faelle/export.xlsx").content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "inlineStr", "n", "d"}


def test_the_export_is_journalled(three: list[UUID], browser: Browser, hochmosel: Personas) -> None:
    browser("soz").get("/faelle/export.xlsx")
    with acting_as(hochmosel.soz):
        entry = JournalEntry.objects.filter(verb="case.exported").latest("id")
    assert entry.detail["rows"] == 3
    assert entry.account == hochmosel.soz.account_id


@pytest.mark.parametrize("typed", ["Mohamed", "muhammad yusuf", "Youssef", "محمد", "Yusuf Mohammed 1990"])
def test_any_usual_spelling_finds_the_person_and_says_why(typed: str, three: list[UUID], browser: Browser) -> None:
    page = browser("soz").post("/faelle/suche/", {"q": typed}, follow=True).content.decode()
    assert "Mohammed, Yusuf" in page
    assert "Name" in page.split("Mohammed, Yusuf")[1][:400]


def test_nobody_found_leads_to_adding_the_person(three: list[UUID], browser: Browser) -> None:
    page = browser("soz").post("/faelle/suche/", {"q": "Qwertzuiop"}, follow=True).content.decode()
    assert "Nobody in your cases fits." in page
    assert "/personen/neu/" in page


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99"},
        {"page": "-1"},
        {"page": "x"},
        {"group": "evil'--"},
        {"due": "²"},
        {"q": "Zzyxcanary"},
    ],
)
def test_forged_addresses_do_no_harm(query: dict[str, str], three: list[UUID], browser: Browser) -> None:
    assert browser("soz").get("/faelle/", query).status_code == 200


@pytest.mark.parametrize("typed", ["\x00", "%_'\"<b>", "x" * 5000, " "])
def test_hostile_searches_do_no_harm(typed: str, three: list[UUID], browser: Browser) -> None:
    assert browser("soz").post("/faelle/suche/", {"q": typed}, follow=True).status_code == 200


def test_what_is_searched_for_never_stands_in_an_address(three: list[UUID], browser: Browser) -> None:
    clerk = browser("soz")
    found = clerk.post("/faelle/suche/", {"q": "Mohammed Yusuf"})
    assert found.status_code == 302
    assert "ohammed" not in found.url  # type: ignore[attr-defined]
    page = clerk.get(found.url)  # type: ignore[attr-defined]
    addresses = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
    assert "Mohammed, Yusuf" in page.content.decode()
    assert not any("ohammed" in address or "usuf" in address for address in addresses)
    assert clerk.get(found.url).status_code == 200  # type: ignore[attr-defined]  # Back and Reload
    assert browser("jc").get(found.url).url == "/faelle/"  # type: ignore[attr-defined]


def test_a_search_in_the_address_searches_for_nobody(three: list[UUID], browser: Browser) -> None:
    page = browser("soz").get("/faelle/", {"q": "Qwertzuiop"}).content.decode()
    assert "found for" not in page
    assert "Mohammed, Yusuf" in page


def test_the_second_file_of_a_merge_is_searched_for_without_an_address(three: list[UUID], browser: Browser) -> None:
    clerk = browser("soz")
    answer = clerk.post(reverse("merge", args=[three[0]]), {"suche": "Mohammed"})
    assert "ohammed" not in answer.url  # type: ignore[attr-defined]
    assert 'value="Mohammed"' in clerk.get(answer.url).content.decode()  # type: ignore[attr-defined]


def test_hostile_names_are_escaped_everywhere(browser: Browser, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        file = open_file(hochmosel.soz, asylum_seeker("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'))
    clerk = browser("soz")
    for address in ("/faelle/", "/?alle=1", f"/faelle/{file}/", f"/faelle/{file}/erfassen/residence/"):
        page = clerk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
