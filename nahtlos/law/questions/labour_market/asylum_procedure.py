"""Work during the asylum procedure: § 61 AsylG (until 2015-10-23 AsylVfG)."""

from datetime import date

from nahtlos.law.conditions.asylum_application import (
    applied_after,
    applied_by,
    finally_decided,
    months_since_application,
    rejected_manifestly_or_inadmissible,
)
from nahtlos.law.conditions.origin import georgian_or_moldovan, safe_country_of_origin
from nahtlos.law.conditions.status_time import months_of_status
from nahtlos.law.conditions.subsistence import obliged_to_live_in_reception_centre
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.job import Job, job_rule, open_with, prohibited
from nahtlos.law.questions.labour_market.status import in_asylum_procedure, status_of

SAFE_COUNTRY_BAN = Norm("§ 61 Abs. 2 S. 4 AsylG", "2015-10-24")
GEORGIA_MOLDOVA = Norm("§ 87d AsylG", "2023-12-23")
OUTSIDE_THE_CENTRE = Norm("§ 61 Abs. 2 S. 5 AsylG", "2019-08-21")
ENTITLED_2019 = Norm("§ 61 Abs. 1 S. 2 AsylG", "2019-08-21", "2024-02-26")
ENTITLED_2024 = Norm("§ 61 Abs. 1 S. 2 AsylG", "2024-02-27")
REASON_OUTSIDE = (
    "The right rests on § 61 Abs. 2 S. 5 AsylG, which leaves Abs. 1 S. 2 untouched; practice reads it as reaching "
    "people outside reception centres too."
)


def in_centre(case: Case) -> bool:
    """Whether the person in the asylum procedure has to live in a reception centre."""
    return in_asylum_procedure(case) and case.met(obliged_to_live_in_reception_centre)


def entitled(case: Case, months: int) -> bool:
    """The conditions of § 61 Abs. 1 S. 2 Nr. 1, 3 and 4 AsylG."""
    return (
        norms.waited(case, months_since_application, months)
        and not case.met(safe_country_of_origin)
        and not case.met(rejected_manifestly_or_inadmissible)
        and not case.met(finally_decided)
    )


@job_rule(
    "61_1_s1_reception_centre",
    cites=[Norm("§ 61 Abs. 1 AsylVfG", None, "2015-10-23")],
    valid_until=date(2015, 10, 23),
)
def in_reception_centre_before_2015(case: Case, job: Job) -> Outcome | None:
    """Nobody who has to live in a reception centre may work."""
    return prohibited() if in_centre(case) else None


@job_rule(
    "61_1_s1_reception_centre",
    cites=[Norm("§ 61 Abs. 1 AsylG", "2015-10-24", "2019-08-20")],
    valid_from=date(2015, 10, 24),
    valid_until=date(2019, 8, 20),
)
def in_reception_centre_before_2019(case: Case, job: Job) -> Outcome | None:
    """Nobody who has to live in a reception centre may work."""
    return prohibited() if in_centre(case) else None


@job_rule("61_1_s2_entitlement", cites=[ENTITLED_2019], valid_from=date(2019, 8, 21), valid_until=date(2024, 2, 26))
def entitled_in_centre_after_nine_months(case: Case, job: Job) -> Outcome | None:
    """Nine months after the application there is a right to the permit in the reception centre."""
    return open_with(case, job, "entitled", "must") if in_centre(case) and entitled(case, 9) else None


@job_rule("61_1_s2_entitlement", cites=[ENTITLED_2024], valid_from=date(2024, 2, 27))
def entitled_in_centre_after_six_months(case: Case, job: Job) -> Outcome | None:
    """Six months after the application there is a right to the permit in the reception centre; pending cases too."""
    return open_with(case, job, "entitled", "must") if in_centre(case) and entitled(case, 6) else None


@job_rule("61_1_s1_reception_centre", cites=[Norm("§ 61 Abs. 1 S. 1 AsylG")], valid_from=date(2019, 8, 21))
def in_reception_centre(case: Case, job: Job) -> Outcome | None:
    """Nobody else who has to live in a reception centre may work."""
    return prohibited() if in_centre(case) else None


