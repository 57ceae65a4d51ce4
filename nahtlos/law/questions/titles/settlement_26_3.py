"""`title.26_3`: the settlement permit of recognised refugees and resettled persons. Five years, three with C1."""

from nahtlos.law.conditions.course_need import german_level
from nahtlos.law.conditions.livelihood import livelihood_secured
from nahtlos.law.conditions.obstacle import obstacle_to
from nahtlos.law.conditions.settlement import LEADING, months_counted
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import status_of
from nahtlos.law.questions.titles.requirement import demanded, open_route, requirement

ROUTE = Norm("§ 26 Abs. 3 AufenthG")
FIVE_YEARS = Norm("§ 26 Abs. 3 S. 1 AufenthG")
THREE_YEARS = Norm("§ 26 Abs. 3 S. 3 AufenthG")


@rule("26_3_title", cites=[ROUTE])
def only_holders(case: Case) -> Outcome | None:
    """For those who hold § 25 Abs. 1, § 25 Abs. 2 S. 1 Alt. 1 or § 23 Abs. 4."""
    return None if status_of(case) in LEADING else determined(False)


@requirement("26_3_years", cites=[ROUTE, FIVE_YEARS], confidence="M")
def five_years_or_three_with_c1(case: Case) -> bool:
    """Five years with the asylum procedure, three for those who have mastered German (C1)."""
    if waited(case, months_counted, 60):
        return True
    if not waited(case, months_counted, 36) or not case.met(german_level, "C1"):
        return False
    case.cite(THREE_YEARS)
    return True


@requirement("26_3_livelihood", cites=[ROUTE])
def own_livelihood(case: Case) -> bool:
    """The livelihood is mostly secured."""
    return case.met(livelihood_secured)


@requirement("26_3_german", cites=[ROUTE])
def german_a2(case: Case) -> bool:
    """Sufficient German: A2."""
    return case.met(german_level, "A2")


@requirement("26_3_no_obstacle", cites=[ROUTE], confidence="M")
def no_obstacle(case: Case) -> bool:
    """Nothing on record against it."""
    return not case.met(obstacle_to, "26_3")


question(
    "title.26_3",
    only_holders,
    *demanded(five_years_or_three_with_c1, own_livelihood, german_a2, no_obstacle),
    open_route("26_3_open", ROUTE),
)
