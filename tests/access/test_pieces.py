"""Every piece of a file belongs to a class; what nobody has classed is closed."""

from __future__ import annotations

import ast
import json
from importlib.resources import files

import pytest

from nahtlos.access.pieces import ANSWERS, CODED, DEADLINES, FACTS, OUTCOMES, TABLES, class_of_path, knows, pieces
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.answers import KEPT, QUESTIONS
from nahtlos.cases.enums import FactKind, Outcome
from tests.cases import full

#: Rows of no person's file, or closed by a policy of their own: whose desk, import and journal they are.
OF_THE_HOUSE = ("exchange_", "audit_", "grants_", "handovers_", "rights_", "inbox_")


def test_every_kind_of_fact_and_every_question_of_the_file_has_a_class() -> None:
    assert set(FACTS) == set(FactKind.values)
    assert set(QUESTIONS) | set(KEPT) == set(ANSWERS)
    assert set(OUTCOMES) == set(Outcome.values)
    assert len({(one.about, one.code) for one in pieces()}) == len(list(pieces()))


def test_what_the_law_is_asked_with_has_a_class() -> None:
    schema = json.loads(files("nahtlos.law").joinpath("schemas/facts.schema.json").read_text(encoding="utf-8"))
    assert {key for key in schema["properties"] if not knows(key)} == {"interface", "events", "sharing"}
    assert class_of_path("asylum.decision.served_on") is DataClass.ASYLUM
    assert class_of_path("residence[1].from") is DataClass.RESIDENCE


def test_every_deadline_the_law_can_name_has_a_class() -> None:
    """Found as the program is, not as it is laid out in lines: an unknown code is shown to nobody."""
    folder = files("nahtlos.law").joinpath("deadlines")
    calls = [
        node
        for one in folder.iterdir()
        if one.name.endswith(".py")
        for node in ast.walk(ast.parse(one.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Deadline"
    ]
    named = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    assert len(calls) > 20
    assert named == set(DEADLINES)


@pytest.mark.django_db
def test_every_table_about_people_has_a_class() -> None:
    about = {
        table
        for table in full.tables_about_people()
        if not table.startswith(OF_THE_HOUSE) and not table.endswith("event") and table not in full.OF_A_DESK
    }
    assert about - set(TABLES) - set(CODED) == set(), "say in access.pieces to which class it belongs"
