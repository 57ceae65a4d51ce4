"""Closing a case by hand and opening it again: who may, what ends, what stands again, and what stays readable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from nahtlos.cases.enums import CHOSEN_OUTCOMES, AccessLevel, Outcome, Reopened
from nahtlos.cases.models import Case, CaseAccess, Closing, Participation, Responsibility
from nahtlos.cases.responsibility import leave
from nahtlos.cases.search import search
from nahtlos.cases.selectors import CaseFilter, get_case_file, list_cases
from nahtlos.cases.services.closing import NotNow, Outdated, closable, close, close_as, may_reopen, reopen
from nahtlos.cases.services.facts import record_fact
from nahtlos.cases.services.people import NotMergeable, attach_entry, merge_people, undo_merge
from nahtlos.cases.worklist import worklist
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.handovers.enums import Act, State
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.services.answering import accept
from nahtlos.inbox.models import Task
from nahtlos.inbox.newcomers import list_newcomers
from nahtlos.inbox.sources import needs
from nahtlos.inbox.tasks import NotPossible, finish, give_task, tasks_of
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import Record
from tests.cases.files import TODAY, asylum_seeker, intake, listed, open_file, person, recognise, stated
from tests.handovers.conftest import OPENED, led_since_spring
from tests.organisations.staff import switched_off
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=40)


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Led by the Sozialamt since spring; the immigration office and the employment agency take part."""
    hers = led_since_spring(hochmosel)
    for office in (hochmosel.abh, hochmosel.aa):
        with acting_as(office):
            listed(office, person("Zzyxcanary", "Amira"), hers)
    return hers


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def ended(by: Actor, hers: UUID, outcome: str = Outcome.EMPLOYMENT, **more: object) -> Closing:
    return close(by=by, person_id=hers, outcome=outcome, **more)  # type: ignore[arg-type]


def leads(hers: UUID) -> list[tuple[str, date, date | None]]:
    rows = Responsibility.objects.filter(case__person=hers).order_by("valid_from")
    return list(rows.values_list("organisation__kind", "valid_from", "valid_until"))


def parts(hers: UUID) -> list[tuple[object, ...]]:
    rows = Participation.objects.filter(case__person=hers).order_by("id")
    return list(rows.values_list("id", "organisation_id", "contact_id", "deputy_id", "valid_from", "valid_until"))


# -- closing -----------------------------------------------------------------------------------------------------------


