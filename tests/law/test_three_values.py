"""Missing facts, anniversaries and unsettled law, tried on a small table of its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import day_of
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import CONDITIONS, Finding, condition, since, unknown
from nahtlos.law.engine.periods import period_on
from nahtlos.law.engine.rule import QUESTIONS, Norm, Outcome, determined, manual_check, question, rule
from nahtlos.law.engine.verdict import Verdict

ON = day_of("2020-01-01")


def truth(key: str) -> Any:
    @condition(f"test_{key}", facts=(key,))
    def stated(facts: Facts, day: int) -> Finding:
        value = facts.get(key)
        return unknown(key) if value is MISSING else Finding(value, key, value)

    return stated


@pytest.fixture
def ask() -> Iterator[Any]:
    """`ask(body, facts)`: the verdict of a table with one rule."""
    before = dict(CONDITIONS)

    def asked(body: Any, facts: dict[str, Any], day: int = ON) -> Verdict:
        QUESTIONS.pop("test", None)
        question("test", rule("test", cites=[Norm("§ 1 SGB I")])(body))
        return period_on("test", Facts(facts), day, ("x", "y", "z")).verdict

    yield asked
    QUESTIONS.pop("test", None)
    CONDITIONS.clear()
    CONDITIONS.update(before)


def test_a_fact_that_does_not_decide_is_not_asked_for(ask: Any) -> None:
    a, b = truth("a"), truth("b")

    def body(case: Case) -> Outcome:
        return determined("x" if case.met(a) and not case.met(b) else "x" if case.met(a) else "y")

    verdict = ask(body, {"a": True})
    assert (verdict.key, verdict.missing) == (("determined", "x", None), [])
    verdict = ask(body, {})
    assert (verdict.status, verdict.missing, verdict.candidates) == ("undetermined", ["a"], ["x", "y"])


def test_the_same_unknown_fact_has_one_value_within_a_run(ask: Any) -> None:
    a = truth("a")

    def body(case: Case) -> Outcome:
        return determined("x" if case.met(a) == case.met(a) else "y")

    assert ask(body, {}).key == ("determined", "x", None)


def test_unsettled_law_that_governs_anyway_goes_before_missing_facts(ask: Any) -> None:
    a = truth("a")

    def body(case: Case) -> Outcome:
        return manual_check("why", candidates=("x",) if case.met(a) else ("y",))

    verdict = ask(body, {})
    assert (verdict.status, verdict.missing, verdict.candidates) == ("manual_check", ["a"], ["x", "y"])


def test_unsettled_law_in_one_branch_is_undetermined(ask: Any) -> None:
    a = truth("a")

    def body(case: Case) -> Outcome:
        return manual_check("why", candidates=("y", "z")) if case.met(a) else determined("x")

    verdict = ask(body, {})
    assert (verdict.status, verdict.missing, verdict.candidates) == ("undetermined", ["a"], ["x", "y", "z"])


def test_an_anniversary_gives_the_answer_before_and_after(ask: Any) -> None:
    @condition("test_anniversary", facts=())
    def anniversary(facts: Facts, day: int) -> Finding:
        return since("start", "2019-10-01", ON, day)

    def body(case: Case) -> Outcome:
        return determined("z" if case.met(anniversary) else "x")

    assert ask(body, {}, ON - 1).answer == "x"
    assert (ask(body, {}).status, ask(body, {}).candidates) == ("borderline", ["x", "z"])
    assert ask(body, {}, ON + 1).answer == "z"


def test_a_missing_fact_goes_before_an_anniversary(ask: Any) -> None:
    a = truth("a")

    @condition("test_anniversary", facts=())
    def anniversary(facts: Facts, day: int) -> Finding:
        return since("start", "2019-10-01", ON, day)

    def body(case: Case) -> Outcome:
        return determined("z" if case.met(anniversary) and case.met(a) else "x")

    assert ask(body, {}).status == "undetermined"
    assert ask(body, {"a": False}).status == "determined"
    assert ask(body, {"a": True}).status == "borderline"


def test_too_many_branches_end_in_undetermined(ask: Any) -> None:
    conditions = [truth(f"c{number}") for number in range(12)]

    def body(case: Case) -> Outcome:
        return determined("x" if sum(case.met(one) for one in conditions) % 2 else "y")

    verdict = ask(body, {})
    assert verdict.status == "undetermined"
    assert verdict.missing == [f"c{number}" for number in range(12)]
