"""From modules and the days on which they begin to the tables that then answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from nahtlos.law.engine.rule import QUESTIONS, Question, Rule
from nahtlos.law.engine.tables import RULE_BOOK, Named, Rules
from nahtlos.law.modules.module import Change, DoesNotFit, Module
from nahtlos.law.modules.register import MODULES, named

#: Each combination is built once; a drill or an installation uses a handful.
_KEPT = 32


def rules_with(switched_on: Mapping[str, date]) -> Rules:
    """The rules under which these modules are law, each from its day on. Raises UnknownModule.

    Without any module these are the rules of the book themselves.
    """
    if not switched_on:
        return RULE_BOOK
    return _built(tuple(sorted((named(module).id, first) for module, first in switched_on.items())))


def shipped() -> dict[str, date]:
    """The modules this version switches on by itself, and from when."""
    return {one.id: one.valid_from for one in MODULES if one.enabled and one.valid_from}


@lru_cache(maxsize=_KEPT)
def _built(switched_on: tuple[tuple[str, date], ...]) -> Rules:
    tables, labels = dict(QUESTIONS), dict[tuple[str, str], Named]()
    for module_id, first in switched_on:
        module = named(module_id)
        for change in module.changes:
            tables[change.question] = _changed(tables[change.question], change, first.toordinal(), module)
        labels |= {answer: Named(first, words) for answer, words in module.labels.items()}
    return Rules(tables, switched_on, labels)


def _changed(table: Question, change: Change, first: int, module: Module) -> Question:
    known = {rule.id for rule in table.rules}
    unknown = [name for name in change.named if name not in known]
    if unknown:
        raise DoesNotFit(f"module {module.id!r}: {change.question!r} has no rule {', '.join(unknown)}")
    new = [replace(rule, first_day=max(rule.first_day, first)) for rule in change.rules]
    rules: list[Rule] = []
    for rule in table.rules[1:]:  # what is said about days before the rule book comes back by itself
        if rule.id in change.named:
            rules += new
            new = []
        rules += _left(rule, change, first)
    return Question(table.code, tuple(rules + new), table.internal)


def _left(rule: Rule, change: Change, first: int) -> list[Rule]:
    """What is left of a rule of the old table."""
    if rule.id in change.settles:
        return []
    if rule.id not in change.ends:
        return [rule]
    return [replace(rule, end=min(rule.end, first))] if rule.first_day < first else []
