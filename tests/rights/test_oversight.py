"""F31, C1 to C6, A40: who looked, for the lead and for the data protection officer; what is unusual; never a name of a file."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from nahtlos.audit import journal
from nahtlos.audit.models import JournalEntry
from nahtlos.audit.seal import DOCTOR
from nahtlos.cases.selectors import get_case_file, list_cases
from nahtlos.core.context import acting
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.models import Account
from nahtlos.rights.about import everything_about
from nahtlos.rights.oversight import Wanted, case_looks, hints, office_export, office_looks
from tests.cases import full
from tests.cases.files import asylum_seeker, open_file
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def entries(verb: str) -> list[JournalEntry]:
    with acting(DOCTOR):
        return list(JournalEntry.objects.filter(verb=verb).order_by("id"))


def test_c1_each_look_adds_one_row_with_its_purpose_and_c5_the_person_reads_it(hochmosel: Personas, hers: UUID) -> None:
    before = len(entries("case.read"))
    with acting_as(hochmosel.soz):
        get_case_file(hochmosel.soz, hers)
        list_cases(hochmosel.soz)
    (new,) = entries("case.read")[before:]
    assert (new.subject, new.purpose, new.detail.get("name")) == (hers, "asylblg_task", None)
    with acting_as(hochmosel.soz):
        looks = everything_about(hochmosel.soz, hers).looks
    assert ("Sozialamt Hochmosel", "clerk", "asylblg_task") in {(one.office, one.role, one.purpose) for one in looks}


def test_who_looked_is_for_the_lead_and_looking_is_journalled(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        found = case_looks(hochmosel.soz, hers)
    assert {"auslaenderbe", "sozialamt"} <= {line.office for line in found.lines}
    assert [one.account for one in entries("journal.read")] == [hochmosel.soz.account_id]
    with acting_as(hochmosel.abh), pytest.raises(AccessDenied):
        case_looks(hochmosel.abh, hers)


def test_the_officer_reads_her_office_and_nobody_elses_and_c3_taking_it_out_is_journalled(
    hochmosel: Personas, hers: UUID, officer: Actor
) -> None:
    with acting_as(hochmosel.soz):
        get_case_file(hochmosel.soz, hers)
    with acting_as(officer):
        found = office_looks(officer, Wanted())
        assert found.total > 0
        assert {line.office for line in found.lines} == {"sozialamt"}
        assert full.CANARY not in str(found)
        assert {line.verb for line in office_looks(officer, Wanted(verb="case.read")).lines} == {"case.read"}
        taken = len(office_export(officer, Wanted()))
    assert [one.detail for one in entries("journal.exported")] == [{"rows": taken}]
    for actor in (hochmosel.soz, hochmosel.fremd):
        with acting_as(actor), pytest.raises(AccessDenied):
            office_looks(actor, Wanted())
    with acting_as(hochmosel.ja):
        own = hochmosel.ja.organisation_id
        others = JournalEntry.objects.exclude(organisation=own).exclude(account=hochmosel.ja.account_id)
        assert not others.exists(), "the second lock asks for the office as well"


def test_c6_two_hundred_openings_in_an_hour_are_an_alarm_and_a40_the_own_family_name_a_hint(
    hochmosel: Personas, officer: Actor
) -> None:
    own_name = hochmosel.soz.membership.account.name.rpartition(" ")[2]
    with acting_as(hochmosel.soz):
        relative = open_file(hochmosel.soz, asylum_seeker(own_name, "Amira"))
        journal.record("case.read", "person", relative)
        for _number in range(200):
            journal.record("case.read", "person", uuid4())
    with acting_as(officer):
        found = {one.kind: one for one in hints(officer)}
        assert next(iter(hints(officer))).is_alarm
    assert (found["hour"].is_alarm, found["hour"].account) == (True, hochmosel.soz.account_id)
    assert found["outside"].count == 200
    assert found["own_name"].count == 1
    page = browser(officer).get(reverse("heute")).content.decode()
    assert "Alarm" in page
    assert "opened 201 files within one hour" in page
    journal_page = browser(officer).get(reverse("office_journal"))
    assert journal_page.status_code == 200
    assert browser(officer).get(reverse("journal_export")).status_code == 200
    assert browser(officer).get(reverse("erasure")).status_code == 200


def browser(actor: Actor) -> Client:
    account = actor.membership.account
    Account.objects.filter(pk=account.pk).update(language="en")
    client = Client()
    client.force_login(account)
    session = client.session
    session["membership"] = str(actor.membership.id)
    session.save()
    return client


def test_c10_what_cannot_be_journalled_shows_nothing(
    hochmosel: Personas, hers: UUID, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("journal is full")

    monkeypatch.setattr(journal, "record", broken)
    with acting_as(hochmosel.soz):
        for look in (case_looks, everything_about):
            with pytest.raises(DatabaseError, match="full"):
                look(hochmosel.soz, hers)
    with acting_as(officer), pytest.raises(DatabaseError, match="full"):
        office_looks(officer, Wanted())


def test_c12_an_actor_named_in_the_request_is_ignored(hochmosel: Personas, hers: UUID) -> None:
    before = len(entries("case.read"))
    headers = {"X-Account": str(hochmosel.abh.account_id), "X-User": "abh"}
    browser(hochmosel.soz).get(reverse("case", args=[hers]) + "?account=abh", headers=headers)
    assert {one.account for one in entries("case.read")[before:]} == {hochmosel.soz.account_id}


def test_the_desk_contests_confirms_and_hands_over_the_report(hochmosel: Personas, hers: UUID) -> None:
    client = browser(hochmosel.abh)
    page = client.get(reverse("rights", args=[hers])).content.decode()
    assert "another day" in page
    assert "contested" in page
    contest = page.partition('name="contest" value="')[2].partition('"')[0]
    client.post(reverse("rights", args=[hers]), {"act": "confirm", "contest": contest, "text": "papers seen"})
    assert "papers seen" in client.get(reverse("rights", args=[hers])).content.decode()
    assert client.get(reverse("report", args=[hers]) + "?sprache=fa").content.startswith(b"%PDF")
    assert client.get(reverse("report", args=[hers]) + "?form=json").json()["person"] == str(hers)
    stranger = browser(hochmosel.fremd)
    for name in ("rights", "report", "case_journal"):
        assert stranger.get(reverse(name, args=[hers])).status_code == 404
        assert stranger.post(reverse("rights", args=[hers]), {"act": "lift", "fact": contest}).status_code == 404
