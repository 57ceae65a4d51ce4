"""Whatever two districts ask, answer, take back and record about one woman, she has one open file with one lead each day."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from nahtlos.cases.models import Case, Fact, Responsibility
from nahtlos.cases.services.facts import record_fact
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.core.context import acting
from nahtlos.handovers.enums import Act, Kind, State
from nahtlos.handovers.machines import MACHINES, NotPossible
from nahtlos.handovers.models import Arrival, Transfer, Transition
from nahtlos.handovers.services.answering import accept, act_as_receiver, reject
from nahtlos.handovers.services.asking import NotAskable, Request, act_as_sender, amend, begin_transfer
from nahtlos.handovers.sweep import sweep
from nahtlos.organisations.actor import AccessDenied, Actor
from tests.cases.files import stated
from tests.cases.full import DOCTOR
from tests.handovers.conftest import OPENED, led_since_spring
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("NAHTLOS_HISTORIES", "4"))

OFFICES = st.sampled_from(["soz", "soz", "jc", "fremd", "fremd"])
NUMBER = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("move"), OFFICES, st.sampled_from([0, 0, 3, 10]), NUMBER),
    st.tuples(st.just("answer"), OFFICES, st.sampled_from([act.value for act in Act]), NUMBER),
    st.tuples(st.just("answer"), OFFICES, st.sampled_from(["accept"]), NUMBER),
    st.tuples(st.just("record"), OFFICES, st.sampled_from(["ae_25_2_alt1", "duldung_60a"]), NUMBER),
    st.tuples(st.just("days pass"), OFFICES, st.integers(1, 12), NUMBER),
)


class TwoDistricts:
    """What happens in two districts about one woman."""

    def __init__(self, people: Personas) -> None:
        self.people = people
        self.first = led_since_spring(people)

    def do(self, step: tuple[str, str, object, int]) -> None:
        what, office, one, number = step
        if what == "days pass":
            settings.PINNED_TODAY = clock.today() + timedelta(days=int(str(one)))
            sweep()
            return
        by: Actor = getattr(self.people, office)
        refusals = (AccessDenied, Case.DoesNotExist, Fact.DoesNotExist, Transfer.DoesNotExist, NotPossible, NotAskable)
        with acting_as(by), suppress(*refusals), transaction.atomic():
            getattr(self, what)(by, one, number)

    def move(self, by: Actor, ahead: int, _number: int) -> None:
        other = self.people.soz if by is self.people.fremd else self.people.fremd
        hers = Case.objects.filter(closed_on=None).values_list("person_id", flat=True).first()
        if hers is None:
            raise Case.DoesNotExist
        wish = Request(Kind.MOVE, other.organisation_id, wanted_on=clock.today() + timedelta(days=ahead))
        begin_transfer(by=by, person_id=hers, request=wish)

    def answer(self, by: Actor, act: str, number: int) -> None:
        rows = list(Transfer.objects.order_by("-created_at"))
        if not rows:
            raise Transfer.DoesNotExist
        one = rows[number % len(rows)]
        by.membership.role = "team_lead"
        reasons = [reason for step in MACHINES[one.kind] if step.act == act for reason in step.reasons]
        reason = reasons[number % len(reasons)] if reasons else ""
        if act == Act.ACCEPT:
            accept(by=by, transfer_id=one.id)
        elif act == Act.AMEND:
            amend(by=by, transfer_id=one.id, note="", wanted_on=clock.today() + timedelta(days=number))
        elif act == Act.REJECT:
            reject(by=by, transfer_id=one.id, reason=reason)
        elif act in (Act.SEND, Act.WITHDRAW, Act.REVOKE, Act.VOID):
            act_as_sender(by=by, transfer_id=one.id, act=Act(act), reason=reason)
        elif act in (Act.HOLD, Act.RESUME, Act.TAKE_BACK):
            act_as_receiver(by=by, transfer_id=one.id, act=Act(act), reason=reason)

    def record(self, by: Actor, status: str, _number: int) -> None:
        hers = Case.objects.filter(closed_on=None).values_list("person_id", flat=True).first()
        if hers is None:
            raise Case.DoesNotExist
        record_fact(by=by, person_id=hers, stated=stated("residence", {"status": status}, clock.today()))


def _wrong(people: Personas) -> list[str]:
    """Counted in another way than the doctor does it: along the chain of her files, day by day."""
    wrong = []
    # Tests whose transactions really end leave closed files of other districts.
    here = (people.soz.district_id, people.fremd.district_id)
    with acting(DOCTOR):
        cases = {case.id: case for case in Case.objects.filter(district__in=here)}
        open_ones = [case for case in cases.values() if case.closed_on is None]
        if len(open_ones) != 1:
            wrong.append(f"{len(open_ones)} open files")
        follows = dict(Arrival.objects.filter(transfer__case__in=cases).values_list("transfer__case", "case"))
        if len(follows) != len(cases) - 1 or set(follows.values()) & (set(cases) - set(follows.values())):
            wrong.append("the chain of her files is broken")
        day = OPENED
        while day <= clock.today():
            held = [case for case in cases.values() if _open_on(case, day)]
            led = [_leads_on(case, day) for case in held]
            if led != [1]:
                wrong.append(f"{day}: {led}")
            day += timedelta(days=1)
        for one in Transfer.objects.filter(case__in=cases):
            last = Transition.objects.filter(transfer=one).order_by("id").last()
            if last is None or last.after != one.state:
                wrong.append(f"{one}: {one.state}")
            if one.kind == Kind.MOVE and (one.state == State.COMPLETED) != (one.case_id in follows) and _is_last(one):
                wrong.append(f"{one}: completed without a file")
    return wrong


def _is_last(one: Transfer) -> bool:
    return not Transfer.objects.filter(case=one.case_id, kind=Kind.MOVE, created_at__gt=one.created_at).exists()


def _open_on(case: Case, day: date) -> bool:
    return case.opened_on <= day and (case.closed_on is None or day < case.closed_on)


def _leads_on(case: Case, day: date) -> int:
    rows = Responsibility.objects.filter(case=case, valid_from__lte=day)
    return sum(1 for row in rows if row.valid_until is None or day < row.valid_until)


@hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=5, max_size=12))
def test_no_order_of_events_between_two_districts_loses_a_day_or_leaves_two_files_open(
    hochmosel: Personas, steps: list[tuple[str, str, object, int]]
) -> None:
    pinned = settings.PINNED_TODAY
    roles = {name: getattr(hochmosel, name).membership.role for name in ("soz", "jc", "fremd")}
    try:
        with transaction.atomic():
            districts = TwoDistricts(hochmosel)
            for step in (("move", "soz", 3, 0), *steps):
                districts.do(step)
                assert violations() == [], step
                assert _wrong(hochmosel) == [], step
            transaction.set_rollback(True)
    finally:
        settings.PINNED_TODAY = pinned
        for name, role in roles.items():
            getattr(hochmosel, name).membership.role = role


def test_there_and_back_and_there_again(hochmosel: Personas) -> None:
    """Three moves, the second on the day of the first: four files, one open, no day without a lead."""
    pinned = settings.PINNED_TODAY
    try:
        districts = TwoDistricts(hochmosel)
        accepts = ("answer", "accept", 0)
        for step in (
            ("move", "soz", 0, 0),
            (accepts[0], "fremd", accepts[1], 0),
            ("move", "fremd", 0, 0),
            (accepts[0], "soz", accepts[1], 0),
            ("days pass", "soz", 5, 0),
            ("move", "soz", 3, 0),
            (accepts[0], "fremd", accepts[1], 0),
            ("days pass", "soz", 4, 0),
        ):
            districts.do(step)
            assert violations() == [], step
            assert _wrong(hochmosel) == [], step
        with acting(DOCTOR):
            assert (
                Case.objects.filter(district__in=(hochmosel.soz.district_id, hochmosel.fremd.district_id)).count() == 4
            )
    finally:
        settings.PINNED_TODAY = pinned
