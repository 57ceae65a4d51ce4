"""Shared out among processes the law says what it says in one, and a helper that dies takes no answer with it."""

import os
from datetime import date

import pytest

from nahtlos.law import RULES_VERSION, many, rules_with
from nahtlos.law.many import Asked, all_cores, outlines

TODAY = date(2026, 7, 1)
QUESTIONS = ("benefit_law", "employment")


def _people(number: int) -> list[Asked]:
    """Everybody arrived on another day, so nobody's answers are another's."""
    days = [date(2016, 1 + place % 12, 1 + place % 28) for place in range(number)]
    return [
        Asked(
            {
                "nationality": "SY",
                "entry_on": day.isoformat(),
                "residence": [{"status": "aufenthaltsgestattung", "from": day.isoformat()}],
            },
            day,
            date(2031, 7, 1),
        )
        for day in days
    ]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core shares nothing")
def test_answers_and_their_order_do_not_depend_on_who_answers() -> None:
    people, modules = _people(60), {"lrag": date(2026, 7, 1)}
    alone = outlines(people, on=TODAY, questions=QUESTIONS, rules=rules_with(modules))
    with all_cores(len(people)):
        shared = outlines(people, on=TODAY, questions=QUESTIONS, rules=rules_with(modules))
        _kill_a_helper()
        after = outlines(people, on=TODAY, questions=QUESTIONS, rules=rules_with(modules))
    assert shared == alone
    assert after == alone
    assert alone[0].outline["rules_version"] == f"{RULES_VERSION}+lrag@2026-07-01"
    assert len({str(one.outline["timelines"]) for one in alone}) > 50


def _kill_a_helper() -> None:
    helpers = many._helpers.get()
    assert helpers is not None
    helpers.processes[0].kill()
    helpers.processes[0].wait(10)
