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
from nahtlos.law.questions.place import residence_rule, spatial_restriction
from nahtlos.law.questions.programmes import (
    asylblg_work,
    basic_income,
    entry_qualification,
    further_training,
    german_courses,
    placement,
    preparation,
    student_support,
    support_in_training,
    training_allowance,
    work,
)
from nahtlos.law.questions.sharing import consent_valid, data_sharing
from nahtlos.law.questions.sharing import duty as sharing_duty
from nahtlos.law.questions.titles import (
    chance_104c,
    integration_25b,
    settlement_26_3,
    training_60c,
    work_60d,
    youth_25a,
)

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
    residence_rule,
    spatial_restriction,
    youth_25a,
    integration_25b,
    chance_104c,
    training_60c,
    work_60d,
    settlement_26_3,
    work,
    placement,
    entry_qualification,
    preparation,
    training_allowance,
    support_in_training,
    further_training,
    german_courses,
    student_support,
    asylblg_work,
    basic_income,
    consent_valid,
    data_sharing,
    sharing_duty,
)


@cache
def codes() -> tuple[str, ...]:
    """The codes of all implemented questions, in the order of the catalogue."""
    order = list(questions())
    codes = [code for code, table in QUESTIONS.items() if not table.internal]
    return tuple(sorted(codes, key=lambda code: order.index(code) if code in order else len(order)))
