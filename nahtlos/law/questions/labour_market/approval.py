"""`ba_approval` and `priority_check`: what the Federal Employment Agency has to look at, if the job is open at all."""

from datetime import date

from nahtlos.law.conditions.job import activity_without_priority_check, district_without_priority_check
from nahtlos.law.conditions.status_time import months_of_status
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
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.job import PROHIBITED, WITH_APPROVAL

EITHER = (True, False)


def _without_approval(case: Case, unneeded: Outcome) -> Outcome | None:
    """The outcome where no approval is asked for: the job is closed, unsettled, unknown, or needs none."""
    work = case.decide("employment")
    if work.status == "manual_check":
        return manual_check(work.reason or "", candidates=EITHER)
    if work.status == "undetermined":
        return undetermined(*work.missing)
    if work.answer == PROHIBITED:
        return not_applicable(reason="The job is prohibited.")
    return None if str(work.answer).endswith(WITH_APPROVAL) else unneeded


@rule("39_ba_approval", cites=[Norm("§ 39 Abs. 1 AufenthG")])
def approval_needed(case: Case) -> Outcome:
    """A job without a title of its own needs approval unless the Employment Ordinance frees it."""
    return _without_approval(case, determined(False)) or determined(True)


@rule("39_no_approval_no_check", cites=[Norm("§ 39 Abs. 2 AufenthG")])
def no_approval_no_check(case: Case) -> Outcome | None:
    """Without approval nothing is checked."""
    return _without_approval(case, determined(False))


@rule(
    "32_5_priority_check_dropped", cites=[Norm("§ 32 Abs. 5 BeschV", None, "2019-08-05")], valid_until=date(2019, 8, 5)
)
def dropped_by_activity_or_time(case: Case) -> Outcome | None:
    """The check is dropped for jobs under §§ 2 Abs. 2, 6, 8 BeschV and after fifteen months of stay."""
    if case.met(activity_without_priority_check):
        case.cite(Norm("§ 32 Abs. 5 Nr. 1 BeschV"))
        return determined(False)
    if norms.waited(case, months_of_status, 15):
        case.cite(Norm("§ 32 Abs. 5 Nr. 2 BeschV"))
        return determined(False)
    return None


@rule(
    "32_5_nr_3_agency_district",
    cites=[
        Norm("§ 32 Abs. 5 Nr. 3 BeschV", "2016-08-06", "2019-08-05"),
        Norm("Anlage BeschV", "2016-08-06", "2019-08-05"),
    ],
    valid_from=date(2016, 8, 6),
    valid_until=date(2019, 8, 5),
)
def agency_district(case: Case) -> Outcome:
    """In the listed agency districts the check is dropped; elsewhere it is made."""
    return determined(not case.met(district_without_priority_check))


@rule(
    "39_priority_check",
    cites=[Norm("§ 39 Abs. 2 S. 1 Nr. 1 AufenthG", None, "2016-08-05")],
    valid_until=date(2016, 8, 5),
)
def checked(case: Case) -> Outcome:
    """Otherwise the agency looks for workers with priority."""
    return determined(True)


@rule("32_priority_check_abolished", cites=[Norm("§ 32 Abs. 1 BeschV", "2019-08-06")], valid_from=date(2019, 8, 6))
def abolished(case: Case) -> Outcome:
    """The priority check no longer exists."""
    return determined(False)


question("ba_approval", approval_needed)
question("priority_check", no_approval_no_check, dropped_by_activity_or_time, agency_district, checked, abolished)
