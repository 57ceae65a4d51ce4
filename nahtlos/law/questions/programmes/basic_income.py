"""The services of the Jobcenter, §§ 16 to 16k SGB II: for those who are entitled to SGB II and able to work."""

from collections.abc import Callable
from datetime import date

from nahtlos.law.conditions.age import born_on_29_february, years_completed
from nahtlos.law.conditions.subsistence import able_to_work
from nahtlos.law.conditions.unemployment import hard_to_reach, months_unemployed, years_on_basic_income
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import (
    Norm,
    Outcome,
    determined,
    manual_check,
    not_applicable,
    question,
    rule,
    undetermined,
)
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.programmes.people import not_yet

#: Internal table: is somebody entitled to SGB II and able to work?
ENTITLED = "sgb_ii.entitled_and_able"

SERVICES = Norm("§ 16 SGB II")
WORK_OPPORTUNITY = Norm("§ 16d SGB II")
SUBSIDY_BEFORE = Norm("§ 16e SGB II", None, "2018-12-31")
SUBSIDY = Norm("§ 16e SGB II", "2019-01-01")
TWO_YEARS = Norm("§ 16e Abs. 1 SGB II", "2019-01-01")
FREE_SUPPORT = Norm("§ 16f SGB II")
YOUNG = Norm("§ 16h SGB II", "2016-08-01")
YOUNG_AGE = Norm("§ 16h Abs. 1 SGB II", "2016-08-01")
WITHOUT_APPLICATION = Norm("§ 16h Abs. 2 SGB II", "2016-08-01")
PARTICIPATION = Norm("§ 16i SGB II", "2019-01-01")
PARTICIPATION_AGE = Norm("§ 16i Abs. 3 Nr. 1 SGB II", "2019-01-01")
PARTICIPATION_RECEIPT = Norm("§ 16i Abs. 3 Nr. 2 SGB II", "2019-01-01")
COACHING = Norm("§ 16k SGB II", "2023-07-01")
AGE = (Norm("§ 187 Abs. 2 S. 2 BGB"), Norm("§ 188 Abs. 2 BGB"))
LEAP_DAY = Norm("§ 188 Abs. 3 BGB")


@rule("7_1_sgb_ii", cites=[Norm("§ 7 Abs. 1 SGB II")])
def another_law(case: Case) -> Outcome | None:
    """Whoever is under another law, or not in need, gets none of the services."""
    found = case.decide("benefit_law")
    if found.status == "not_applicable":
        return not_applicable()
    if found.status == "undetermined":
        return undetermined(*found.missing, candidates=(True, False))
    if found.status == "manual_check":
        if found.candidates and "sgb_ii" not in found.candidates:
            return determined(False)
        return manual_check(found.reason or "", candidates=(True, False))
    return None if found.answer == "sgb_ii" else determined(False)


@rule("7_1_s1_able_to_work", cites=[Norm("§ 7 Abs. 1 S. 1 Nr. 2 SGB II")])
def able(case: Case) -> Outcome:
    """The services are for people of fifteen or more who are able to work, not for others in their needs unit."""
    return determined(case.met(years_completed, 15) and case.met(able_to_work))


question(ENTITLED, another_law, able, internal=True)


def _entitled(case: Case) -> Outcome:
    """Open to everybody who is entitled and able."""
    return case.decide(ENTITLED)


def _entitled_and(case: Case, condition: Callable[[Case], bool]) -> Outcome:
    """Open to those of them who meet a condition; who does not is out, also where the entitlement is unsettled."""
    found = case.decide(ENTITLED)
    possible = found.answer if found.status == "determined" else found.status == "manual_check"
    return determined(False) if possible and not condition(case) else found


def _aged(case: Case, years: int) -> bool:
    case.cite(*AGE)
    case.aside(lambda: case.cite(LEAP_DAY) if born_on_29_february(case.facts) else None)
    return case.met(years_completed, years)


@rule("16e_long_term_unemployed", cites=[SUBSIDY_BEFORE], valid_until=date(2018, 12, 31), confidence="M")
def long_term_unemployed(case: Case) -> Outcome:
    """Until 2018 the subsidy was for the long-term unemployed: one year (§ 18 SGB III)."""
    return _entitled_and(case, lambda case: waited(case, months_unemployed, 12))


@rule("16e_two_years_unemployed", cites=[SUBSIDY, TWO_YEARS], valid_from=date(2019, 1, 1))
def two_years_unemployed(case: Case) -> Outcome:
    """Two years of unemployment."""
    return _entitled_and(case, lambda case: waited(case, months_unemployed, 24))


@rule("16h_hard_to_reach", cites=[YOUNG, YOUNG_AGE, WITHOUT_APPLICATION])
def hard_to_reach_and_young(case: Case) -> Outcome:
    """Before the twenty-fifth birthday, and hard to reach; an application is not needed."""
    return _entitled_and(case, lambda case: not _aged(case, 25) and case.met(hard_to_reach))


@rule("16i_participation", cites=[PARTICIPATION, PARTICIPATION_AGE, PARTICIPATION_RECEIPT])
def six_of_seven_years(case: Case) -> Outcome:
    """Twenty-five years of age, and benefits of SGB II for six of the last seven years."""
    return _entitled_and(case, lambda case: _aged(case, 25) and case.met(years_on_basic_income, 6, 7))


question("programme.sgb_ii_16", rule("16_services", cites=[SERVICES])(_entitled))
question("programme.sgb_ii_16d", rule("16d_work_opportunity", cites=[WORK_OPPORTUNITY])(_entitled))
question("programme.sgb_ii_16e", long_term_unemployed, two_years_unemployed)
question("programme.sgb_ii_16f", rule("16f_free_support", cites=[FREE_SUPPORT])(_entitled))
question(
    "programme.sgb_ii_16h",
    not_yet("16h_not_yet", date(2016, 8, 1), Norm("§ 16h SGB II")),
    hard_to_reach_and_young,
)
question(
    "programme.sgb_ii_16i",
    not_yet("16i_not_yet", date(2019, 1, 1), Norm("§ 16i SGB II")),
    six_of_seven_years,
)
question(
    "programme.sgb_ii_16k",
    not_yet("16k_not_yet", date(2023, 7, 1), Norm("§ 16k SGB II")),
    rule("16k_coaching", cites=[COACHING])(_entitled),
)
