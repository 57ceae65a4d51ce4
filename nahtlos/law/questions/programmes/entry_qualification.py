"""Entry qualification in a company: may this person do one, and is the one planned of a length that is funded?"""

from datetime import date

from nahtlos.law.conditions.funded_training import planned_kind, planned_months
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, not_applicable, question, rule
from nahtlos.law.questions.programmes import work
from nahtlos.law.questions.programmes.people import left_the_case_load, open_with_title

SUBSIDY = Norm("§ 54a SGB III")
LENGTH_BEFORE = Norm("§ 54a Abs. 2 SGB III", None, "2024-03-31")
LENGTH = Norm("§ 54a Abs. 2 SGB III", "2024-04-01")


question(
    "programme.eq_54a",
    left_the_case_load,
    open_with_title("54a_title", SUBSIDY),
    *work.entry_qualification(SUBSIDY),
)


@rule("54a_2_none_planned", cites=[Norm("§ 54a Abs. 2 SGB III")])
def none_planned(case: Case) -> Outcome | None:
    """Where no entry qualification is planned there is no length to speak of."""
    return None if case.met(planned_kind, "eq") else not_applicable()


@rule("54a_2_length", cites=[LENGTH_BEFORE], valid_until=date(2024, 3, 31))
def six_to_twelve_months(case: Case) -> Outcome:
    """Six to twelve months."""
    return determined(case.met(planned_months, 6, 12))


@rule("54a_2_length", cites=[LENGTH], valid_from=date(2024, 4, 1))
def four_to_twelve_months(case: Case) -> Outcome:
    """Four to twelve months."""
    return determined(case.met(planned_months, 4, 12))


question("programme.eq_54a.duration", none_planned, six_to_twelve_months, four_to_twelve_months)
