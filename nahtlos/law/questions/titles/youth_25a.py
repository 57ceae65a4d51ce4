"""`title.25a`: well integrated young people. Stay and Duldung, age at the application, school, nothing against it."""

from datetime import date

from nahtlos.law.conditions.application import applied_for_25a_before_age
from nahtlos.law.conditions.course_need import in_any_training
from nahtlos.law.conditions.identity import identity_clarified
from nahtlos.law.conditions.obstacle import livelihood_is_an_obstacle, obstacle_to
from nahtlos.law.conditions.status_time import months_of_status, months_of_status_with_60b, months_tolerated
from nahtlos.law.conditions.training import qualification_acquired, school_years
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.titles.requirement import (
    Requirement,
    answered,
    cite_leap_day,
    demanded,
    open_route,
    requirement,
)
from nahtlos.law.questions.titles.status import holds_104c, tolerated_or_104c

LAST_DAY_BEFORE = date(2022, 12, 30)
CHANCE = date(2022, 12, 31)
ROUTE = Norm("§ 25a Abs. 1 AufenthG")
NO_LIVELIHOOD_NEEDED = Norm("§ 25a Abs. 1 S. 2 AufenthG")


def _old(place: str) -> Norm:
    return Norm(f"§ 25a Abs. 1 {place} AufenthG", None, "2022-12-30")


def _new(place: str) -> Norm:
    return Norm(f"§ 25a Abs. 1 {place} AufenthG", "2022-12-31")


@rule("25a_tolerated", cites=[_old("S. 1")], valid_until=LAST_DAY_BEFORE)
def only_tolerated(case: Case) -> Outcome | None:
    """For tolerated persons."""
    return None if tolerated(case) else determined(False)


@rule("25a_tolerated", cites=[_new("S. 1")], valid_from=CHANCE)
def only_tolerated_or_104c(case: Case) -> Outcome | None:
    """For tolerated persons, and for those who hold the right to stay on probation."""
    return None if tolerated_or_104c(case) else determined(False)


@requirement("25a_1_nr_1_stay", cites=[_old("S. 1 Nr. 1")], valid_until=LAST_DAY_BEFORE)
def four_years(case: Case) -> bool:
    """Four years of lawful, tolerated or permitted stay."""
    return waited(case, months_of_status, 48)


@requirement("25a_1_nr_1_stay", cites=[_new("S. 1 Nr. 1"), _new("S. 1")], valid_from=CHANCE)
def three_years(case: Case) -> bool:
    """Three years of such stay, and a Duldung held for twelve months or § 104c, which also counts § 60b."""
    if holds_104c(case):
        case.cite(Norm("§ 25a Abs. 5 AufenthG", "2022-12-31"))
        return waited(case, months_of_status_with_60b, 36)
    return waited(case, months_of_status, 36) and waited(case, months_tolerated, 12)


@requirement("25a_1_nr_3_age", cites=[_old("S. 1 Nr. 3")], valid_until=LAST_DAY_BEFORE)
def before_21(case: Case) -> bool:
    """Applied for before completing the 21st year."""
    cite_leap_day(case)
    return case.met(applied_for_25a_before_age, 21)


@requirement("25a_1_nr_3_age", cites=[_new("S. 1 Nr. 3")], valid_from=CHANCE)
def before_27(case: Case) -> bool:
    """Applied for before completing the 27th year."""
    cite_leap_day(case)
    return case.met(applied_for_25a_before_age, 27)


@requirement("25a_1_nr_2_school", cites=[_old("S. 1 Nr. 2")], valid_until=LAST_DAY_BEFORE)
def four_years_of_school(case: Case) -> bool:
    """Four years of successful school, or a qualification."""
    return case.met(school_years, 4) or case.met(qualification_acquired)


@requirement("25a_1_nr_2_school", cites=[_new("S. 1 Nr. 2")], valid_from=CHANCE)
def three_years_of_school(case: Case) -> bool:
    """Three years of successful school, or a qualification."""
    return case.met(school_years, 3) or case.met(qualification_acquired)


@requirement("25a_no_obstacle", cites=[ROUTE], confidence="M")
def no_obstacle(case: Case) -> bool:
    """Nothing on record against it; the livelihood does not matter during school, training or studies."""
    if case.met(obstacle_to, "25a"):
        return False
    if not case.met(livelihood_is_an_obstacle):
        return True
    case.cite(NO_LIVELIHOOD_NEEDED)
    return case.met(in_any_training)


@requirement("25a_6_identity", cites=[Norm("§ 25a Abs. 6 AufenthG", "2022-12-31")], valid_from=CHANCE)
def identity_of_104c(case: Case) -> bool:
    """Whoever holds § 104c has to have clarified identity, or done everything reasonable for it."""
    return not holds_104c(case) or case.met(identity_clarified)


STAY: tuple[Requirement, ...] = (four_years, three_years)
AGE: tuple[Requirement, ...] = (before_21, before_27)

question("title.25a.stay", *answered(*STAY))
question("title.25a.age", *answered(*AGE))
question(
    "title.25a",
    only_tolerated,
    only_tolerated_or_104c,
    *demanded(*STAY, *AGE, four_years_of_school, three_years_of_school, no_obstacle, identity_of_104c),
    open_route("25a_open", ROUTE),
)
