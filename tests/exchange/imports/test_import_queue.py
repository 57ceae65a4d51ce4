"""Rows that wait for a human: who may see and decide them, what a decision does, and that it can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nahtlos.cases.models import Case, CaseAccess
from nahtlos.cases.services.people import merge_people
from nahtlos.cases.taking_part import take_part
from nahtlos.exchange.imports.second_files import second_files
from nahtlos.exchange.imports.selectors import get_row, get_run, list_runs, queue, report_json, rows_of, waiting
from nahtlos.exchange.imports.services import NotNow, decide_row, prepare_import, take_back, undo_import
from nahtlos.exchange.models import ImportRow, ImportRun
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import Person, Record
from tests.cases.files import open_file, person
from tests.exchange.imports.offices import AZR, HIWOT, KUNDE, NAJIB, OMAR, bring, doctor, people_rows, stored, workbook
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

FATHER = {AZR: "150912000001", **NAJIB}
#: The same name in the same house, a day as good as unknown: father, son or herself.
UNCLEAR = {KUNDE: "543A100001", **NAJIB, "Geburtsdatum": "01.01.1990", "Vornamen": "Najib"}


def ask(by: Actor, line: dict[str, str] = UNCLEAR, *more: dict[str, str]) -> ImportRow:
    """The row waits."""
    row = people_rows(by, bring(by, [line, *more]))[0]
    assert row.outcome == "needs_human", row.reasons
    assert row.in_queue
    return row


def decide(by: Actor, row: ImportRow, person_id: Any) -> ImportRow:
    with acting_as(by):
        return decide_row(by=by, row_id=row.id, person_id=person_id)


@pytest.fixture
def najib(hochmosel: Personas) -> Any:
    """The person the immigration office knows."""
    return people_rows(hochmosel.abh, bring(hochmosel.abh, [FATHER]))[0].person_id


def test_an_unclear_row_waits_with_its_candidates_and_has_no_person(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    assert row.person_id is None
    with acting_as(hochmosel.jc):
        (entry,) = [
            e
            for e in report_json(hochmosel.jc, get_run(hochmosel.jc, row.run_id))["rows"]
            if e["outcome"] == "needs_human"
        ]
        assert (queue(hochmosel.jc).total, waiting(hochmosel.jc)) == (1, 1)
    assert entry["person"] is None
    assert [candidate["person"] for candidate in entry["candidates"]] == [str(najib)]
    assert 0 < entry["candidates"][0]["score"] < 1
    assert doctor() == []


def test_of_a_foreign_candidate_only_the_desk_is_shown(hochmosel: Personas, najib: Any) -> None:
    """How the other agency spells her, and by which number it knows her, is not told before anybody has decided."""
    row = ask(hochmosel.jc, UNCLEAR | {"Familienname": "Kaderi"})
    with acting_as(hochmosel.jc):
        (candidate,) = get_row(hochmosel.jc, row.id).candidates
        report = repr(report_json(hochmosel.jc, get_run(hochmosel.jc, row.run_id)))
    assert candidate.person_id == najib
    assert candidate.identity is None
    assert candidate.desk == "Auslaenderbehoerde Hochmosel"
    for told in (repr(candidate), report):
        assert "Qaderi" not in told
        assert "Najibullah" not in told
        assert FATHER[AZR] not in told


def test_a_candidate_whose_file_one_may_open_is_shown_beside_the_row(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    row = ask(by)
    with acting_as(by):
        take_part(by, najib)
        shown = get_row(by, row.id)
    (candidate,) = [one for one in shown.candidates if one.person_id == najib]
    assert candidate.identity is not None
    assert {s.given for s in candidate.identity.spellings} == {"Najibullah"}
    assert any("Najibullah" in repr(reason) for reason in candidate.reasons)
    assert shown.data.spellings[0].given == "Najib"


def test_linking_puts_the_row_into_the_chosen_file_and_lets_the_office_in(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    row = decide(by, ask(by), najib)
    assert (row.outcome, row.person_id, row.in_queue, row.decided_by_id) == ("linked", najib, False, by.account_id)
    with acting_as(by):
        assert CaseAccess.objects.filter(person=najib).exists()
        assert Record.objects.get(organisation=by.organisation_id).linked_how == "human"
        assert ImportRun.objects.get(id=row.run_id).counts.get("linked") == 1
        assert queue(by).total == 0
    assert doctor() == []


def test_a_new_file_for_somebody_new(hochmosel: Personas, najib: Any) -> None:
    row = decide(hochmosel.jc, ask(hochmosel.jc), None)
    assert row.outcome == "created"
    assert row.person_id not in (None, najib)
    assert doctor() == []


def test_nobody_decides_twice(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    decide(hochmosel.jc, row, None)
    with pytest.raises(NotNow):
        decide(hochmosel.jc2, row, najib)


@pytest.mark.parametrize("first", ["link", "new"])
@pytest.mark.parametrize("then", ["link", "new"])
def test_a_decision_is_taken_back_and_taken_anew(hochmosel: Personas, najib: Any, first: str, then: str) -> None:
    by, choice = hochmosel.jc, {"link": najib, "new": None}
    row = decide(by, ask(by), choice[first])
    with acting_as(by):
        back = take_back(by=by, row_id=row.id)
        assert (back.outcome, back.in_queue, back.decided_at) == ("needs_human", True, None)
        assert back.person_id != najib
        assert queue(by).total == 1
    assert doctor() == []
    again = decide(by, row, choice[then])
    assert (again.person_id == najib) == (then == "link")
    assert again.outcome == {"link": "linked", "new": "created"}[then]
    with acting_as(by):
        assert Record.objects.filter(organisation=by.organisation_id).count() == 1
        assert Person.objects.filter(merged_into=None, withdrawn_at=None).count() == 1
    assert doctor() == []


def test_an_automatic_link_is_taken_back_too(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    (row,) = people_rows(by, bring(by, [{KUNDE: "543A100001", **NAJIB}]))
    assert row.person_id == najib
    with acting_as(by):
        back = take_back(by=by, row_id=row.id)
        assert back.person_id != najib
        assert not CaseAccess.objects.filter(person=najib).exists()
    assert doctor() == []


def test_taking_a_row_back_leaves_the_others_of_its_file_alone(hochmosel: Personas, najib: Any) -> None:
    """The row that opened the file goes; whoever was linked to it stays, and is not moved by the next decision."""
    by = hochmosel.abh
    (linked,) = people_rows(hochmosel.jc, bring(hochmosel.jc, [{KUNDE: "543A100001", **NAJIB}]))
    with acting_as(by):
        (opener,) = ImportRow.objects.filter(person=najib)
        back = take_back(by=by, row_id=opener.id)
    assert back.person_id != najib
    decide(by, opener, None)
    with acting_as(hochmosel.jc):
        assert Record.objects.get(organisation=hochmosel.jc.organisation_id).person_id == linked.person_id == najib
    assert doctor() == []


def test_there_is_nothing_to_take_back_of_what_was_only_repeated(hochmosel: Personas, najib: Any) -> None:
    (row,) = people_rows(hochmosel.abh, bring(hochmosel.abh, [FATHER]))
    assert row.outcome == "unchanged"
    with acting_as(hochmosel.abh), pytest.raises(NotNow):
        take_back(by=hochmosel.abh, row_id=row.id)


def test_a_row_that_a_later_import_repeats_is_asked_once(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    first, second = ask(by), ask(by)
    with acting_as(by):
        assert [row.id for row in queue(by).rows] == [second.id]
    with pytest.raises(NotNow):
        decide(by, first, None)
    decide(by, second, najib)
    assert people_rows(by, bring(by, [UNCLEAR]))[0].outcome == "unchanged"
    assert doctor() == []


def test_a_row_that_says_a_little_more_takes_the_old_question_over(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    ask(by)
    second = ask(by, {**UNCLEAR, "Bemerkung": "kommt montags"})
    with acting_as(by):
        assert [row.id for row in queue(by).rows] == [second.id]
    assert doctor() == []


def test_a_question_that_a_later_list_answers_by_itself_is_not_asked_any_more(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    ask(by)
    answered = {**UNCLEAR, **NAJIB}
    (row,) = people_rows(by, bring(by, [answered]))
    assert row.person_id == najib
    with acting_as(by):
        assert queue(by).total == 0
    assert doctor() == []


def test_undoing_the_list_that_took_a_question_over_gives_it_back(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    first, second = ask(by), ask(by)
    decide(by, second, najib)
    with acting_as(by):
        undo_import(by=by, run_id=second.run_id)
        assert [row.id for row in queue(by).rows] == [first.id]
    assert decide(by, first, najib).person_id == najib
    assert doctor() == []


def test_undoing_an_import_undoes_its_decisions_also_those_taken_back(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    row = decide(by, ask(by), None)
    with acting_as(by):
        take_back(by=by, row_id=row.id)
        undo_import(by=by, run_id=row.run_id)
        assert not Record.objects.filter(organisation=by.organisation_id, withdrawn_at=None).exists()
        assert queue(by).total == 0
    with acting_as(by), pytest.raises(NotNow):
        take_back(by=by, row_id=row.id)
    assert doctor() == []


def test_a_copy_of_a_row_in_doubt_is_decided_with_it(hochmosel: Personas, najib: Any) -> None:
    by = hochmosel.jc
    row = ask(by, UNCLEAR, UNCLEAR)
    with acting_as(by):
        assert [one.id for one in queue(by).rows] == [row.id]
    assert doctor() == []
    decide(by, row, najib)
    assert [one.person_id for one in people_rows(by, row.run_id)] == [najib, najib]
    assert doctor() == []
    with acting_as(by):
        take_back(by=by, row_id=row.id)
    assert [one.outcome for one in people_rows(by, row.run_id)] == ["needs_human", "needs_human"]
    assert doctor() == []


def test_a_candidate_who_was_merged_since_leads_to_the_file_that_was_kept(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    (other,) = people_rows(hochmosel.abh, bring(hochmosel.abh, [FATHER, {AZR: "150912000007", **OMAR}]))[1:]
    assert other.person_id is not None
    with acting_as(hochmosel.abh):
        merge_people(by=hochmosel.abh, kept=other.person_id, gone=najib, reason="one person")
    assert decide(hochmosel.jc, row, najib).person_id == other.person_id
    assert doctor() == []


def test_a_candidate_whose_import_was_undone_cannot_be_chosen(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    with acting_as(hochmosel.abh):
        undo_import(by=hochmosel.abh, run_id=ImportRun.objects.get(state="done").id)
    with pytest.raises(NotNow):
        decide(hochmosel.jc, row, najib)
    assert decide(hochmosel.jc, row, None).person_id
    assert doctor() == []


def test_somebody_who_was_no_candidate_is_chosen_only_from_ones_own_cases(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    (omar,) = people_rows(hochmosel.soz, bring(hochmosel.soz, [{"Fallnummer": "50-1", "Name": "Al-Hasan, Omar"}]))
    with pytest.raises(Case.DoesNotExist):
        decide(hochmosel.jc, row, omar.person_id)
    bring(hochmosel.jc, [{KUNDE: "543A100010", **HIWOT}])
    with acting_as(hochmosel.jc):
        mine = Person.objects.get(family_name="Tesfay")
    assert decide(hochmosel.jc, row, mine.id).person_id == mine.id


def test_fremd_and_other_offices_see_no_run_and_no_row(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    for by in (hochmosel.fremd, hochmosel.abh):
        with acting_as(by):
            assert queue(by).total == 0
            assert waiting(by) == 0
            assert row.run_id not in [run.id for run in list_runs(by)]
            assert rows_of(by, row.run_id).total == 0
            with pytest.raises(ImportRun.DoesNotExist):
                get_run(by, row.run_id)
            with pytest.raises(ImportRun.DoesNotExist):
                undo_import(by=by, run_id=row.run_id)
            for act in (get_row, lambda a, key: take_back(by=a, row_id=key)):
                with pytest.raises(ImportRow.DoesNotExist):
                    act(by, row.id)
            with pytest.raises(ImportRow.DoesNotExist):
                decide_row(by=by, row_id=row.id, person_id=None)


def test_the_namesake_in_another_district_is_no_candidate_and_stays_unknown(hochmosel: Personas, najib: Any) -> None:
    (row,) = people_rows(hochmosel.fremd, bring(hochmosel.fremd, [{KUNDE: "543A100001", **NAJIB}]))
    assert row.outcome == "created"
    assert row.person_id != najib
    before = stored(hochmosel.abh)
    (row,) = people_rows(hochmosel.fremd, bring(hochmosel.fremd, [UNCLEAR]))
    assert str(najib) not in repr(row.candidates)
    assert stored(hochmosel.abh) == before


def test_roles_without_the_permission_are_refused(hochmosel: Personas, najib: Any) -> None:
    row = ask(hochmosel.jc)
    for by in (hochmosel.verein, hochmosel.ja):
        with acting_as(by), pytest.raises(AccessDenied):
            prepare_import(by=by, content=workbook([UNCLEAR]), filename="liste.xlsx")
        with acting_as(by), pytest.raises(AccessDenied):
            list_runs(by)
        with acting_as(by), pytest.raises(AccessDenied):
            undo_import(by=by, run_id=row.run_id)
    by = hochmosel.verein
    for act in (lambda: queue(by), lambda: get_row(by, row.id), lambda: take_back(by=by, row_id=row.id)):
        with acting_as(by), pytest.raises(AccessDenied):
            act()
    with pytest.raises(AccessDenied):
        decide(by, row, None)


def test_every_office_reads_in_its_own_list_only(hochmosel: Personas) -> None:
    with acting_as(hochmosel.jc), pytest.raises(AccessDenied):
        prepare_import(by=hochmosel.jc, content=workbook([FATHER]), filename="liste.xlsx", profile="auslaenderbehoerde")
    with acting_as(hochmosel.jc):
        assert not ImportRun.objects.exists()


def twice(by: Actor, *, elsewhere: Actor | None = None) -> tuple[Any, Any, ImportRow]:
    """Two files of one person, and a row that may be either."""
    born, of = date(1991, 3, 14), {"sex": "m", "nationalities": ("AF",)}
    with acting_as(by):
        one = open_file(by, person("Qaderi", "Najibullah", born, **of))
    with acting_as(elsewhere or by):
        other = open_file(elsewhere or by, person("Qaderi", "Najib Ullah", born, **of))
    return one, other, ask(by, {KUNDE: "543A100001", **NAJIB})


def test_after_a_decision_the_second_file_of_the_same_person_is_offered(hochmosel: Personas) -> None:
    by = hochmosel.jc
    one, other, row = twice(by)
    assert {candidate["person"] for candidate in row.candidates} == {str(one), str(other)}
    decided = decide(by, row, one)
    with acting_as(by):
        (second,) = second_files(by, decided)
        assert second.person_id == other
        assert second.probability > 0.5
        merge_people(by=by, kept=one, gone=other, reason="")
        assert second_files(by, decided) == []
    assert doctor() == []


def test_a_second_file_out_of_reach_and_a_namesake_are_not_offered(hochmosel: Personas) -> None:
    by = hochmosel.jc
    one, other, row = twice(by, elsewhere=hochmosel.ja)
    decided = decide(by, row, one)
    with acting_as(by):
        assert second_files(by, decided) == []
    with acting_as(hochmosel.ja):
        assert second_files(hochmosel.ja, decided)[0].person_id == other


def test_whoever_was_new_has_no_second_file(hochmosel: Personas, najib: Any) -> None:
    decided = decide(hochmosel.jc, ask(hochmosel.jc), None)
    with acting_as(hochmosel.jc):
        assert second_files(hochmosel.jc, decided) == []
