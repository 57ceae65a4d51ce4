"""A whole file goes to another district: who sees what before, on the day and after; no day is lost on the way."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import (
    AnswerPeriod,
    Case,
    Closing,
    Deadline,
    Fact,
    Participation,
    ProtectionMark,
    Responsibility,
)
from nahtlos.cases.services.closing import reopen
from nahtlos.cases.services.facts import correct_fact, record_fact, tick_deadline
from nahtlos.cases.services.protection import protect
from nahtlos.config.checkup import violations
from nahtlos.core.context import Acting, acting, as_system
from nahtlos.grants.models import Consent
from nahtlos.handovers.enums import Act, Kind, Level, Reason, State
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.models import Arrival, Transfer
from nahtlos.handovers.selectors import get_transfer, list_transfers, of_case, waiting
from nahtlos.handovers.services.answering import NotNamed, accept, act_as_receiver, reject
from nahtlos.handovers.services.asking import AlreadyAsked, NotAskable, Request, act_as_sender, amend, begin_transfer
from nahtlos.handovers.services.reach import Answered
from nahtlos.handovers.sweep import sweep
from nahtlos.inbox.models import Task
from nahtlos.inbox.tasks import give_task
from nahtlos.notes.services import write_note
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import ContactWish, Identifier, Name, Person
from nahtlos.rights.models import Contest
from nahtlos.rights.services import contest_fact, restrict_fact
from tests.cases import full
from tests.cases.files import TODAY, asylum_seeker, listed, open_file, person, recognise, said, stated
from tests.elsewhere import elsewhere
from tests.handovers.conftest import OPENED, leads, led_since_spring
from tests.organisations.staff import switched_off
from tests.personas import Personas, acting_as

SOON = TODAY + timedelta(days=14)


def ask_to_move(by: Actor, to: UUID, hers: UUID, wanted_on: date | None = None, **more: Any) -> Transfer:
    """The lead asks an office of another district to take the file over."""
    wish = Request(Kind.MOVE, to, wanted_on=wanted_on, **more)
    return begin_transfer(by=by, person_id=hers, request=wish)


def arrived(move: Transfer) -> UUID:
    """The person in the new district, for whoever acts there."""
    return Arrival.objects.get(transfer=move).person


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    return led_since_spring(hochmosel)


@pytest.fixture
def asked(hochmosel: Personas, hers: UUID) -> Transfer:
    """The Sozialamt of Hochmosel asks the Jobcenter of Fernau, for a day in two weeks."""
    with acting_as(hochmosel.soz):
        return ask_to_move(hochmosel.soz, hochmosel.fremd.organisation_id, hers, SOON, note="reads no letters")


@pytest.fixture
def moved(hochmosel: Personas, hers: UUID) -> Transfer:
    """She is in Fernau since today."""
    with acting_as(hochmosel.soz):
        move = ask_to_move(hochmosel.soz, hochmosel.fremd.organisation_id, hers)
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=move.id)
    return move


# -- before ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_before_acceptance_the_other_district_reads_the_request_and_nothing_of_her(
    hochmosel: Personas, hers: UUID, asked: Transfer
) -> None:
    fremd = hochmosel.fremd
    with acting_as(fremd):
        seen = {table: rows for table in full.tables_about_people() if (rows := full.rows_of(table))}
        assert set(seen) <= {"handovers_transfer", "handovers_transition", "inbox_notice", "audit_journalentry"}, seen
        assert seen["handovers_transfer"] == 1
        detail = get_transfer(fremd, asked.id)
        assert (detail.line.name, detail.line.person_id, detail.may_open) == ("", None, False)
        one = detail.line.transfer
        assert one.preview == {"persons": 1, "birth_year": 1990, "call": one.preview["call"]}
        assert one.law == "§ 36 SGB II"
        assert [line.transfer.id for line in waiting(fremd, only_mine=False)] == [asked.id]
        assert list_transfers(fremd, "incoming")[1]["incoming"] == 1
    for job in ("move", "linkage", "recompute"):
        with acting_as(fremd), as_system(job):
            for table in ("people_person", "people_name", "cases_case", "cases_fact", "people_record"):
                assert full.rows_of(table) == 0, (job, table)


@pytest.mark.django_db
def test_a_third_district_and_the_neighbours_of_the_sender_see_nothing(
    hochmosel: Personas, hers: UUID, asked: Transfer
) -> None:
    for system in ("", "move", "linkage", "recompute"):
        with acting(Acting(uuid4(), uuid4(), uuid4(), "sgb_ii_task", system=system)), transaction.atomic():
            for table in ("handovers_transfer", "handovers_transition", "cases_fact", "people_person"):
                assert full.rows_of(table) == 0, (system, table)
    with acting_as(hochmosel.ja):
        assert full.rows_of("handovers_transfer") == 0
    for actor in (hochmosel.ja, hochmosel.jc):
        with acting_as(actor), pytest.raises(Transfer.DoesNotExist), transaction.atomic():
            accept(by=actor, transfer_id=asked.id)


@pytest.mark.django_db
def test_only_the_lead_asks_and_only_an_office_elsewhere_that_can_lead(hochmosel: Personas, hers: UUID) -> None:
    soz, jc, fremd = hochmosel.soz, hochmosel.jc, hochmosel.fremd
    with acting_as(soz), pytest.raises(NotAskable, match="another district"), transaction.atomic():
        ask_to_move(soz, jc.organisation_id, hers)
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira"), hers)
        with pytest.raises(NotAskable, match="leads the case"), transaction.atomic():
            ask_to_move(hochmosel.abh, fremd.organisation_id, hers)
    with acting_as(soz):
        ask_to_move(soz, fremd.organisation_id, hers)
        with pytest.raises(AlreadyAsked), transaction.atomic():
            ask_to_move(soz, fremd.organisation_id, hers)


@pytest.mark.django_db
def test_the_request_is_amended_and_withdrawn_until_it_is_answered(
    hochmosel: Personas, hers: UUID, asked: Transfer
) -> None:
    with acting_as(hochmosel.soz):
        amend(by=hochmosel.soz, transfer_id=asked.id, note="", wanted_on=TODAY)
        asked.refresh_from_db()
        assert asked.wanted_on == TODAY
        act_as_sender(by=hochmosel.soz, transfer_id=asked.id, act=Act.WITHDRAW, reason=Reason.NOT_NEEDED)
    with acting_as(hochmosel.fremd), pytest.raises(NotPossible, match="any more"), transaction.atomic():
        accept(by=hochmosel.fremd, transfer_id=asked.id)
    with acting_as(hochmosel.soz):
        assert leads(hers) == [("sozialamt", OPENED, None)]


def test_who_is_not_responsible_names_another_office_of_her_own_district(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    with (
        elsewhere(django_db_blocker, {"soz": "sozialamt", "jc": "jobcenter"}) as here,
        elsewhere(django_db_blocker, {"jc": "jobcenter", "soz": "sozialamt"}) as there,
    ):
        soz, jc = here["soz"], there["jc"]
        with acting_as(soz):
            hers = open_file(soz, asylum_seeker("Weiter"))
            one = ask_to_move(soz, jc.organisation_id, hers, SOON)
        with acting_as(jc):
            for wrong in (here["jc"].organisation_id, None):
                with pytest.raises(NotNamed), transaction.atomic():
                    reject(by=jc, transfer_id=one.id, reason=Reason.NOT_RESPONSIBLE, named=wrong)
            reject(by=jc, transfer_id=one.id, reason=Reason.NOT_RESPONSIBLE, named=there["soz"].organisation_id)
        with acting_as(soz):
            new = Transfer.objects.get(follows=one)
            assert (new.receiver_id, new.sender_id) == (there["soz"].organisation_id, soz.organisation_id)
            assert (new.state, new.law) == (State.REQUESTED, "§ 10a AsylbLG, § 98 SGB XII")
            assert new.preview["birth_year"] == 1990
            act_as_sender(by=soz, transfer_id=new.id, act=Act.WITHDRAW, reason=Reason.NOT_NEEDED)


@pytest.mark.django_db
def test_nobody_answers_and_it_goes_up(hochmosel: Personas, asked: Transfer) -> None:
    pinned = settings.PINNED_TODAY
    try:
        settings.PINNED_TODAY = TODAY + timedelta(days=30)
        assert sweep()["escalated"] == 1
        with acting_as(hochmosel.fremd):
            asked.refresh_from_db()
            assert asked.level == Level.COORDINATOR
    finally:
        settings.PINNED_TODAY = pinned


# -- on the day --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_on_acceptance_the_new_file_begins_and_the_old_one_ends(
    hochmosel: Personas, hers: UUID, moved: Transfer
) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(fremd):
        new = arrived(moved)
        assert str(Person.objects.get(id=new)) == "Zzyxcanary, Amira"
        assert leads(new) == [("jobcenter", TODAY, None)]
        case = Case.objects.get(person=new)
        assert (case.opened_on, case.closed_on, case.came_from) == (TODAY, None, "Landkreis Hochmosel")
        assert Participation.objects.get(case=case).contact_id == fremd.membership.id
        stands = {fact.kind: fact for fact in Fact.objects.filter(person=new)}
        assert stands["residence"].value == {"status": "aufenthaltsgestattung"}
        assert stands["residence"].reported_by_id == soz.organisation_id
        assert stands["place"].valid_until == TODAY, "she lives there no longer"
        assert not Person.objects.filter(id=hers).exists()
        assert JournalEntry.objects.filter(subject=new, verb="file.moved_in").exists()
    with acting_as(soz):
        moved.refresh_from_db()
        assert (moved.state, moved.effective_on) == (State.COMPLETED, TODAY)
        assert Case.objects.get(person=hers).closed_on == TODAY
        assert leads(hers) == [("sozialamt", OPENED, TODAY)]
        assert not Person.objects.filter(id=new).exists()
        assert not Arrival.objects.exists()
        assert JournalEntry.objects.filter(subject=hers, verb="file.moved_out").exists()
        (line,) = of_case(soz, hers, None)
        assert line.transfer.id == moved.id
    assert violations() == []


@pytest.mark.django_db
def test_nobody_reads_the_other_districts_file_afterwards_whatever_the_job(
    hochmosel: Personas, hers: UUID, moved: Transfer
) -> None:
    with acting_as(hochmosel.fremd):
        new = arrived(moved)
    tables = {"people_name": "person_id", "cases_fact": "person_id", "people_person": "id", "cases_case": "person_id"}
    for actor, other in ((hochmosel.fremd, hers), (hochmosel.soz, new)):
        for job in ("", "move", "linkage", "recompute", "figures"):
            with acting(replace(actor.acting(), system=job)), transaction.atomic(), connection.cursor() as cursor:
                for table, column in tables.items():
                    cursor.execute(f"select count(*) from {table} where {column} = %s", [other])  # noqa: S608
                    assert cursor.fetchone() == (0,), (job, table)
                cursor.execute("select nt.moving()")
                assert cursor.fetchone() == ([],)


def test_the_law_says_the_same_the_day_after(django_db_setup: None, django_db_blocker: Any) -> None:
    """Statements are heard as before, because they keep who made them."""
    kinds = {"soz": "sozialamt", "abh": "auslaenderbehoerde", "jc": "jobcenter", "aa": "arbeitsagentur"}
    with (
        elsewhere(django_db_blocker, kinds) as here,
        elsewhere(django_db_blocker, kinds) as there,
        transaction.atomic(),
    ):
        soz, jc = here["soz"], there["jc"]
        with acting_as(soz):
            hers = open_file(soz, asylum_seeker("Gleich"))
        with acting_as(here["abh"]):
            title = said("residence", {"status": "ae_25_2_alt1", "first_title": True}, date(2016, 9, 1))
            listed(here["abh"], person("Gleich", "Ameera", facts=[title]), hers)
        with acting_as(soz):
            recognise(soz, hers)
        with acting_as(here["jc"]):
            move = ask_to_move(here["jc"], jc.organisation_id, hers)
        with acting(full.DOCTOR):
            before = _answers(hers)
        with acting_as(jc):
            accept(by=jc, transfer_id=move.id)
            new = arrived(move)
            assert not Fact.objects.filter(person=new, kind="asylum_application").exists(), "kept, and closed to it"
            lead = Responsibility.objects.get(case__person=new)
            assert lead.authority == "jobcenter"
        with acting(full.DOCTOR):
            assert _answers(new) == before
            assert Fact.objects.filter(person=new, kind="asylum_application").exists()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_no_office_of_the_new_district_may_read_stays(hochmosel: Personas, hers: UUID, moved: Transfer) -> None:
    """In Fernau there is a Jobcenter and no immigration office."""
    with acting_as(hochmosel.fremd):
        new = arrived(moved)
    with acting(full.DOCTOR):
        kinds = set(Fact.objects.filter(person=new).values_list("kind", flat=True))
    assert {"residence", "benefits", "entry"} <= kinds
    assert "asylum_application" not in kinds


def _answers(hers: UUID) -> list[tuple[Any, ...]]:
    rows = AnswerPeriod.objects.filter(person=hers).order_by("question", "valid_from")
    return list(rows.values_list("question", "valid_from", "next_change", "status", "answer"))


@pytest.mark.django_db
def test_accepted_ahead_of_its_day_the_file_comes_on_the_day_with_what_it_says_then(
    hochmosel: Personas, hers: UUID, asked: Transfer
) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(fremd):
        accept(by=fremd, transfer_id=asked.id)
        assert not Arrival.objects.exists()
        assert not Person.objects.exists()
    with acting_as(soz):
        assert leads(hers) == [("sozialamt", OPENED, None)], "until the day nothing changes"
        record_fact(by=soz, person_id=hers, stated=stated("language_level", {"level": "A2"}, TODAY))
        record_fact(by=soz, person_id=hers, stated=stated("place", {"postcode": "54999", "town": "Fernau"}, SOON))
    sweep()
    pinned = settings.PINNED_TODAY
    try:
        settings.PINNED_TODAY = SOON
        sweep()
        sweep()
        with acting_as(fremd):
            new = arrived(asked)
            assert leads(new) == [("jobcenter", SOON, None)]
            assert Fact.objects.filter(person=new, kind="language_level").exists()
            homes = Fact.objects.filter(person=new, kind="place").order_by("valid_from")
            assert [(one.value["town"], one.valid_until) for one in homes] == [("Musterstadt", SOON), ("Fernau", None)]
        with acting_as(soz):
            assert leads(hers) == [("sozialamt", OPENED, SOON)]
        assert violations() == []
    finally:
        settings.PINNED_TODAY = pinned


@pytest.mark.django_db
def test_an_acceptance_by_mistake_is_taken_back_by_the_team_lead_before_its_day(
    hochmosel: Personas, hers: UUID, asked: Transfer
) -> None:
    fremd = hochmosel.fremd
    with acting_as(fremd):
        accept(by=fremd, transfer_id=asked.id)
        with pytest.raises(NotPossible, match="role"), transaction.atomic():
            act_as_receiver(by=fremd, transfer_id=asked.id, act=Act.TAKE_BACK, reason=Reason.BY_MISTAKE)
        fremd.membership.role = "team_lead"
        act_as_receiver(by=fremd, transfer_id=asked.id, act=Act.TAKE_BACK, reason=Reason.BY_MISTAKE)
        asked.refresh_from_db()
        assert (asked.state, asked.effective_on) == (State.REQUESTED, None)
        with as_system("move"):
            assert full.rows_of("people_person") == 0


@pytest.mark.django_db
def test_the_sender_revokes_before_the_day_and_keeps_its_file(hochmosel: Personas, hers: UUID, asked: Transfer) -> None:
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=asked.id)
    hochmosel.soz.membership.role = "team_lead"
    with acting_as(hochmosel.soz):
        act_as_sender(by=hochmosel.soz, transfer_id=asked.id, act=Act.REVOKE, reason=Reason.NOT_NEEDED)
        assert leads(hers) == [("sozialamt", OPENED, None)]
    assert violations() == []


# -- what goes along, and what does not --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_names_numbers_wishes_ticks_tasks_and_contests_go_along(hochmosel: Personas) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(soz):
        data = asylum_seeker(
            "Zzyxcanary",
            "Amira",
            numbers=[("azr", "990000000042"), ("aktenzeichen", "A-7")],
            phones=[("+4915199990001", "01519 9990001")],
        )
        hers = open_file(soz, data)
        ContactWish.objects.create(person_id=hers, interpreter_needed=True, interpreter_language="ar")
        give_task(by=soz, person_id=hers, kind="call_back", organisation_id=soz.organisation_id, due_on=TODAY, note="x")
        wrong = Fact.objects.filter(person=hers, kind="entry").get()
        contest_fact(by=soz, fact_id=wrong.id, said="another day")
        due = Deadline.objects.filter(person=hers).order_by("date").last()
        if due is not None:
            tick_deadline(by=soz, deadline_id=due.id, done=True)
        move = ask_to_move(soz, fremd.organisation_id, hers)
    with acting_as(fremd):
        accept(by=fremd, transfer_id=move.id)
        new = arrived(move)
        numbers = {one.kind: one for one in Identifier.objects.filter(person=new)}
        assert (numbers["azr"].is_current, numbers["azr"].issuer_id) == (True, fremd.organisation_id)
        assert (numbers["aktenzeichen"].is_current, numbers["aktenzeichen"].issuer_id) == (False, soz.organisation_id)
        assert ContactWish.objects.get(person=new).interpreter_language == "ar"
        assert Name.objects.filter(person=new).count() == 1
        task = Task.objects.get(person=new)
        assert (task.kind, task.note, task.asked_by_id) == ("call_back", "", soz.organisation_id)
        assert task.due_on > TODAY
        contest = Contest.objects.get(person=new)
        assert (contest.said, contest.source_id) == ("another day", fremd.organisation_id)
        if due is not None:
            assert Deadline.objects.get(person=new, code=due.code, date=due.date).done_at is not None
    assert violations() == []


@pytest.mark.django_db
def test_notes_consents_remarks_and_restricted_statements_stay(hochmosel: Personas, hers: UUID) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(soz):
        full.allow(soz, hers, hochmosel.verein)
        write_note(by=soz, person_id=hers, data=DataClass.HEALTH, day=TODAY, text="Zzyxnote")
        Fact.objects.filter(person=hers, kind="jobseeker").update(kind="remark", value={"text": "Zzyxremark"})
        level = record_fact(by=soz, person_id=hers, stated=stated("language_level", {"level": "A2"}, TODAY))
        restrict_fact(by=soz, fact_id=level.id, reason="until it is found out")
        move = ask_to_move(soz, fremd.organisation_id, hers, note="Zzyxnote")
    with acting_as(fremd):
        accept(by=fremd, transfer_id=move.id)
        new = arrived(move)
        assert not Fact.objects.filter(person=new, kind__in=["remark", "language_level"]).exists()
        assert not Consent.objects.filter(person=new).exists()
        assert Arrival.objects.get().consents == 1
        assert get_transfer(fremd, move.id).consents == 1
        for table in ("notes_healthnote", "grants_grant", "grants_consent"):
            assert full.rows_of(table) == 0


@pytest.mark.django_db
def test_protection_travels_and_where_she_went_is_told_to_nobody_else(hochmosel: Personas, hers: UUID) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira"), hers)
    with acting_as(soz):
        protect(by=soz, person_id=hers, code="shelter", note="a house")
        move = ask_to_move(soz, fremd.organisation_id, hers)
    with acting_as(fremd):
        accept(by=fremd, transfer_id=move.id)
        new = arrived(move)
        mark = ProtectionMark.objects.get(person=new)
        assert (mark.reason.code, mark.set_for_id) == ("shelter", fremd.organisation_id)
        with connection.cursor() as cursor:
            cursor.execute("select identity from people_record where person_id = %s", [new])
            assert "Musterstadt" not in str(cursor.fetchall())
    with acting_as(hochmosel.abh):
        assert Case.objects.get(person=hers).closed_on == TODAY
        assert full.rows_of("handovers_transfer") == 0, "that she moved there is where she is"
        assert of_case(hochmosel.abh, hers, None) == []
        looks = JournalEntry.objects.filter(subject=hers)
        assert looks.filter(verb="file.moved_out", account=None).exists()
        assert not looks.filter(organisation=fremd.organisation_id).exists()
        assert str(fremd.organisation_id) not in str(list(looks.values_list("detail", flat=True)))
        with connection.cursor() as cursor:
            cursor.execute("select nt_ctx from cases_caseevent where person_id = %s", [hers])
            assert str(fremd.organisation_id) not in str(cursor.fetchall())


@pytest.mark.django_db
def test_a_participant_reads_the_closed_file_and_where_it_went(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Zzyxcanary", "Amira"), hers)
    with acting_as(hochmosel.soz):
        move = ask_to_move(hochmosel.soz, hochmosel.fremd.organisation_id, hers)
    with acting_as(hochmosel.abh):
        assert full.rows_of("handovers_transfer") == 0, "before the day it is between the two"
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=move.id)
    with acting_as(hochmosel.abh):
        (line,) = of_case(hochmosel.abh, hers, None)
        assert (line.side, line.transfer.receiver.district.name) == ("", "Landkreis Fernau")
        assert not Transfer.objects.filter(id=move.id).update(note="changed"), "and changes nothing"
        assert Fact.objects.filter(person=hers).exists()


@pytest.mark.django_db
def test_the_new_lead_corrects_what_an_office_of_the_old_district_has_stated(
    hochmosel: Personas, hers: UUID, moved: Transfer
) -> None:
    fremd = hochmosel.fremd
    with acting_as(fremd):
        old = Fact.objects.get(person=arrived(moved), kind="benefits")
        right = correct_fact(
            by=fremd, fact_id=old.id, stated=stated("benefits", {"kind": "sgb_ii"}, TODAY), why="moved"
        )
        assert right is not None
        assert right.reported_by_id == fremd.organisation_id
        old.refresh_from_db()
        assert old.superseded_at is not None
    with acting_as(hochmosel.soz), pytest.raises(Fact.DoesNotExist), transaction.atomic():
        correct_fact(by=hochmosel.soz, fact_id=right.id, stated=None, why="not mine")


@pytest.mark.django_db
def test_somebody_known_there_already_is_a_question_for_a_human_and_no_merge(hochmosel: Personas, hers: UUID) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(fremd):
        known = open_file(fremd, person("Zzyxcanary", "Amira", phones=[]))
    with acting_as(soz):
        move = ask_to_move(soz, fremd.organisation_id, hers)
        assert get_transfer(soz, move.id).known == ()
    with acting_as(fremd):
        accept(by=fremd, transfer_id=move.id)
        new = arrived(move)
        assert new != known
        assert [one.person_id for one in get_transfer(fremd, move.id).known] == [known]
        assert Task.objects.get(person=new, cause_type="handovers.known").kind == "clarify"
    with acting_as(soz):
        assert get_transfer(soz, move.id).known == ()


@pytest.mark.django_db
def test_she_moves_back_with_a_new_file_and_every_day_has_one_lead(
    hochmosel: Personas, hers: UUID, moved: Transfer
) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    with acting_as(fremd):
        there = arrived(moved)
        back = ask_to_move(fremd, soz.organisation_id, there)
    with acting_as(soz):
        accept(by=soz, transfer_id=back.id)
        again = arrived(back)
        assert leads(again) == [("sozialamt", TODAY, None)]
        assert [one.person_id for one in get_transfer(soz, back.id).known] == [hers], "her closed file is found"
        assert Case.objects.get(person=again).came_from == "Landkreis Fernau"
    with acting_as(fremd):
        assert Case.objects.get(person=there).closed_on == TODAY
        assert not Responsibility.objects.filter(case__person=there, valid_until=None).exists()
    assert violations() == []


@pytest.mark.django_db
def test_a_handover_in_the_old_district_lapses_with_the_move(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        handover = Transfer.objects.get(kind=Kind.HANDOVER)
        move = ask_to_move(hochmosel.soz, hochmosel.fremd.organisation_id, hers)
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=move.id)
    with acting_as(hochmosel.soz):
        handover.refresh_from_db()
        assert handover.state == State.CANCELLED
    assert violations() == []


@pytest.mark.django_db
def test_an_unanswered_move_is_for_the_new_lead_to_ask(hochmosel: Personas, hers: UUID, asked: Transfer) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        handover = Transfer.objects.get(kind=Kind.HANDOVER)
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=handover.id)
    with acting_as(hochmosel.soz):
        asked.refresh_from_db()
        assert asked.state == State.CANCELLED
        last = asked.transitions.order_by("id").last()
        assert last is not None
        assert last.reason == Reason.LEAD_CHANGED
    assert violations() == []


# -- proposed by a recorded place --------------------------------------------------------------------------------------


def lives_in_fernau(hochmosel: Personas, hers: UUID, on: date = SOON) -> Fact:
    """She is recognised, so the law names the Jobcenter, which Fernau has."""
    recognise(hochmosel.soz, hers)
    home = {"postcode": "54999", "town": "Fernau", "district_ags": "06999"}
    return record_fact(by=hochmosel.soz, person_id=hers, stated=stated("place", home, on))


@pytest.mark.django_db
def test_a_recorded_place_in_another_district_proposes_the_move_once(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        lives_in_fernau(hochmosel, hers)
        one = Transfer.objects.get(kind=Kind.MOVE)
        assert (one.origin, one.state, one.wanted_on) == ("law", State.REQUESTED, SOON)
        assert (one.receiver_id, one.law) == (hochmosel.fremd.organisation_id, "§ 36 SGB II")
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("language_level", {"level": "A2"}, TODAY))
        assert Transfer.objects.filter(kind=Kind.MOVE).count() == 1
    with acting_as(hochmosel.fremd):
        assert [line.transfer.id for line in waiting(hochmosel.fremd, only_mine=False)] == [one.id]
        reject(by=hochmosel.fremd, transfer_id=one.id, reason=Reason.INCOMPLETE)
    with acting_as(hochmosel.soz):
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("language_level", {"level": "B1"}, TODAY))
        assert Transfer.objects.filter(kind=Kind.MOVE).count() == 1, "who has said no is not asked the same again"
    assert violations() == []


@pytest.mark.django_db
@pytest.mark.parametrize("is_accepted", [False, True])
def test_the_proposal_lapses_when_the_place_is_corrected(hochmosel: Personas, hers: UUID, is_accepted: bool) -> None:
    with acting_as(hochmosel.soz):
        wrong = lives_in_fernau(hochmosel, hers)
        one = Transfer.objects.get(kind=Kind.MOVE)
    if is_accepted:
        with acting_as(hochmosel.fremd):
            accept(by=hochmosel.fremd, transfer_id=one.id)
    with acting_as(hochmosel.soz):
        correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=None, why="she stays")
        one.refresh_from_db()
        assert one.state == State.CANCELLED
        assert leads(hers) == [("sozialamt", OPENED, None)]
    with acting_as(hochmosel.fremd), as_system("move"):
        assert full.rows_of("people_person") == 0
    assert violations() == []


@pytest.mark.django_db
def test_the_proposal_follows_the_day_of_the_place(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        wrong = lives_in_fernau(hochmosel, hers)
        one = Transfer.objects.get(kind=Kind.MOVE)
        later = stated("place", dict(wrong.value), SOON + timedelta(days=7))
        correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=later, why="a week later")
        one.refresh_from_db()
        assert (one.state, one.wanted_on) == (State.REQUESTED, SOON + timedelta(days=7))


@pytest.mark.django_db
def test_the_new_place_goes_along_and_proposes_nothing_there(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        lives_in_fernau(hochmosel, hers, TODAY)
        one = Transfer.objects.get(kind=Kind.MOVE)
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=one.id)
        homes = Fact.objects.filter(person=arrived(one), kind="place", valid_until=None)
        assert [home.value["town"] for home in homes] == ["Fernau"]
        assert not Transfer.objects.filter(kind=Kind.MOVE, state=State.REQUESTED).exists()
    assert violations() == []


@pytest.mark.django_db
def test_where_the_other_district_has_no_office_the_law_names_nothing_is_proposed(
    hochmosel: Personas, hers: UUID
) -> None:
    """An asylum seeker is for the Sozialamt; Fernau has none here."""
    with acting_as(hochmosel.soz):
        home = {"postcode": "54999", "town": "Fernau", "district_ags": "06999"}
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("place", home, SOON))
        assert not Transfer.objects.exists()


@pytest.mark.django_db
def test_a_night_run_that_comes_late_makes_no_gap(hochmosel: Personas, hers: UUID, asked: Transfer) -> None:
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=asked.id)
    late, pinned = SOON + timedelta(days=4), settings.PINNED_TODAY
    try:
        settings.PINNED_TODAY = late
        sweep()
        with acting_as(hochmosel.fremd):
            assert leads(arrived(asked)) == [("jobcenter", late, None)]
        with acting_as(hochmosel.soz):
            assert leads(hers) == [("sozialamt", OPENED, late)]
        assert violations() == []
    finally:
        settings.PINNED_TODAY = pinned


@pytest.mark.django_db
def test_while_nobody_works_at_the_receiver_the_file_waits(hochmosel: Personas, hers: UUID, asked: Transfer) -> None:
    with acting_as(hochmosel.fremd):
        accept(by=hochmosel.fremd, transfer_id=asked.id)
    pinned = settings.PINNED_TODAY
    try:
        settings.PINNED_TODAY = SOON
        with switched_off("fremd"):
            sweep()
        with acting_as(hochmosel.soz):
            asked.refresh_from_db()
            assert (asked.state, leads(hers)) == (State.ACCEPTED, [("sozialamt", OPENED, None)])
        sweep()
        with acting_as(hochmosel.soz):
            assert leads(hers) == [("sozialamt", OPENED, SOON)]
    finally:
        settings.PINNED_TODAY = pinned


@pytest.mark.django_db
def test_the_doctor_finds_a_move_that_led_to_no_file(hochmosel: Personas, hers: UUID, asked: Transfer) -> None:
    with acting_as(hochmosel.soz):
        Transfer.objects.filter(id=asked.id).update(state=State.COMPLETED, effective_on=TODAY)
    assert {"invariant": "moved-without-gap", "what": str(asked.id)}.items() <= {
        key: value for one in violations() if one["invariant"] == "moved-without-gap" for key, value in one.items()
    }.items()


@pytest.mark.django_db
def test_she_comes_back_and_the_old_file_is_opened_again(hochmosel: Personas, hers: UUID, moved: Transfer) -> None:
    with acting_as(hochmosel.soz):
        assert Closing.objects.get(person=hers).outcome == "moved"
        reopen(by=hochmosel.soz, person_id=hers, why="came_back")
        assert Responsibility.objects.get(case__person=hers, valid_until=None).organisation_id is not None
    assert violations() == []


# -- two at the same moment --------------------------------------------------------------------------------------------


def test_of_two_who_accept_at_the_same_moment_one_wins(django_db_setup: None, django_db_blocker: Any) -> None:
    with (
        elsewhere(django_db_blocker, {"soz": "sozialamt"}) as here,
        elsewhere(django_db_blocker, {"jc": "jobcenter", "jc2": "jobcenter"}) as there,
    ):
        soz = here["soz"]
        with acting_as(soz):
            hers = open_file(soz, asylum_seeker("Gleichzeitig"))
            one = ask_to_move(soz, there["jc"].organisation_id, hers, SOON)
        start, outcome = threading.Barrier(2), dict[str, Any]()

        def answer(name: str) -> None:
            actor = there[name]
            try:
                start.wait(timeout=30)
                with acting(actor.acting()), transaction.atomic():
                    accept(by=actor, transfer_id=one.id, version=one.version)
                outcome[name] = "won"
            except Answered as faster:
                outcome[name] = faster.step.act
            finally:
                connections.close_all()

        threads = [threading.Thread(target=answer, args=(name,)) for name in there]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert sorted(outcome.values()) == ["accept", "won"], outcome
        soz.membership.role = "team_lead"
        with acting_as(soz):
            act_as_sender(by=soz, transfer_id=one.id, act=Act.REVOKE, reason=Reason.BY_MISTAKE)