@job_rule(
    "61_2_s4_safe_country", cites=[SAFE_COUNTRY_BAN], valid_from=date(2015, 10, 24), valid_until=date(2023, 12, 22)
)
def safe_country_before_georgia(case: Case, job: Job) -> Outcome | None:
    """Nationals of safe countries who applied after 2015-08-31 may not work during the procedure."""
    return prohibited() if _barred_as_safe(case) else None


@job_rule("61_2_s4_safe_country", cites=[SAFE_COUNTRY_BAN], valid_from=date(2023, 12, 23))
def safe_country(case: Case, job: Job) -> Outcome | None:
    """The same, except Georgians and Moldovans who applied up to 2023-08-30 (§ 87d AsylG)."""
    if not _barred_as_safe(case):
        return None
    if case.met(georgian_or_moldovan) and case.met(applied_by, "2023-08-30"):
        case.cite(GEORGIA_MOLDOVA)
        return None
    return prohibited()


def _barred_as_safe(case: Case) -> bool:
    if not in_asylum_procedure(case) or not case.met(safe_country_of_origin):
        return False
    case.cite(SAFE_COUNTRY_BAN)
    return case.met(applied_after, "2015-08-31")


def _first_three_months(case: Case, job: Job) -> Outcome | None:
    """Nobody may work in the first three months of permitted stay; earlier tolerated or lawful stay counts."""
    if not in_asylum_procedure(case):
        return None
    case.cite(norms.asylum_act(case, norms.ASYLUM_WAIT))
    if status_of(case) == "asylgesuch" or not norms.waited(case, months_of_status, 3):
        return prohibited()
    return None


first_three_months_before_2015 = job_rule(
    "61_2_s1_waiting_period", cites=[norms.ASYLUM_WAIT[1]], valid_until=date(2015, 10, 23)
)(_first_three_months)
first_three_months = job_rule("61_2_s1_waiting_period", cites=[norms.ASYLUM_WAIT[0]], valid_from=date(2015, 10, 24))(
    _first_three_months
)


@job_rule(
    "61_2_s5_entitlement",
    cites=[OUTSIDE_THE_CENTRE, ENTITLED_2019],
    valid_from=date(2019, 8, 21),
    valid_until=date(2024, 2, 26),
    confidence="M",
)
def entitled_outside_after_nine_months(case: Case, job: Job) -> Outcome | None:
    """Whoever would be entitled inside a reception centre is entitled outside it."""
    if in_asylum_procedure(case) and entitled(case, 9):
        return open_with(case, job, "entitled", "must", reason=REASON_OUTSIDE)
    return None


@job_rule(
    "61_2_s5_entitlement", cites=[OUTSIDE_THE_CENTRE, ENTITLED_2024], valid_from=date(2024, 2, 27), confidence="M"
)
def entitled_outside_after_six_months(case: Case, job: Job) -> Outcome | None:
    """Whoever would be entitled inside a reception centre is entitled outside it."""
    if in_asylum_procedure(case) and entitled(case, 6):
        return open_with(case, job, "entitled", "must", reason=REASON_OUTSIDE)
    return None


def _permit_after_three_months(case: Case, job: Job) -> Outcome | None:
    """After three months the work may be permitted."""
    return open_with(case, job, "permit", "may") if in_asylum_procedure(case) else None


permit_before_2015 = job_rule("61_2_permit", cites=[norms.ASYLUM_WORK[1]], valid_until=date(2015, 10, 23))(
    _permit_after_three_months
)
permit = job_rule("61_2_permit", cites=[norms.ASYLUM_WORK[0]], valid_from=date(2015, 10, 24))(
    _permit_after_three_months
)


BANS = (
    in_reception_centre_before_2015,
    in_reception_centre_before_2019,
    entitled_in_centre_after_nine_months,
    entitled_in_centre_after_six_months,
    in_reception_centre,
    safe_country_before_georgia,
    safe_country,
    first_three_months_before_2015,
    first_three_months,
)
GRANTS = (entitled_outside_after_nine_months, entitled_outside_after_six_months, permit_before_2015, permit)
