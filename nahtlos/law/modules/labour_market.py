"""Changes of the rules on work: the same in every table that has taken these rules over."""

from nahtlos.law.engine.rule import QUESTIONS
from nahtlos.law.modules.module import Change
from nahtlos.law.questions import register
from nahtlos.law.questions.labour_market.job import JobRule

#: Every question has to be registered before anybody asks in which of them a rule stands.
_REGISTERED = register.MODULES


def wherever(ended: tuple[str, ...], *rules: JobRule) -> tuple[Change, ...]:
    """In each table with the first of the ended rules the new ones take its place, for the same kind of work and told
    as an answer to the same question; the other ended rules go with it.
    """
    changes = []
    for code, table in QUESTIONS.items():
        made = next((rule.made for rule in table.rules if rule.id == ended[0]), None)
        if made:
            here = {rule.id for rule in table.rules}
            new = tuple(made(rule) for rule in rules)
            changes.append(Change(code, new, ends=tuple(name for name in ended if name in here)))
    return tuple(changes)
