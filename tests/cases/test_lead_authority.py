"""Exactly one lead authority for every open case and day, whatever happens to a file."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nahtlos.cases.contacts import Desks, contact_desks
from nahtlos.cases.models import AnswerPeriod, Case, Closing, Conflict, Fact, Merge, Participation, Responsibility
from nahtlos.cases.responsibility import LEADS, LEGAL_BASES, follow_law, join
from nahtlos.cases.services.facts import close_conflict, correct_fact, record_fact
from nahtlos.cases.services.people import NotMergeable, merge_people, undo_merge, unlink_record
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.core.context import acting, as_system
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.services.answering import accept
from nahtlos.handovers.sweep import sweep
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.people.models import Person, Record
from tests.cases.files import TODAY, asylum_seeker, listed, open_file, person, recognise, said, stated
from tests.cases.full import DOCTOR
from tests.organisations.staff import also_works_at, switched_off
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("NAHTLOS_HISTORIES", "2"))


# -- the invariant under random histories ------------------------------------------------------------------------------

OFFICES = ("abh", "soz", "aa", "jc")
DAYS = st.dates(date(2015, 6, 1), date(2017, 3, 1))
STATUSES = st.sampled_from(
    ["aufenthaltsgestattung", "duldung_60a", "ae_25_2_alt1", "ae_25_3", "ae_25_5", "ohne", "asylgesuch"]
)
FACTS = st.one_of(
    st.builds(lambda status, day: ("residence", {"status": status}, day), STATUSES, DAYS),
    st.builds(
        lambda kind, day: ("benefits", {"kind": kind}, day), st.sampled_from(["asylblg_3", "asylblg_2", "sgb_ii"]), DAYS
    ),
    st.builds(
        lambda value, day: ("able_to_work", {"value": value}, day), st.booleans(), st.one_of(st.none(), DAYS)
    ),
    st.builds(lambda value: ("in_need", {"value": value}, None), st.booleans()),
    st.builds(
        lambda kind, day: ("accommodation", {"kind": kind}, day),
        st.sampled_from(["reception_centre_obliged", "shared", "private"]),
        DAYS,
    ),
    st.builds(
        lambda kind, day: ("asylum_decision", {"kind": kind, "served_on": day.isoformat(), "final_on": day.isoformat()}, None),
        st.sampled_from(["refugee", "subsidiary", "removal_ban", "rejected"]),
        DAYS,
    ),
    st.builds(lambda day: ("jobseeker", {"kind": "arbeitslos", "at": "jobcenter"}, day), DAYS),
    st.builds(lambda day: ("youth_welfare", {"kind": "inobhutnahme"}, day), DAYS),
)  # fmt: skip
NUMBER = st.integers(0, 7)
STEPS = st.one_of(
    st.tuples(st.just("register"), st.sampled_from(OFFICES), st.lists(FACTS, max_size=2), st.booleans()),
    st.tuples(st.just("list"), st.sampled_from(OFFICES), st.lists(FACTS, max_size=2), NUMBER),
    st.tuples(st.just("record"), st.sampled_from(OFFICES), FACTS, NUMBER),
    st.tuples(st.just("record"), st.sampled_from(OFFICES), FACTS, NUMBER),
    st.tuples(st.just("correct"), st.sampled_from(OFFICES), st.one_of(st.none(), FACTS), NUMBER),
    st.tuples(st.just("merge"), st.sampled_from(OFFICES), NUMBER, NUMBER),
    st.tuples(st.just("undo"), st.sampled_from(OFFICES), NUMBER, NUMBER),
    st.tuples(st.just("unlink"), st.sampled_from(OFFICES), NUMBER, NUMBER),
    st.tuples(st.just("settle"), st.sampled_from(OFFICES), NUMBER, st.booleans()),
    st.tuples(st.just("days pass"), st.just(""), st.integers(1, 200), NUMBER),
)


class District:
    """What happens in the offices of one district, one step after the other."""

    def __init__(self, people: Personas) -> None:
        self.people = people

    def do(self, step: tuple[str, str, object, object]) -> None:
        """One step; what the services refuse is no step."""
        what, office, one, other = step
        if what == "days pass":
            settings.PINNED_TODAY = clock.today() + timedelta(days=int(str(one)))
            sweep()
            return
        by: Actor = getattr(self.people, office)
        refusals = (AccessDenied, Case.DoesNotExist, Fact.DoesNotExist, NotMergeable)
        with acting_as(by), suppress(*refusals), transaction.atomic():
            getattr(self, what)(by, one, other)

    def register(self, by: Actor, facts: list[tuple[str, dict[str, object], date | None]], whole: bool) -> None:
        rows = tuple(said(*fact) for fact in facts)
        data = asylum_seeker("Zufall", household="H", facts=rows) if whole else person("Zufall", facts=rows)
        listed(by, data)

    def list(self, by: Actor, facts: list[tuple[str, dict[str, object], date | None]], number: int) -> None:
        listed(by, person("Zufall", facts=[said(*fact) for fact in facts]), self._somebody(number, everybody=True))

    def record(self, by: Actor, fact: tuple[str, dict[str, object], date | None], number: int) -> None:
        record_fact(by=by, person_id=self._somebody(number), stated=stated(*fact))

    def correct(self, by: Actor, fact: tuple[str, dict[str, object], date | None] | None, number: int) -> None:
        mine = Fact.objects.filter(superseded_at=None, reported_by=by.organisation_id).exclude(kind="birth")
        chosen = self._pick(list(mine.order_by("id")), number)
        correct_fact(by=by, fact_id=chosen.id, stated=stated(*fact) if fact else None, why="looked again")

    def merge(self, by: Actor, kept: int, gone: int) -> None:
        merge_people(by=by, kept=self._somebody(kept), gone=self._somebody(gone), reason="by chance")

    def undo(self, by: Actor, number: int, _other: int) -> None:
        merges = list(Merge.objects.filter(undone_at=None).order_by("id"))
        undo_merge(by=by, merge_id=self._pick(merges, number).id)

    def unlink(self, by: Actor, number: int, _other: int) -> None:
        records = list(Record.objects.filter(organisation=by.organisation_id).order_by("id"))
        unlink_record(by=by, record_id=self._pick(records, number).id, reason="by chance")

    def settle(self, by: Actor, number: int, holds: bool) -> None:
        conflict = self._pick(list(Conflict.objects.filter(closed_at=None).order_by("id")), number)
        right = Fact.objects.filter(person=conflict.person_id, kind=conflict.kind, superseded_at=None).first()
        close_conflict(by=by, conflict_id=conflict.id, holds=right.id if holds and right else None, note="")

    def _somebody(self, number: int, *, everybody: bool = False) -> UUID:
        people = Person.objects.filter(merged_into=None).order_by("id")
        if not everybody:
            return self._pick(list(people), number).id
        with as_system("linkage"):
            return self._pick(list(people), number).id

    @staticmethod
    def _pick(rows: list, number: int):  # type: ignore[type-arg,no-untyped-def]
        if not rows:
            raise Case.DoesNotExist
        return rows[number % len(rows)]


def days_without_exactly_one_lead() -> list[tuple[str, date]]:
    """Counted day by day, in another way than the doctor does it; on days on which a case was closed nobody leads."""
    wrong = []
    with acting(DOCTOR):
        leads: dict[UUID, list[tuple[date, date]]] = {}
        for key, start, end in Responsibility.objects.values_list("case_id", "valid_from", "valid_until"):
            leads.setdefault(key, []).append((start, end or date.max))
        closed: dict[UUID, list[tuple[date, date]]] = {}
        for key, start, end in Closing.objects.exclude(outcome__in=["merged", "withdrawn"]).values_list(
            "case_id", "closed_on", "reopened_on"
        ):
            closed.setdefault(key, []).append((start, end or date.max))
        for case in Case.objects.filter(Q(closed_on=None) | Q(closings__reopened_at=None, id__in=closed)).distinct():
            day = case.opened_on
            while day <= clock.today():
                wanted = 0 if any(start <= day < end for start, end in closed.get(case.id, [])) else 1
                if sum(start <= day < end for start, end in leads.get(case.id, [])) != wanted:
                    wrong.append((str(case.id), day))
                day += timedelta(days=1)
    return wrong


@hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
def test_no_history_leaves_a_day_without_exactly_one_lead(
    hochmosel: Personas, steps: list[tuple[str, str, object, object]]
) -> None:
    pinned = settings.PINNED_TODAY
    try:
        with transaction.atomic():
            district = District(hochmosel)
            for step in (("register", "soz", [], True), ("register", "abh", [], True), *steps):
                district.do(step)
                assert violations() == []
                assert days_without_exactly_one_lead() == []
            transaction.set_rollback(True)
    finally:
        settings.PINNED_TODAY = pinned


# -- how the lead moves ------------------------------------------------------------------------------------------------


def leads(person_id: UUID) -> list[tuple[str, date, date | None]]:
    found = Responsibility.objects.filter(case__person=person_id).order_by("valid_from")
    return [(one.organisation.kind, one.valid_from, one.valid_until) for one in found.select_related("organisation")]


def test_the_lead_stays_until_somebody_accepts_and_then_follows_the_answer_of_the_law(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, asylum_seeker()).person_id
        assert [kind for kind, *_days in leads(hers)] == ["sozialamt"], "the law names it, whoever opened the file"
        since = leads(hers)[0][1]
        assert since <= TODAY
        later = TODAY + timedelta(days=20)
        monkeypatch.setattr(settings, "PINNED_TODAY", later)
        recognise(hochmosel.abh, hers)
        assert leads(hers) == [("sozialamt", since, None)]
    with acting_as(hochmosel.jc):
        asked = Transfer.objects.get(receiver=hochmosel.jc.organisation_id)
        accept(by=hochmosel.jc, transfer_id=asked.id)
        assert leads(hers) == [("sozialamt", since, later), ("jobcenter", later, None)]
        lead = Responsibility.objects.get(case__person=hers, valid_until=None)
        answer = AnswerPeriod.objects.get(person=hers, question="benefit_authority", answer="jobcenter")
        assert (lead.authority, lead.law, lead.rule) == ("jobcenter", answer.law, answer.rule)
        part = Participation.objects.get(case__person=hers, organisation=hochmosel.jc.organisation_id)
        assert (part.valid_from, part.legal_basis) == (later, "§ 36 SGB II")
        assert part.contact == hochmosel.jc.membership
        assert part.deputy is not None
        assert part.contact != part.deputy


def test_while_the_law_names_nobody_whoever_takes_part_leads(hochmosel: Personas) -> None:
    with acting_as(hochmosel.aa):
        hers = listed(hochmosel.aa, person()).person_id
        assert leads(hers) == [("arbeitsagentur", TODAY, None)]
        assert Responsibility.objects.get(case__person=hers).authority == ""


def test_a_closed_case_is_left_alone(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
        before = leads(hers)
        Case.objects.filter(person=hers).update(closed_on=TODAY)
        recognise(hochmosel.soz, hers)
        assert leads(hers) == before


def test_without_cases_nothing_is_asked(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        follow_law([], TODAY)
        join([], TODAY)
        assert Responsibility.objects.count() == Participation.objects.count() == 0


def test_every_authority_the_law_may_name_leads_and_every_office_has_its_legal_basis() -> None:
    from nahtlos import law  # noqa: PLC0415 -- only here

    (question,) = [q for q in law.questions()["questions"] if q["code"] == "benefit_authority"]
    assert {value["value"] for value in question["values"]} - set(LEADS) == {"none"}
    assert set(LEGAL_BASES) == set(OrganisationKind)


# -- whom to call ------------------------------------------------------------------------------------------------------


def test_the_same_case_has_the_same_contact_and_work_is_spread(hochmosel: Personas) -> None:
    with acting_as(hochmosel.jc):
        desks = contact_desks([hochmosel.jc.organisation_id], TODAY)
        office = hochmosel.jc.organisation_id
        named = [desks.named_for(office, UUID(int=number)) for number in range(4)]
        assert named[0] == named[2]
        assert {one["contact"].account.username for one in named} == {"jc", "jc2"}
        assert all(one["deputy"] != one["contact"] for one in named)


def test_an_office_with_one_clerk_has_no_deputy_and_one_without_has_nobody(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        desks = contact_desks([hochmosel.soz.organisation_id, hochmosel.verein.organisation_id], TODAY)
        assert desks.named_for(hochmosel.soz.organisation_id, UUID(int=1))["deputy"] is None
        assert desks.named_for(hochmosel.verein.organisation_id, UUID(int=1)) == {}, "volunteers are not named"
    assert Desks({}).named_for(UUID(int=1), UUID(int=2)) == {}


def test_who_has_left_is_named_no_longer(hochmosel: Personas) -> None:
    office = hochmosel.soz.organisation_id
    with also_works_at("jc", "sozialamt", date(2015, 1, 1), TODAY):
        day_before = contact_desks([office], TODAY - timedelta(days=1)).clerks[office]
        assert {member.account.username for member in day_before} == {"soz", "jc"}
        assert {member.account.username for member in contact_desks([office], TODAY).clerks[office]} == {"soz"}
    with switched_off("soz"):
        assert office not in contact_desks([office], TODAY).clerks