def test_a_closed_case_has_its_outcome_and_nobody_leads_it(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        closing = ended(hochmosel.soz, hers, note="  at a bakery ")
        assert (closing.closed_on, closing.entered_on, closing.note) == (TOMORROW, TODAY, "at a bakery")
        assert Case.objects.get(person=hers).closed_on == TOMORROW
        assert leads(hers) == [("sozialamt", OPENED, TOMORROW)]
        assert {row[-1] for row in parts(hers)} == {TOMORROW}
        access = set(CaseAccess.objects.filter(person=hers).values_list("level", flat=True))
        assert access == {AccessLevel.CLOSED}
    assert violations() == []


def test_every_outcome_can_be_chosen_and_those_of_nahtlos_cannot(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        for outcome in CHOSEN_OUTCOMES:
            ended(hochmosel.soz, hers, outcome)
            reopen(by=hochmosel.soz, person_id=hers, why=Reopened.CLOSED_BY_MISTAKE)
        for other in (Outcome.MERGED, Outcome.WITHDRAWN, "nothing"):
            with pytest.raises(NotNow):
                ended(hochmosel.soz, hers, other)
    assert violations() == []


def test_only_the_leading_office_closes(hochmosel: Personas, hers: UUID) -> None:
    for other in (hochmosel.abh, hochmosel.aa):
        with acting_as(other), pytest.raises(NotNow, match="leading office"):
            ended(other, hers)
    with acting_as(hochmosel.fremd), pytest.raises(Case.DoesNotExist):
        ended(hochmosel.fremd, hers)
    for role in (hochmosel.beratung, hochmosel.verein, hochmosel.koord, hochmosel.dsb, hochmosel.admin):
        with acting_as(role), pytest.raises(AccessDenied):
            ended(role, hers)
    with acting_as(hochmosel.soz):
        assert Closing.objects.count() == 0


def test_a_last_day_lies_neither_ahead_nor_before_what_began(hochmosel: Personas, hers: UUID) -> None:
    soz = hochmosel.soz
    with acting_as(soz):
        assert closable(soz, hers).earliest == TODAY, "two offices have joined today"
        with pytest.raises(NotNow, match="future"):
            ended(soz, hers, last_day=TOMORROW)
        with pytest.raises(NotNow, match="later last day"):
            ended(soz, hers, last_day=TODAY - timedelta(days=1))
        Participation.objects.filter(case__person=hers).update(valid_from=OPENED)
        with pytest.raises(NotNow, match="later last day"):
            ended(soz, hers, last_day=OPENED - timedelta(days=1))
        closing = ended(soz, hers, last_day=date(2016, 9, 2))
        assert (closing.closed_on, closing.entered_on) == (date(2016, 9, 3), TODAY)
        assert leads(hers) == [("sozialamt", OPENED, date(2016, 9, 3))]
    assert violations() == []


def test_a_stale_page_and_a_second_click_close_nothing(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        version = Case.objects.get(person=hers).version
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("in_need", {"value": False}, TODAY))
        with pytest.raises(Outdated):
            ended(hochmosel.soz, hers, version=version)
        ended(hochmosel.soz, hers, version=Case.objects.get(person=hers).version)
        with pytest.raises(NotNow, match="closed already"):
            ended(hochmosel.soz, hers)
        assert Closing.objects.count() == 1


def test_what_another_office_has_accepted_is_not_closed_away(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
    with acting_as(hochmosel.jc):
        one = Transfer.objects.get(receiver=hochmosel.jc.organisation_id)
        Transfer.objects.filter(pk=one.pk).update(wanted_on=LATER)
        accept(by=hochmosel.jc, transfer_id=one.id)
        one.refresh_from_db()
        assert one.state == State.ACCEPTED
    with acting_as(hochmosel.soz), pytest.raises(NotNow, match="accepted"):
        ended(hochmosel.soz, hers)


def test_open_requests_lapse_and_tasks_end_with_a_trace(hochmosel: Personas, hers: UUID) -> None:
    soz, aa = hochmosel.soz, hochmosel.aa
    with acting_as(soz):
        recognise(soz, hers)
        assert Transfer.objects.get().state == State.REQUESTED
        task = give_task(
            by=soz, person_id=hers, kind="call_back", organisation_id=aa.organisation_id, due_on=clock.today()
        )
        done = give_task(
            by=soz, person_id=hers, kind="invite", organisation_id=soz.organisation_id, due_on=clock.today()
        )
        finish(by=soz, task_id=done.id)
        closing = ended(soz, hers)
        one = Transfer.objects.get()
        assert one.state == State.CANCELLED
        last = Transition.objects.filter(transfer=one).latest("id")
        assert (last.act, last.reason, last.side) == (Act.LAPSE, "case_closed", "law")
        assert {task.id: task.closing_id for task in tasks_of(soz, hers)} == {task.id: closing.id, done.id: None}
    with acting_as(aa):
        assert [need.kind for need in needs(aa)] == ["closing"]
        with pytest.raises(NotPossible):
            finish(by=aa, task_id=task.id)
    assert violations() == []


def test_nothing_of_a_closed_case_is_due_any_more(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        before = worklist(hochmosel.soz, only_mine=False)
        assert any(before.rungs.values())
        ended(hochmosel.soz, hers)
        for only_mine in (True, False):
            after = worklist(hochmosel.soz, only_mine=only_mine)
            assert [item for items in after.rungs.values() for item in items] == []
            assert after.undated == []
    with acting_as(hochmosel.aa):
        assert list_newcomers(hochmosel.aa).rows == []


def test_others_are_told_and_no_more_than_they_may_know(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        ended(hochmosel.soz, hers, Outcome.EMPLOYMENT)
        assert needs(hochmosel.soz, only_mine=False) == [], "whoever closed it knows"
    with acting_as(hochmosel.aa):
        (told,) = needs(hochmosel.aa, only_mine=False)
        assert "Work subject to social insurance" in told.what
        assert hochmosel.soz.membership.organisation.short_name in told.cause
        assert (told.page, told.on) == ("case", None), "it is in no calendar"
    with acting_as(hochmosel.abh):
        (told,) = needs(hochmosel.abh, only_mine=False)
        assert told.what == "The case was closed", "of work it knows what it has stated itself"
        file = get_case_file(hochmosel.abh, hers)
        assert file.case.closed_on == TOMORROW
        assert file.closings == []
        assert next(line for line in list_cases(hochmosel.abh, CaseFilter(state="closed")).lines).outcome == ""
        assert Closing.objects.count() == 0, "and so says the database"
    with acting_as(hochmosel.fremd):
        assert needs(hochmosel.fremd, only_mine=False) == []
    with acting_as(hochmosel.ja):
        assert needs(hochmosel.ja, only_mine=False) == [], "it took no part"


# -- the closed file ---------------------------------------------------------------------------------------------------


def test_the_closed_file_is_read_by_who_took_part_and_written_by_nobody(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        open_before = get_case_file(hochmosel.soz, hers)
        ended(hochmosel.soz, hers, note="at a bakery")
    for office in (hochmosel.soz, hochmosel.aa):
        with acting_as(office):
            file = get_case_file(office, hers)
            assert file.reads_only
            assert len(file.participations) == 3
            assert {fact.id for fact in file.facts} <= {fact.id for fact in open_before.facts} | {
                fact.id for fact in file.facts if fact.reported_by_id == office.organisation_id
            }
            assert file.facts
            assert file.names
            (closing,) = file.closings
            assert (closing.outcome, closing.note, closing.last_day) == ("employment", "at a bakery", TODAY)
            with pytest.raises(AccessDenied, match="closed"):
                record_fact(by=office, person_id=hers, stated=stated("language_level", {"level": "A2"}, TODAY))
            with pytest.raises(NotPossible):
                give_task(
                    by=office, person_id=hers, kind="invite", organisation_id=office.organisation_id, due_on=TODAY
                )
    for stranger in (hochmosel.fremd, hochmosel.ja):
        with acting_as(stranger), pytest.raises(Case.DoesNotExist):
            get_case_file(stranger, hers)


def test_lists_show_open_cases_and_closed_ones_when_asked(hochmosel: Personas, hers: UUID) -> None:
    soz = hochmosel.soz
    with acting_as(soz):
        other = open_file(soz, asylum_seeker("Probst", "Nour"))
        ended(soz, hers)

        def shown(**chosen: str) -> set[UUID]:
            return {line.person_id for line in list_cases(soz, CaseFilter(**chosen)).lines}

        assert shown() == {other}
        assert shown(state="closed") == shown(state="closed", lead="mine", contact="me") == {hers}
        assert shown(state="all") == {hers, other}
        assert shown(lead="mine") == {other}
        (hit,) = search(soz, "Zzyxcanary")
        assert (hit.line.closed_on, hit.line.outcome) == (TOMORROW, "employment")
        assert next(line for line in list_cases(soz).lines).closed_on is None
    with acting_as(hochmosel.fremd):
        assert list_cases(hochmosel.fremd, CaseFilter(state="all")).lines == []
        assert search(hochmosel.fremd, "Zzyxcanary") == []


def test_the_second_lock_keeps_a_closing(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        closing = ended(hochmosel.soz, hers)

    def refused(statement: str) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(statement, [closing.id])
            except DatabaseError:
                return True
            return bool(cursor.rowcount == 0)

    writes = [
        "update cases_closing set outcome = 'deceased' where id = %s",
        "update cases_closing set reopened_at = now(), reopened_on = closed_on, reopened_why = 'ended' where id = %s",
        "delete from cases_closing where id = %s",
        "insert into cases_closing select * from cases_closing where id = %s",
        "update cases_case set closed_on = null where id = (select case_id from cases_closing where id = %s)",
        "update cases_participation set valid_until = null where case_id = (select case_id from cases_closing where id = %s)",
    ]
    for office in (hochmosel.soz, hochmosel.aa, hochmosel.jc, hochmosel.fremd):
        with acting_as(office):
            assert [one for one in writes if not refused(one)] == []
    with acting_as(hochmosel.soz), as_system("linkage"):
        assert refused("update cases_closing set outcome = 'deceased' where id = %s")
        assert refused("delete from cases_closing where id = %s")
    with acting_as(hochmosel.fremd), as_system("linkage"):
        assert Closing.objects.count() == 0


# -- opening again -----------------------------------------------------------------------------------------------------


def test_undone_on_its_day_a_closing_has_never_been(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        task = give_task(
            by=hochmosel.soz, person_id=hers, kind="invite", organisation_id=hochmosel.soz.organisation_id, due_on=TODAY
        )
        before = leads(hers), parts(hers)
        closing = ended(hochmosel.soz, hers)
        reopen(by=hochmosel.soz, person_id=hers, why=Reopened.CLOSED_BY_MISTAKE, note="the wrong Amira")
        assert (leads(hers), parts(hers)) == before
        closing.refresh_from_db()
        assert closing.reopened_on == closing.closed_on
        assert Case.objects.get(person=hers).closed_on is None
        task.refresh_from_db()
        assert task.is_open
        (row,) = get_case_file(hochmosel.soz, hers).closings
        assert (row.reopened_why, row.reopened_note) == ("by_mistake", "the wrong Amira")
    assert violations() == []


def test_later_the_law_says_who_leads_and_everybody_is_back(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        task = give_task(
            by=hochmosel.soz, person_id=hers, kind="invite", organisation_id=hochmosel.soz.organisation_id, due_on=TODAY
        )
        contacts = dict(
            Participation.objects.filter(case__person=hers, valid_until=None).values_list(
                "organisation_id", "contact_id"
            )
        )
        first = ended(hochmosel.soz, hers)
    monkeypatch.setattr(settings, "PINNED_TODAY", LATER)
    with acting_as(hochmosel.aa):
        assert may_reopen(hochmosel.aa, hers)
        reopen(by=hochmosel.aa, person_id=hers, why=Reopened.ENDED)
        assert leads(hers) == [("sozialamt", OPENED, TOMORROW), ("sozialamt", LATER, None)]
        now = Participation.objects.filter(case__person=hers, valid_until=None)
        assert dict(now.values_list("organisation_id", "contact_id")) == contacts
        assert set(now.values_list("valid_from", flat=True)) == {LATER}
    with acting_as(hochmosel.soz):
        first.refresh_from_db()
        assert (first.reopened_on, first.reopened_for_id) == (LATER, hochmosel.aa.organisation_id)
        task.refresh_from_db()
        assert task.is_open
        assert "open again" in next(need.what for need in needs(hochmosel.soz) if need.kind == "closing")
        second = ended(hochmosel.soz, hers, Outcome.MOVED)
        first.refresh_from_db()
        assert first.outcome == Outcome.EMPLOYMENT
        assert [one.outcome for one in get_case_file(hochmosel.soz, hers).closings] == ["moved", "employment"]
        assert second.id != first.id
    assert violations() == []


def test_an_office_reads_the_outcome_it_has_written_itself(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, person()).person_id
        ended(hochmosel.abh, hers, Outcome.EMPLOYMENT)
        assert [one.outcome for one in get_case_file(hochmosel.abh, hers).closings] == ["employment"]
        assert [line.outcome for line in list_cases(hochmosel.abh, CaseFilter(state="closed")).lines] == ["employment"]


def test_where_the_law_names_nobody_whoever_opens_leads(hochmosel: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting_as(hochmosel.aa):
        hers = listed(hochmosel.aa, person()).person_id
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person(), hers)
    with acting_as(hochmosel.aa):
        ended(hochmosel.aa, hers, Outcome.NO_CONTACT)
    monkeypatch.setattr(settings, "PINNED_TODAY", LATER)
    with acting_as(hochmosel.abh):
        reopen(by=hochmosel.abh, person_id=hers, why=Reopened.CAME_BACK)
        assert leads(hers)[-1] == ("auslaenderbehoerde", LATER, None)
    assert violations() == []


def test_who_has_left_meanwhile_is_not_named_again(hochmosel: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting_as(hochmosel.jc):
        hers = open_file(hochmosel.jc, person())
        part = Participation.objects.get(case__person=hers)
        assert part.contact
        name = part.contact.account.username
        ended({"jc": hochmosel.jc, "jc2": hochmosel.jc2}[name], hers)
    monkeypatch.setattr(settings, "PINNED_TODAY", LATER)
    other = {"jc": hochmosel.jc2, "jc2": hochmosel.jc}[name]
    with switched_off(name), acting_as(other):
        reopen(by=other, person_id=hers, why=Reopened.NEEDS_SUPPORT)
        part = Participation.objects.get(case__person=hers, valid_until=None)
        assert part.contact == other.membership
        assert part.deputy != part.contact


def test_only_who_took_part_at_the_end_opens_it_again(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh), as_system("linkage"):
        leave([hers], hochmosel.abh.organisation_id, TODAY)
    with acting_as(hochmosel.soz):
        with pytest.raises(NotNow, match="open already"):
            reopen(by=hochmosel.soz, person_id=hers, why=Reopened.CAME_BACK)
        ended(hochmosel.soz, hers)
        for why in (Reopened.ON_A_LIST, "", "because"):
            with pytest.raises(NotNow):
                reopen(by=hochmosel.soz, person_id=hers, why=why)
    for stranger in (hochmosel.jc, hochmosel.abh, hochmosel.fremd):
        with acting_as(stranger), pytest.raises(Case.DoesNotExist):
            reopen(by=stranger, person_id=hers, why=Reopened.CAME_BACK)
    for role in (hochmosel.beratung, hochmosel.koord, hochmosel.dsb):
        with acting_as(role), pytest.raises(AccessDenied):
            reopen(by=role, person_id=hers, why=Reopened.CAME_BACK)


# -- lists, merges and jobs --------------------------------------------------------------------------------------------


def test_an_office_that_speaks_of_her_for_the_first_time_opens_the_case(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        ended(hochmosel.soz, hers)
    monkeypatch.setattr(settings, "PINNED_TODAY", LATER)
    with acting_as(hochmosel.jc):
        listed(hochmosel.jc, person("Zzyxcanary", "Amira"), hers)
        closing = Closing.objects.get(person=hers)
        assert (closing.reopened_why, closing.reopened_for_id) == ("on_a_list", hochmosel.jc.organisation_id)
        assert closing.reopened_on == LATER
        now = Participation.objects.filter(case__person=hers, valid_until=None)
        assert now.count() == 4
    with acting_as(hochmosel.soz):
        assert "on its list" in next(need.what for need in needs(hochmosel.soz, only_mine=False))
    assert violations() == []


def test_who_enters_her_again_by_hand_opens_the_case(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        ended(hochmosel.soz, hers)
        attach_entry(by=hochmosel.soz, data=person("Zzyxcanary", "Amira"), person_id=hers)
        assert Closing.objects.get(person=hers).reopened_why == "entered"
        assert Case.objects.get(person=hers).closed_on is None
    assert violations() == []


def test_a_list_that_has_her_as_before_opens_nothing_but_asks(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        ended(hochmosel.soz, hers, Outcome.LEFT_GERMANY)
    monkeypatch.setattr(settings, "PINNED_TODAY", LATER)
    with acting_as(hochmosel.abh):
        record = Record.objects.get(person=hers, organisation=hochmosel.abh.organisation_id)
        door = intake(hochmosel.abh, on=LATER)
        door.load([record])
        door.update(record, asylum_seeker("Zzyxcanary", "Amira"))
        door.flush()
        assert Case.objects.get(person=hers).closed_on == TOMORROW
        assert needs(hochmosel.abh, only_mine=False) == []
    with acting_as(hochmosel.soz):
        (asked,) = needs(hochmosel.soz, only_mine=False)
        assert "Left Germany" in asked.what
        assert LATER.strftime("%d.%m.%Y") in asked.cause
    assert violations() == []


def test_a_merge_and_its_undoing_leave_their_rows(hochmosel: Personas) -> None:
    soz = hochmosel.soz
    with acting_as(soz):
        kept, gone = open_file(soz, asylum_seeker()), open_file(soz, asylum_seeker("Probst", "Ameera"))
        task = give_task(by=soz, person_id=gone, kind="invite", organisation_id=soz.organisation_id, due_on=TODAY)
        merge = merge_people(by=soz, kept=kept, gone=gone, reason="the same papers")
        row = Closing.objects.get(person=gone)
        assert (row.person_id, row.outcome, row.closed_on) == (gone, "merged", TODAY)
        assert [one.id for one in tasks_of(soz, kept)] == [task.id], "what is to be done goes along"
        ended(soz, kept, Outcome.NO_NEED)
        with pytest.raises(NotMergeable, match="closed"), transaction.atomic():
            undo_merge(by=soz, merge_id=merge.id)
        reopen(by=soz, person_id=kept, why=Reopened.CLOSED_BY_MISTAKE)
        undo_merge(by=soz, merge_id=merge.id)
        row.refresh_from_db()
        assert (row.reopened_on, row.reopened_why) == (TODAY, "parted")
        assert [one.id for one in tasks_of(soz, gone)] == [task.id]
    assert violations() == []


def test_a_closed_file_is_opened_before_it_is_merged(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        other = open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Ameera"))
        ended(hochmosel.soz, hers)
        for kept, gone in ((hers, other), (other, hers)):
            with pytest.raises(NotMergeable, match="closed"):
                merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="the same papers")


def test_a_job_closes_what_it_has_moved(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        case = Case.objects.get(person=hers)
        closing = close_as(case=case, outcome=Outcome.MOVED)
        assert (closing.by, closing.organisation, closing.closed_on) == (None, None, TOMORROW)
        with pytest.raises(NotNow):
            close_as(case=case, outcome=Outcome.MOVED)
        assert get_case_file(hochmosel.soz, hers).reads_only
    with acting_as(hochmosel.aa):
        assert get_case_file(hochmosel.aa, hers).reads_only
    assert violations() == []


def test_the_doctor_sees_what_is_open_in_a_closed_case(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        give_task(
            by=hochmosel.soz, person_id=hers, kind="invite", organisation_id=hochmosel.soz.organisation_id, due_on=TODAY
        )
        ended(hochmosel.soz, hers)
        with as_system("linkage"):
            Task.objects.filter(person=hers).update(closing=None)
            Responsibility.objects.filter(case__person=hers).update(valid_until=None)
            Participation.objects.filter(case__person=hers).update(valid_until=None)
    found = {one["what"].split()[-1] for one in violations() if one["invariant"] == "closed-is-closed"}
    assert found == {"lead", "participation", "task"}
