"""`title.25b`: lasting integration. Years of stay, livelihood, German, nothing against it; since 2015-08-01."""

from datetime import date

from nahtlos.law.conditions.course_need import german_level
from nahtlos.law.conditions.livelihood import livelihood_secured
from nahtlos.law.conditions.minor_child import minor_child_in_household
from nahtlos.law.conditions.obstacle import obstacle_to
from nahtlos.law.conditions.status_time import months_of_status, months_of_status_with_60b
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.finding import Condition
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.titles.requirement import answered, closed, demanded, not_asked, open_route, requirement
from nahtlos.law.questions.titles.status import holds_104c, tolerated_or_104c

BEFORE_25B = date(2015, 7, 31)
BEGUN = date(2015, 8, 1)
LAST_DAY_BEFORE = date(2022, 12, 30)
CHANCE = date(2022, 12, 31)
ROUTE = Norm("§ 25b Abs. 1 AufenthG", "2015-08-01")


def _old(place: str) -> Norm:
    return Norm(f"§ 25b Abs. 1 {place} AufenthG", "2015-08-01", "2022-12-30")


def _new(place: str) -> Norm:
    return Norm(f"§ 25b Abs. 1 {place} AufenthG", "2022-12-31")


@rule("25b_tolerated", cites=[_old("S. 1")], valid_until=LAST_DAY_BEFORE)
def only_tolerated(case: Case) -> Outcome | None:
    """For tolerated persons."""
    return None if tolerated(case) else determined(False)


@rule("25b_tolerated", cites=[_new("S. 1")], valid_from=CHANCE)
def only_tolerated_or_104c(case: Case) -> Outcome | None:
    """For tolerated persons, and for those who hold the right to stay on probation."""
    return None if tolerated_or_104c(case) else determined(False)


def _stayed(case: Case, stayed: Condition, alone: int, with_child: int) -> bool:
    if waited(case, stayed, alone):
        return True
    return waited(case, stayed, with_child) and case.met(minor_child_in_household)


@requirement("25b_1_nr_1_stay", cites=[_old("S. 2 Nr. 1")], valid_from=BEGUN, valid_until=LAST_DAY_BEFORE)
def eight_or_six_years(case: Case) -> bool:
    """Eight years, six with a minor child in the household."""
    return _stayed(case, months_of_status, 96, 72)


@requirement("25b_1_nr_1_stay", cites=[_new("S. 2 Nr. 1")], valid_from=CHANCE)
def six_or_four_years(case: Case) -> bool:
    """Six years, four with a minor child in the household; for those who hold § 104c the time of § 60b counts."""
    if holds_104c(case):
        case.cite(Norm("§ 25b Abs. 7 AufenthG", "2022-12-31"))
        return _stayed(case, months_of_status_with_60b, 72, 48)
    return _stayed(case, months_of_status, 72, 48)


@requirement("25b_1_nr_3_livelihood", cites=[Norm("§ 25b Abs. 1 S. 2 Nr. 3 AufenthG", "2015-08-01")])
def own_livelihood(case: Case) -> bool:
    """The livelihood is secured mostly by work."""
    return case.met(livelihood_secured)


@requirement("25b_1_nr_4_german", cites=[Norm("§ 25b Abs. 1 S. 2 Nr. 4 AufenthG", "2015-08-01")])
def german_a2(case: Case) -> bool:
    """Sufficient spoken German: A2."""
    return case.met(german_level, "A2")


@requirement("25b_no_obstacle", cites=[ROUTE, Norm("§ 25b Abs. 2 AufenthG", "2015-08-01")], confidence="M")
def no_obstacle(case: Case) -> bool:
    """Nothing on record against it."""
    return not case.met(obstacle_to, "25b")


STAY = (eight_or_six_years, six_or_four_years)

question("title.25b.stay", not_asked("25b_not_yet", ROUTE, until=BEFORE_25B), *answered(*STAY))
question(
    "title.25b",
    closed("25b_not_yet", ROUTE, until=BEFORE_25B),
    only_tolerated,
    only_tolerated_or_104c,
    *demanded(*STAY, own_livelihood, german_a2, no_obstacle),
    open_route("25b_open", ROUTE),
)
