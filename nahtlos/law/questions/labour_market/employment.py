"""`employment` and `apprenticeship`: what rules work out most comes first, permits come last."""

from datetime import date

from nahtlos.law.conditions.job import district_without_priority_check
from nahtlos.law.conditions.status_time import months_of_status
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, question
from nahtlos.law.questions.labour_market import asylum_procedure, duldung, norms, titles, unsettled
from nahtlos.law.questions.labour_market.job import (
    APPRENTICESHIP,
    EMPLOYMENT,
    Job,
    JobRule,
    about,
    concerning,
    job_rule,
    prohibited,
)
from nahtlos.law.questions.labour_market.status import in_asylum_procedure, tolerated, without_title


@job_rule("32_3_temporary_agency_work", cites=[Norm("§ 32 Abs. 3 BeschV")], valid_until=date(2016, 8, 5))
def agency_work_before_2016(case: Case, job: Job) -> Outcome | None:
    """Workers may be hired out only where the priority check is dropped: after fifteen months."""
    if not job.is_temporary_agency_work(case) or norms.waited(case, months_of_status, 15):
        return None
    return prohibited()


@job_rule(
    "32_3_temporary_agency_work",
    cites=[Norm("§ 32 Abs. 3 BeschV", "2016-08-06", "2019-08-05")],
    valid_from=date(2016, 8, 6),
    valid_until=date(2019, 8, 5),
)
def agency_work_before_2019(case: Case, job: Job) -> Outcome | None:
    """Workers may be hired out only after fifteen months, or in a listed agency district."""
    if not job.is_temporary_agency_work(case) or norms.waited(case, months_of_status, 15):
        return None
    return None if case.met(district_without_priority_check) else prohibited()


def rules(*agency_work: JobRule) -> tuple[JobRule, ...]:
    """The rules in their order. Who asks whether somebody may work at all leaves out those on agency work."""
    return (
        *concerning(titles.titled, *titles.RULES),
        *concerning(without_title, *unsettled.RULES),
        *concerning(in_asylum_procedure, *asylum_procedure.BANS),
        duldung.without_any_status,
        *concerning(tolerated, *duldung.BANS),
        *agency_work,
        *concerning(tolerated, *duldung.CENTRE_SINCE_2019),
        *concerning(in_asylum_procedure, *asylum_procedure.GRANTS),
        *duldung.GRANTS,
    )


RULES = rules(agency_work_before_2016, agency_work_before_2019)

question("employment", *about(EMPLOYMENT, *RULES))
question("apprenticeship", *about(APPRENTICESHIP, *RULES))
