"""What a reader of `because` sees has a text in both languages, and every rule says what it rests on."""

import json

import pytest

from nahtlos import law
from nahtlos.law.catalogue import texts
from nahtlos.law.engine.finding import CONDITIONS
from nahtlos.law.parameters import statuses
from nahtlos.law.validation import schema
from tests.law.stories import ROOT

SHARED = ROOT.parent / "shared" / "law"


def test_every_condition_has_a_german_and_an_english_text() -> None:
    without = [key for key in CONDITIONS if set(texts.conditions().get(key, {})) != {"de", "en"}]
    assert without == []


def test_arguments_appear_in_the_text() -> None:
    assert texts.condition_text("months_of_stay > 18", "de").startswith("mehr als 18 Monate")
    assert texts.condition_text("in_need", "en") == "in need"


def test_conditions_read_only_known_facts() -> None:
    known = set(schema("facts")["properties"])
    assert {path.split(".")[0] for condition in CONDITIONS.values() for path in condition.facts} <= known


def test_every_question_of_the_engine_is_described() -> None:
    for entry in law.questions()["questions"]:
        assert entry["de"]
        assert entry["en"]
        assert entry["type"] != "enum" or entry["values"]


def test_statuses_are_those_of_the_facts() -> None:
    assert set(schema("facts")["$defs"]["status"]["enum"]) == set(statuses.ALL)
    assert all(statuses.rank(status) >= 0 for status in statuses.ALL)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared interface does not lie beside the repository")
@pytest.mark.parametrize("name", ["facts", "answers"])
def test_schemas_are_those_of_the_interface(name: str) -> None:
    assert schema(name) == json.loads((SHARED / f"{name}.schema.json").read_text(encoding="utf-8"))
