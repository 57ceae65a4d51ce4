"""Whatever the law answers has words in German, English and plain German."""

from __future__ import annotations

import re
from typing import Any

import pytest

from nahtlos import law
from nahtlos.law.catalogue import texts, words
from nahtlos.law.parameters import statuses
from nahtlos.law.validation import schema
from nahtlos.law.wording import phrases

LANGUAGES = ("de", "en", "leicht")
#: Plain German: so many words may stand in one sentence.
MOST_WORDS = 14


def _answers(entry: dict[str, Any]) -> list[Any]:
    kinds = {"boolean": [True, False], "date": ["2026-03-14", None], "list": [[]], "amount": ["0.80"]}
    return kinds.get(entry["type"]) or [value["value"] for value in entry["values"]]


QUESTIONS = [(entry["code"], answer) for entry in law.questions()["questions"] for answer in _answers(entry)]


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_every_answer_of_every_question_is_said_in_three_languages(question: str, answer: Any) -> None:
    said = words.answers()[question]
    assert set(said["name"]) == set(LANGUAGES)
    found = said["says"][phrases._key(question, answer)]
    assert set(found["long"]) == set(LANGUAGES)
    assert not isinstance(answer, str) or set(found["short"]) == set(LANGUAGES)


@pytest.mark.parametrize("name", ["acts", "bodies", "facts", "statuses"])
def test_every_word_has_three_languages(name: str) -> None:
    assert [code for code, entry in words.topic(name).items() if not set(LANGUAGES) <= set(entry)] == []


def test_every_value_of_a_fact_has_three_languages() -> None:
    values = words.topic("values")
    assert [
        f"{path} {code}" for path in values for code, one in values[path].items() if set(one) != set(LANGUAGES)
    ] == []


def test_every_act_status_and_fact_of_the_interface_is_named() -> None:
    act = schema("answers")["$defs"]["answer"]["properties"]["acts_needed"]["items"]["properties"]["act"]
    assert set(act["enum"]) <= set(words.topic("acts"))
    assert set(statuses.ALL) == set(words.topic("statuses"))
    assert set(schema("facts")["properties"]) - {"interface", "further_nationalities"} <= set(words.topic("facts"))


def test_plain_german_speaks_only_of_conditions_there_are() -> None:
    assert set(words._plain_conditions()) <= set(texts.conditions())
    assert words._plain_conditions()


def test_whoever_knows_a_fact_has_a_name() -> None:
    known = {code for entry in words.topic("facts").values() for code in entry["from"]}
    assert known <= set(words.topic("bodies"))


def test_offices_that_are_named_are_explained() -> None:
    named = {
        body for said in words.answers().values() for one in said["says"].values() for body in one.get("explains", ())
    }
    assert [body for body in named if not words.topic("bodies")[body].get("about")] == []


def _plain() -> list[str]:
    said = [one["long"]["leicht"] for entry in words.answers().values() for one in entry["says"].values()]
    about = [text for name in ("acts", "bodies") for one in words.topic(name).values() for text in one.get("about", ())]
    return [*said, *about, *words._plain_conditions().values()]


def test_plain_german_has_short_sentences_without_clauses() -> None:
    sentences = [one for text in _plain() for one in re.split(r"(?<=[.!?:]) ", text)]
    assert [one for one in sentences if len(one.split()) > MOST_WORDS] == []
    assert [
        one for one in sentences if re.search(r", (der|die|das|weil|wenn|dass|obwohl|damit|welche[rs]?) ", one)
    ] == []
    assert [one for one in sentences if one[-1] not in ".:"] == []


def test_titles_of_the_catalogue_are_the_last_resort() -> None:
    assert phrases.name("seed_group", "de") == words.answers()["seed_group"]["name"]["de"]
    assert texts.questions()["seed_group"]["de"] != phrases.name("seed_group", "de")
