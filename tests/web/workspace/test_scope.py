"""Fremd sees nothing: every address of the workspace is tried, and what is out of reach looks like what does not exist."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, reverse

from nahtlos.web.workspace.urls import urlpatterns
from tests.web.workspace.conftest import Browser

#: Every address of a file, with a page or without.
OF_A_FILE = [pattern for pattern in urlpatterns if "person_id" in pattern.pattern.converters]
OF_AN_IMPORT = ["import_run", "import_refused", "import_report", "queue_row"]
GIVEN = {"kind": "residence", "word": "0123456789ab"}


def _address(pattern: URLPattern, person: UUID) -> str:
    given = {"person_id": person, **GIVEN}
    wanted = {name: given.get(name, uuid4()) for name in pattern.pattern.converters}
    return reverse(str(pattern.name), kwargs=wanted)


@pytest.mark.parametrize("pattern", OF_A_FILE, ids=lambda pattern: pattern.name)
def test_a_file_of_another_district_looks_like_nothing(pattern: URLPattern, browser: Browser, file: UUID) -> None:
    stranger, hers, nobodys = browser("fremd"), _address(pattern, file), _address(pattern, uuid4())
    method = stranger.get if stranger.get(nobodys).status_code != 405 else stranger.post  # some take only posts
    hidden, unknown, nowhere = method(hers), method(nobodys), stranger.get("/gibt-es-nicht/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content == nowhere.content


@pytest.mark.parametrize("name", ["withdraw", "settle", "tick", "unmerge"])
def test_nothing_can_be_written_into_a_hidden_file(name: str, browser: Browser, file: UUID) -> None:
    address = reverse(name, args=[file])
    body = {"fact": uuid4(), "conflict": uuid4(), "deadline": "1", "merge": uuid4()}
    assert browser("fremd").post(address, body).status_code == 404


@pytest.mark.parametrize("name", OF_AN_IMPORT)
def test_an_import_nobody_made_is_not_found(name: str, browser: Browser, file: UUID) -> None:
    pattern = next(one for one in urlpatterns if one.name == name)
    assert browser("jc").get(_address(pattern, file)).status_code == 404


@pytest.mark.parametrize("address", ["/", "/?alle=1", "/faelle/", "/personen/neu/"])
def test_no_list_of_the_stranger_shows_the_file(address: str, browser: Browser, file: UUID) -> None:
    own = browser("soz").get("/faelle/")
    assert b"Zzyxcanary" in own.content
    response = browser("fremd").get(address)
    assert response.status_code == 200
    assert b"Amira" not in response.content


def test_the_stranger_finds_nobody_by_name(browser: Browser, file: UUID) -> None:
    assert b"Amira" in browser("soz").post("/faelle/suche/", {"q": "Zzyxcanary"}, follow=True).content
    response = browser("fremd").post("/faelle/suche/", {"q": "Zzyxcanary"}, follow=True)
    assert response.status_code == 200
    assert b"Amira" not in response.content


def test_an_office_of_the_same_district_without_part_sees_nothing_either(browser: Browser, file: UUID) -> None:
    assert browser("ja").get(reverse("case", args=[file])).status_code == 404
    assert browser("soz").get(reverse("case", args=[file])).status_code == 200


@pytest.mark.parametrize("address", ["/faelle/", "/einlesen/", "/personen/neu/", "/faelle/export.xlsx"])
def test_a_role_without_the_right_is_told_so(address: str, browser: Browser) -> None:
    response = browser("verein").get(address)
    assert response.status_code == 403
    assert b"Your role does not include this." in response.content


def test_a_volunteer_is_welcomed_without_files(browser: Browser, file: UUID) -> None:
    page = browser("verein").get("/").content.decode()
    assert "Your role opens no case files here." in page
    assert 'role="search"' not in page


@pytest.mark.parametrize("address", ["/", "/faelle/", "/meine-arbeit/"])
def test_pages_of_people_are_never_cached(address: str, browser: Browser) -> None:
    response = browser("jc").get(address)
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
