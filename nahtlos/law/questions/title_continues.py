"""`title_continues`: does an expired title go on by law until the immigration office decides (§ 81 Abs. 4 AufenthG)?"""

from nahtlos.law.conditions.renewal import expired_title, later_status, renewed_in_time, residence_known
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, not_applicable, question, rule, undetermined

IN_TIME = Norm("§ 81 Abs. 4 S. 1 AufenthG")
HARDSHIP = Norm("§ 81 Abs. 4 S. 3 AufenthG")


@rule("81_4_no_expired_title", cites=[Norm("§ 81 Abs. 4 AufenthG")])
def nothing_has_expired(case: Case) -> Outcome | None:
    """Before expiry, without any title or with a new one the question does not arise."""
    if not case.look(residence_known):
        return undetermined("residence")
    return None if case.met(expired_title) else not_applicable()


@rule("81_4_s1_continues", cites=[IN_TIME])
def applied_in_time(case: Case) -> Outcome | None:
    """Applied for on or before the last day of validity: the title continues until the decision."""
    if not case.met(renewed_in_time):
        return None
    return None if case.met(later_status) else determined(True)


@rule("81_4_s1_too_late", cites=[IN_TIME, HARDSHIP])
def applied_too_late(case: Case) -> Outcome:
    """Too late or not at all: only the immigration office can order the continuation, in cases of hardship."""
    return determined(False)


question("title_continues", nothing_has_expired, applied_in_time, applied_too_late)
