"""Ansichten in the browser: kept from the list, opened by their address, renamed, shared, deleted and brought back."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from nahtlos.cases.models import SavedView
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

ADDRESS = "/faelle/ansichten/"
ASYLUM = {"group": "asylum_seeker"}


def keep(client: Client, name: str = "Asyl", **more: str) -> None:
    assert client.post(ADDRESS, {"name": name, **ASYLUM, **more}).url == "/faelle/?group=asylum_seeker"  # type: ignore[attr-defined]


def only(hochmosel: Personas) -> SavedView:
    with acting_as(hochmosel.soz):
        return SavedView.objects.get()


def test_a_view_is_offered_where_the_list_is_narrowed_and_opens_by_its_address(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    assert "Keep this view" not in clerk.get("/faelle/").content.decode()
    assert "Keep this view" in clerk.get("/faelle/", ASYLUM).content.decode()
    keep(clerk)
    page = clerk.get("/faelle/", ASYLUM).content.decode()
    assert 'href="/faelle/?group=asylum_seeker" aria-current="true">Asyl' in page
    assert "Keep this view" not in page
    assert "Zzyxcanary" in page


def test_a_search_for_a_name_is_never_kept(browser: Browser, hochmosel: Personas, file: UUID) -> None:
    clerk = browser("soz")
    clerk.post(ADDRESS, {"name": "A", **ASYLUM, "q": "Zzyxcanary", "nationality": "Zzyxcanary", "word": "Zzyxcanary"})
    assert only(hochmosel).filter == ASYLUM


def test_my_list_opens_with_my_default_and_all_cases_stay_one_click_away(
    browser: Browser, hochmosel: Personas, file: UUID
) -> None:
    clerk = browser("soz")
    keep(clerk)
    clerk.post(f"{ADDRESS}{only(hochmosel).id}/", {"act": "default"})
    assert clerk.get("/faelle/").url == "/faelle/?group=asylum_seeker"  # type: ignore[attr-defined]
    every = clerk.get("/faelle/?alle=1")
    assert every.status_code == 200
    assert 'href="/faelle/?alle=1" aria-current="true"' in every.content.decode()
    assert "my list opens with it" in clerk.get(ADDRESS).content.decode()
    clerk.post(f"{ADDRESS}{only(hochmosel).id}/", {"act": "no-default"})
    assert clerk.get("/faelle/").status_code == 200


def test_a_view_is_renamed_shared_deleted_and_brought_back(browser: Browser, hochmosel: Personas) -> None:
    clerk = browser("soz")
    keep(clerk)
    address = f"{ADDRESS}{only(hochmosel).id}/"
    clerk.post(address, {"name": "Im Verfahren", "shared": "1"})
    assert (only(hochmosel).name, only(hochmosel).is_shared) == ("Im Verfahren", True)
    page = clerk.post(address, {"act": "delete"}, follow=True).content.decode()
    assert "The view “Im Verfahren” was deleted." in page
    undo = dict(re.findall(r'<input type="hidden" name="(name|shared|group)" value="([^"]*)">', page))
    clerk.post(ADDRESS, undo)
    assert (only(hochmosel).name, only(hochmosel).is_shared, only(hochmosel).filter) == ("Im Verfahren", True, ASYLUM)


@pytest.mark.parametrize("act", ["delete", "default", "rename"])
def test_the_views_of_others_look_like_nothing(act: str, browser: Browser, hochmosel: Personas) -> None:
    keep(browser("soz"), shared="1")
    address = f"{ADDRESS}{only(hochmosel).id}/"
    body = {"act": act, "name": "mine now"}
    for stranger in ("fremd", "jc"):
        page = browser(stranger)
        assert "Asyl" not in page.get(ADDRESS).content.decode()
        hidden, unknown = page.post(address, body), page.post(f"{ADDRESS}{uuid4()}/", body)
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.content == unknown.content
    assert only(hochmosel).name == "Asyl"


def test_a_name_is_escaped_and_one_is_needed(browser: Browser) -> None:
    clerk = browser("soz")
    keep(clerk, "<script>alert(1)</script>")
    for address in (ADDRESS, "/faelle/"):
        assert "<script>alert" not in clerk.get(address).content.decode()
    page = clerk.post(ADDRESS, {"name": " ", **ASYLUM}, follow=True).content.decode()
    assert "Please give the view a name." in page
