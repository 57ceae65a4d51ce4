"""Soundness over arbitrary lives and all questions: horizons, timelines, missing facts, shapes, and effort."""

import gc
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahtlos import law
from nahtlos.law.catalogue.texts import value_order
from nahtlos.law.command import main
from nahtlos.law.engine import exploration, remembered
from nahtlos.law.engine.exploration import _Growth
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import CONDITIONS, Finding, condition
from nahtlos.law.engine.periods import periods, verdict_on
from tests.law.invariants import (
    ABOUT_THE_PERSON,
    CODES,
    SAYS_SOMETHING,
    SHARING,
    TIMED,
    ask,
    check_answer,
    check_explorations,
    check_findings,
    check_leaving_out,
    check_timeline,
    effort,
)
from tests.law.lives import FIRST, LAST, lives, turning_days

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=60)

#: Rules are run this often at most for one answer and its next change, whatever is unknown: a few milliseconds.
MOST_RUNS = 700


@FEW
@given(lives(), turning_days(), st.lists(turning_days(), max_size=4))
def test_what_is_kept_is_what_a_fresh_look_gives(person: dict[str, Any], start: date, more: list[date]) -> None:
    facts, days = Facts(person), [day.toordinal() for day in more]
    for code in TIMED + SHARING:
        list(periods(code, facts, start.toordinal(), start.toordinal() + 1500))
    check_findings(person, facts, days)
    check_explorations(person, facts, days)


@MANY
@given(lives(), st.sampled_from(TIMED), turning_days(), st.lists(turning_days(), max_size=3))
def test_a_timeline_says_around_its_changes_what_each_day_says(
    person: dict[str, Any], code: str, start: date, more: list[date]
) -> None:
    check_timeline(person, code, start, start + timedelta(days=1500), more)


@MANY
@given(lives(), turning_days())
def test_every_answer_has_the_promised_shape_and_asks_only_for_its_facts(person: dict[str, Any], on: date) -> None:
    for code in CODES:
        check_answer(person, code, on)


@MANY
@given(lives(most_unknown=4), st.sampled_from(TIMED + SHARING), turning_days())
def test_leaving_any_fact_out_changes_nothing_or_names_it(person: dict[str, Any], code: str, on: date) -> None:
    for name in set(person) - SAYS_SOMETHING:
        check_leaving_out(person, code, on, name)


@FEW
@given(lives(), turning_days())
def test_asked_together_or_alone_or_in_another_order_the_answers_are_the_same(person: dict[str, Any], on: date) -> None:
    together = law.answer(person, on=on, check=False)
    assert together == [ask(person, code, on) for code in ABOUT_THE_PERSON]
    assert together == law.answer(person, on=on, questions=ABOUT_THE_PERSON[::-1], check=False)[::-1]


@settings(FEW, max_examples=5)
@given(people=st.lists(lives(), min_size=1, max_size=3), on=turning_days())
def test_a_batch_says_what_single_answers_say(people: list[dict[str, Any]], on: date) -> None:
    lines = [json.dumps({"id": number, "facts": person}) for number, person in enumerate(people)]
    written = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
        patch.setattr("sys.stdout", io.TextIOWrapper(written, write_through=True))
        assert main(["batch", "-", "--on", on.isoformat()]) == 0
        found = [json.loads(line)["answers"] for line in written.getvalue().decode().splitlines()]
    assert found == [json.loads(json.dumps(law.answer(person, on=on))) for person in people]


@MANY
@given(lives(most_unknown=40), st.sampled_from(TIMED), st.dates(FIRST - timedelta(days=30), LAST))
def test_no_answer_takes_more_than_so_many_runs(person: dict[str, Any], code: str, on: date) -> None:
    assert effort(person, code, on.toordinal()) <= MOST_RUNS


@MANY
@given(lives(most_unknown=30), st.sampled_from(TIMED), turning_days())
def test_branches_that_go_on_alike_are_told_as_if_each_had_been_run(
    person: dict[str, Any], code: str, on: date
) -> None:
    order, day = value_order(code), on.toordinal()
    shared = verdict_on(code, Facts(person), day, order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Growth, "_known", lambda *_: None)
        patch.setattr(exploration, "MOST_BRANCHES", 5000)
        each = verdict_on(code, Facts(person), day, order)
    assert shared.key == each.key
    assert shared.explain() == each.explain()


@pytest.mark.parametrize("code", TIMED)
def test_days_before_the_first_residence_take_no_longer(code: str) -> None:
    rows = [
        {"status": "aufenthaltsgestattung", "from": "2024-03-01", "until": "2025-01-01"},
        {"status": "ae_25_5", "from": "2025-01-01", "until": None},
    ]
    person = {"residence": rows, "household": [{"relation": "spouse"}, {"relation": "parent"}]}
    for on in (date(2014, 11, 6), date(2015, 3, 1), date(2024, 2, 29), date(2024, 3, 1)):
        assert effort(person, code, on.toordinal()) <= MOST_RUNS


def test_a_horizon_that_does_not_lie_ahead_fails_here_and_hops_a_day_elsewhere() -> None:
    @condition("test_looks_back", facts=())
    def looks_back(facts: Facts, day: int) -> Finding:
        return Finding(True, "residence", None, until=day)

    try:
        with pytest.raises(remembered.UnsoundHorizon):
            looks_back.find(Facts({}), 100, ())
        remembered.strict = False
        assert looks_back.find(Facts({}), 100, ()).until == 101
    finally:
        del CONDITIONS["test_looks_back"]


@FEW
@given(lives(), turning_days())
def test_an_outline_is_a_timeline_without_its_reasons(person: dict[str, Any], start: date) -> None:
    given_once = law.read(person)
    full, bare = (
        ask_over_time(given_once, start=start, end=LAST)["timelines"] for ask_over_time in (law.timeline, law.outline)
    )
    for with_reasons, without in zip(full, bare, strict=True):
        assert without["question"] == with_reasons["question"]
        assert without["periods"] == [
            {key: part[key] for key in ("status", "answer", "discretion", "rule")}
            | {"cite": part["law"][0]["cite"]}
            | {key: part[key] for key in ("missing", "from", "until")}
            for part in with_reasons["periods"]
        ]


@FEW
@given(lives(), turning_days())
def test_facts_read_once_answer_like_facts_read_anew(person: dict[str, Any], on: date) -> None:
    given_once = law.read(person)
    law.outline(given_once, start=FIRST, end=LAST)
    assert law.answer(given_once, on=on) == law.answer(person, on=on)


def test_what_was_worked_out_goes_with_the_facts() -> None:
    """A job that asks about thousands of people must not wait for the garbage collector to find their circles."""
    rows = [{"status": "duldung_60a", "from": "2018-03-01", "until": None}]
    gc.collect()
    gc.disable()
    try:
        law.timeline({"residence": rows, "in_need": True}, check=False)
        assert gc.collect() == 0
    finally:
        gc.enable()
