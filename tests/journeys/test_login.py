"""Logging in with an app and with a passkey: set up by a case worker herself, then used."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import District


@pytest.fixture
def page(chromium: Browser, district: District) -> Iterator[Page]:
    """A passkey belongs to a name, so the district is called by its name here."""
    context = chromium.new_context(locale="de-DE", base_url=f"http://localhost:{urlsplit(district.address).port}")
    page = context.new_page()
    yield page
    context.close()


def code_of(secret: str) -> str:
    """What an authenticator app shows for this key now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def type_password(page: Page, district: District, username: str) -> None:
    page.goto("/anmelden/")
    page.get_by_label("Benutzername").fill(username)
    page.get_by_label("Passwort").fill(district.passwords[username])
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()


def log_out(page: Page) -> None:
    page.locator(".nt-bar__own details summary").click()
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/anmelden/")


def test_a_case_worker_sets_up_an_app_and_logs_in_with_its_code(page: Page, district: District) -> None:
    type_password(page, district, "aa2")
    page.wait_for_url("**/")
    page.goto("/meine-arbeit/anmeldung/")
    found = violations(page)
    page.get_by_role("link", name="App einrichten").click()
    found += violations(page)
    secret = page.locator("[data-nt-secret]").inner_text()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Einrichten").click()
    expect(page.get_by_text("Der Code stimmt nicht").first).to_be_visible()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Einrichten").click()
    expect(page.locator(".nt-codes li")).to_have_count(10)
    found += violations(page)
    emergency = page.locator(".nt-codes li").first.inner_text()
    log_out(page)

    type_password(page, district, "aa2")
    page.wait_for_url("**/anmelden/zweiter-faktor/")
    found += violations(page)
    page.goto("/faelle/")
    page.wait_for_url("**/anmelden/?next=/faelle/")
    type_password(page, district, "aa2")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator(".nt-bar__own")).to_contain_text("Petra Kesselring")
    log_out(page)

    type_password(page, district, "aa2")
    page.get_by_label("Code").fill(emergency)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator(".nt-bar__own")).to_contain_text("Petra Kesselring")
    assert found == []


def test_a_case_worker_adds_a_passkey_and_needs_neither_user_name_nor_password(page: Page, district: District) -> None:
    type_password(page, district, "jc2")
    page.wait_for_url("**/")
    page.goto("/meine-arbeit/anmeldung/passkey/")
    assert violations(page) == []
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.locator(".nt-codes li")).to_have_count(10)
    log_out(page)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.locator(".nt-bar__own")).to_contain_text("Jochen Clasen")
    log_out(page)
    type_password(page, district, "jc2")
    page.wait_for_url("**/anmelden/zweiter-faktor/")
    page.get_by_role("button", name="Passkey benutzen").click()
    expect(page.locator(".nt-bar__own")).to_contain_text("Jochen Clasen")


def test_the_page_asks_before_it_logs_somebody_out_and_goes_to_the_login_when_nobody_answers(
    page: Page, district: District
) -> None:
    left = {"seconds": 100}
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(json={"left": left["seconds"]})

    page.clock.install()
    type_password(page, district, "abh2")
    page.wait_for_url("**/")
    page.route("**/anmelden/noch-da/", answer)
    page.goto("/meine-arbeit/")
    page.clock.fast_forward("14:00")
    stay = page.get_by_role("button", name="Angemeldet bleiben")
    expect(stay).to_be_visible()
    with page.expect_request(lambda request: request.method == "POST"):
        stay.click()
    expect(stay).not_to_be_visible()
    assert asked == ["GET", "POST"]

    page.context.clear_cookies()
    left["seconds"] = 0
    page.clock.fast_forward("00:20")
    page.wait_for_url("**/anmelden/?next=/meine-arbeit/")
