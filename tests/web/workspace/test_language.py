"""The pages speak the language of the account; before logging in that of the browser, and German when nothing fits."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nahtlos.organisations.models import Account
from tests.personas import PASSWORD, Personas


@pytest.mark.parametrize(
    ("asked", "spoken"), [("en-GB,en;q=0.9", "en"), ("de-AT", "de"), ("ti,am;q=0.8", "de"), ("", "de"), ("fr,en", "en")]
)
def test_the_login_page_follows_the_browser(asked: str, spoken: str, db: None) -> None:
    page = Client(headers={"Accept-Language": asked}).get(reverse("login")).content.decode()
    assert f'<html lang="{spoken}"' in page


def test_after_logging_in_the_account_decides(hochmosel: Personas) -> None:
    clerk = Client(headers={"Accept-Language": "en"})
    clerk.post(reverse("login"), {"username": "soz", "password": PASSWORD})
    page = clerk.get("/")
    assert '<html lang="de"' in page.content.decode()
    assert page.headers["Content-Language"] == "de"


def test_whoever_switches_is_spoken_to_so_at_every_computer(hochmosel: Personas) -> None:
    clerk, elsewhere = Client(), Client(headers={"Accept-Language": "de"})
    for client in (clerk, elsewhere):
        client.force_login(hochmosel.soz.membership.account)
    answer = clerk.post(reverse("set_language"), {"language": "en", "next": "/faelle/"})
    assert answer.headers["Location"] == "/faelle/"
    for client in (clerk, elsewhere):
        assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.parametrize("code", ["", "xx", "../../etc"])
def test_a_language_nobody_translated_changes_nothing(code: str, hochmosel: Personas) -> None:
    clerk = Client()
    clerk.force_login(hochmosel.soz.membership.account)
    clerk.post(reverse("set_language"), {"language": code})
    assert Account.objects.get(username="soz").language == "de"


def test_a_link_cannot_switch_the_language(hochmosel: Personas) -> None:
    clerk = Client()
    clerk.force_login(hochmosel.soz.membership.account)
    assert clerk.get(reverse("set_language"), {"language": "en"}).status_code == 405
    assert '<html lang="de"' in clerk.get("/").content.decode()
