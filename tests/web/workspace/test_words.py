"""Every code a page may meet has words in both languages, and no page shows a bare code."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from django.utils.translation import override

from nahtlos import law as engine
from nahtlos.access import policy
from nahtlos.cases import lawfacts, residence
from nahtlos.cases.enums import FactKind
from nahtlos.exchange.lists import problems, unreadable
from nahtlos.law.catalogue import words as catalogue
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.web.workspace.forms.facts import status_choices
from nahtlos.web.workspace.words import deadlines, facts, law, phrases, reasons, roles
from nahtlos.web.workspace.words.statuses import STATUSES

SCHEMAS = Path(engine.__file__).parent / "schemas"


def _schema(name: str) -> dict[str, object]:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_status_has_words_and_can_be_recorded() -> None:
    codes = set(_schema("facts.schema.json")["$defs"]["status"]["enum"])  # type: ignore[index]
    offered = {code for _label, group in status_choices()[1:] for code, _words in group}
    assert codes <= set(STATUSES)
    assert offered == set(STATUSES)


def test_every_answered_question_and_value_has_words() -> None:
    for question in engine.questions()["questions"]:
        code = question["code"]
        with override("de"):
            assert law.question(code) != code
            for value in question.get("values") or ():
                assert law.answer(code, "determined", value["value"]) != value["value"], (code, value)


def test_every_deadline_has_words() -> None:
    codes = set(_schema("answers.schema.json")["$defs"]["deadline"]["properties"]["code"]["enum"])  # type: ignore[index]
    assert codes <= set(deadlines.DEADLINES)


def test_every_kind_of_fact_is_described_without_its_keys() -> None:
    for kind in FactKind.values:
        for value in ({}, {"on": "2016-01-02"}, {"kind": "x"}, {"text": "words"}, {"value": True}):
            assert "{" not in facts.describe(kind, value)


@pytest.mark.parametrize(("language", "words"), [("de", "Syrien"), ("en", "Syria")])
def test_countries_speak_the_language_of_the_page(language: str, words: str) -> None:
    with override(language):
        assert facts.country("SY") == words


@pytest.mark.parametrize(
    ("code", "words"),
    [("prs", "Dari"), ("fa-AF", "Dari"), ("fa", "Persisch"), ("kmr", "Kurmandschi"), ("rom", "Romani"), ("qqq", "qqq")],
)
def test_languages_have_names_whatever_code_a_list_gave_them(code: str, words: str) -> None:
    with override("de"):
        assert facts.language(code) == words


def test_every_reason_for_an_assumption_has_words() -> None:
    given = set()
    for module in (lawfacts, residence):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and "assumed[" in ast.unparse(node.targets[0]):
                given |= _constants(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "assume":
                given |= _constants(node.args[2])
    assert "has_an_address" in given
    assert given <= set(reasons.ASSUMED_BECAUSE)


def _constants(tree: ast.AST) -> set[str]:
    """What stands in quotes, without what is only asked for in a condition."""
    if isinstance(tree, ast.IfExp):
        return _constants(tree.body) | _constants(tree.orelse)
    return {tree.value} if isinstance(tree, ast.Constant) and isinstance(tree.value, str) else set()


def test_every_owner_of_a_deadline_has_words() -> None:
    owners = set()
    for path in (Path(engine.__file__).parent / "deadlines").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Deadline":
                owners |= _constants(node.args[3])
    assert owners
    assert owners <= set(catalogue.topic("bodies"))


def test_sentences_of_deeper_layers_are_known_to_the_catalogue() -> None:
    known = set(phrases.PHRASES)
    assert set(unreadable.MESSAGES.values()) <= known
    assert set(problems.MESSAGES.values()) <= known
    reasons = {
        policy.may(role, kind, permission).reason
        for role in [*policy.ROLES, "nobody"]
        for kind in OrganisationKind.values
        for permission in policy.Permission
    }
    assert reasons - {""} <= known


def test_sentences_of_the_law_are_known_to_the_catalogue() -> None:
    known = set(phrases.PHRASES) | set(catalogue.topic("reasons"))
    sources = Path(engine.__file__).parent
    # Only these speak in answers; the book and the modules of planned law carry both languages themselves.
    speaking = [
        path for room in ("engine", "conditions", "questions", "deadlines") for path in (sources / room).rglob("*.py")
    ]
    for path in speaking:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
        promises = {ast.get_docstring(node, clean=False) for node in documented}
        for text in {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} - promises:
            if isinstance(text, str) and text.endswith(".") and " " in text and text[0].isupper() and "{}" not in text:
                assert text in known, (path.name, text)


def test_refusals_of_services_are_known_to_the_catalogue() -> None:
    package = Path(engine.__file__).parent.parent
    refusals = {"NotNow", "NotMergeable", "InvalidFact", "AccessDenied", "NotOnTheTeam"}
    for path in [*package.glob("cases/**/*.py"), *package.glob("exchange/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in refusals and node.args:
                sentence = node.args[0]
                if isinstance(sentence, ast.Constant):
                    assert sentence.value in phrases.PHRASES, sentence.value


def test_every_role_and_permission_has_a_sentence() -> None:
    assert set(roles.ROLES) == set(policy.ROLES)
    assert set(roles.PERMISSIONS) == set(policy.Permission)
