"""`benefit.sgb_ii_age_condition`: 15 years completed and the age limit not passed."""

from nahtlos.law.conditions.age import born_on_29_february, past_age_limit, years_completed
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule

LEAP_DAY = Norm("§ 188 Abs. 3 BGB")


def cite_leap_day(case: Case) -> None:
    """For somebody born on 29 February the Civil Code says when a year of life is completed."""
    if born_on_29_february(case.facts):
        case.cite(LEAP_DAY)


@rule("7_1_s1_nr_1_too_young", cites=[Norm("§ 7 Abs. 1 S. 1 Nr. 1 SGB II")])
def fifteen_years_not_completed(case: Case) -> Outcome | None:
    """Below fifteen there is no own entitlement."""
    case.aside(lambda: cite_leap_day(case))
    return None if case.met(years_completed, 15) else determined(False)


@rule("7a_age_limit", cites=[Norm("§ 7 Abs. 1 S. 1 Nr. 1 SGB II"), Norm("§ 7a SGB II")])
def age_limit_not_passed(case: Case) -> Outcome:
    """The limit is reached at the end of the month in which the age is completed."""
    return determined(not case.met(past_age_limit))


question("benefit.sgb_ii_age_condition", fifteen_years_not_completed, age_limit_not_passed)
