"""The programme finder on the pages: from the file, and from a few facts about somebody."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from tests.cases.files import asylum_seeker, open_file, recognise
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

TOLERATED = {
    "status": "duldung_60a_2_s1",
    "since": "1.3.2015",
    "entry_on": "1.2.2015",
    "nationality": "AF",
    "date_of_birth": "1.1.1994",
    "accommodation": "shared",
    "in_need": "yes",
    "able_to_work": "yes",
    "on": "1.10.2016",
}


def test_the_file_names_what_is_open_with_office_way_and_provision(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    page = clerk.get(reverse("programmes", args=[file]))
    board, text = page.context["board"], page.content.decode()
    names = {option.code: option for choice in board.now for several in choice.alternatives for option in several}
    assert "counselling_29" in names
    assert "Make an appointment with the careers service" in text
    assert 'href="https://www.gesetze-im-internet.de/sgb_3/__29.html"' in text
    assert all(option.decides and option.apply and option.law for option in names.values())
    assert all(option.why_not for option in board.closed)
    assert all(option.missing or option.note for option in board.unclear)
    case = clerk.get(reverse("case", args=[file])).content.decode()
    assert reverse("programmes", args=[file]) in case
    assert names["counselling_29"].name in case


def test_a_look_for_programmes_is_journalled(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    clerk.get(reverse("programmes", args=[file]))
    assert "looked for programmes" in clerk.get(reverse("case_journal", args=[file])).content.decode()


def test_another_day_gives_another_finding(browser: Browser, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker("Ortner", "Amal"))
        recognise(hochmosel.soz, hers)
    clerk, address = browser("soz"), reverse("programmes", args=[hers])
    before, after = (clerk.get(address, {"on": day}).context["board"] for day in ("2016-02-01", "2016-10-01"))
    assert "Integration services of the Jobcenter" not in before.names
    assert "Integration services of the Jobcenter" in after.names


def test_somebody_without_a_file_is_answered_and_what_excludes_each_other_is_a_choice(browser: Browser) -> None:
    page = browser("soz").get(reverse("finder"), TOLERATED)
    (choice,) = (one for one in page.context["board"].now if one.is_choice)
    assert [[option.code for option in several] for several in choice.alternatives] == [
        ["bab_56", "fbw_81"],
        ["bafoeg_8"],
    ]
    text = page.content.decode()
    assert "Only one of these" in text
    assert "§ 2 Abs. 6 Nr. 1 BAföG" in text


def test_what_is_left_empty_is_asked_for_by_name(browser: Browser) -> None:
    page = browser("soz").get(reverse("finder"), {"status": "aufenthaltsgestattung", "since": "1.3.2016"})
    missing = {one.fact for option in page.context["board"].unclear for one in option.missing}
    assert "accommodation" in missing


@pytest.mark.parametrize(
    "typed",
    [{"status": "king", "since": "1.3.2015"}, {"status": "ae_25_3", "since": "31.2.2015"}, {"status": "ae_25_3"}],
)
def test_what_cannot_be_is_said_beside_the_field(typed: dict[str, str], browser: Browser) -> None:
    page = browser("soz").get(reverse("finder"), typed)
    assert page.status_code == 200
    assert page.context["board"] is None
    assert page.context["form"].errors


def test_nothing_of_the_finder_is_shown_before_it_is_asked(browser: Browser) -> None:
    page = browser("soz").get(reverse("finder"))
    assert page.context["board"] is None
    assert not page.context["form"].errors
