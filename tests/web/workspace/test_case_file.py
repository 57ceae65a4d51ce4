"""What a clerk must see at once in the file: the household side by side, and in words what runs out next."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from nahtlos.cases.models import Fact
from tests.cases.files import asylum_seeker, open_file, recognise
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser


def test_each_member_of_the_household_has_her_own_status_and_lead(browser: Browser, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        mother = open_file(hochmosel.soz, asylum_seeker("Ortner", "Amal", household="H", position="head"))
        child = asylum_seeker("Ortner", "Lina", born=date(2012, 3, 4), household="H", position="child")
        daughter = open_file(hochmosel.soz, child)
        recognise(hochmosel.soz, daughter)
    clerk, address = browser("soz"), reverse("household", args=[mother])
    assert address in clerk.get(reverse("case", args=[mother])).content.decode()
    page = clerk.get(address)
    (shown,) = page.context["relatives"]
    assert shown.person.id == daughter
    assert "§ 25 Abs. 2" in shown.status
    assert shown.lead == "sozialamt"
    assert "Ortner, Lina" in page.content.decode()
    before = clerk.get(address, {"on": "2016-06-01"})
    assert "Aufenthaltsgestattung" in before.context["relatives"][0].status


def test_a_member_whose_file_is_closed_to_me_is_not_shown(browser: Browser, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        mother = open_file(hochmosel.soz, asylum_seeker("Ortner", "Amal", household="H", position="head"))
    with acting_as(hochmosel.jc):
        open_file(hochmosel.jc, asylum_seeker("Ortner", "Hidden", household="H", position="child"))
    for name in ("case", "household"):
        assert "Ortner, Hidden" not in browser("soz").get(reverse(name, args=[mother])).content.decode()
    assert browser("fremd").get(reverse("household", args=[mother])).status_code == 404


def test_what_runs_out_next_is_said_in_words(browser: Browser, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        file = open_file(hochmosel.soz, asylum_seeker("Ortner", "Amal"))
        recognise(hochmosel.soz, file)
        title = Fact.objects.get(person=file, kind="residence", value__status="ae_25_2_alt1", superseded_at=None)
    page = browser("soz").get(reverse("case", args=[file]), {"on": "2019-06-01"})
    lines = page.context["change"].lines
    assert any(line.endswith("ends on 31.08.2019, renewal not recorded") for line in lines), (lines, title.value)
    assert not any("missing: residence status" in line for line in lines)
