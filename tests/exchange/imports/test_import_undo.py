"""Undoing an import: the files say what the other imports say, nothing else is lost, and the list can be read in again."""

from __future__ import annotations

from datetime import date

import pytest

from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Case, Conflict, Fact
from nahtlos.cases.selectors import CaseFilter, get_case_file, list_cases
from nahtlos.cases.services.facts import Stated, record_fact
from nahtlos.core import clock
from nahtlos.exchange.imports.carry_out import carry_out
from nahtlos.exchange.imports.services import NotNow, discard_import, undo_import
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.notes.services import write_note
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Identifier, Name, Record
from tests.exchange.imports.offices import (
    AZR,
    HIWOT,
    KUNDE,
    NAJIB,
    OMAR,
    bring,
    changed,
    doctor,
    facts,
    outcomes,
    people_rows,
    preview,
    rows,
    stored,
)
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

FIRST = {AZR: "150912000001", **NAJIB, "Aufenthaltsstatus": "Aufenthaltsgestattung"}
LATER = {**FIRST, "Aufenthaltsstatus": "Duldung § 60a AufenthG", "Vornamen": "Najibulla", "Geburtsdatum": "14.03.1992"}


def undo(by: Actor, run: ImportRun) -> ImportRun:
    with acting_as(by):
        return undo_import(by=by, run_id=run.id)


def said(by: Actor, person_id: object) -> list[tuple[object, ...]]:
    """Every active fact, without its key."""
    with acting_as(by):
        known = Fact.objects.filter(person=person_id, superseded_at=None)
        return sorted(known.values_list("kind", "value", "valid_from", "valid_until", "reported_by"), key=repr)


