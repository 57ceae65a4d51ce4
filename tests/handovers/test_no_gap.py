"""Whatever several agencies ask, answer and correct, no day is uncovered or doubly led, and nothing ends without a trace."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nahtlos.cases.enums import CHOSEN_OUTCOMES, CHOSEN_REASONS
from nahtlos.cases.models import Case, Closing, Fact
from nahtlos.cases.services.closing import NotNow, reopen
from nahtlos.cases.services.closing import close as close_case
from nahtlos.cases.services.facts import correct_fact, record_fact
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.core.context import acting
from nahtlos.handovers.enums import OPEN, Act, Reason, State
from nahtlos.handovers.machines import MACHINES, NotPossible
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.services.answering import accept, act_as_receiver, reject
from nahtlos.handovers.services.asking import NotAskable, Request, act_as_sender, begin_transfer
from nahtlos.handovers.sweep import sweep
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.models import Membership, Organisation
from tests.cases.files import asylum_seeker, listed, stated
from tests.cases.full import DOCTOR
from tests.cases.test_lead_authority import FACTS, days_without_exactly_one_lead
from tests.handovers.conftest import led_since_spring
from tests.organisations.staff import switched_off
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("NAHTLOS_HISTORIES", "3"))

OFFICES = st.sampled_from(["soz", "jc", "jc2", "aa", "ja", "abh", "beratung"])
NUMBER = st.integers(0, 5)
STEPS = st.one_of(
    st.tuples(st.just("ask"), OFFICES, OFFICES, st.sampled_from(["", "counselling", "housing"])),
    st.tuples(st.just("answer"), OFFICES, st.sampled_from([act.value for act in Act]), NUMBER),
    st.tuples(st.just("answer"), OFFICES, st.sampled_from(["accept", "accept", "reject", "withdraw"]), NUMBER),
    st.tuples(st.just("record"), OFFICES, FACTS, NUMBER),
    st.tuples(st.just("correct"), OFFICES, st.none(), NUMBER),
    st.tuples(st.just("staff"), OFFICES, OFFICES, NUMBER),
    st.tuples(st.just("close"), OFFICES, st.none(), NUMBER),
    st.tuples(st.just("end"), st.sampled_from(["soz", "jc"]), st.sampled_from(CHOSEN_OUTCOMES), NUMBER),
    st.tuples(st.just("again"), OFFICES, st.sampled_from(CHOSEN_REASONS), NUMBER),
    st.tuples(st.just("listed"), OFFICES, st.none(), NUMBER),
    st.tuples(st.just("days pass"), OFFICES, st.integers(1, 40), NUMBER),
)


class District:
    """What happens in the offices of one district about one woman."""

    def __init__(self, people: Personas, person: UUID) -> None:
        self.people, self.person = people, person

    def do(self, step: tuple[str, str, object, object]) -> None:
        what, office, one, other = step
        if what == "days pass":
            settings.PINNED_TODAY = clock.today() + timedelta(days=int(str(one)))
            sweep()
            return
        by: Actor = getattr(self.people, office)
        refusals = (
            AccessDenied,
            Case.DoesNotExist,
            Fact.DoesNotExist,
            Transfer.DoesNotExist,
            NotPossible,
            NotAskable,
            NotNow,
        )
        with acting_as(by), suppress(*refusals), transaction.atomic():
            getattr(self, what)(by, one, other)

    def ask(self, by: Actor, whom: str, service: str) -> None:
        to = getattr(self.people, whom).organisation_id
        wish = Request("referral" if service else "handover", to, service)
        begin_transfer(by=by, person_id=self.person, request=wish)

    def answer(self, by: Actor, act: str, number: int) -> None:
        rows = list(Transfer.objects.order_by("created_at"))
        if not rows:
            raise Transfer.DoesNotExist
        one = rows[number % len(rows)]
        reasons = [reason for step in MACHINES[one.kind] if step.act == act for reason in step.reasons]
        reason = reasons[number % len(reasons)] if reasons else ""
        if act == Act.ACCEPT:
            accept(by=by, transfer_id=one.id)
        elif act == Act.REJECT:
            offices = list(Organisation.objects.filter(district=by.district_id).order_by("name"))
            reject(by=by, transfer_id=one.id, reason=reason, named=offices[number % len(offices)].id)
        elif act in (Act.HOLD, Act.RESUME, Act.START, Act.COMPLETE, Act.FAIL):
            act_as_receiver(by=by, transfer_id=one.id, act=Act(act), reason=reason)
        elif act in (Act.SEND, Act.WITHDRAW, Act.REVOKE, Act.VOID):
            act_as_sender(by=by, transfer_id=one.id, act=Act(act), reason=reason)

    def record(self, by: Actor, fact: tuple[str, dict[str, object], date | None], _number: int) -> None:
        record_fact(by=by, person_id=self.person, stated=stated(*fact))

    def correct(self, by: Actor, _one: None, number: int) -> None:
        mine = Fact.objects.filter(superseded_at=None, reported_by=by.organisation_id).exclude(kind="birth")
        rows = list(mine.order_by("id"))
        if not rows:
            raise Fact.DoesNotExist
        correct_fact(by=by, fact_id=rows[number % len(rows)].id, stated=None, why="looked again")

    def end(self, by: Actor, outcome: str, days_ago: int) -> None:
        last_day = clock.today() - timedelta(days=max(0, days_ago - 3))
        close_case(by=by, person_id=self.person, outcome=outcome, last_day=last_day)

    def again(self, by: Actor, why: str, _number: int) -> None:
        reopen(by=by, person_id=self.person, why=why)

    def listed(self, by: Actor, _one: None, _number: int) -> None:
        """An office has her on its list: for the first time, or as before."""
        listed(by, asylum_seeker("Zzyxcanary", "Amira"), self.person)

    def staff(self, by: Actor, whom: str, _number: int) -> None:
        """Somebody changes her role; what was put to her stays put to somebody."""
        membership = Membership.objects.get(id=getattr(self.people, whom).membership.id)
        membership.role = "clerk" if membership.role == "team_lead" else "team_lead"
        getattr(self.people, whom).membership.role = membership.role

    def close(self, by: Actor, _one: None, number: int) -> None:
        if number == 0:
            act_as_sender(
                by=by, transfer_id=Transfer.objects.latest("created_at").id, act=Act.VOID, reason=Reason.BY_MISTAKE
            )


def _traces() -> list[str]:
    """Transfers whose steps do not lead from nothing to where they stand, counted in another way than the doctor does."""
    wrong = []
    with acting(DOCTOR):
        for one in Transfer.objects.all():
            state = ""
            for step in Transition.objects.filter(transfer=one).order_by("id"):
                if step.before != state:
                    wrong.append(f"{one}: {step.before} after {state}")
                state = step.after
            if state != one.state:
                wrong.append(f"{one}: {one.state}, but its steps end with {state}")
        for case in Case.objects.all():
            open_ones = Transfer.objects.filter(case=case, kind="handover", state__in=OPEN)
            if open_ones.count() > 1:
                wrong.append(f"{case}: two open handovers")
    return wrong


@hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=10))
def test_no_order_of_events_leaves_a_gap_or_an_end_without_trace(
    hochmosel: Personas, steps: list[tuple[str, str, object, object]]
) -> None:
    pinned, roles = settings.PINNED_TODAY, {}
    for name in ("soz", "jc", "jc2", "aa", "ja", "abh", "beratung"):
        roles[name] = getattr(hochmosel, name).membership.role
    try:
        with transaction.atomic():
            district = District(hochmosel, led_since_spring(hochmosel))
            title = ("residence", {"status": "ae_25_2_alt1", "first_title": True}, date(2016, 9, 5))
            for step in (("record", "soz", title, 0), *steps):
                district.do(step)
                assert violations() == [], step
                assert days_without_exactly_one_lead() == [], step
                assert _traces() == [], step
            transaction.set_rollback(True)
    finally:
        settings.PINNED_TODAY = pinned
        for name, role in roles.items():
            getattr(hochmosel, name).membership.role = role


def test_a_clerk_who_leaves_does_not_take_the_request_with_her(hochmosel: Personas, proposed: Transfer) -> None:
    name = proposed.asked.account.username if proposed.asked else ""
    other = {"jc": hochmosel.jc2, "jc2": hochmosel.jc}[name]
    with switched_off(name), acting_as(other):
        accept(by=other, transfer_id=proposed.id)
        proposed.refresh_from_db()
        assert proposed.state == State.COMPLETED


def test_closed_and_opened_on_many_days_and_by_many(hochmosel: Personas) -> None:
    """The order in which a chance of the machine is least likely to close, wait, list and open."""
    pinned = settings.PINNED_TODAY
    try:
        district = District(hochmosel, led_since_spring(hochmosel))
        title = ("residence", {"status": "ae_25_2_alt1", "first_title": True}, date(2016, 9, 5))
        for step in (
            ("listed", "abh", None, 0),
            ("end", "soz", "training", 0),
            ("again", "abh", "by_mistake", 0),
            ("end", "soz", "employment", 0),
            ("days pass", "soz", 1, 0),
            ("again", "soz", "ended", 0),
            ("record", "soz", title, 0),
            ("days pass", "soz", 3, 0),
            ("answer", "jc", "accept", 0),
            ("end", "jc", "moved", 0),
            ("days pass", "soz", 20, 0),
            ("listed", "aa", None, 0),
            ("answer", "jc", "accept", 1),
            ("days pass", "soz", 9, 0),
            ("end", "soz", "left_germany", 4),
            ("end", "jc", "left_germany", 4),
            ("again", "jc", "came_back", 0),
        ):
            district.do(step)
            assert violations() == [], step
            assert days_without_exactly_one_lead() == [], step
            assert _traces() == [], step
        with acting(DOCTOR):
            assert Closing.objects.count() == 4
    finally:
        settings.PINNED_TODAY = pinned
