"""A partner without an account: asked by link, it answers in a browser without JavaScript; axe looks at every page."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import District
from tests.journeys.test_closing import PAID
from tests.journeys.test_handover import _read_in

LISTED = PAID.replace("0078", "0079").replace("Schlusswort, Nadia;02.02.87", "Partnerlos, Samira;03.03.88")


def test_asked_answered_and_told(chromium: Browser, district: District) -> None:
    plain = chromium.new_context(locale="de-DE", java_script_enabled=False)
    outside = chromium.new_context(locale="de-DE", java_script_enabled=False)
    scripted, stranger = chromium.new_context(locale="de-DE"), chromium.new_context(locale="de-DE")
    try:
        page, partner = plain.new_page(), outside.new_page()
        axe, eye = scripted.new_page(), stranger.new_page()
        for one in (page, axe):
            district.log_in(one, "soz")
        _read_in(page, district, LISTED.encode("cp1252"), "partner.csv")
        page.goto(f"{district.address}/faelle/")
        page.get_by_role("searchbox").fill("partnerlos")
        page.get_by_role("button", name="Suchen").click()
        page.get_by_role("rowheader").get_by_role("link").first.click()
        page.goto(f"{page.url.partition('?')[0]}vermitteln/")
        _fine(axe, page.url)
        page.get_by_label("Wer ist der Partner?").fill("Druckerei Beispiel")
        page.get_by_label("Vermittlung in Arbeit oder Ausbildung").check()
        page.get_by_label("Name: Partnerlos, Samira").check()
        page.get_by_role("button", name="Link oder Brief anlegen").click()
        expect(page.get_by_text("Bitte geben Sie an, an welchem Tag").first).to_be_visible()
        page.get_by_label("Die Person hat zugestimmt am").fill("01.09.2016")
        page.get_by_role("button", name="Link oder Brief anlegen").click()
        expect(page.get_by_role("heading", name="Der Link für den Partner")).to_be_visible()
        address, pin = page.locator("code").inner_text(), page.locator("dd strong").inner_text()
        page.get_by_role("link", name="Zur Vermittlung").click()
        _fine(axe, page.url)
        _fine(eye, address)
        partner.goto(address)
        partner.get_by_label("PIN").fill(pin)
        partner.get_by_role("button", name="Weiter").click()
        expect(partner.get_by_text("Partnerlos, Samira")).to_be_visible()
        eye.get_by_label("PIN").fill(pin)
        eye.get_by_role("button", name="Weiter").click()
        _fine(eye)
        partner.get_by_label("Wer antwortet?").first.fill("Frau Beispiel")
        partner.get_by_role("button", name="Wir übernehmen es").click()
        expect(partner.get_by_role("heading", name="Vielen Dank")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Druckerei Beispiel", exact=False).first).to_be_visible()
        expect(page.get_by_text("Frau Beispiel")).to_be_visible()
        _fine(eye, f"{district.address}/vermittlung/")
        _fine(eye, f"{district.address}/vermittlung/link/nobody/")
    finally:
        for context in (plain, outside, scripted, stranger):
            context.close()


def _fine(page: Page, address: str = "") -> None:
    if address:
        page.goto(address)
    assert violations(page) == []