def test_people_whom_nobody_else_knows_are_gone_from_view(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = bring(by, [FIRST, {AZR: "150912000002", **HIWOT}])
    people = {row.person_id for row in people_rows(by, run)}
    assert undo(by, run).state == RunState.UNDONE
    with acting_as(by):
        assert list_cases(by, CaseFilter()).total == 0
        for person in people:
            with pytest.raises(Case.DoesNotExist):
                get_case_file(by, person)
    assert [row.cells for row in rows(by, run)]
    assert doctor() == []


def test_the_list_can_be_read_in_again_after_it_was_undone(hochmosel: Personas) -> None:
    by = hochmosel.abh
    lines = [FIRST, {AZR: "150912000002", **HIWOT}]
    run = bring(by, lines)
    counts = run.counts
    for _time in range(2):
        undo(by, run)
        run = bring(by, lines)
        assert run.counts == counts
        with acting_as(by):
            assert list_cases(by, CaseFilter()).total == 2
    assert doctor() == []


def test_a_file_with_a_note_stays_when_its_list_is_undone(hochmosel: Personas) -> None:
    by = hochmosel.jc
    run = bring(by, [{**NAJIB, KUNDE: "543A100001"}])
    (row,) = people_rows(by, run)
    with acting_as(by):
        write_note(by=by, person_id=row.person_id, data=DataClass.HEALTH, day=clock.today(), text="walks with a stick")
    undo(by, run)
    with acting_as(by):
        assert get_case_file(by, row.person_id).case
    assert doctor() == []


def test_what_another_agency_knows_stays_and_what_this_one_said_goes(hochmosel: Personas) -> None:
    said_by_jobcenter = {**NAJIB, KUNDE: "543A100001", "Staatsangehörigkeit": "Iran"}
    (row,) = people_rows(hochmosel.abh, bring(hochmosel.abh, [FIRST]))
    before = said(hochmosel.abh, row.person_id)
    run = bring(hochmosel.jc, [said_by_jobcenter])
    undo(hochmosel.jc, run)
    assert said(hochmosel.abh, row.person_id) == before
    with acting_as(hochmosel.abh):
        assert not Conflict.objects.filter(closed_at=None).exists()
        assert not Identifier.objects.filter(kind="kundennummer", is_current=True).exists()
        assert list_cases(hochmosel.abh, CaseFilter()).total == 1
    assert doctor() == []
    again = bring(hochmosel.jc, [said_by_jobcenter])
    assert outcomes(hochmosel.jc, again) == ["linked"]
    with acting_as(hochmosel.jc):
        assert list_cases(hochmosel.jc, CaseFilter()).total == 1
    assert doctor() == []


def test_what_a_newer_list_changed_stands_as_before(hochmosel: Personas) -> None:
    by = hochmosel.abh
    (row,) = people_rows(by, bring(by, [FIRST]))
    before, facts_before = stored(by), said(by, row.person_id)
    run = bring(by, [{**LATER, "gültig von": "01.08.2016"}])
    assert said(by, row.person_id) != facts_before
    undo(by, run)
    assert said(by, row.person_id) == facts_before
    differ = changed(before, stored(by))
    assert differ.keys() <= {"cases.Case", "cases.Fact", "people.Name", "people.Record"}
    with acting_as(by):
        assert set(Name.objects.filter(is_current=True).values_list("given", flat=True)) == {"Najibullah"}
    assert outcomes(by, bring(by, [FIRST])) == ["unchanged"]
    assert doctor() == []


def test_the_newer_list_is_news_again_after_it_was_undone(hochmosel: Personas) -> None:
    by = hochmosel.abh
    (row,) = people_rows(by, bring(by, [FIRST]))
    run = bring(by, [LATER])
    after = said(by, row.person_id)
    undo(by, run)
    assert outcomes(by, bring(by, [LATER])) == ["changed"]
    assert said(by, row.person_id) == after
    with acting_as(by):
        names = Name.objects.filter(is_current=True).values_list("given", flat=True)
        assert sorted(names) == ["Najibulla", "Najibullah"]
    assert doctor() == []


def test_undoing_the_first_of_two_equal_imports_takes_nothing_away(hochmosel: Personas) -> None:
    """The second import said it all again; only when that is undone as well, nobody says it any more."""
    by = hochmosel.abh
    first, second = bring(by, [FIRST]), bring(by, [FIRST])
    person = people_rows(by, first)[0].person_id
    before = said(by, person)
    undo(by, first)
    assert said(by, person) == before
    with acting_as(by):
        assert list_cases(by, CaseFilter()).total == 1
    undo(by, second)
    with acting_as(by):
        assert list_cases(by, CaseFilter()).total == 0
    assert doctor() == []


def test_what_a_third_list_changed_again_stays_as_that_one_left_it(hochmosel: Personas) -> None:
    by = hochmosel.abh
    third = {**LATER, "Geburtsdatum": "14.03.1993"}
    first, second, last = (bring(by, [line]) for line in (FIRST, LATER, third))
    person = people_rows(by, first)[0].person_id
    undo(by, second)
    (birth,) = facts(by, person, "birth")
    assert birth.value["year"] == 1993
    undo(by, last)
    (birth,) = facts(by, person, "birth")
    assert birth.value["year"] == 1991
    assert outcomes(by, bring(by, [FIRST])) == ["unchanged"]
    assert doctor() == []


def test_what_only_the_undone_list_said_goes_although_a_later_one_speaks_of_the_person(hochmosel: Personas) -> None:
    by = hochmosel.abh
    first = bring(by, [FIRST])
    wrong = bring(by, [{**FIRST, "Ersteinreise": "01.09.2015"}])
    bring(by, [{**FIRST, "Telefon": "030 23125111"}])
    person = people_rows(by, first)[0].person_id
    assert facts(by, person, "entry")
    undo(by, wrong)
    assert facts(by, person, "entry") == []
    assert facts(by, person, "residence")


def test_what_somebody_wrote_by_hand_survives(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = bring(by, [FIRST])
    person = people_rows(by, run)[0].person_id
    assert person is not None
    with acting_as(by):
        record_fact(by=by, person_id=person, stated=Stated("remark", {"text": "war heute hier"}, date(2016, 9, 30)))
    undo(by, run)
    with acting_as(by):
        assert [fact.kind for fact in get_case_file(by, person).facts] == ["remark"]
    assert doctor() == []


def test_a_number_is_free_again_after_its_import_was_undone(hochmosel: Personas) -> None:
    by = hochmosel.abh
    undo(by, bring(by, [FIRST]))
    bring(by, [{**OMAR, AZR: FIRST[AZR]}])
    with acting_as(by):
        assert Identifier.objects.get(value=FIRST[AZR], is_current=True).person.family_name == "Al-Hasan"


@pytest.mark.parametrize("what", ["preview", "discarded", "undone"])
def test_only_what_was_carried_out_is_undone(hochmosel: Personas, what: str) -> None:
    by = hochmosel.abh
    run = bring(by, [FIRST]) if what == "undone" else preview(by, [FIRST])
    if what == "undone":
        undo(by, run)
    elif what == "discarded":
        with acting_as(by):
            discard_import(by=by, run_id=run.id)
    with pytest.raises(NotNow):
        undo(by, run)


@pytest.mark.parametrize("what", ["discarded", "undone"])
def test_what_was_thrown_away_is_not_carried_out_any_more(hochmosel: Personas, what: str) -> None:
    by = hochmosel.abh
    run = bring(by, [FIRST]) if what == "undone" else preview(by, [FIRST])
    with acting_as(by):
        undo_import(by=by, run_id=run.id) if what == "undone" else discard_import(by=by, run_id=run.id)
    with pytest.raises(NotNow):
        carry_out(by=by, run_id=run.id)
    with acting_as(by):
        assert ImportRun.objects.get(id=run.id).state == what
        assert not Record.objects.filter(withdrawn_at=None).exists()
