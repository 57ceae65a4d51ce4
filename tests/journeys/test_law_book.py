"""The rule book without a login: no violation of the accessibility rules, at every width and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import District

PAGES = ["/recht/", "/recht/employment/", "/recht/benefit_law/", "/recht/modules/", "/recht/parameters/", "/recht/en/"]


def test_no_page_of_the_book_violates_the_accessibility_rules(chromium: Browser, district: District) -> None:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    found = {}
    for address in PAGES:
        page.goto(f"{district.address}{address}")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        found[address] = violations(page)
    context.close()
    assert {address: lines for address, lines in found.items() if lines} == {}


def test_from_the_log_in_to_a_rule_and_into_the_other_language(chromium: Browser, district: District) -> None:
    context = chromium.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{district.address}/anmelden/")
    page.get_by_role("link", name="Regelwerk").click()
    page.get_by_role("link", name="Leistungsgesetz für den Lebensunterhalt", exact=True).click()
    expect(page.get_by_role("heading", name="Wer nicht hilfebedürftig ist")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Whoever is not in need")).to_be_visible()
    context.close()
