"""Closing a case at the desk, reading the closed file, and opening it again."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from nahtlos.cases.models import Case, Closing
from nahtlos.inbox.tasks import give_task
from tests.cases.files import TODAY, asylum_seeker, listed, open_file, person
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser


def form(file: UUID, people: Personas, **more: str) -> dict[str, str]:
    with acting_as(people.soz):
        version = Case.objects.get(person=file).version
    return {"version": str(version), "outcome": "employment", "last_day": f"{TODAY:%d.%m.%Y}", "note": "", **more}


@pytest.fixture
def shared(file: UUID, hochmosel: Personas) -> UUID:
    """The employment agency takes part, and has a task."""
    with acting_as(hochmosel.aa):
        listed(hochmosel.aa, person("Zzyxcanary", "Amira"), file)
    with acting_as(hochmosel.soz):
        to = hochmosel.aa.organisation_id
        give_task(by=hochmosel.soz, person_id=file, kind="call_back", organisation_id=to, due_on=TODAY)
    return file


def test_f15_closed_with_a_preview_read_by_all_and_taken_back(
    browser: Browser, shared: UUID, hochmosel: Personas
) -> None:
    soz, aa = browser("soz"), browser("aa")
    case, close, again = (reverse(name, args=[shared]) for name in ("case", "case_close", "case_reopen"))
    assert close in soz.get(case).content.decode()
    assert close not in aa.get(case).content.decode(), "only the lead is offered it"
    page = soz.get(close).content.decode()
    assert "1 open task ends" in page
    assert "Call back" in page
    assert "Arbeitsagentur Hochmosel" in page
    assert "No handover or referral is open." in page
    unchosen = soz.post(close, {**form(shared, hochmosel), "outcome": "", "note": "at a bakery"})
    assert unchosen.status_code == 422
    assert "at a bakery" in unchosen.content.decode(), "what was typed is there"
    assert soz.post(close, form(shared, hochmosel, note="at a bakery")).status_code == 302
    page = soz.get(case).content.decode()
    assert "The case is closed." in page, "said once"
    assert again in page, "with the way back"
    for client in (soz, aa):
        page = client.get(case).content.decode()
        assert f"This case is closed; its last day is {TODAY:%d.%m.%Y}." in page
        assert "Work subject to social insurance" in page
        assert "at a bakery" in page
        for offered in ("record_choice", "transfer_new", "contact_wish", "case_close"):
            assert reverse(offered, args=[shared]) not in page, offered
        refused = client.post(reverse("record", args=[shared, "language_level"]), {"level": "A2"})
        assert refused.status_code == 403
        assert "Open it again" in refused.content.decode()
        assert client.get(reverse("rights", args=[shared])).status_code == 200
        assert "Ended because the case was closed" in client.get(reverse("tasks", args=[shared])).content.decode()
    assert "The case was closed" in aa.get(reverse("heute")).content.decode()
    assert soz.post(again, {"why": "by_mistake"}).status_code == 302
    page = soz.get(case).content.decode()
    assert "The case is open again." in page
    assert "Closed 1 time before" in page
    assert "Taken back on the same day:" in page
    assert reverse("record_choice", args=[shared]) in page
    assert soz.get(again).status_code == 200, "an old tab says that it is open"


def test_what_cannot_be_closed_says_why_and_keeps_what_was_typed(
    browser: Browser, shared: UUID, hochmosel: Personas
) -> None:
    soz, aa = browser("soz"), browser("aa")
    close = reverse("case_close", args=[shared])
    assert "Only the leading office can close the case" in aa.get(close).content.decode()
    assert aa.post(close, form(shared, hochmosel)).status_code == 422
    late = soz.post(close, form(shared, hochmosel, last_day=f"{TODAY + timedelta(days=1):%d.%m.%Y}", note="kept"))
    assert late.status_code == 422
    assert "lies in the future" in late.content.decode()
    stale = soz.post(close, form(shared, hochmosel, version="1", note="kept"))
    assert stale.status_code == 422
    assert "changed since you opened this page" in stale.content.decode()
    assert "kept" in stale.content.decode()
    version = form(shared, hochmosel)["version"]
    assert f'name="version" value="{version}"' in stale.content.decode(), "the next click is about the case as it is"
    with acting_as(hochmosel.soz):
        assert Closing.objects.count() == 0
    assert browser("fremd").get(close).status_code == 404
    assert browser("jc").get(close).status_code == 404


def test_an_office_that_took_part_opens_it_again_later(
    browser: Browser, shared: UUID, hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    soz, aa = browser("soz"), browser("aa")
    assert soz.post(reverse("case_close", args=[shared]), form(shared, hochmosel)).status_code == 302
    monkeypatch.setattr(settings, "PINNED_TODAY", TODAY + timedelta(days=30))
    again = reverse("case_reopen", args=[shared])
    assert "The law is asked who leads today" in aa.get(again).content.decode()
    assert aa.post(again, {"why": ""}).status_code == 422
    assert aa.post(again, {"why": "ended", "note": "the bakery is closed"}).status_code == 302
    page = soz.get(reverse("case", args=[shared])).content.decode()
    assert "Open again from 30.10.2016" in page
    assert "the bakery is closed" in page
    assert "The case is open again: Work, training or course has ended" in soz.get(reverse("heute")).content.decode()
    assert browser("fremd").get(again).status_code == 404
    assert browser("jc").post(again, {"why": "ended"}).status_code == 404


def test_lists_search_and_export_know_closed_cases(browser: Browser, shared: UUID, hochmosel: Personas) -> None:
    soz = browser("soz")
    with acting_as(hochmosel.soz):
        open_file(hochmosel.soz, asylum_seeker("Offen", "Nour"))
    assert soz.post(reverse("case_close", args=[shared]), form(shared, hochmosel)).status_code == 302
    cases = reverse("cases")
    assert "Zzyxcanary" not in soz.get(cases).content.decode()
    closed = soz.get(cases, {"state": "closed"}).content.decode()
    assert "Zzyxcanary" in closed
    assert "Offen" not in closed.replace("Offen, Nour", "Offen") or "Nour" not in closed
    assert "last day 30.09.2016, Work subject to social insurance" in closed
    both = soz.get(cases, {"state": "all"}).content.decode()
    assert "Zzyxcanary" in both
    assert "Nour" in both
    found = soz.post(reverse("search"), {"q": "Zzyxcanary"}, follow=True).content.decode()
    assert "last day 30.09.2016" in found
    sheet = load_workbook(BytesIO(soz.get(reverse("export"), {"state": "all"}).content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][-2:] == ("Closed, last day", "Outcome")
    ends = {str(row[0]).split(",")[0]: row[-2:] for row in rows[1:]}
    assert ends["Zzyxcanary"][1] == "Work subject to social insurance"
    assert str(ends["Zzyxcanary"][0])[:10] in (TODAY.isoformat(), f"{TODAY:%d.%m.%Y}")
    assert not any(ends["Offen"])


def test_a_reader_is_not_told_what_her_office_may_not_know(browser: Browser, shared: UUID, hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira"), shared)
    closed = browser("soz").post(reverse("case_close", args=[shared]), form(shared, hochmosel, note="Zzyxgrund"))
    assert closed.status_code == 302
    for page in (reverse("case", args=[shared]), reverse("heute"), f"{reverse('cases')}?state=closed"):
        shown = browser("abh").get(page).content.decode()
        assert "Zzyxcanary" in shown
        assert "Work subject to social insurance" not in shown, page
        assert "Zzyxgrund" not in shown, page
    assert "This case is closed" in browser("abh").get(reverse("case", args=[shared])).content.decode()
