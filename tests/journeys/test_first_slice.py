"""The main job in a real browser: two lists become one file per person, with the answer who is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import District
from tests.journeys.lists import immigration_office, social_office


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="de-DE", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert [text for text in problems if "404" not in text and "422" not in text] == []


def _import(page: Page, district: District, content: bytes, name: str) -> None:
    page.goto(f"{district.address}/einlesen/")
    page.get_by_label("Liste als Excel-Mappe oder CSV-Datei").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Hochladen und Vorschau zeigen").click()
    expect(page.get_by_text("Noch ist nichts übernommen")).to_be_visible()
    page.get_by_role("button", name="So übernehmen").click()
    expect(page.get_by_role("link", name="Bericht")).to_be_visible(timeout=60_000)


def test_1_the_immigration_office_reads_in_its_list(page: Page, district: District) -> None:
    district.log_in(page, "abh")
    _import(page, district, immigration_office(), "auslaenderbehoerde.xlsx")
    page.get_by_role("link", name=re.compile("Neue Akten")).click()
    expect(page.get_by_role("rowheader", name="Muster-Haddad, Mohammed")).to_be_visible()
    page.get_by_role("button", name=re.compile("Birte")).or_(page.locator("summary", has_text="Birte")).click()
    page.get_by_role("button", name="Abmelden").click()


def test_2_the_social_office_reads_in_its_own_and_decides_who_is_who(page: Page, district: District) -> None:
    district.log_in(page, "soz")
    _import(page, district, social_office(), "sozialamt.csv")
    page.goto(f"{district.address}/einlesen/zu-klaeren/")
    expect(page.get_by_role("heading", name="Wer ist das?")).to_be_visible()
    page.get_by_role("link", name="Tesfay, Selam").click()
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Dieselbe Person")).first.click()
    expect(page.get_by_text("Die Zeile wurde verknüpft.")).to_be_visible()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Die Zeile wartet wieder auf eine Entscheidung.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Dieselbe Person")).first.click()
    expect(page.get_by_text("Die Zeile wurde verknüpft.")).to_be_visible()


def test_3_another_spelling_finds_the_person_by_keyboard_alone(page: Page, district: District) -> None:
    page.goto(f"{district.address}/")
    page.keyboard.press("/")
    page.keyboard.type("Mohamed Haddad")
    page.keyboard.press("Enter")
    page.wait_for_url("**/faelle/suche/*/")
    page.locator("#main").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Haddad")


def test_4_the_file_answers_in_ten_seconds_without_scrolling(page: Page) -> None:
    for heading in ("Heute zuständig", "Was sich als Nächstes ändert", "Wen Sie anrufen"):
        box = page.get_by_role("heading", name=heading).bounding_box()
        assert box
        assert box["y"] + box["height"] < 800
    expect(page.get_by_text("Sozialamt Landkreis Hochmosel").first).to_be_visible()
    expect(page.locator(".nt-desks a[href^='tel:']").first).to_be_visible()
    expect(page.get_by_text("auch").first).to_be_visible()
    bar = page.locator(".nt-timeline__bar").first
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Quelle oder Grund")).to_be_visible()


def test_5_recording_the_recognition_changes_the_answers(page: Page) -> None:
    page.get_by_role("link", name="Entscheidung des BAMF", exact=True).click()
    page.get_by_label("Entscheidung des BAMF").select_option("refugee")
    page.get_by_label("Zugestellt am").fill("1.9.2016")
    page.get_by_label("Bestandskräftig seit").fill("16.9.2016")
    page.get_by_label("Bescheid", exact=True).check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Aufenthaltsstatus", exact=True).click()
    page.get_by_label("Aufenthaltsstatus").select_option("ae_25_2_alt1")
    page.get_by_label("Gilt ab").fill("20.09.2016")
    page.get_by_label("Aufgedrucktes Ende des Dokuments").fill("19.09.2019")
    page.get_by_label("Es ist der erste Aufenthaltstitel").check()
    page.get_by_label("Dokument lag vor").check()
    page.get_by_role("button", name="Speichern").click()
    told = page.get_by_role("status").filter(has_text="Erfasst: Aufenthaltsstatus")
    expect(told).to_contain_text("Beschäftigung: jetzt ohne Erlaubnis zulässig")
    expect(page.get_by_role("main")).to_contain_text("AE Flüchtling (§ 25 Abs. 2 Alt. 1)")


def test_6_leaving_a_form_with_entries_asks_first(page: Page) -> None:
    address = page.url
    page.get_by_role("link", name="Wohnort", exact=True).click()
    page.get_by_label("Ort", exact=True).fill("Moselbrück")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address)
    assert asked == ["beforeunload"]


def test_7_no_page_violates_the_accessibility_rules(chromium: Browser, district: District) -> None:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(f"{district.address}/anmelden/")
    found = {"anmelden": violations(page)}
    district.log_in(page, "soz")
    page.goto(f"{district.address}/faelle/")
    file = page.locator("a[data-nt-row]").first.get_attribute("href") or ""
    page.goto(f"{district.address}/einlesen/")
    run = page.locator("a[data-nt-row]").first.get_attribute("href") or ""
    addresses = [
        "/?alle=1", "/faelle/", _found(page, district, "haddad"), _found(page, district, "niemand"), file, f"{file}?on=01.03.2016",
        f"{file}protokoll/", f"{file}erfassen/", f"{file}erfassen/residence/", f"{file}erfassen/asylum_decision/",
        f"{file}zusammenfuehren/", "/personen/neu/", "/einlesen/", run, f"{run}?ergebnis=not_a_person",
        f"{file}foerderung/", f"{file}erklaerung/?sprache=de-x-leicht", "/foerderung/", f"{file}erfassen/identity/",
        "/foerderung/?status=duldung_60a_2_s1&since=1.3.2015&entry_on=1.2.2015",
        "/einlesen/zu-klaeren/", "/meine-arbeit/", "/gibt-es-nicht/",
    ]  # fmt: skip
    for address in addresses:
        page.goto(f"{district.address}{address}")
        found[address] = violations(page)
    page.goto(f"{district.address}{file}erfassen/residence/")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found["mistakes"] = violations(page)
    context.close()
    assert {address: lines for address, lines in found.items() if lines} == {}


def test_8_everything_works_without_javascript(chromium: Browser, district: District) -> None:
    context = chromium.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    district.log_in(page, "soz")
    page.get_by_role("searchbox").fill("tesfay")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Was heute gilt")).to_be_visible()
    page.get_by_text("Zeitstrahl als Tabelle").click()
    expect(page.get_by_role("columnheader", name="Quelle oder Grund")).to_be_visible()
    context.close()


def test_9_fremd_sees_nothing(chromium: Browser, district: District) -> None:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    district.log_in(page, "fremd")
    page.goto(f"{district.address}{_found(page, district, 'haddad')}")
    expect(page.get_by_text("In Ihren Fällen passt niemand.")).to_be_visible()
    page.goto(f"{district.address}/faelle/")
    expect(page.get_by_text("Ihre Stelle ist noch an keinem Fall beteiligt.")).to_be_visible()
    context.close()


def _found(page: Page, district: District, name: str) -> str:
    """The address under which this session finds the people of this name."""
    page.goto(f"{district.address}/faelle/")
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/faelle/suche/*/")
    return page.url.removeprefix(district.address)
