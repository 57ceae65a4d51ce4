"""Every shared example and every story of our own gets the expected answer, in the shape the interface promises."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nahtlos import law
from nahtlos.law.validation import schema
from tests.law.stories import EXAMPLES, examples, stories

ANSWERS = Draft202012Validator(schema("answers"))
IMPLEMENTED = {entry["code"] for entry in law.questions()["questions"]}
SHARED = [(name, case) for name, case in examples() if case.get("question") in IMPLEMENTED]


def check(case: dict[str, Any]) -> None:
    rules = law.rules_with({name: date.fromisoformat(day) for name, day in case.get("modules", {}).items()})
    [answer] = law.answer(case["facts"], on=date.fromisoformat(case["on"]), questions=[case["question"]], rules=rules)
    assert expected_part(answer, case["expected"]) == case["expected"], answer
    for norm in case.get("law", ()):
        dates = {key: value for key, value in norm.items() if value is not None}
        assert any(dates.items() <= entry.items() for entry in answer["law"]), (norm, answer["law"])
    ANSWERS.validate({"interface": "1", "rules_version": "x", "on": case["on"], "answers": [answer]})


def expected_part(answer: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """Of an answer what the case speaks about."""
    part = {key: answer.get(key) for key in expected if key not in {"answer_contains", "answer_lacks", "cites"}}
    if "cites" in expected:
        named = {norm["cite"] for norm in answer["law"]}
        part["cites"] = [cite for cite in expected["cites"] if cite in named]
    if "answer_contains" in expected:
        part["answer_contains"] = [
            entry
            for entry in expected["answer_contains"]
            if any(entry.items() <= found.items() for found in answer["answer"])
        ]
    if "answer_lacks" in expected:
        codes = {found["code"] for found in answer["answer"]}
        part["answer_lacks"] = [code for code in expected["answer_lacks"] if code not in codes]
    return part


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples do not lie beside the repository")
@pytest.mark.parametrize("case", [case for _, case in SHARED], ids=[name for name, _ in SHARED])
def test_shared_example(case: dict[str, Any]) -> None:
    check(case)


OWN = list(stories())


@pytest.mark.parametrize("case", [case for _, case in OWN], ids=[name for name, _ in OWN])
def test_story(case: dict[str, Any]) -> None:
    check(case)
