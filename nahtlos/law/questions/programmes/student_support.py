"""`programme.bafoeg_8`: support for school and university by residence status (§ 8 BAföG)."""

from datetime import date

from nahtlos.law.conditions.status_time import months_of_status
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, concerning, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import TEMPORARY_PROTECTION, status_of, tolerated
from nahtlos.law.questions.programmes.people import (
    SETTLED,
    closed_otherwise,
    gestattet,
    left_the_case_load,
    titled,
    with_wait,
    without_wait,
)

FOUR_YEARS_END = date(2015, 12, 31)
FIFTEEN_MONTHS = date(2016, 1, 1)
SETTLEMENT = Norm("§ 8 Abs. 1 Nr. 2 BAföG")
PARENTS_WORK = "Only earlier work of the person or her parents (§ 8 Abs. 3 BAföG) could open it; it is not looked at."


@rule("8_gestattung", cites=[Norm("§ 8 Abs. 3 BAföG")])
def gestattung(case: Case) -> Outcome | None:
    """A Gestattung is not among the statuses that open the support."""
    return determined(False, reason=PARENTS_WORK) if gestattet(case) else None


@rule("8_2a_duldung", cites=[Norm("§ 8 Abs. 2a BAföG", None, "2015-12-31")], valid_until=FOUR_YEARS_END)
def duldung_four_years(case: Case) -> Outcome | None:
    """Four years of stay."""
    return determined(waited(case, months_of_status, 48)) if tolerated(case) else None


@rule("8_2a_duldung", cites=[Norm("§ 8 Abs. 2a BAföG", "2016-01-01")], valid_from=FIFTEEN_MONTHS, confidence="D")
def duldung(case: Case) -> Outcome | None:
    """Fifteen months of stay."""
    return determined(waited(case, months_of_status, 15)) if tolerated(case) else None


@rule("8_2_nr_1_title", cites=[Norm("§ 8 Abs. 2 Nr. 1 BAföG")])
def title_without_wait(case: Case) -> Outcome | None:
    """These titles open the support at once."""
    if not without_wait(case):
        return None
    return determined(True, *((SETTLEMENT,) if status_of(case) in SETTLED else ()))


@rule("8_2_nr_2_title", cites=[Norm("§ 8 Abs. 2 Nr. 2 BAföG", None, "2015-12-31")], valid_until=FOUR_YEARS_END)
def title_four_years(case: Case) -> Outcome | None:
    """These after four years of stay."""
    return determined(waited(case, months_of_status, 48)) if with_wait(case) else None


@rule("8_2_nr_2_title", cites=[Norm("§ 8 Abs. 2 Nr. 2 BAföG", "2016-01-01")], valid_from=FIFTEEN_MONTHS, confidence="D")
def title_fifteen_months(case: Case) -> Outcome | None:
    """These after fifteen months of stay."""
    return determined(waited(case, months_of_status, 15)) if with_wait(case) else None


@rule("61_temporary_protection", cites=[Norm("§ 61 BAföG", "2022-06-01")], valid_from=date(2022, 6, 1))
def temporary_protection(case: Case) -> Outcome | None:
    """Temporary protection opens the support since June 2022."""
    return determined(True) if status_of(case) in TEMPORARY_PROTECTION else None


question(
    "programme.bafoeg_8",
    left_the_case_load,
    *concerning(gestattet, gestattung),
    *concerning(tolerated, duldung_four_years, duldung),
    *concerning(titled, title_without_wait, title_four_years, title_fifteen_months, temporary_protection),
    closed_otherwise("8_other_status", Norm("§ 8 BAföG")),
)
