"""Nobody falls between two agencies: the recognition is recorded, the Jobcenter accepts, she gets her letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import District
from tests.journeys.lists import _HEADINGS

PERSON = [
    "170101000077", "Wandelbar", "Amal", "14.03.1985", "w", "Syrien", "02.09.2015", "03.09.2015", "11.01.2016",
    "Aufenthaltsgestattung § 55 AsylG", "11.01.2016", "10.01.2017", "privat", "Lindenweg 8", "54901", "Moselbrück",
    "040 66969207",
]  # fmt: skip
PAID = (
    "Zahlliste AsylbLG Stand 30.09.2016\r\n"
    "Fallnummer;lfd.;Name;geb. am;Geschlecht;Staatsangehörigkeit;Straße;PLZ;Ort;Leistung;seit\r\n"
    "50.3-2016/0077;1;Wandelbar, Amal;14.03.85;w;syrisch;Lindenweg 8;54901;Moselbrück;§ 3 AsylbLG;01.10.2015"
)


@pytest.fixture
def visit(chromium: Browser, district: District) -> Iterator[object]:
    """`visit("jc")`: a browser without JavaScript, logged in; everything must work so. `axe fremd`: to be looked at."""
    contexts = []

    def logged_in(name: str) -> Page:
        context = chromium.new_context(locale="de-DE", java_script_enabled=name.startswith("axe"))
        contexts.append(context)
        page = context.new_page()
        district.log_in(page, {"axe": "jc"}.get(name, name.removeprefix("axe ")))
        return page

    yield logged_in
    for context in contexts:
        context.close()


def _listed() -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in (["Ausländerbehörde, Stand 30.09.2016"], _HEADINGS, PERSON):
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _read_in(page: Page, district: District, content: bytes, name: str) -> None:
    page.goto(f"{district.address}/einlesen/")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Liste als Excel-Mappe oder CSV-Datei").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Hochladen und Vorschau zeigen").click()
    page.get_by_role("button", name="So übernehmen").click()
    page.wait_for_url("**/einlesen/*-*/**")
    address = page.url  # without JavaScript the page looks again by itself; so does the test
    for _ in range(60):
        page.goto(address)
        if page.get_by_role("link", name="Bericht").count():
            return
        page.wait_for_timeout(1000)
    pytest.fail("the list was not carried out")


def _open(page: Page, district: District) -> None:
    page.goto(f"{district.address}/faelle/")
    page.get_by_role("searchbox").fill("wandelbar")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("rowheader").get_by_role("link").first.click()


def test_from_the_recognition_to_the_letter(visit, district: District) -> None:  # type: ignore[no-untyped-def]
    immigration = visit("abh")
    _read_in(immigration, district, _listed(), "auslaenderbehoerde.xlsx")
    social = visit("soz")
    _read_in(social, district, PAID.encode("cp1252"), "sozialamt.csv")
    # The recognition is recorded at the immigration office.
    _open(immigration, district)
    immigration.wait_for_url(re.compile(r"/faelle/[0-9a-f-]{36}/"))
    file = immigration.url.partition("?")[0]
    immigration.goto(f"{file}erfassen/asylum_decision/")
    immigration.get_by_label("Entscheidung des BAMF").select_option("refugee")
    immigration.get_by_label("Zugestellt am").fill("1.9.2016")
    immigration.get_by_label("Bestandskräftig seit").fill("16.9.2016")
    immigration.get_by_label("Bescheid", exact=True).check()
    immigration.get_by_role("button", name="Speichern").click()
    immigration.goto(f"{file}erfassen/residence/")
    immigration.get_by_label("Aufenthaltsstatus").select_option("ae_25_2_alt1")
    immigration.get_by_label("Gilt ab").fill("20.09.2016")
    immigration.get_by_label("Aufgedrucktes Ende des Dokuments").fill("19.09.2019")
    immigration.get_by_label("Es ist der erste Aufenthaltstitel").check()
    immigration.get_by_label("Dokument lag vor").check()
    immigration.get_by_role("button", name="Speichern").click()
    # Without it the law does not know whether she can work, and names nobody.
    _open(social, district)
    expect(social.get_by_role("main").get_by_role("link", name=re.compile("^Übergabe"))).to_have_count(0)
    agency = visit("aa")
    agency.goto(f"{file}erfassen/jobseeker/")
    agency.get_by_label("Gemeldet als").select_option("arbeitsuchend")
    agency.get_by_label("Gemeldet bei").select_option("arbeitsagentur")
    agency.get_by_label("Gilt ab").fill("20.09.2016")
    agency.get_by_label("Angabe der Person").check()
    agency.get_by_role("button", name="Speichern").click()
    # The Sozialamt reads on the next page load what the law says, and what is missing in the package.
    _open(social, district)
    social.get_by_role("main").get_by_role("link", name=re.compile("^Übergabe")).first.click()
    expect(social.get_by_role("heading", level=1)).to_contain_text("Übergabe")
    expect(social.get_by_text("fehlt").first).to_be_visible()
    # The Jobcenter sees a preview, accepts, and sees her.
    jobcenter = visit("jc")
    jobcenter.goto(f"{district.address}/uebergaben/")
    row = jobcenter.get_by_role("row").filter(has_text="Name nach der Annahme").first
    row.get_by_role("link").click()
    address = jobcenter.url
    assert "Wandelbar" not in jobcenter.content()
    jobcenter.get_by_role("button", name="Annehmen").click()
    expect(jobcenter.get_by_text("Angenommen. Die Akte steht Ihnen offen.")).to_be_visible()
    expect(jobcenter.get_by_role("main")).to_contain_text("Wandelbar")
    expect(jobcenter.get_by_role("main")).to_contain_text("führt ab 01.10.2016")
    letter = jobcenter.get_by_role("link", name="Brief an die Person (PDF)").get_attribute("href")
    paper = jobcenter.request.get(f"{district.address}{letter}")
    assert paper.body().startswith(b"%PDF")
    assert "Wandelbar" not in paper.headers["content-disposition"]
    looked_at = visit("axe")
    for place in (address, f"{district.address}/uebergaben/"):
        looked_at.goto(place)
        assert violations(looked_at) == []


def test_she_moves_to_another_district(visit, district: District) -> None:  # type: ignore[no-untyped-def]
    """Her file goes to the Jobcenter of Fernau; until it has accepted it reads no name."""
    social = visit("soz")
    _open(social, district)
    social.wait_for_url(re.compile(r"/faelle/[0-9a-f-]{36}/"))
    file = social.url.partition("?")[0]
    social.goto(f"{file}weitergeben/")
    social.get_by_label("Umzug in einen anderen Landkreis: Die ganze Akte wird übergeben").check()
    social.get_by_label("An wen?").select_option(label="Jobcenter Fernau")
    social.get_by_role("button", name="Senden").click()
    expect(social.get_by_role("heading", level=1)).to_contain_text("Umzug in einen anderen Landkreis")
    address = social.url
    far = visit("axe fremd")
    far.goto(address)
    assert "Wandelbar" not in far.content()
    expect(far.get_by_role("main")).to_contain_text("1985")
    assert violations(far) == []
    far.get_by_role("button", name="Annehmen").click()
    expect(far.get_by_text("Angenommen. Die Akte ist da, und Ihre Stelle führt sie ab heute.")).to_be_visible()
    assert violations(far) == []
    letter = far.get_by_role("link", name="Brief an die Person (PDF)").get_attribute("href")
    assert far.request.get(f"{district.address}{letter}").body().startswith(b"%PDF")
    far.get_by_role("main").get_by_role("link", name=re.compile("Wandelbar")).first.click()
    expect(far.get_by_role("main")).to_contain_text("Diese Akte kam am 30.09.2016 aus Landkreis Hochmosel.")
    assert violations(far) == []
    social.goto(address)
    expect(social.get_by_role("main")).to_contain_text("Ihre Akte ist geschlossen.")
    social.goto(file)
    expect(social.get_by_role("main")).to_contain_text("Umgezogen nach Landkreis Fernau am 30.09.2016")
