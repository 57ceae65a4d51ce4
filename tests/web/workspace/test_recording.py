"""Recording a fact changes what the file says and what the law answers; nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Conflict, Deadline, Fact
from nahtlos.web.workspace.forms.kinds import FORMS
from tests.cases.files import asylum_seeker, listed, open_file, person, said
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

RECOGNISED = {
    "status": "ae_25_2_alt1",
    "valid_from": "1.9.2016",
    "valid_until": "31.08.2019",
    "first_title": "on",
    "source": "document",
    "source_note": "card",
}


def _version(client: Client, address: str) -> str:
    page = client.get(address)
    return str(page.context["form"].initial["version"])


def _post(client: Client, address: str, data: dict[str, str]) -> object:
    return client.post(address, {**data, "version": _version(client, address)})


def test_a_recognition_is_recorded_and_the_answers_change(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    response = _post(clerk, reverse("record", args=[file, "residence"]), RECOGNISED)
    assert response.status_code == 302  # type: ignore[attr-defined]
    page = clerk.get(reverse("case", args=[file])).content.decode()
    assert "Recorded: Residence status" in page
    assert "Group of persons: now Recognised or entitled to stay, before Asylum seeker" in page
    assert "Employment: now allowed without a permit" in page


def test_a_decision_moves_the_benefits_from_the_first_of_the_month(browser: Browser, hochmosel: Personas) -> None:
    looks_for_work = said("jobseeker", {"kind": "arbeitsuchend", "at": "arbeitsagentur"}, date(2016, 3, 1))
    with acting_as(hochmosel.soz):
        file = open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira", facts=(looks_for_work,)))
    clerk = browser("soz")
    decision = {"kind": "refugee", "served_on": "02.09.2016", "final_on": "17.09.2016", "source": "decision"}
    _post(clerk, reverse("record", args=[file, "asylum_decision"]), decision)
    told = clerk.session["news"][0]["lines"]
    _post(clerk, reverse("record", args=[file, "residence"]), {**RECOGNISED, "valid_from": "20.09.2016"})
    told += clerk.session["news"][0]["lines"]
    assert any(line.startswith("Paid by:") and "from 01.10.2016 Jobcenter" in line for line in told), told
    page = clerk.get(reverse("case", args=[file])).content.decode()
    assert '<time datetime="2016-10-01">01.10.2016</time>' in page


def test_news_are_told_once(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    _post(clerk, reverse("record", args=[file, "residence"]), RECOGNISED)
    address = reverse("case", args=[file])
    assert b"Recorded:" in clerk.get(address).content
    assert b"Recorded:" not in clerk.get(address).content


def test_what_was_recorded_can_be_taken_back_at_once(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk = browser("soz")
    _post(clerk, reverse("record", args=[file, "residence"]), RECOGNISED)
    news = clerk.session["news"][0]
    assert clerk.post(news["undo"], dict(news["fields"])).status_code == 302
    with acting_as(hochmosel.soz):
        active = Fact.objects.filter(person=file, kind="residence", superseded_at=None, valid_until=None)
        assert "ae_25_2_alt1" not in [fact.value["status"] for fact in active]
        assert Fact.objects.filter(person=file, kind="residence", superseded_at__isnull=False).exists()


def test_after_a_mistake_everything_typed_is_still_there(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    response = _post(clerk, reverse("record", args=[file, "residence"]), {**RECOGNISED, "valid_from": "31.2.2016"})
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert 'value="31.2.2016"' in page
    assert 'value="card"' in page
    assert '<option value="ae_25_2_alt1" selected>' in page
    assert 'href="#id_valid_from"' in page


def test_a_period_that_ends_before_it_begins_is_refused_beside_the_field(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    data = {"kind": "shared", "valid_from": "1.5.2016", "last_day": "30.4.2016", "source": "told"}
    response = _post(clerk, reverse("record", args=[file, "accommodation"]), data)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "The last day lies before the beginning." in response.content.decode()  # type: ignore[attr-defined]


def test_the_last_day_is_inclusive(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk = browser("soz")
    data = {"kind": "shared", "valid_from": "1.5.2016", "last_day": "1.5.2016", "source": "told"}
    assert _post(clerk, reverse("record", args=[file, "accommodation"]), data).status_code == 302  # type: ignore[attr-defined]
    with acting_as(hochmosel.soz):
        fact = Fact.objects.get(person=file, kind="accommodation", value__kind="shared")
    assert (fact.valid_until - fact.valid_from).days == 1  # type: ignore[operator]


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_form_opens_and_names_its_mistakes(kind: str, browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    address = reverse("record", args=[file, kind])
    assert clerk.get(address).status_code == 200
    assert clerk.post(address, {"version": "1"}).status_code == 422


def test_a_kind_nobody_knows_is_not_found(browser: Browser, file: UUID) -> None:
    assert browser("soz").get(reverse("record", args=[file, "shoe_size"])).status_code == 404


def test_a_statement_of_another_office_cannot_be_corrected(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira", facts=(said("entry", {"on": "2015-08-31"}),)), file)
        theirs = Fact.objects.get(person=file, kind="entry", reported_by=hochmosel.abh.organisation_id)
    address = reverse("correct", args=[file, theirs.id])
    assert browser("soz").get(address).status_code == 404
    assert browser("abh").get(address).status_code == 200


def test_a_contradiction_is_shown_settled_and_opened_again(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira", facts=(said("entry", {"on": "2015-08-31"}),)), file)
    clerk, address = browser("soz"), reverse("case", args=[file])
    page = clerk.get(address).content.decode()
    assert "Which statement holds?" in page
    assert "31.08.2015" in page
    with acting_as(hochmosel.soz):
        conflict = Conflict.objects.get(person=file, kind=FactKind.ENTRY, closed_at=None)
        held = Fact.objects.get(person=file, kind="entry", reported_by=hochmosel.abh.organisation_id)
    clerk.post(reverse("settle", args=[file]), {"conflict": conflict.id, "holds": held.id, "note": "passport"})
    assert "Which statement holds?" not in clerk.get(address).content.decode()
    clerk.post(reverse("settle", args=[file]), {"conflict": conflict.id, "reopen": "1"})
    assert "Which statement holds?" in clerk.get(address).content.decode()


def test_a_deadline_is_ticked_and_opened_again(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk = browser("soz")
    _post(clerk, reverse("record", args=[file, "residence"]), RECOGNISED)
    with acting_as(hochmosel.soz):
        due = Deadline.objects.filter(person=file, kind="last_day", done_at=None).order_by("date")[0]
    address = reverse("tick", args=[file])
    assert clerk.post(address, {"deadline": due.id, "done": "1"}).status_code == 302
    with acting_as(hochmosel.soz):
        assert Deadline.objects.get(id=due.id).done_by_id == hochmosel.soz.account_id
    clerk.post(address, {"deadline": due.id, "done": "0"})
    with acting_as(hochmosel.soz):
        assert Deadline.objects.get(id=due.id).done_at is None


@pytest.mark.parametrize("bad", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_forged_deadline_is_not_found(bad: str, browser: Browser, file: UUID) -> None:
    assert browser("soz").post(reverse("tick", args=[file]), {"deadline": bad}).status_code == 404


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)"]
)
def test_no_way_leads_out_of_the_workspace(target: str, browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk = browser("soz")
    _post(clerk, reverse("record", args=[file, "residence"]), RECOGNISED)
    with acting_as(hochmosel.soz):
        due = Deadline.objects.filter(person=file)[0]
    response = clerk.post(reverse("tick", args=[file]), {"deadline": due.id, "done": "1", "next": target})
    assert response.url.startswith("/faelle/")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "shown"), [("2016-01-15", "15.01.2016"), ("1.3.2016", "01.03.2016"), ("gestern", "30.09.2016")]
)
def test_the_file_as_of_a_day(asked: str, shown: str, browser: Browser, file: UUID) -> None:
    page = browser("soz").get(reverse("case", args=[file]), {"on": asked}).content.decode()
    assert f'value="{shown}"' in page
    assert ("Everything on this page holds on that day" in page) == (shown != "30.09.2016")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("nationality", {"first": "SY", "second": "TR"}, {"countries": ["SY", "TR"]}),
        ("nationality", {"first": "XA"}, {"countries": ["XA"]}),
        ("birth", {"birth": "5.11.1991"}, {"year": 1991, "month": 11, "day": 5}),
        ("birth", {"birth": "1991"}, {"year": 1991, "vague": True}),
        ("sex", {"sex": "x"}, {"sex": "x"}),
        ("birth_place", {"place": "حلب"}, {"place": "حلب"}),
        ("language", {"code": "fa-AF", "mother_tongue": "on"}, {"code": "fa-AF", "mother_tongue": True}),
        ("work_permit", {"activity": "apprenticeship", "valid_from": "1.9.2016"}, {"activity": "apprenticeship"}),
        ("work_ban", {"reasons": ["entered_for_benefits"]}, {"reasons": ["entered_for_benefits"]}),
        ("work_ban", {}, {"reasons": []}),
        ("driving_licence", {"held": "yes", "classes": "b, c1"}, {"held": True, "classes": ["B", "C1"]}),
        ("driving_licence", {"held": "no"}, {"held": False}),
        ("born_in_germany", {"confirmed": "on"}, {"value": True}),
        ("suit_pending", {"answer": "yes", "valid_from": "1.9.2016"}, {"value": True}),
        ("first_suspension", {"valid_from": "1.9.2016"}, {"on": "2016-09-01"}),
        ("first_suspension", {"none": "on"}, {"on": None}),
        ("biometrics", {"valid_from": "2.9.2016"}, {"on": "2016-09-02"}),
        ("arrival_certificate", {"none": "on"}, {"on": None}),
        ("identity", {"clarified_on": "1.9.2016"}, {"clarified_on": "2016-09-01"}),
        ("identity", {"neither": "on"}, {"clarified_on": None, "all_reasonable_steps_on": None}),
        ("title_obstacle", {"reasons": ["passport"]}, {"reasons": ["passport"]}),
        ("title_obstacle", {}, {"reasons": []}),
        ("livelihood", {"answer": "yes", "valid_from": "1.9.2016"}, {"value": True}),
        ("assignment", {"basis": "12a_1", "valid_from": "1.9.2016"}, {"basis": "12a_1"}),
        ("absence", {"text": "abroad", "valid_from": "1.9.2016"}, {"text": "abroad"}),
        ("removal", {"answer": "no", "valid_from": "1.9.2016"}, {"value": False}),
        ("prospects", {"answer": "yes", "valid_from": "1.9.2016"}, {"value": True}),
        ("school_years", {"years": "0"}, {"years": 0}),
        ("training_planned", {"kind": "eq", "starts_on": "1.2.2017"}, {"kind": "eq", "starts_on": "2017-02-01"}),
        ("training_planned", {"none": "on"}, {"none": True}),
        ("job_offer", {"activity": "ordinary", "weekly_hours": "30"}, {"activity": "ordinary", "weekly_hours": 30}),
    ],
)
def test_what_was_typed_is_kept_shown_and_can_be_corrected(
    kind: str, typed: dict[str, object], value: dict[str, object], browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    clerk = browser("soz")
    address = reverse("record", args=[file, kind])
    answer = clerk.post(address, {**typed, "source": "document", "version": _version(clerk, address)})
    assert answer.status_code == 302, answer.content.decode()
    with acting_as(hochmosel.soz):
        fact = Fact.objects.get(person=file, kind=kind, superseded_at=None, source="document")
    assert fact.value == value
    page = clerk.get(reverse("case", args=[file]))
    said_so = [one.text for topic in page.context["topics"] if topic.kind == kind for one in topic.statements]
    assert said_so
    assert "–" not in said_so
    again = clerk.get(reverse("correct", args=[file, fact.id])).context["form"]
    shown = {name: again[name].value() for name in typed if name != "valid_from"}
    same = type(again)({**shown, "valid_from": typed.get("valid_from", ""), "source": "told", "version": 1}, kind=kind)
    assert same.is_valid(), same.errors
    assert same.value() == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("birth", {"birth": "31.2.1991"}),
        ("nationality", {"first": "SY", "second": "SY"}),
        ("nationality", {"first": "Syria"}),
        ("driving_licence", {"held": "no", "classes": "B"}),
        ("driving_licence", {"held": "yes", "classes": "Z"}),
        ("first_suspension", {"valid_from": "1.9.2016", "none": "on"}),
        ("first_suspension", {}),
        ("work_ban", {"reasons": ["bad_mood"]}),
        ("identity", {}),
        ("identity", {"clarified_on": "1.9.2016", "neither": "on"}),
        ("training_planned", {"kind": "eq"}),
        ("training_planned", {}),
        ("job_offer", {"activity": "ordinary", "none": "on"}),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(
    kind: str, typed: dict[str, object], browser: Browser, file: UUID
) -> None:
    clerk = browser("soz")
    address = reverse("record", args=[file, kind])
    assert clerk.post(address, {**typed, "source": "told", "version": _version(clerk, address)}).status_code == 422


def test_every_kind_of_fact_can_be_recorded_by_hand(browser: Browser, file: UUID) -> None:
    assert set(FORMS) == set(FactKind)
    page = browser("soz").get(reverse("record_choice", args=[file])).content.decode()
    # What the Jugendamt knows is said by the Jugendamt: the policy gives the Sozialamt no youth welfare to write.
    missing = [kind for kind in FactKind if reverse("record", args=[file, kind]) not in page]
    assert missing == [FactKind.YOUTH_WELFARE]


def test_a_dari_speaker_has_a_file(browser: Browser, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        speaks = said("language", {"code": "prs", "language": "Dari", "mother_tongue": True})
        file = open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira", facts=(speaks,)))
    page = browser("soz").get(reverse("case", args=[file]))
    assert "Dari (mother tongue)" in page.content.decode()
