"""Offices that contradict each other: both statements stay, a human decides, and may decide otherwise later."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from uuid import UUID

import pytest

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.conflicts import DIFFER, contradict, contradictions
from nahtlos.cases.enums import EXCLUSIVE_KINDS
from nahtlos.cases.models import AnswerPeriod, Case, Conflict, Fact
from nahtlos.cases.selectors import CaseFilter, get_case_file, list_cases
from nahtlos.cases.services.facts import close_conflict, correct_fact, record_fact, reopen_conflict
from nahtlos.organisations.actor import AccessDenied
from tests.cases.files import asylum_seeker, listed, open_file, person, said, stated
from tests.personas import Personas, acting_as

ABH, SOZ = UUID(int=1), UUID(int=2)


def states(
    office: UUID, kind: str, value: dict[str, object], start: date | None = None, end: date | None = None
) -> Fact:
    return Fact(reported_by_id=office, kind=kind, value=value, valid_from=start, valid_until=end)


BORN = {"year": 1990, "month": 5, "day": 17, "vague": False}


@pytest.mark.parametrize(
    ("kind", "one", "other", "differ"),
    [
        ("birth", BORN, {**BORN, "day": 18}, True),
        ("birth", BORN, {**BORN, "year": 1991}, True),
        ("birth", BORN, {"year": 1990, "month": 1, "day": 1, "vague": True}, False),
        ("birth", {**BORN, "year": 1989}, {"year": 1990, "month": 1, "day": 1, "vague": True}, True),
        ("birth", BORN, {}, False),
        ("nationality", {"countries": ["SY"]}, {"countries": ["IQ"]}, True),
        ("nationality", {"countries": ["SY", "IQ"]}, {"countries": ["IQ"]}, False),
        ("nationality", {"countries": ["SY"]}, {"countries": ["XX"]}, False),
        ("entry", {"on": "2015-09-01"}, {"on": "2015-09-02"}, True),
        ("entry", {"on": "2015-09-01"}, {}, False),
        ("sex", {"sex": "f"}, {"sex": "m"}, True),
        ("sex", {"sex": "f"}, {"sex": ""}, False),
        ("place", {"postcode": "99998", "town": "A"}, {"postcode": "99998", "town": "a"}, False),
        ("place", {"postcode": "99998"}, {"postcode": "99997"}, True),
        ("residence", {"status": "duldung_60a"}, {"status": "aufenthaltsgestattung"}, True),
        ("asylum_decision", {"kind": "refugee"}, {"kind": "subsidiary"}, True),
        ("able_to_work", {"value": True}, {"value": False}, True),
        ("in_need", {"value": False}, {"value": None}, False),
    ],
)
def test_two_statements_contradict_each_other_in_what_matters(
    kind: str, one: dict[str, object], other: dict[str, object], differ: bool
) -> None:
    for first, second in permutations((states(ABH, kind, one), states(SOZ, kind, other))):
        assert contradict(first, second) is differ
        assert contradictions([first, second]) == ({kind} if differ else set())


def test_an_office_does_not_contradict_itself() -> None:
    assert not contradict(states(ABH, "sex", {"sex": "f"}), states(ABH, "sex", {"sex": "m"}))


def test_what_was_true_one_after_the_other_is_no_contradiction() -> None:
    one = states(ABH, "entry", {"on": "2014-01-01"}, date(2014, 1, 1), date(2015, 1, 1))
    other = states(SOZ, "entry", {"on": "2015-09-01"}, date(2015, 1, 1))
    assert contradictions([one, other]) == set()
    one.valid_until = date(2015, 1, 2)
    assert contradictions([one, other]) == {"entry"}


def test_an_earlier_home_is_no_contradiction_to_the_present_one() -> None:
    before = states(ABH, "place", {"postcode": "99998"}, date(2015, 1, 1), date(2017, 1, 1))
    now = states(SOZ, "place", {"postcode": "99997"}, date(2016, 1, 1))
    assert contradictions([before, now]) == set()


def test_only_what_can_hold_once_is_compared() -> None:
    assert set(DIFFER) <= EXCLUSIVE_KINDS
    assert contradictions([states(ABH, "language", {"code": "ar"}), states(SOZ, "language", {"code": "ku"})]) == set()


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """The Sozialamt says Syria and entry in September, the immigration office Iraq and August."""
    with acting_as(hochmosel.soz):
        her = open_file(hochmosel.soz, asylum_seeker())
    with acting_as(hochmosel.abh):
        theirs = (said("nationality", {"countries": ["IQ"]}), said("entry", {"on": "2015-08-20"}))
        listed(hochmosel.abh, person(facts=theirs, nationalities=("IQ",)), her)
    return her


def kinds(person_id: UUID) -> set[str]:
    return set(Conflict.objects.filter(person=person_id, closed_at=None).values_list("kind", flat=True))


def task(person_id: UUID, kind: str) -> Conflict:
    return Conflict.objects.get(person=person_id, kind=kind, closed_at=None)


@pytest.mark.django_db
def test_both_stand_side_by_side_and_everybody_sees_the_task(hochmosel: Personas, hers: UUID) -> None:
    for actor in (hochmosel.soz, hochmosel.abh):
        with acting_as(actor):
            file = get_case_file(actor, hers)
            assert {conflict.kind for conflict in file.conflicts} == {"nationality", "entry"}
            said_by = {(f.reported_by_id, f.value["countries"][0]) for f in file.facts if f.kind == "nationality"}
            assert said_by == {(hochmosel.soz.organisation_id, "SY"), (hochmosel.abh.organisation_id, "IQ")}
            assert [line.conflicts for line in list_cases(actor, CaseFilter(conflict="1")).lines] == [2]


@pytest.mark.django_db
def test_the_fact_found_to_be_right_is_what_the_law_hears(hochmosel: Personas, hers: UUID) -> None:
    def first_answer() -> date:
        return AnswerPeriod.objects.filter(person=hers, question="seed_group").earliest("valid_from").valid_from

    with acting_as(hochmosel.soz):
        before, version = first_answer(), Case.objects.get(person=hers).version
        assert before == date(2015, 8, 20), "the immigration office is competent"
        mine = Fact.objects.get(person=hers, kind="entry", reported_by=hochmosel.soz.organisation_id)
        conflict = task(hers, "entry")
        residence = Fact.objects.get(person=hers, kind="asylum_request")
        correct_fact(by=hochmosel.soz, fact_id=residence.id, stated=None, why="only the entry counts here")
        closed = close_conflict(by=hochmosel.soz, conflict_id=conflict.id, holds=mine.id, note="ticket seen " * 40)
        assert (closed.closed_by_id, closed.holds_id) == (hochmosel.soz.account_id, mine.id)
        assert len(closed.note) == 300
        assert kinds(hers) == {"nationality"}
        assert Fact.objects.filter(person=hers, kind="entry", superseded_at=None).count() == 2, "both stay"
        assert Case.objects.get(person=hers).version == version + 2
        entry = JournalEntry.objects.get(verb="conflict.closed")
        assert entry.detail == {"conflict": str(conflict.id), "kind": "entry"}


@pytest.mark.django_db
def test_a_settled_contradiction_stays_settled_until_somebody_says_something_new(
    hochmosel: Personas, hers: UUID
) -> None:
    with acting_as(hochmosel.soz):
        close_conflict(by=hochmosel.soz, conflict_id=task(hers, "nationality").id, holds=None, note="both passports")
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("in_need", {"value": True}))
        assert kinds(hers) == {"entry"}
        again = stated("nationality", {"countries": ["TR"]}, source="document")
        record_fact(by=hochmosel.soz, person_id=hers, stated=again)
        assert kinds(hers) == {"entry", "nationality"}


@pytest.mark.django_db
def test_a_decision_can_be_taken_back(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        mine = Fact.objects.get(person=hers, kind="entry", reported_by=hochmosel.soz.organisation_id)
        closed = close_conflict(by=hochmosel.soz, conflict_id=task(hers, "entry").id, holds=mine.id, note="")
    with acting_as(hochmosel.abh):
        opened = reopen_conflict(by=hochmosel.abh, conflict_id=closed.id)
        assert (opened.id, opened.closed_at, opened.closed_by, opened.holds) == (closed.id, None, None, None)
        assert kinds(hers) == {"entry", "nationality"}
        with pytest.raises(Conflict.DoesNotExist):
            reopen_conflict(by=hochmosel.abh, conflict_id=closed.id)


@pytest.mark.django_db
def test_taking_back_an_old_decision_beside_a_newer_task_opens_no_second_one(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        mine = Fact.objects.get(person=hers, kind="nationality", reported_by=hochmosel.soz.organisation_id)
        old = close_conflict(by=hochmosel.soz, conflict_id=task(hers, "nationality").id, holds=mine.id, note="")
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("nationality", {"countries": ["TR"]}))
        newer = task(hers, "nationality")
        assert reopen_conflict(by=hochmosel.soz, conflict_id=old.id) == newer
        old.refresh_from_db()
        assert old.holds is None, "the old decision is heard no longer"
        assert Conflict.objects.filter(person=hers, kind="nationality", closed_at=None).count() == 1


@pytest.mark.django_db
def test_taking_back_a_decision_on_what_is_no_contradiction_any_more_opens_nothing(
    hochmosel: Personas, hers: UUID
) -> None:
    with acting_as(hochmosel.soz):
        mine = Fact.objects.get(person=hers, kind="entry", reported_by=hochmosel.soz.organisation_id)
        closed = close_conflict(by=hochmosel.soz, conflict_id=task(hers, "entry").id, holds=None, note="")
        correct_fact(by=hochmosel.soz, fact_id=mine.id, stated=None, why="typed into the wrong file")
        assert reopen_conflict(by=hochmosel.soz, conflict_id=closed.id).closed_at is not None
        assert kinds(hers) == {"nationality"}


@pytest.mark.django_db
def test_a_contradiction_dissolves_when_one_side_comes_round(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        conflict = task(hers, "entry")
        mine = Fact.objects.get(person=hers, kind="entry", reported_by=hochmosel.soz.organisation_id)
        correct_fact(
            by=hochmosel.soz, fact_id=mine.id, stated=stated("entry", {"on": "2015-08-20"}), why="they are right"
        )
        conflict.refresh_from_db()
        assert conflict.closed_at is not None
        assert (conflict.closed_by, conflict.note) == (None, "dissolved by a newer statement")


@pytest.mark.django_db
def test_only_a_statement_in_the_same_file_and_of_the_same_kind_can_hold(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        other = open_file(hochmosel.soz, asylum_seeker("Anders"))
        conflict = task(hers, "entry")
        for wrong in (
            Fact.objects.get(person=other, kind="entry"),
            Fact.objects.get(person=hers, kind="nationality", reported_by=hochmosel.soz.organisation_id),
        ):
            with pytest.raises(Fact.DoesNotExist):
                close_conflict(by=hochmosel.soz, conflict_id=conflict.id, holds=wrong.id, note="")


@pytest.mark.django_db
def test_fremd_and_volunteers_settle_nothing(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        open_one = task(hers, "entry")
        closed = close_conflict(by=hochmosel.soz, conflict_id=task(hers, "nationality").id, holds=None, note="")
    with acting_as(hochmosel.fremd):
        with pytest.raises(Conflict.DoesNotExist):
            close_conflict(by=hochmosel.fremd, conflict_id=open_one.id, holds=None, note="")
        with pytest.raises(Conflict.DoesNotExist):
            reopen_conflict(by=hochmosel.fremd, conflict_id=closed.id)
    with acting_as(hochmosel.verein):
        with pytest.raises(AccessDenied):
            close_conflict(by=hochmosel.verein, conflict_id=open_one.id, holds=None, note="")
        with pytest.raises(AccessDenied):
            reopen_conflict(by=hochmosel.verein, conflict_id=closed.id)
