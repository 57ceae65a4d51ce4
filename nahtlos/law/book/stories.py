"""Which rule was tried by which story. The stories are tests and stay where tests are; the package carries this index.

`python tools/law/stories.py` makes it anew, and a test fails when it is not what the stories say.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nahtlos.law import api
from nahtlos.law.engine.case import Case, FactNeeded
from nahtlos.law.engine.exploration import explored
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.rule import Rule
from nahtlos.law.engine.run import Run
from nahtlos.law.engine.tables import Rules
from nahtlos.law.engine.tree import extreme_leaf
from nahtlos.law.modules.in_force import rules_with

FILE = "stories.json"


@dataclass(frozen=True, slots=True)
class Check:
    """One day of a story on which a rule decided, alone or on the way."""

    story: str
    source: str
    note: str
    on: str
    question: str
    says: str


@cache
def checks() -> Mapping[tuple[str, str, str], tuple[Check, ...]]:
    """The checks of every rule, by table, id and first day of the rule."""
    found: dict[tuple[str, str, str], list[Check]] = {}
    for name, story in json.loads(files("nahtlos.law.catalogue").joinpath(FILE).read_text(encoding="utf-8")).items():
        for on, question, says, rules in story["checks"]:
            check = Check(name, story["source"], story["note"], on, question, says)
            for key in rules:
                table, rule_id, first = key.split(" ")
                found.setdefault((table, rule_id, first), []).append(check)
    return {key: tuple(them) for key, them in found.items()}


def of_rule(table: str, rule: Rule) -> tuple[Check, ...]:
    """The checks in which this rule of this table decided."""
    return checks().get((table, rule.id, _first(rule)), ())


def of_module_rule(table: str, rule: Rule) -> tuple[Check, ...]:
    """The same for a rule of a module, which begins in each story on a day of its own."""
    return tuple(
        check
        for (code, rule_id, _first_day), them in checks().items()
        if (code, rule_id) == (table, rule.id)
        for check in them
    )


def index(stories: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The file: one line per story, so that two people may add stories without meeting."""
    lines = [f"{json.dumps(name)}: {json.dumps(_entry(story), ensure_ascii=False)}" for name, story in sorted(stories)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _entry(story: Mapping[str, Any]) -> dict[str, Any]:
    on = {module: date.fromisoformat(first) for module, first in story.get("modules", {}).items()}
    person = api.read(story["facts"], check=False, rules=rules_with(on))
    checks = []
    for check in story["checks"]:
        question = check.get("question", story.get("question"))
        decided = _decided(question, person, date.fromisoformat(check["on"]).toordinal())
        says = check.get("answer") if check.get("status") == "determined" else check.get("status")
        checks.append([check["on"], question, _short(says), decided])
    return {
        "source": " ".join(story.get("source", "").split()),
        "note": " ".join(story.get("note", "").split()),
        "checks": checks,
    }


def _decided(question: str, person: Facts, day: int) -> list[str]:
    """Every rule that decided on the way to the answer, as `table id first-day`."""
    names = _names(person.rules)
    run = extreme_leaf(explored(question, person, day).tree, last=False).run
    rules = [rule for _outcome, rule in run.tables]
    own = {id(rule) for rule in person.rules.tables[question].rules}
    if not any(id(rule) in own for rule in rules):
        rules.append(_applies(question, person, day))
    return list(dict.fromkeys(names[id(rule)] for rule in rules))


def _applies(question: str, person: Facts, day: int) -> Rule:
    """The rule that handed on what another table had said; that table's rule is named as the one that decided."""
    case = Case(person, day, Run((), day, lambda run, passed: None))
    in_force = person.rules.tables[question].rules_on(day)
    for rule in (rule for _whom, group in in_force for _number, rule, _changes in group):
        try:
            applies = rule.body(case) is not None
        except FactNeeded:
            applies = True
        if applies:
            return rule
    raise LookupError(f"no rule of {question!r} applies")


def _names(rules: Rules) -> dict[int, str]:
    return {
        id(rule): f"{table.code} {rule.id} {_first(rule)}" for table in rules.tables.values() for rule in table.rules
    }


def _first(rule: Rule) -> str:
    return date.fromordinal(rule.first_day).isoformat() if rule.first_day else "-"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "list"
    return str(value).lower() if isinstance(value, bool) else str(value if value is not None else "-")
