"""Fremd sees nothing: every address of the workspace is tried, and what is out of reach looks like what does not exist."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, reverse

from nahtlos.web.workspace.urls import urlpatterns
from tests.web.workspace.conftest import Browser

OPEN = {"login", "set_language", "healthz"}
OF_A_FILE = {"case", "case_journal", "record_choice", "record", "merge", "household"} | {
    "contact_wish",
    "name_new",
    "contact_desk",
    "programmes",
    "explained",
    "rights",
    "report",
}
POST_ONLY = {
    "logout",
    "search",
    "saved_view",
    "withdraw",
    "settle",
    "tick",
    "unmerge",
    "queue_undo",
    "import_mapping",
    "import_act",
}
OF_A_SEARCH = {"found"}
OF_AN_IMPORT = {"import_run", "import_refused", "import_report", "queue_row"}
WITHOUT_OBJECT = {"heute", "saved_views", "profile", "cases", "export", "person_new", "imports", "queue", "finder"} | {
    "office_journal",
    "journal_export",
    "erasure",
}
DEEPER = {"correct", "separate"}


def _address(pattern: URLPattern, person: UUID) -> str:
    given = {
        "person_id": person,
        "kind": "residence",
        "fact_id": uuid4(),
        "record_id": uuid4(),
        "run_id": uuid4(),
        "row_id": uuid4(),
        "view_id": uuid4(),
        "word": "0123456789ab",
    }
    wanted = {name: given[name] for name in pattern.pattern.converters}
    return reverse(pattern.name, kwargs=wanted)


def test_every_address_is_sorted_into_a_group() -> None:
    groups = [OPEN, OF_A_FILE, POST_ONLY, OF_AN_IMPORT, OF_A_SEARCH, WITHOUT_OBJECT, DEEPER]
    assert {pattern.name for pattern in urlpatterns} == set().union(*groups)
    assert sum(map(len, groups)) == len(urlpatterns)


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_nobody_gets_past_the_log_in(pattern: URLPattern, client: object, file: UUID) -> None:
    if pattern.name in OPEN | {"logout"}:
        pytest.skip("open to everybody")
    address = _address(pattern, file)
    response = client.post(address) if pattern.name in POST_ONLY else client.get(address)  # type: ignore[attr-defined]
    assert response.status_code == 302
    assert response.url.startswith("/anmelden/")


@pytest.mark.parametrize("name", sorted(OF_A_FILE | DEEPER))
def test_a_file_of_another_district_looks_like_nothing(name: str, browser: Browser, file: UUID) -> None:
    pattern = next(one for one in urlpatterns if one.name == name)
    stranger = browser("fremd")
    hidden, unknown = stranger.get(_address(pattern, file)), stranger.get(_address(pattern, uuid4()))
    nowhere = stranger.get("/gibt-es-nicht/")
    assert hidden.status_code == unknown.status_code == nowhere.status_code == 404
    assert hidden.content == unknown.content == nowhere.content


@pytest.mark.parametrize("name", ["withdraw", "settle", "tick", "unmerge"])
def test_nothing_can_be_written_into_a_hidden_file(name: str, browser: Browser, file: UUID) -> None:
    address = reverse(name, args=[file])
    body = {"fact": uuid4(), "conflict": uuid4(), "deadline": "1", "merge": uuid4()}
    assert browser("fremd").post(address, body).status_code == 404


@pytest.mark.parametrize("name", sorted(OF_AN_IMPORT))
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
