"""Recording, correcting, withdrawing and ending facts: nothing is overwritten, and the answers follow at once."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import AnswerPeriod, Case, Deadline, Fact
from nahtlos.cases.selectors import get_case_file
from nahtlos.cases.services import facts as services
from nahtlos.cases.services.facts import InvalidFact, StaleCase, Superseded, correct_fact, record_fact, tick_deadline
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import HouseholdMember
from tests.cases.files import RECOGNISED, asylum_seeker, listed, open_file, person, recognise, said, stated
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    with acting_as(hochmosel.soz):
        return open_file(hochmosel.soz, asylum_seeker())


def active(person_id: UUID, kind: str) -> list[tuple[date | None, date | None, object]]:
    rows = Fact.objects.filter(person=person_id, kind=kind, superseded_at=None).order_by("valid_from")
    return [(row.valid_from, row.valid_until, row.value) for row in rows]


def authorities(person_id: UUID) -> list[tuple[date, str, str]]:
    found = AnswerPeriod.objects.filter(person=person_id, question="benefit_authority").order_by("valid_from")
    return [(one.valid_from, str(one.answer), one.law) for one in found]


def test_a_fact_is_in_the_file_with_source_reporter_author_and_basis(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        level = stated("language_level", {"level": "A2"}, date(2016, 8, 1), source="document", source_note="telc",
                       legal_basis="§ 67a SGB X")  # fmt: skip
        fact = record_fact(by=hochmosel.soz, person_id=hers, stated=level)
        stored = Fact.objects.get(pk=fact.pk)
        assert (stored.kind, stored.value, stored.valid_from) == ("language_level", {"level": "A2"}, date(2016, 8, 1))
        assert (stored.source, stored.source_note, stored.legal_basis) == ("document", "telc", "§ 67a SGB X")
        assert (stored.reported_by_id, stored.recorded_by_id) == (
            hochmosel.soz.organisation_id,
            hochmosel.soz.account_id,
        )
        entry = JournalEntry.objects.get(verb="fact.recorded")
        assert (entry.subject, entry.detail) == (hers, {"fact": str(fact.id), "kind": "language_level"})


def test_a_move_ends_the_own_earlier_statement_and_leaves_those_of_others(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.aa):
        listed(hochmosel.aa, person(facts=[said("place", {"postcode": "99997"}, date(2016, 1, 1))]), hers)
    with acting_as(hochmosel.soz):
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("place", {"postcode": "99996"}, date(2016, 9, 1)))
        assert active(hers, "place") == [
            (date(2015, 9, 1), date(2016, 9, 1), {"postcode": "99998", "town": "Musterstadt"}),
            (date(2016, 1, 1), None, {"postcode": "99997"}),
            (date(2016, 9, 1), None, {"postcode": "99996"}),
        ]
        ended = Fact.objects.get(person=hers, kind="place", valid_until=date(2016, 9, 1))
        assert ended.replaces is not None
        assert (ended.replaces.valid_until, ended.replaces.superseded_why) == (None, "ended by a newer statement")
        assert ended.recorded_by_id == hochmosel.soz.account_id


def test_a_correction_names_the_wrong_one_which_stays_readable(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        wrong = Fact.objects.get(person=hers, kind="entry")
        right = correct_fact(
            by=hochmosel.soz,
            fact_id=wrong.id,
            stated=stated("entry", {"on": "2015-08-31"}),
            why="stamp in the passport",
        )
        assert right is not None
        file = get_case_file(hochmosel.soz, hers)
        assert [fact.value for fact in file.facts if fact.kind == "entry"] == [{"on": "2015-08-31"}]
        (old,) = [fact for fact in file.history if fact.kind == "entry"]
        assert (old.value, old.superseded_why) == ({"on": "2015-09-01"}, "stamp in the passport")
        assert (right.replaces_id, right.record_id) == (old.id, old.record_id)


def test_a_withdrawn_fact_is_gone_from_the_file_but_not_from_its_history(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        wrong = Fact.objects.get(person=hers, kind="able_to_work")
        assert correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=None, why="") is None
        file = get_case_file(hochmosel.soz, hers)
        assert not [fact for fact in file.facts if fact.kind == "able_to_work"]
        assert [fact.superseded_why for fact in file.history] == ["corrected"]


def test_only_the_office_that_said_it_corrects_it_and_only_once(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person(), hers)
        theirs = Fact.objects.get(person=hers, kind="entry")
        with pytest.raises(Fact.DoesNotExist):
            correct_fact(by=hochmosel.abh, fact_id=theirs.id, stated=None, why="we know better")
    with acting_as(hochmosel.soz):
        correct_fact(by=hochmosel.soz, fact_id=theirs.id, stated=None, why="first")
        with pytest.raises(Fact.DoesNotExist):
            correct_fact(by=hochmosel.soz, fact_id=theirs.id, stated=None, why="second")


def test_of_two_corrections_at_the_same_moment_the_second_is_told(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.soz):
        wrong = Fact.objects.get(person=hers, kind="entry")
        locked = services.case_of

        def somebody_was_faster(actor: Actor, person_id: UUID) -> Case:
            case = locked(actor, person_id)
            Fact.objects.filter(pk=wrong.pk).update(superseded_at=case.changed_at, superseded_why="faster")
            return case

        monkeypatch.setattr(services, "case_of", somebody_was_faster)
        with pytest.raises(Fact.DoesNotExist), transaction.atomic():
            correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=stated("entry", {"on": "2015-08-31"}), why="x")


def test_who_states_the_same_on_an_older_page_is_told_and_nothing_is_written(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        opened = Case.objects.get(person=hers).version
        first = record_fact(by=hochmosel.soz, person_id=hers, stated=stated("in_need", {"value": True}), version=opened)
        facts = list(Fact.objects.order_by("id").values())
        late = stated("in_need", {"value": False})
        with pytest.raises(StaleCase) as stale:
            record_fact(by=hochmosel.soz, person_id=hers, stated=late, version=opened)
        assert stale.value.facts == [first]
        assert list(Fact.objects.order_by("id").values()) == facts
        now = Case.objects.get(person=hers).version
        assert now == opened + 1
        record_fact(by=hochmosel.soz, person_id=hers, stated=late, version=now)


@pytest.mark.parametrize("version", [0, 9999])
def test_for_a_page_of_a_version_that_never_was_everything_is_news(
    hochmosel: Personas, hers: UUID, version: int
) -> None:
    with acting_as(hochmosel.soz):
        with pytest.raises(StaleCase):
            record_fact(by=hochmosel.soz, person_id=hers, stated=stated("entry", {"on": "2015-08-30"}), version=version)
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("in_need", {"value": True}), version=version)


def test_what_was_stated_of_something_else_meanwhile_does_no_harm(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        opened = Case.objects.get(person=hers).version
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("in_need", {"value": True}), version=opened)
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("sex", {"sex": "f"}), version=opened)
        assert {"in_need", "sex"} <= set(
            Fact.objects.filter(person=hers, superseded_at=None).values_list("kind", flat=True)
        )


def test_of_two_corrections_the_second_learns_what_stands_there_now(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        wrong = Fact.objects.get(person=hers, kind="entry")
        right = correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=stated("entry", {"on": "2015-08-30"}), why="x")
        again = stated("entry", {"on": "2015-08-31"})
        with pytest.raises(Superseded) as overtaken, transaction.atomic():
            correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=again, why="x")
        assert overtaken.value.by == right
        assert right is not None
        correct_fact(by=hochmosel.soz, fact_id=right.id, stated=None, why="x")
        with pytest.raises(Superseded) as withdrawn, transaction.atomic():
            correct_fact(by=hochmosel.soz, fact_id=wrong.id, stated=again, why="x")
        assert withdrawn.value.by is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (stated("shoe_size", {"value": 43}), "no kind of fact called shoe_size"),
        (stated("place", {}, date(2016, 2, 1), date(2016, 2, 1)), "end must lie after the beginning"),
        (stated("sex", {"sex": "f"}, source="rumour"), "no source called rumour"),
        (stated("residence", {"status": "golden_visa"}, date(2016, 1, 1)), "golden_visa"),
        (stated("entry", {"on": "soon"}), "soon"),
        (stated("birth", {"year": 1990, "month": 2, "day": 30}), "no such day"),
        (stated("birth", {"year": "1990", "month": 2, "day": 3}), "birth is said in another way"),
        (stated("able_to_work", {"value": "perhaps"}), "able_to_work"),
        (stated("nationality", {"countries": ["Syria"]}), "nationality"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    hochmosel: Personas, hers: UUID, wrong: object, sentence: str
) -> None:
    with acting_as(hochmosel.soz):
        facts = Fact.objects.count()
        with pytest.raises(InvalidFact, match=sentence):
            record_fact(by=hochmosel.soz, person_id=hers, stated=wrong)  # type: ignore[arg-type]
        assert Fact.objects.count() == facts


def test_recognition_changes_who_pays_with_its_day_and_provision(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, asylum_seeker(), hers)
    with acting_as(hochmosel.soz):
        assert authorities(hers)[0] == (date(2015, 9, 1), "sozialamt_asylblg", "§ 10 AsylbLG")
    with acting_as(hochmosel.abh):
        recognise(hochmosel.abh, hers)
        after = authorities(hers)
        assert [answer for _day, answer, _law in after][:2] == ["sozialamt_asylblg", "jobcenter"]
        day, _jobcenter, law = after[1]
        assert RECOGNISED <= day <= date(2016, 10, 1)
        assert "SGB II" in law
        file = get_case_file(hochmosel.abh, hers)
        groups = [one for one in file.answers["seed_group"] if one.valid_from <= date(2016, 9, 30)]
        assert (groups[-1].answer, groups[-1].valid_from) == ("recognised", RECOGNISED)


def test_answers_and_fact_stand_or_fall_together(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_people: object) -> None:
        raise RuntimeError("the power fails")

    with acting_as(hochmosel.soz):
        before = authorities(hers), Fact.objects.count(), Case.objects.get(person=hers).version
        with monkeypatch.context() as patched:
            patched.setattr(services, "recompute", breaks)
            with pytest.raises(RuntimeError):
                recognise(hochmosel.soz, hers)
        assert (authorities(hers), Fact.objects.count(), Case.objects.get(person=hers).version) == before
        with transaction.atomic():
            recognise(hochmosel.soz, hers)
            assert authorities(hers) != before[0]
            transaction.set_rollback(True)
        assert (authorities(hers), Fact.objects.count(), Case.objects.get(person=hers).version) == before


def test_the_child_is_answered_anew_when_the_mother_is_recognised(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        mother = open_file(hochmosel.soz, asylum_seeker("Ortner", household="H", position="head"))
        child = open_file(
            hochmosel.soz,
            asylum_seeker("Ortner", "Lina", born=date(2012, 3, 4), household="H", position="child"),
        )
        assert HouseholdMember.objects.filter(person__in=[mother, child]).values("household").distinct().count() == 1
        before = set(AnswerPeriod.objects.filter(person=child).values_list("id", flat=True))
        recognise(hochmosel.soz, mother)
        after = set(AnswerPeriod.objects.filter(person=child).values_list("id", flat=True))
        assert after
        assert not before & after


def test_deadlines_appear_with_the_facts_and_go_with_them_but_a_tick_stays(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        found = list(Deadline.objects.filter(person=hers).order_by("date"))
        assert {"last_day"} <= {one.kind for one in found}
        assert all(one.law and one.who for one in found)
        done = tick_deadline(by=hochmosel.soz, deadline_id=found[0].id, done=True)
        assert done.done_by_id == hochmosel.soz.account_id
        title = Fact.objects.get(person=hers, kind="residence", valid_from=RECOGNISED)
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("language_level", {"level": "A1"}, RECOGNISED))
        assert {one.id for one in Deadline.objects.filter(person=hers)} == {one.id for one in found}, (
            "they stay the same"
        )
        assert Deadline.objects.get(id=done.id).done_at == done.done_at
        decision = Fact.objects.get(person=hers, kind="asylum_decision", superseded_at=None)
        for fact in (title, decision):
            correct_fact(by=hochmosel.soz, fact_id=fact.id, stated=None, why="somebody else's")
        left = set(Deadline.objects.filter(person=hers).values_list("code", "date"))
        assert (done.code, done.date) in left, "what somebody did is not forgotten"
        assert not left & {(one.code, one.date) for one in found[1:]}


def test_a_tick_can_be_taken_back(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        deadline = Deadline.objects.filter(person=hers).earliest("date")
        tick_deadline(by=hochmosel.soz, deadline_id=deadline.id, done=True)
        tick_deadline(by=hochmosel.soz, deadline_id=deadline.id, done=False)
        deadline.refresh_from_db()
        assert (deadline.done_at, deadline.done_by) == (None, None)
        verbs = JournalEntry.objects.filter(verb__startswith="deadline.").order_by("id").values_list("verb", flat=True)
        assert list(verbs) == ["deadline.done", "deadline.reopened"]


def test_fremd_can_write_nothing(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        fact = Fact.objects.filter(person=hers)[0].id
        deadline = Deadline.objects.filter(person=hers)[0].id
    fremd = hochmosel.fremd
    with acting_as(fremd):
        for person_id in (hers, uuid4()):
            with pytest.raises(Case.DoesNotExist):
                record_fact(by=fremd, person_id=person_id, stated=stated("sex", {"sex": "m"}))
        with pytest.raises(Fact.DoesNotExist):
            correct_fact(by=fremd, fact_id=fact, stated=None, why="")
        with pytest.raises(Deadline.DoesNotExist):
            tick_deadline(by=fremd, deadline_id=deadline, done=True)


def test_a_volunteer_records_nothing(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.verein):
        with pytest.raises(AccessDenied, match="Your role does not include this"):
            record_fact(by=hochmosel.verein, person_id=hers, stated=stated("sex", {"sex": "m"}))
        with pytest.raises(AccessDenied):
            correct_fact(by=hochmosel.verein, fact_id=uuid4(), stated=None, why="")
        with pytest.raises(AccessDenied):
            tick_deadline(by=hochmosel.verein, deadline_id=1, done=True)
