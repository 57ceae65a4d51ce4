"""Work with a Duldung: bans of §§ 60a Abs. 6, 60b AufenthG first, then reception centre, waiting period and permit."""

from datetime import date

from nahtlos.law.conditions.asylum_application import (
    application_made,
    application_rejected,
    application_withdrawn,
    applied_after,
    applied_by,
)
from nahtlos.law.conditions.job import (
    permitted_since_2019,
    removal_measures_imminent,
    unaccompanied_minor,
    work_ban_reason,
)
from nahtlos.law.conditions.origin import georgian_or_moldovan, safe_country_of_origin
from nahtlos.law.conditions.status_time import months_of_status, months_tolerated, tolerated_on
from nahtlos.law.conditions.subsistence import obliged_to_live_in_reception_centre
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.job import (
    Job,
    freed_by_its_kind,
    job_rule,
    needs_approval,
    open_with,
    prohibited,
)
from nahtlos.law.questions.labour_market.status import NO_STATUS, holds_60b, status_of, tolerated

LAST_DAY_OF_ART_33 = date(2015, 10, 23)
ASYLPAKET_I = date(2015, 10, 24)
SAFE_2015 = Norm("§ 60a Abs. 6 S. 1 Nr. 3 AufenthG", "2015-10-24", "2019-12-31")
SAFE_2020 = Norm("§ 60a Abs. 6 S. 1 Nr. 3 AufenthG", "2020-01-01")
PERMITTED_BEFORE_2020 = Norm("§ 104 Abs. 16 AufenthG", "2020-01-01")
GEORGIA_MOLDOVA = Norm("§ 104 Abs. 18 AufenthG", "2023-12-23")
CENTRE_2019 = Norm("§ 61 Abs. 1 S. 2 AsylG", "2019-08-21", "2024-02-26")
CENTRE_2024 = Norm("§ 61 Abs. 1 S. 2 AsylG", "2024-02-27")
SHALL = Norm("§ 60a Abs. 5b AufenthG", "2024-02-27")
NO_ASYLUM_APPLICATION_AFTER = "2015-08-31"


@job_rule("4a_4_no_status", cites=[Norm("§ 4a Abs. 4 AufenthG")], confidence="M")
def without_any_status(case: Case, job: Job) -> Outcome | None:
    """Without a title, a permitted stay or a Duldung nobody may work."""
    return prohibited() if status_of(case) in NO_STATUS else None


@job_rule(
    "60b_5_unclear_identity", cites=[Norm("§ 60b Abs. 5 S. 2 AufenthG", "2019-08-21")], valid_from=date(2019, 8, 21)
)
def unclear_identity(case: Case, job: Job) -> Outcome | None:
    """The Duldung for persons with unclear identity rules out every gainful activity."""
    return prohibited() if tolerated(case) and holds_60b(case) else None


@job_rule("60a_6_own_reasons", cites=[Norm("§ 33 BeschV", None, "2015-10-23")], valid_until=LAST_DAY_OF_ART_33)
def own_reasons_before_2015(case: Case, job: Job) -> Outcome | None:
    """Whoever came for benefits, or prevents removal, may not work."""
    return prohibited() if tolerated(case) and case.met(work_ban_reason) else None


@job_rule(
    "60a_6_own_reasons", cites=[Norm("§ 60a Abs. 6 S. 1 Nr. 1, 2 AufenthG", "2015-10-24")], valid_from=ASYLPAKET_I
)
def own_reasons(case: Case, job: Job) -> Outcome | None:
    """Whoever came for benefits, or prevents removal, may not work."""
    return prohibited() if tolerated(case) and case.met(work_ban_reason) else None


@job_rule("60a_6_nr_3_safe_country", cites=[SAFE_2015], valid_from=ASYLPAKET_I, valid_until=date(2019, 12, 31))
def safe_country_before_2020(case: Case, job: Job) -> Outcome | None:
    """Nationals of safe countries whose application after 2015-08-31 was rejected may not work."""
    if not tolerated(case) or not case.met(safe_country_of_origin):
        return None
    case.cite(SAFE_2015)
    return prohibited() if _late_application_rejected(case) else None


@job_rule("60a_6_nr_3_safe_country", cites=[SAFE_2020], valid_from=date(2020, 1, 1), valid_until=date(2023, 12, 22))
def safe_country_before_georgia(case: Case, job: Job) -> Outcome | None:
    """The same for applications withdrawn or never made."""
    return prohibited() if _barred_as_safe(case, job) else None


@job_rule("60a_6_nr_3_safe_country", cites=[SAFE_2020], valid_from=date(2023, 12, 23))
def safe_country(case: Case, job: Job) -> Outcome | None:
    """The same, except Georgians and Moldovans who had applied, or were tolerated, on 2023-08-30."""
    if not _barred_as_safe(case, job):
        return None
    if case.met(georgian_or_moldovan) and (case.met(applied_by, "2023-08-30") or case.met(tolerated_on, "2023-08-30")):
        case.cite(GEORGIA_MOLDOVA)
        return None
    return prohibited()


