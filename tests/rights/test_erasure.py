"""V19: what is due goes as a whole, leaves a mark without a name, and does not come back with a backup."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from nahtlos.audit import seal
from nahtlos.cases.models import Case
from nahtlos.cases.services.closing import close as close_case
from nahtlos.cases.services.closing import reopen
from nahtlos.core.context import acting, as_system
from nahtlos.notes.models import HealthNote
from nahtlos.notes.services import lift_note_restriction, restrict_note
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.rights.models import Contest, Erasure, Remembered, Restriction
from nahtlos.rights.replay import replay
from nahtlos.rights.schedule import files_of, months_after, would_erase
from nahtlos.rights.services import NotDue, answer_contest, erase_due, lift_restriction
from tests.cases import full
from tests.cases.files import open_file, person
from tests.personas import Personas, acting_as

LONG_AGO = date(2005, 1, 31)


def close(hers: UUID, people: Personas, on: date = LONG_AGO, *, settled: bool = True) -> None:
    with acting_as(people.soz):
        Case.objects.filter(person=hers).update(opened_on=on, closed_on=on)
        if settled:
            lift_restriction(by=people.soz, fact_id=Restriction.objects.get(person=hers).fact_id)
    if settled:
        with acting_as(people.abh):
            answer_contest(
                by=people.abh, contest_id=Contest.objects.get(person=hers).id, right=None, note="papers seen"
            )


def rows_with(words: str) -> dict[str, int]:
    """Rows of any table about people, history included, in which these words stand anywhere."""
    with transaction.atomic(), acting(full.DOCTOR), connection.cursor() as cursor:
        found = {}
        for table in full.tables_about_people():
            cursor.execute(
                f"select count(*) from {connection.ops.quote_name(table)} t where t::text ilike %s",  # noqa: S608 -- of the catalogue
                [f"%{words}%"],
            )
            if rows := cursor.fetchone()[0]:
                found[table] = rows
        return found


@pytest.mark.django_db
def test_a_restricted_note_stands_against_erasing(hochmosel: Personas, hers: UUID, officer: Actor) -> None:
    close(hers, hochmosel)
    with acting_as(hochmosel.soz):
        key = HealthNote.objects.get(person=hers).id
        restrict_note(by=hochmosel.soz, note_id=key, why="she contests it")
    with acting_as(officer):
        assert files_of(officer)[0].obstacle
    with acting_as(hochmosel.soz):
        lift_note_restriction(by=hochmosel.soz, note_id=key)
    with acting_as(officer):
        assert not files_of(officer)[0].obstacle


@pytest.mark.django_db
def test_v19_a_file_that_is_due_is_gone_with_its_history_and_leaves_a_mark_without_a_name(
    hochmosel: Personas, hers: UUID, officer: Actor, tmp_path: Path
) -> None:
    close(hers, hochmosel)
    assert rows_with(full.CANARY), "there is something to erase"
    before = rows_with(full.NUMBER)
    noted = tmp_path / "erasures.jsonl"
    with acting_as(officer):
        (due,) = files_of(officer)
        assert due.is_due
        assert (due.purpose and due.purpose.code) == "aufenthg_task"
        expected = would_erase(officer, hers)
        counts = erase_due(by=officer, person_id=hers, noted=noted)
        assert {name: rows for name, rows in counts.items() if rows} == expected
        assert files_of(officer) == []
        mark = Erasure.objects.get(person=hers)
        assert (mark.account, mark.organisation, mark.counts) == (officer.account_id, officer.organisation_id, counts)
        assert "§ 91 Abs. 1 AufenthG" in mark.reason
        assert list(Remembered.objects.filter(closed_in=2005).values_list("closed_in", "nationality", "files")) == [
            (2005, "SY", 1)
        ]
    assert before
    assert rows_with(full.CANARY) | rows_with(full.NUMBER) == {}
    left = set(rows_with(str(hers)))
    assert left <= {"audit_journalentry"}, "the journal knows ids, and its chain stays whole"
    seal.seal()
    assert seal.verify([]).breaks == ()
    line = json.loads(noted.read_text())
    assert (line["person"], line["district"]) == (str(hers), str(officer.district_id))
    assert full.CANARY not in noted.read_text()


@pytest.mark.django_db
def test_what_is_contested_or_young_is_not_erased_and_says_why(hochmosel: Personas, hers: UUID, officer: Actor) -> None:
    close(hers, hochmosel, settled=False)
    with acting_as(officer):
        (held,) = files_of(officer)
        assert held.is_due
        assert held.obstacle
        with pytest.raises(NotDue):
            erase_due(by=officer, person_id=hers, noted=None)
        with as_system("erasure"), pytest.raises(DatabaseError, match="contested or restricted"), transaction.atomic():
            call("select nt.erase(%s, 'because it is due now')", hers)
    close(hers, hochmosel, date(2016, 1, 31))
    with acting_as(officer):
        (young,) = files_of(officer)
        assert (young.is_due, young.on) == (False, date(2026, 1, 31))
        with pytest.raises(NotDue):
            erase_due(by=officer, person_id=hers, noted=None)


def call(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


@pytest.mark.django_db
def test_nobody_else_erases_sees_what_is_due_or_calls_the_functions(
    hochmosel: Personas, hers: UUID, officer: Actor
) -> None:
    close(hers, hochmosel)
    for actor in (hochmosel.soz, hochmosel.fremd):
        with acting_as(actor):
            for attempt in (
                lambda by=actor: files_of(by),
                lambda by=actor: erase_due(by=by, person_id=hers, noted=None),
            ):
                with pytest.raises(AccessDenied):
                    attempt()
            for function in ("select * from nt.closed_files()", f"select nt.would_erase('{hers}')"):
                with pytest.raises(DatabaseError, match="only a data protection officer"), transaction.atomic():
                    call(function)
            with as_system("erasure"), pytest.raises(DatabaseError, match="only a data prot"), transaction.atomic():
                call("select nt.erase(%s, 'because it is due now')", hers)
            call("select count(*) from rights_erasure")
    with acting_as(officer):
        with pytest.raises(DatabaseError, match="only the job"), transaction.atomic():
            call("select nt.erase(%s, 'because it is due now')", hers)
        with as_system("erasure"):
            with pytest.raises(DatabaseError, match="legal reason"), transaction.atomic():
                call("select nt.erase(%s, ' ')", hers)
            with pytest.raises(DatabaseError, match="no closed file"), transaction.atomic():
                call("select nt.erase(%s, 'because it is due now')", uuid4())
        for forbidden in (
            f"select nt.erase_rows('{hers}', '{officer.district_id}', 'why not at all', '2005-01-31')",
            "select nt.at_rights()",
            "delete from people_person",
            "insert into rights_remembered (district, closed_in, nationality, files) values (gen_random_uuid(), 1, '', 1)",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                call(forbidden)


@pytest.mark.django_db
def test_counting_is_for_those_who_take_part(hochmosel: Personas, hers: UUID) -> None:
    def counted(actor: Actor) -> dict[str, int]:
        with acting_as(actor), connection.cursor() as cursor:
            cursor.execute("select name, rows from nt.count_about(%s)", [hers])
            return dict(cursor.fetchall())

    assert counted(hochmosel.soz)["people_name"] >= 2
    assert counted(hochmosel.fremd) == counted(hochmosel.ja) == {}
    with acting(full.DOCTOR):
        assert not Erasure.objects.filter(person=hers).exists(), "counting leaves no mark"


@pytest.mark.usefixtures("django_db_setup")
def test_v19_after_a_restore_what_the_list_says_is_erased_again(tmp_path: Path, django_db_blocker: Any) -> None:
    """Committed for real, because the replay works on the connection of the owner; it takes away what was made here."""
    listed = tmp_path / "erasures.jsonl"
    with django_db_blocker.unblock():
        people = Personas()
        with acting_as(people.soz):
            hers = open_file(people.soz, person("Qwertzrestored", "Amira"))
        line = {
            "person": str(hers),
            "district": str(people.soz.district_id),
            "closed_on": "2003-05-01",
            "reason": "its time",
        }
        other = line | {"district": str(people.fremd.district_id)}
        listed.write_text(json.dumps(other) + "\n")
        with pytest.raises(DatabaseError, match="no such person in this district"):
            replay(listed)
        assert rows_with("Qwertzrestored")
        listed.write_text(json.dumps(line) + "\n\n")
        assert replay(listed) == (1, 0)
        assert rows_with("Qwertzrestored") == {}
        assert replay(listed) == (0, 1), "once is enough"
        with transaction.atomic(), acting(full.DOCTOR):
            assert "restore" in Erasure.objects.get(person=hers).reason


def test_the_list_outside_the_database_is_read_whole_or_refused_with_its_line(tmp_path: Path) -> None:
    listed = tmp_path / "erasures.jsonl"
    listed.write_text('{"person": "nobody"}\n')
    with pytest.raises(ValueError, match="Line 1"):
        replay(listed)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2015, 1, 31), 1, date(2015, 2, 28)),
        (date(2016, 2, 29), 120, date(2026, 2, 28)),
        (date(2015, 12, 1), 0, date(2015, 12, 1)),
    ],
)
def test_a_period_ends_on_a_day_that_exists(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@pytest.mark.django_db
def test_the_time_counts_from_the_last_day_of_a_closing_and_not_while_the_case_is_open_again(
    hochmosel: Personas, officer: Actor
) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, person())
        closing = close_case(by=hochmosel.soz, person_id=hers, outcome="moved")
    with acting_as(officer):
        (due,) = files_of(officer)
        assert (due.person, due.closed_on, due.is_due) == (hers, closing.closed_on, False)
    with acting_as(hochmosel.soz):
        reopen(by=hochmosel.soz, person_id=hers, why="came_back")
    with acting_as(officer):
        assert files_of(officer) == []
