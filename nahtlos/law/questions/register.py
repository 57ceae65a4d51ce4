"""The list of modules that answer questions, in the order in which `nahtlos law questions` shows them."""

from functools import cache

from nahtlos.law.catalogue.texts import questions
from nahtlos.law.engine.rule import QUESTIONS
from nahtlos.law.questions import (
    asylblg_entitlement,
    asylblg_ground,
    asylblg_level,
    benefit_authority,
    benefit_law,
    benefit_switch,
    benefit_without_asylblg,
    deadlines,
    gestattung_start,
    needs_unit,
    seed_group,
    sgb_ii_age,
    title_continues,
)
from nahtlos.law.questions.courses import duty, entitlement_end, integration_course, vocational
from nahtlos.law.questions.labour_market import approval, employment, self_employment
from nahtlos.law.questions.sharing import consent_valid, data_sharing
from nahtlos.law.questions.sharing import duty as sharing_duty

#: Importing a module registers its decision tables; naming it here keeps that visible.
MODULES = (
    seed_group,
    asylblg_ground,
    asylblg_entitlement,
    benefit_without_asylblg,
    benefit_law,
    benefit_authority,
    asylblg_level,
    benefit_switch,
    sgb_ii_age,
    needs_unit,
    gestattung_start,
    title_continues,
    deadlines,
    employment,
    self_employment,
    approval,
    integration_course,
    entitlement_end,
    duty,
    vocational,
    consent_valid,
    data_sharing,
    sharing_duty,
)

#: Questions of the interface that this version does not answer. Asking for one by name is refused with a sentence.
NOT_YET_ANSWERED = (
    "programme.*",
    "residence_rule_12a",
    "spatial_restriction",
    "title.*",
)


@cache
def codes() -> tuple[str, ...]:
    """The codes of all implemented questions, in the order of the catalogue."""
    order = list(questions())
    codes = [code for code, table in QUESTIONS.items() if not table.internal]
    return tuple(sorted(codes, key=lambda code: order.index(code) if code in order else len(order)))


def is_not_yet_answered(code: str) -> bool:
    """Whether the interface knows the code but this version has no table for it."""
    if code in QUESTIONS:
        return False
    families = tuple(entry[:-1] for entry in NOT_YET_ANSWERED if entry.endswith("*"))
    return code in NOT_YET_ANSWERED or code.startswith(families)
