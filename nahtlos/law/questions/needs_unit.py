"""`benefit.bg_with_parents`: does somebody belong to the Bedarfsgemeinschaft of her parents?"""

from nahtlos.law.conditions.age import years_completed
from nahtlos.law.conditions.household import lives_with_parent
from nahtlos.law.conditions.subsistence import married, own_income_covers_need
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.sgb_ii_age import cite_leap_day


@rule("7_3_nr_4_bg_with_parents", cites=[Norm("§ 7 Abs. 3 Nr. 4 SGB II")])
def child_in_the_needs_unit(case: Case) -> Outcome:
    """Unmarried, below 25, in the parents' household, and own income and means do not cover the need."""
    case.aside(lambda: cite_leap_day(case))
    if not case.met(lives_with_parent) or case.met(years_completed, 25):
        return determined(False)
    return determined(not case.met(married) and not case.met(own_income_covers_need))


question("benefit.bg_with_parents", child_in_the_needs_unit)
