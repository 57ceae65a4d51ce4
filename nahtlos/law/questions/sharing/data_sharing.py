"""`data_sharing`: whether data of a person may be passed on. The rules in the order in which they are tried."""

from nahtlos.law.engine.rule import question
from nahtlos.law.questions.sharing import (
    asylum,
    azr,
    courses,
    helpers,
    immigration,
    misuse,
    person,
    protected,
    refusals,
    social,
)

question(
    "data_sharing",
    # no consent helps
    *refusals.RULES,
    person.access_of_the_person,
    *azr.RULES,
    refusals.task_of_neither_side,
    *misuse.RULES,
    # her own words
    person.collected_from_the_person,
    # numbers instead of persons
    helpers.statistics,
    # data that need more than a task
    *protected.RULES,
    # a norm opens the way, or names the only one
    *courses.RULES,
    *helpers.case_conference,
    *social.RULES,
    *asylum.RULES,
    *immigration.RULES,
    helpers.professional_released,
    # consent, or nobody has looked yet
    *helpers.no_statutory_power,
    *social.REST,
    helpers.health_released,
    helpers.not_worked_out,
)
