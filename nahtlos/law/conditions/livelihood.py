"""Livelihood secured without public means, as far as a title depends on it, and who brings up children alone."""

from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Condition, Finding, condition, unknown


def _stated(key: str) -> Condition:
    @condition(key, facts=(key,))
    def stated(facts: Facts, day: int) -> Finding:
        value, path, until = facts.flag(key, day)
        return unknown(key, until=until) if value is MISSING else Finding(bool(value), path, value, until=until)

    return stated


livelihood_secured = _stated("livelihood_secured")
single_parent = _stated("single_parent")
