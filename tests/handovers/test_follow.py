"""The law proposes: once, with day and provision; amended, withdrawn, and never made twice."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings

from nahtlos.cases.models import CaseAccess, Fact, Participation, Responsibility
from nahtlos.cases.services.facts import correct_fact, record_fact
from nahtlos.cases.services.people import merge_people
from nahtlos.config.checkup import violations
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.enums import OPEN, Act, Level, Origin, Reason, State
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.services.answering import accept, reject
from nahtlos.handovers.sweep import sweep
from nahtlos.handovers.working_days import level_on
from tests.cases.files import TODAY, asylum_seeker, listed, open_file, person, recognise, said, stated
from tests.handovers.conftest import OPENED, leads
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def take_back_recognition(people: Personas, hers: UUID) -> None:
    for fact in Fact.objects.filter(person=hers, superseded_at=None, kind__in=["residence", "asylum_decision"]):
        if fact.valid_from is None or fact.valid_from >= date(2016, 9, 1):
            correct_fact(by=people.soz, fact_id=fact.id, stated=None, why="somebody else's letter")


def test_a_recognition_is_one_proposal_with_its_day_and_provision(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.soz):
        assert (proposed.origin, proposed.state) == (Origin.LAW, State.REQUESTED)
        assert (proposed.sender.kind, proposed.receiver.kind) == ("sozialamt", "jobcenter")
        assert proposed.authority == "jobcenter"
        assert "SGB II" in proposed.law
        assert proposed.wanted_on is not None
        assert proposed.due_on == date(2016, 10, 10), "five working days, 3 October is a holiday"
        assert proposed.asked is not None
        assert leads(proposed.case.person_id) == [("sozialamt", OPENED, None)], "the sender stays responsible"
        (step,) = proposed.transitions.all()
        assert (step.act, step.by, step.before, step.after) == (Act.REQUEST, None, "", State.REQUESTED)
        assert step.detail["from"] == proposed.wanted_on.isoformat()


def test_the_same_again_is_no_second_proposal(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.soz):
        record_fact(
            by=hochmosel.soz,
            person_id=proposed.case.person_id,
            stated=stated("language_level", {"level": "A2"}, date(2016, 9, 2)),
        )
        assert Transfer.objects.count() == 1
        assert Transition.objects.count() == 1
    assert sweep()["escalated"] == 0
    with acting_as(hochmosel.soz):
        assert Transition.objects.count() == 1


def test_a_corrected_fact_takes_the_proposal_back(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.soz):
        take_back_recognition(hochmosel, proposed.case.person_id)
        proposed.refresh_from_db()
        assert proposed.state == State.CANCELLED
        last = proposed.transitions.last()
        assert last is not None
        assert (last.act, last.reason) == (Act.LAPSE, Reason.LAW_CHANGED)
        recognise(hochmosel.soz, proposed.case.person_id)
        assert Transfer.objects.filter(state__in=OPEN).count() == 1, "what is true again is proposed again"


def test_another_day_amends_it(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.soz):
        hers = proposed.case.person_id
        decision = Fact.objects.get(person=hers, kind="asylum_decision", superseded_at=None)
        later = {"kind": "refugee", "served_on": "2016-10-20", "final_on": "2016-11-05"}
        correct_fact(by=hochmosel.soz, fact_id=decision.id, stated=stated("asylum_decision", later), why="misread")
        title = Fact.objects.filter(person=hers, kind="residence", superseded_at=None).latest("valid_from")
        words = stated("residence", {**title.value}, date(2016, 11, 10))
        correct_fact(by=hochmosel.soz, fact_id=title.id, stated=words, why="misread")
        proposed.refresh_from_db()
        assert proposed.state == State.REQUESTED
        assert proposed.wanted_on is not None
        assert proposed.wanted_on > date(2016, 10, 1)
        amended = proposed.transitions.filter(act=Act.AMEND).last()
        assert amended is not None
        assert "wanted_on" in amended.detail


def test_what_is_far_ahead_is_proposed_when_it_comes_near(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        title = {"status": "ae_25_2_alt1", "first_title": True}
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("residence", title, date(2017, 3, 10)))
        assert not Transfer.objects.exists()
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2017, 1, 20))
    sweep()
    sweep()
    with acting_as(hochmosel.soz):
        (one,) = Transfer.objects.all()
        assert one.wanted_on == date(2017, 4, 1), "the run-out month ends with March"


def test_an_acceptance_ahead_takes_effect_on_its_day(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        title = {"status": "ae_25_2_alt1", "first_title": True}
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("residence", title, date(2016, 11, 10)))
        one = Transfer.objects.get()
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=one.id)
        one.refresh_from_db()
        assert (one.state, one.effective_on) == (State.ACCEPTED, date(2016, 12, 1))
        assert CaseAccess.objects.filter(organisation=hochmosel.jc.organisation_id).count() == 1, "she can prepare"
        assert leads(hers) == [("sozialamt", OPENED, None)]
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2016, 11, 30))
    sweep()
    with acting_as(hochmosel.jc):
        assert len(leads(hers)) == 1
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2016, 12, 1))
    sweep()
    with acting_as(hochmosel.jc):
        assert leads(hers) == [("sozialamt", OPENED, date(2016, 12, 1)), ("jobcenter", date(2016, 12, 1), None)]
        one.refresh_from_db()
        assert one.state == State.COMPLETED
    assert violations() == []


def test_a_correction_before_the_day_undoes_the_acceptance_and_its_access(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        title = {"status": "ae_25_2_alt1", "first_title": True}
        fact = record_fact(by=hochmosel.soz, person_id=hers, stated=stated("residence", title, date(2016, 11, 10)))
        one = Transfer.objects.get()
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=one.id)
    with acting_as(hochmosel.soz):
        correct_fact(by=hochmosel.soz, fact_id=fact.id, stated=None, why="somebody else's")
        one.refresh_from_db()
        assert one.state == State.CANCELLED
    with acting_as(hochmosel.jc):
        assert not CaseAccess.objects.filter(organisation=hochmosel.jc.organisation_id).exists()


def test_her_own_list_is_the_jobcenters_acceptance(hochmosel: Personas, proposed: Transfer) -> None:
    hers = proposed.case.person_id
    with acting_as(hochmosel.jc):
        row = person("Zzyxcanary", "Amira", facts=[said("benefits", {"kind": "sgb_ii"}, date(2016, 9, 1))])
        listed(hochmosel.jc, row, hers)
        proposed.refresh_from_db()
        assert proposed.state == State.COMPLETED
        reasons = list(proposed.transitions.values_list("act", "reason"))
        assert reasons[1:] == [(Act.ACCEPT, Reason.OWN_LIST), (Act.TAKE_EFFECT, Reason.DAY_HAS_COME)]
        assert leads(hers) == [("sozialamt", OPENED, TODAY), ("jobcenter", TODAY, None)], "nobody's past is rewritten"


def test_on_the_day_a_file_is_opened_its_lead_still_follows_the_law(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
        recognise(hochmosel.soz, hers)
        assert [kind for kind, *_days in leads(hers)] == ["jobcenter"]
        assert not Transfer.objects.exists()


def test_who_said_no_is_not_asked_the_same_again_and_the_difference_stays_visible(
    hochmosel: Personas, proposed: Transfer
) -> None:
    with acting_as(hochmosel.jc):
        reject(by=hochmosel.jc, transfer_id=proposed.id, reason=Reason.INCOMPLETE)
    with acting_as(hochmosel.soz):
        record_fact(
            by=hochmosel.soz,
            person_id=proposed.case.person_id,
            stated=stated("language_level", {"level": "A2"}, date(2016, 9, 2)),
        )
        assert Transfer.objects.count() == 1
        assert leads(proposed.case.person_id) == [("sozialamt", OPENED, None)]
    assert violations() == []


def test_nothing_expires_silently(hochmosel: Personas, proposed: Transfer, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for day in (date(2016, 10, 10), date(2016, 10, 11), date(2016, 10, 13), date(2016, 10, 18), date(2016, 12, 1)):
        monkeypatch.setattr(settings, "PINNED_TODAY", day)
        sweep()
        sweep()
        with acting_as(hochmosel.jc):
            proposed.refresh_from_db()
            seen.append(proposed.level)
        assert violations() == []
    assert seen == [Level.CONTACT, Level.DEPUTY, Level.TEAM_LEAD, Level.COORDINATOR, Level.COORDINATOR]
    with acting_as(hochmosel.jc):
        assert proposed.state == State.REQUESTED
        assert proposed.transitions.filter(act=Act.ESCALATE).count() == 3


def test_a_request_nobody_reminds_of_is_found_by_the_doctor(
    hochmosel: Personas, proposed: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2016, 11, 10))
    assert {one["invariant"] for one in violations()} == {"overdue-goes-up"}


def test_holidays_are_those_of_the_land() -> None:
    assert add_workdays(date(2016, 10, 28), 1, "BW") == date(2016, 10, 31)
    assert add_workdays(date(2016, 10, 28), 2, "RP") == date(2016, 11, 2), "All Saints' Day"
    assert add_workdays(date(2016, 10, 28), 2, "BE") == date(2016, 11, 1)
    assert level_on(date(2016, 10, 28), date(2016, 10, 30), "RP") == Level.CONTACT
    assert level_on(date(2016, 10, 28), date(2016, 10, 31), "RP") == Level.DEPUTY


def test_a_merge_closes_what_was_asked_about_the_file_that_is_gone(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.soz):
        other = open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira"))
        merge_people(by=hochmosel.soz, kept=other, gone=proposed.case.person_id, reason="the same papers")
        proposed.refresh_from_db()
        last = proposed.transitions.last()
        assert last is not None
        assert (proposed.state, last.reason) == (State.CANCELLED, Reason.CASE_CLOSED)
    assert violations() == []


def test_the_old_lead_still_takes_part_and_cannot_move_the_lead(hochmosel: Personas, proposed: Transfer) -> None:
    hers = proposed.case.person_id
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=proposed.id)
    with acting_as(hochmosel.soz):
        assert Participation.objects.filter(organisation=hochmosel.soz.organisation_id, valid_until=None).exists()
        paid = stated("benefits", {"kind": "asylblg_3"}, date(2016, 9, 5))
        record_fact(by=hochmosel.soz, person_id=hers, stated=paid)
        lead = Responsibility.objects.get(case__person=hers, valid_until=None)
        assert lead.organisation.kind == "jobcenter"
        assert lead.valid_from == TODAY
    assert TODAY - timedelta(days=1) >= OPENED
