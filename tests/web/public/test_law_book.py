"""The rule book is for everybody: no login, nothing about anybody, the same page for clerk, stranger and visitor."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahtlos.law import rules_with
from nahtlos.law.book.content import book
from nahtlos.law.book.pages import Pages
from tests.organisations.modules import decided
from tests.web.workspace.conftest import Browser, browser, file  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db

NAMES = ["", *(name for name, _title in Pages(book(rules_with({}), "de"), lambda page, anchor: page).names())]


def address(name: str, language: str = "de") -> str:
    end = "" if language == "de" else "_en"
    return reverse(f"law_page{end}", args=[name]) if name else reverse(f"law_book{end}")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_there_for_everybody_and_leads_nowhere_wrong(name: str, language: str, client: Client) -> None:
    answer = client.get(address(name, language))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in page
    known = {address(one, language) for one in NAMES} | {address(name, other) for other in ("de", "en")} | {"/"}
    anchors = set(re.findall(r'id="([^"]+)"', page))
    for link in re.findall(r'<a [^>]*href="([^"]+)"', page):
        target, _, anchor = link.partition("#")
        assert target in known or (not target and anchor in anchors), link
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_page_may_be_kept_and_sets_no_cookie(client: Client) -> None:
    answer = client.get(address("benefit_law"))
    assert set(answer.headers["Cache-Control"].split(", ")) == {"public", "max-age=600"}
    assert not answer.cookies
    assert "<script" not in answer.content.decode()
    assert client.post(address("benefit_law")).status_code == 405


@pytest.mark.parametrize("name", ["nothing", "..", "benefit.*", "en"])
def test_what_is_not_in_the_book_is_not_found(name: str, client: Client) -> None:
    assert client.get(f"/recht/{name}/x/").status_code == 404
    if name != "en":
        assert client.get(f"/recht/{name}/").status_code == 404


def test_clerk_stranger_and_visitor_see_the_same_and_nobody_in_it(browser: Browser, file: UUID) -> None:  # noqa: F811
    pages = [
        browser("soz").get(address("employment")),
        browser("fremd").get(address("employment")),
        Client().get(address("employment")),
    ]
    seen = [answer.content.decode() for answer in pages]
    assert seen[0] == seen[1] == seen[2]
    assert "Zzyxcanary" not in seen[0]
    assert "Sommer" not in seen[0]
    assert str(file) not in seen[0]


def test_a_visitor_costs_one_statement_however_long_the_page(client: Client) -> None:
    for name in ("", "employment"):
        client.get(address(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(name))
        assert len(captured.captured_queries) <= 2, captured.captured_queries


def test_a_module_that_is_on_stands_in_the_book_with_its_day(client: Client) -> None:
    assert "nicht eingeschaltet" in client.get(address("modules")).content.decode()
    assert 'id="rule-lrag' not in client.get(address("asylblg.ground")).content.decode()
    with decided("lrag", "enabled", date(2026, 10, 1)):
        assert "eingeschaltet ab 01.10.2026" in client.get(address("modules")).content.decode()
        page = client.get(address("asylblg.ground")).content.decode()
        assert 'id="rule-lrag_1_1_nr_3_lit_a_24"' in page
        assert "seit 01.10.2026" in page
    assert 'id="rule-lrag' not in client.get(address("asylblg.ground")).content.decode()


def test_the_provision_of_an_answer_leads_to_its_rule(browser: Browser, file: UUID) -> None:  # noqa: F811
    clerk = browser("soz")
    page = clerk.get(reverse("case", args=[file]))
    lines = [line for group in page.context["answers"] for line in group.lines if line.told.law]
    assert len(lines) > 8
    for line in lines:
        assert line.rule_address.startswith("/recht/en/"), line
        assert f'href="{line.rule_address}"' in page.content.decode()
        target, _, anchor = line.rule_address.partition("#")
        assert f'id="{anchor}"' in clerk.get(target).content.decode(), line


@pytest.mark.parametrize("name", ["", "benefit_law", "integration_course", "modules", "parameters"])
def test_a_page_is_light_enough_for_a_slow_line(name: str, client: Client) -> None:
    page = client.get(address(name)).content
    parts = re.findall(r'(?:href|src)="/static/(nahtlos/[^"]+)"', page.decode())
    assert len(page) + sum(Path(str(finders.find(part))).stat().st_size for part in parts) < 90_000
