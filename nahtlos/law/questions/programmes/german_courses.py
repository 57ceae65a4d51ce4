"""German beside the integration course: the basic courses of autumn 2015, and the first orientation course."""

from datetime import date

from nahtlos.law.conditions.origin import good_prospects
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, concerning, determined, manual_check, question, rule
from nahtlos.law.questions.programmes.people import (
    closed_otherwise,
    gestattet,
    left_the_case_load,
    no_longer,
    not_yet,
)

BASIC_COURSE = Norm("§ 421 SGB III", "2015-10-24")
#: The course rests on a funding guideline; the law only says that the integration course is to be supplemented.
SUPPLEMENT = Norm("§ 45 AufenthG")
FIRST_BASIC, LAST_BASIC = date(2015, 10, 24), date(2015, 12, 31)
FIRST_ORIENTATION = date(2017, 1, 1)


@rule("421_gestattung", cites=[BASIC_COURSE], confidence="P")
def basic_course(case: Case) -> Outcome | None:
    """With a Gestattung and good prospects."""
    return determined(case.met(good_prospects)) if gestattet(case) else None


question(
    "programme.basic_german_421",
    not_yet("421_not_yet", FIRST_BASIC, Norm("§ 421 SGB III")),
    no_longer("421_entry_over", LAST_BASIC, BASIC_COURSE),
    left_the_case_load,
    *concerning(gestattet, basic_course),
    closed_otherwise("421_other_status", BASIC_COURSE),
)


@rule("orientation_gestattung", cites=[SUPPLEMENT], confidence="M")
def orientation_course(case: Case) -> Outcome | None:
    """Everybody with a Gestattung, whatever the prospects."""
    return determined(True) if gestattet(case) else None


@rule("orientation_other_status", cites=[SUPPLEMENT], confidence="?")
def orientation_for_others(case: Case) -> Outcome:
    """Who else may take part is not worked out."""
    return manual_check("The funding guideline has not been worked out for this status.", candidates=(True, False))


question(
    "programme.erstorientierungskurs",
    not_yet("orientation_not_yet", FIRST_ORIENTATION, SUPPLEMENT),
    left_the_case_load,
    *concerning(gestattet, orientation_course),
    orientation_for_others,
)
