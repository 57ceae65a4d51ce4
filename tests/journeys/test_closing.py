"""Closed with an outcome, read, found in the list of closed cases, and opened again: without JavaScript, and with axe."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import District
from tests.journeys.test_handover import _read_in

PAID = (
    "Zahlliste AsylbLG Stand 30.09.2016\r\n"
    "Fallnummer;lfd.;Name;geb. am;Geschlecht;Staatsangehörigkeit;Straße;PLZ;Ort;Leistung;seit\r\n"
    "50.3-2016/0078;1;Schlusswort, Nadia;02.02.87;w;syrisch;Lindenweg 9;54901;Moselbrück;§ 3 AsylbLG;01.10.2015"
)


def test_closed_read_and_opened_again(chromium: Browser, district: District) -> None:
    plain = chromium.new_context(locale="de-DE", java_script_enabled=False)
    scripted = chromium.new_context(locale="de-DE")
    try:
        page, axe = plain.new_page(), scripted.new_page()
        for one in (page, axe):
            district.log_in(one, "soz")
        _read_in(page, district, PAID.encode("cp1252"), "sozialamt.csv")
        page.goto(f"{district.address}/faelle/")
        page.get_by_role("searchbox").fill("schlusswort")
        page.get_by_role("button", name="Suchen").click()
        page.get_by_role("rowheader").get_by_role("link").first.click()
        file = page.url.partition("?")[0]
        page.get_by_role("link", name="Fall schließen").click()
        axe.goto(page.url)
        assert violations(axe) == []
        page.get_by_role("button", name="Fall schließen").click()
        expect(page.get_by_role("alert").first).to_be_visible()
        page.get_by_label("Ausbildung", exact=True).check()
        page.get_by_role("button", name="Fall schließen").click()
        expect(page.get_by_text("Dieser Fall ist geschlossen")).to_be_visible()
        axe.goto(file)
        assert violations(axe) == []
        page.goto(f"{district.address}/faelle/?state=closed")
        expect(page.get_by_role("rowheader").filter(has_text="Schlusswort")).to_contain_text("Ausbildung")
        axe.goto(page.url)
        assert violations(axe) == []
        page.goto(file)
        page.get_by_role("link", name="Fall wieder öffnen").click()
        axe.goto(page.url)
        assert violations(axe) == []
        page.get_by_label("Der Fall wurde irrtümlich geschlossen").check()
        page.get_by_role("button", name="Fall wieder öffnen").click()
        expect(page.get_by_text("Der Fall ist wieder offen.")).to_be_visible()
        axe.goto(file)
        axe.get_by_text("Früher 1 Mal geschlossen").click()
        assert violations(axe) == []
    finally:
        plain.close()
        scripted.close()
