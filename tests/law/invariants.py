"""What must hold for every person, question and day; each check takes facts and says what is wrong."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from jsonschema import Draft202012Validator

from nahtlos import law
from nahtlos.law.catalogue.texts import value_order
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Condition, Finding
from nahtlos.law.engine.periods import periods, verdict_on
from nahtlos.law.validation import schema

CODES = [entry["code"] for entry in law.questions()["questions"]]
SHARING = [code for code in CODES if code.startswith("data_sharing")]
#: What is answered when nothing is asked for by name.
ABOUT_THE_PERSON = [code for code in CODES if code not in SHARING]
TIMED = [code for code in ABOUT_THE_PERSON if code != "deadlines"]
ASKABLE = {entry["code"]: set(entry["facts"]) for entry in law.questions()["questions"]}
DOCUMENT = Draft202012Validator(schema("answers"))
LATEST = date(2090, 1, 1)


def said(answer: dict[str, Any]) -> tuple[Any, ...]:
    return answer["status"], answer["answer"], answer["discretion"]


def ask(facts: dict[str, Any], code: str, on: date) -> dict[str, Any]:
    [answer] = law.answer(facts, on=on, questions=[code], check=False)
    return answer


def findings_of(facts: Facts) -> Iterable[tuple[Condition, tuple[Any, ...], Finding]]:
    """Everything found so far, about the person and her household."""
    for key, kept in facts.findings.items():
        condition, args = key if isinstance(key, tuple) else (key, ())
        yield from ((condition, args, finding) for finding in kept._entries)


def check_findings(raw: dict[str, Any], asked: Facts, days: Sequence[int]) -> None:
    """A finding is the same, word for word, on every day until the day it names."""
    persons = [(asked, Facts(raw))]
    persons += [*zip(asked.members or (), persons[0][1].members or (), strict=True)]
    for known, fresh in persons:
        for condition, args, finding in findings_of(known):
            assert finding.day < finding.until
            for day in days_within(finding.day, finding.until, days):
                again = condition.look(fresh, day, args)
                assert words(again) == words(finding), (condition.key, args, finding.day, day, finding.until)


def words(finding: Finding) -> tuple[Any, ...]:
    return finding.met, finding.fact, finding.value, finding.missing, finding.borderline


def days_within(start: int, end: int, days: Sequence[int]) -> set[int]:
    """Days on which something that holds from `start` up to `end` has to hold: the first and last ones, and some of ours."""
    last = min(end, FAR) - 1
    return {day for day in (start + 1, (start + min(last, start + 4000)) // 2, last, *days) if start < day <= last}


def check_explorations(raw: dict[str, Any], asked: Facts, days: Sequence[int]) -> None:
    """What is kept of a question is what a fresh look on any of its days gives, reasons and norms included."""
    for code, kept in asked.explored.items():
        order = value_order(code)
        for exploration in kept._entries:
            assert exploration.day < exploration.until
            assert not exploration.cut_off
            first = verdict_on(code, Facts(raw), exploration.day, order)
            for day in days_within(exploration.day, exploration.until, days):
                again = verdict_on(code, Facts(raw), day, order)
                where = (code, exploration.day, day, exploration.until)
                assert again.key == first.key, where
                assert again.explain() == first.explain(), where


def check_timeline(raw: dict[str, Any], code: str, start: date, end: date, more: Sequence[date]) -> None:
    """Periods touch, differ, and say on their first and last days, and on the days around, what the day says."""
    [line] = law.timeline(raw, start=start, end=end, questions=[code], check=False)["timelines"]
    parts = line["periods"]
    assert parts[0]["from"] == start.isoformat()
    for before, after in zip(parts, parts[1:], strict=False):
        assert before["from"] < before["until"] == after["from"]
        assert said(before) != said(after)
    assert parts[-1]["until"] is None or parts[-1]["until"] > end.isoformat()
    for part in parts:
        first = date.fromisoformat(part["from"])
        last = date.fromisoformat(part["until"]) - timedelta(days=1) if part["until"] else LATEST
        around = {first, first + timedelta(days=1), last - timedelta(days=1), last}
        for day in {day for day in (*around, *more) if first <= day <= last}:
            single = ask(raw, code, day)
            assert said(single) == said(part), (code, day)
            assert single["next_change"] == part["until"], (code, day)
        assert single_matches(ask(raw, code, first), part)


def single_matches(single: dict[str, Any], part: dict[str, Any]) -> bool:
    return single == {key: value for key, value in part.items() if key not in {"from", "until"}}


def check_answer(raw: dict[str, Any], code: str, on: date) -> dict[str, Any]:
    """The shape is that of the interface, only facts of the question are asked for, possibilities are real ones."""
    answer = ask(raw, code, on)
    DOCUMENT.validate({"interface": "1", "rules_version": "x", "on": on.isoformat(), "answers": [answer]})
    asked_for = {path.partition(".")[0] for path in answer["missing"]}
    assert asked_for <= ASKABLE[code], (code, asked_for - ASKABLE[code])
    assert bool(answer["missing"]) or answer["status"] != "undetermined", answer
    possible = answer.get("candidates", [])
    assert len({json.dumps(value) for value in possible}) == len(possible)
    order = value_order(code)
    if order and answer["status"] in {"undetermined", "manual_check"}:
        assert possible == sorted(possible, key=order.index), (code, possible)
    return answer


#: Where no offer is recorded an ordinary job is meant, and where no prospects are, those of the nationality.
SAYS_SOMETHING = {"job_offer", "good_prospects"}
#: Whether a renewal was applied for decides on the status held, the day of entry on whether a status before the first
#: one on record is missing; and the status is what is asked for.
STANDS_FOR = {"applications": "residence", "entry_on": "residence"}


def check_leaving_out(raw: dict[str, Any], code: str, on: date, name: str) -> None:
    """Without a fact the answer stays the same, or the fact is asked for and the old answer is still possible."""
    if name == "applications" and code.startswith("title.60c"):
        return  # where no application is recorded, one made on the day itself is meant
    before, after = ask(raw, code, on), ask({key: value for key, value in raw.items() if key != name}, code, on)
    if said(before) == said(after):
        return
    assert after["status"] in {"undetermined", "manual_check"}, (code, on, name)
    if after["status"] == "undetermined" and name in ASKABLE[code]:  # a fact outside the row has a stand-in within it
        asked_for = {path.partition(".")[0] for path in after["missing"]}
        assert {name, STANDS_FOR.get(name)} & asked_for, (code, on, name, before, after)
    if before["status"] == "determined" and after.get("candidates"):
        assert before["answer"] in after["candidates"], (code, on, name, before, after)


def effort(raw: dict[str, Any], code: str, day: int) -> int:
    """How often rules are run for one answer with its next change, sub-questions included."""
    facts = Facts(raw)
    next(periods(code, facts, day, day))
    return sum(exploration.branches for kept in facts.explored.values() for exploration in kept._entries)