def _late_application_rejected(case: Case) -> bool:
    return case.met(applied_after, NO_ASYLUM_APPLICATION_AFTER) and case.met(application_rejected)


def _barred_as_safe(case: Case, job: Job) -> bool:
    """§ 60a Abs. 6 S. 1 Nr. 3, S. 3 AufenthG as in force since 2020, with § 104 Abs. 16."""
    if not tolerated(case) or not case.met(safe_country_of_origin):
        return False
    case.cite(SAFE_2020)
    if _late_application_rejected(case):
        return True
    if not _application_given_up(case) or case.met(unaccompanied_minor):
        return False
    if case.met(permitted_since_2019, job.activity):
        case.cite(PERMITTED_BEFORE_2020)
        return False
    return True


def _application_given_up(case: Case) -> bool:
    if not case.met(application_made):
        return True
    return case.met(applied_after, NO_ASYLUM_APPLICATION_AFTER) and case.met(application_withdrawn)


def _in_centre(case: Case) -> bool:
    return tolerated(case) and case.met(obliged_to_live_in_reception_centre)


@job_rule(
    "61_1_reception_centre", cites=[Norm("§ 61 Abs. 1 AsylVfG", None, "2015-10-23")], valid_until=LAST_DAY_OF_ART_33
)
def in_reception_centre_before_2015(case: Case, job: Job) -> Outcome | None:
    """Nobody who has to live in a reception centre may work."""
    return prohibited() if _in_centre(case) else None


@job_rule(
    "61_1_reception_centre",
    cites=[Norm("§ 61 Abs. 1 AsylG", "2015-10-24", "2019-08-20")],
    valid_from=ASYLPAKET_I,
    valid_until=date(2019, 8, 20),
)
def in_reception_centre_before_2019(case: Case, job: Job) -> Outcome | None:
    """Nobody who has to live in a reception centre may work."""
    return prohibited() if _in_centre(case) else None


@job_rule("61_1_s2_duldung_in_centre", cites=[CENTRE_2019], valid_from=date(2019, 8, 21), valid_until=date(2024, 2, 26))
def in_reception_centre_before_2024(case: Case, job: Job) -> Outcome | None:
    """In a reception centre work may be permitted after six months of Duldung."""
    if not _in_centre(case):
        return None
    if not norms.waited(case, months_tolerated, 6):
        return prohibited(Norm("§ 61 Abs. 1 S. 1 AsylG"))
    return open_with(case, job, "permit", "may")


@job_rule("61_1_s2_duldung_in_centre", cites=[CENTRE_2024], valid_from=date(2024, 2, 27))
def in_reception_centre(case: Case, job: Job) -> Outcome | None:
    """After six months of Duldung work shall be permitted, unless concrete removal measures are imminent."""
    if not _in_centre(case):
        return None
    if not norms.waited(case, months_tolerated, 6) or case.met(removal_measures_imminent):
        return prohibited(Norm("§ 61 Abs. 1 S. 1 AsylG"))
    return open_with(case, job, "permit", "shall")


@job_rule("32_1_waiting_period", cites=[Norm("§ 32 Abs. 1 BeschV")])
def first_three_months(case: Case, job: Job) -> Outcome | None:
    """Work that needs approval is closed for the first three months; work that needs none is open from the first day."""
    if not tolerated(case) or freed_by_its_kind(case, job) or norms.waited(case, months_of_status, 3):
        return None
    return prohibited()


@job_rule("32_2_permit", cites=[norms.ACTIVITY_FREE], valid_until=date(2024, 2, 26))
def permit_without_approval(case: Case, job: Job) -> Outcome | None:
    """Work that needs no approval may be permitted."""
    return None if needs_approval(case, job) else open_with(case, job, "permit", "may")


def _permit_with_approval(case: Case, job: Job) -> Outcome:
    """Other work may be permitted with approval."""
    return open_with(case, job, "permit", "may")


permits_with_approval = tuple(
    job_rule(
        "32_1_permit",
        cites=[wording],
        valid_from=date.fromisoformat(wording.valid_from or "2014-11-06"),
        valid_until=date.fromisoformat(wording.valid_until or "2024-02-26"),
    )(_permit_with_approval)
    for wording in norms.WITH_APPROVAL
)


@job_rule("60a_5b_permit", cites=[SHALL], valid_from=date(2024, 2, 27))
def permit(case: Case, job: Job) -> Outcome:
    """Work shall be permitted; it may be if concrete removal measures are imminent."""
    return open_with(case, job, "permit", "may" if case.met(removal_measures_imminent) else "shall")


#: Bans on gainful activity of every kind.
BANS_ON_THE_PERSON = (
    unclear_identity,
    own_reasons_before_2015,
    own_reasons,
    safe_country_before_2020,
    safe_country_before_georgia,
    safe_country,
)
BANS = (*BANS_ON_THE_PERSON, in_reception_centre_before_2015, in_reception_centre_before_2019)
CENTRE_SINCE_2019 = (in_reception_centre_before_2024, in_reception_centre)
GRANTS = (first_three_months, permit_without_approval, *permits_with_approval, permit)
