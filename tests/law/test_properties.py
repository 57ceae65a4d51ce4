"""What must hold for every history: timelines agree with single days, and facts that do not decide do not matter."""

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from nahtlos import law
from nahtlos.law.validation import schema
from tests.law.strategies import PARTS, facts

QUESTIONS = [
    "seed_group",
    "benefit_law",
    "benefit_authority",
    "benefit.asylblg_level",
    "benefit.asylblg_ends_on",
    "benefit.sgb_ii_starts_on",
    "benefit.sgb_ii_age_condition",
    "benefit.bg_with_parents",
    "employment_service",
    "residence.gestattung_starts_on",
    "title_continues",
    "spatial_restriction",
    "title.25b.stay",
    "programme.placement_35",
    "programme.bvb_51",
    "programme.bab_56",
    "programme.bafoeg_8",
]
ASKABLE = {entry["code"]: set(entry["facts"]) for entry in law.questions()["questions"]}
DOCUMENT = Draft202012Validator(schema("answers"))
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

questions = st.sampled_from(QUESTIONS)
days = st.dates(date(2014, 10, 20), date(2027, 3, 1))


def said(answer: dict[str, Any]) -> tuple[Any, ...]:
    return answer["status"], answer["answer"], answer["discretion"]


def ask(person: dict[str, Any], question: str, on: date) -> dict[str, Any]:
    return law.answer(person, on=on, questions=[question])[0]


@FEW
@given(facts(), questions, days)
def test_a_timeline_says_on_every_day_what_the_day_says(person: dict[str, Any], question: str, start: date) -> None:
    end = start + timedelta(days=70)
    [line] = law.timeline(person, start=start, end=end, questions=[question], check=False)["timelines"]
    periods = line["periods"]
    assert periods[0]["from"] == start.isoformat()
    for before, after in zip(periods, periods[1:], strict=False):
        assert before["until"] == after["from"]
        assert said(before) != said(after)
    for offset in range(71):
        day = start + timedelta(days=offset)
        [period] = [
            p for p in periods if p["from"] <= day.isoformat() and (not p["until"] or day.isoformat() < p["until"])
        ]
        single = law.answer(person, on=day, questions=[question], check=False)[0]
        assert said(single) == said(period), day
        assert single["next_change"] == period["until"], day


@FEW
@given(facts(), questions, days)
def test_nothing_changes_before_next_change(person: dict[str, Any], question: str, on: date) -> None:
    answer = ask(person, question, on)
    if answer["next_change"]:
        change = date.fromisoformat(answer["next_change"])
        assert said(ask(person, question, change - timedelta(days=1))) == said(answer)
        assert said(ask(person, question, change)) != said(answer)
    else:
        assert said(ask(person, question, date(2090, 1, 1))) == said(answer)


@FEW
@given(facts(complete=True), questions, days, st.sampled_from(sorted(PARTS)))
def test_leaving_a_fact_out_changes_nothing_or_names_it(
    person: dict[str, Any], question: str, on: date, fact: str
) -> None:
    before = ask(person, question, on)
    less = {key: value for key, value in person.items() if key != fact}
    after = ask(less, question, on)
    if said(after) != said(before):
        assert after["status"] in {"undetermined", "manual_check"}, (before, after)
        assert any(path.split(".")[0] == fact for path in after["missing"]), (fact, before, after)


@FEW
@given(facts(), questions, days)
def test_only_facts_of_the_question_are_asked_for(person: dict[str, Any], question: str, on: date) -> None:
    answer = ask(person, question, on)
    assert {path.split(".")[0] for path in answer["missing"]} <= ASKABLE[question]
    DOCUMENT.validate({"interface": "1", "rules_version": "x", "on": on.isoformat(), "answers": [answer]})


@FEW
@given(facts(), days)
def test_equal_input_gives_equal_output(person: dict[str, Any], on: date) -> None:
    copy = json.loads(json.dumps(person))
    first, second = (law.answer(given, on=on, questions=QUESTIONS) for given in (person, copy))
    assert json.dumps(first) == json.dumps(second)
    assert person == copy


@FEW
@given(facts(), days)
def test_deadlines_never_ask(person: dict[str, Any], on: date) -> None:
    [answer] = law.answer(person, on=on, questions=["deadlines"])
    assert answer["status"] == ("manual_check" if on < date(2014, 11, 6) else "determined")
    DOCUMENT.validate({"interface": "1", "rules_version": "x", "on": on.isoformat(), "answers": [answer]})
