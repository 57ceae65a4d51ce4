"""A drill counts what a change does to people, in both directions, and touches nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nahtlos.law.command import main
from nahtlos.law.drilling.impact import Person, Said, drill, kind_of
from nahtlos.law.modules.in_force import rules_with
from tests.law.stories import stories

DAY = date(2026, 10, 1)
LATE = next(case["facts"] for name, case in stories() if name.startswith("modules/lrag-"))
EARLY = next(case["facts"] for name, case in stories() if name.startswith("modules/lrag_not"))


@pytest.fixture
def people(tmp_path: Path) -> str:
    lives = [("late-1", LATE, "Team 1"), ("early", EARLY, "Team 1"), ("=late-2", LATE, "Team 2")]
    path = tmp_path / "people.jsonl"
    path.write_text("".join(json.dumps({"id": i, "facts": f, "team": t}) + "\n" for i, f, t in lives))
    return str(path)


def run(capfd: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(["drill", *argv])
    out, err = capfd.readouterr()
    return code, out, err


def as_json(capfd: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    code, out, err = run(capfd, *argv, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def row(rows: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    return next(one for one in rows if one[key] == value)


def test_who_changes_is_counted_by_question_authority_and_team(capfd: pytest.CaptureFixture[str], people: str) -> None:
    found = as_json(capfd, "lrag", "--on", "2026-07-01", "--facts", people)
    assert (found["people"], found["touched"]) == (3, 2)
    assert found["after"] == f"{found['before']}+lrag@2026-07-01"
    law = row(found["questions"], "question", "benefit_law")
    assert (law["changed"], law["unchanged"], law["undetermined"]) == (2, 1, 0)
    level = row(found["questions"], "question", "benefit.asylblg_level")
    assert (level["gained"], level["unchanged"]) == (2, 1)
    move = {"question": "benefit_law", "before": "sgb_ii", "after": "asylblg", "people": 2}
    assert move in found["moves"]
    assert row(found["authorities"], "authority", "jobcenter")["leave"] == 2
    assert row(found["authorities"], "authority", "sozialamt_asylblg")["arrive"] == 2
    first, second = (row(found["teams"], "team", name) for name in ("Team 1", "Team 2"))
    assert (first["people"], first["unchanged"], first["leave"]) == (2, 1, 1)
    assert (second["people"], second["leave"]) == (1, 1)
    assert [one["id"] for one in found["impact"]] == ["late-1", "=late-2"]


def test_the_way_back_is_the_same_people_in_the_other_direction(capfd: pytest.CaptureFixture[str], people: str) -> None:
    there = as_json(capfd, "lrag", "--on", "2026-07-01", "--facts", people)
    back = as_json(capfd, "lrag", "--on", "2026-07-01", "--facts", people, "--off")
    turned = [{**one, "before": one["after"], "after": one["before"]} for one in there["moves"]]
    assert sorted(map(str, back["moves"])) == sorted(map(str, turned))
    level = row(back["questions"], "question", "benefit.asylblg_level")
    assert (level["lost"], level["gained"]) == (2, 0)


def test_what_was_unsettled_is_settled_and_becomes_open_again(capfd: pytest.CaptureFixture[str], people: str) -> None:
    words = ("lrag", "--on", "2026-10-01", "--facts", people, "--question", "benefit_law")
    assert row(as_json(capfd, *words)["questions"], "question", "benefit_law")["settled"] == 2
    assert row(as_json(capfd, *words, "--off")["questions"], "question", "benefit_law")["undetermined"] == 2


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (("determined", "prohibited"), ("determined", "free"), "gained"),
        (("determined", True), ("determined", False), "lost"),
        (("determined", "none"), ("not_applicable", None), "changed"),
        (("undetermined", None), ("manual_check", None), "changed"),
        (("determined", "free"), ("borderline", None), "undetermined"),
        (("manual_check", None), ("determined", "prohibited"), "settled"),
        (("determined", "free"), ("determined", "free"), "unchanged"),
    ],
)
def test_each_answer_has_one_kind_of_change(old: tuple[str, Any], new: tuple[str, Any], kind: str) -> None:
    assert kind_of(Said(*old, None), Said(*new, None)) == kind


def test_another_discretion_is_a_change() -> None:
    assert kind_of(Said("determined", "permit", "may"), Said("determined", "permit", "must")) == "changed"


def test_the_kinds_of_a_question_add_up_to_all_people() -> None:
    lives = [Person(str(n), case["facts"]) for n, (_, case) in enumerate(stories()) if n % 25 == 0]
    impact = drill(lives, rules_with({}), rules_with({"geas": date(2026, 6, 12)}), DAY, ["benefit_law", "employment"])
    assert impact.people == len(lives) > 20
    assert all(counts.total() == impact.people for counts in impact.questions.values())
    assert impact.questions["employment"]["unchanged"] < impact.people
    assert impact.questions["benefit_law"]["unchanged"] == impact.people


def test_the_terminal_shows_only_what_moves(capfd: pytest.CaptureFixture[str], people: str) -> None:
    _, out, _ = run(capfd, "lrag", "--on", "2026-07-01", "--facts", people)
    lines = out.splitlines()
    assert lines[0].endswith("3 people, 2 with another answer, 1 unchanged")
    assert any(line.split() == ["benefit_law", "sgb_ii", "asylblg", "2"] for line in lines)
    assert "seed_group" not in out


def test_the_workbook_lists_every_person_and_no_formula(
    capfd: pytest.CaptureFixture[str], people: str, tmp_path: Path
) -> None:
    target = tmp_path / "impact.xlsx"
    assert run(capfd, "lrag", "--on", "2026-07-01", "--facts", people, "--xlsx", str(target))[0] == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Questions", "Moves", "Authorities", "Teams", "People"]
    cells = [row[0] for row in book["People"].iter_rows(min_row=5)]
    assert {cell.value for cell in cells} == {"late-1", "=late-2"}
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("lrga", "--on", "2026-07-01"), "there is no module 'lrga'"),
        (("lrag", "--on", "2026-07-01", "--question", "nothing"), "there is no question 'nothing'"),
        (("lrag", "--on", "gestern"), "'gestern' is not a date"),
    ],
)
def test_a_mistake_is_one_sentence(
    capfd: pytest.CaptureFixture[str], people: str, words: tuple[str, ...], sentence: str
) -> None:
    code, out, err = run(capfd, *words, "--facts", people)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_a_broken_line_is_named_and_nothing_is_counted(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text('{"id": 1, "facts": {"date_of_birth": "yesterday"}}\n[]\n')
    code, out, err = run(capfd, "lrag", "--on", "2026-07-01", "--facts", str(path))
    assert (code, out) == (2, "")
    assert "line 1: $.facts.date_of_birth" in err
    assert "line 2: $:" in err
