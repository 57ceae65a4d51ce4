"""Work with a residence title, before and after 2020-03-01, and with the statuses close to one."""

from datetime import date

from nahtlos.law.conditions.job import weekly_hours_up_to
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.job import (
    APPRENTICESHIP,
    FREE,
    WITHOUT_APPROVAL,
    Job,
    job_rule,
    opened,
    prohibited,
)
from nahtlos.law.questions.labour_market.status import (
    FOR_SKILLED_WORK,
    FOR_TRAINING,
    GERMAN_OR_EU,
    HUMANITARIAN,
    LAWFUL_WITHOUT_TITLE,
    RECOGNISED,
    SETTLEMENT_OR_FAMILY,
    TEMPORARY_PROTECTION,
    status_of,
)

NEW_LAW = date(2020, 3, 1)
OLD_LAW = date(2020, 2, 29)
WORK_WITH_TITLE = Norm("§ 4a Abs. 1 AufenthG", "2020-03-01")


#: The statuses this table speaks about; nobody else can work by law alone.
_STATUSES = (
    GERMAN_OR_EU
    | RECOGNISED
    | SETTLEMENT_OR_FAMILY
    | TEMPORARY_PROTECTION
    | HUMANITARIAN
    | LAWFUL_WITHOUT_TITLE
    | {FOR_TRAINING, FOR_SKILLED_WORK}
)


def titled(case: Case) -> bool:
    """Whether the person has a title, or a status close to one."""
    return status_of(case) in _STATUSES


@job_rule("1_2_german_or_eu", cites=[Norm("§ 1 Abs. 2 AufenthG")], confidence="M")
def german_or_eu(case: Case, job: Job) -> Outcome | None:
    """Germans and citizens of the Union need no permit."""
    return determined(FREE) if status_of(case) in GERMAN_OR_EU else None


@job_rule("25_recognised", cites=[Norm("§ 25 Abs. 1 S. 4 AufenthG", None, "2020-02-29")], valid_until=OLD_LAW)
def recognised_before_2020(case: Case, job: Job) -> Outcome | None:
    """The title of a recognised person allowed gainful activity by law; so does the stay before the card is issued."""
    return determined(FREE) if status_of(case) in RECOGNISED else None


@job_rule("25_recognised", cites=[WORK_WITH_TITLE], valid_from=NEW_LAW)
def recognised(case: Case, job: Job) -> Outcome | None:
    """Every title allows gainful activity unless a law restricts it; none restricts recognised persons."""
    return determined(FREE) if status_of(case) in RECOGNISED else None


@job_rule("27_5_settlement_or_family", cites=[Norm("§ 27 Abs. 5 AufenthG")], confidence="M")
def settlement_or_family(case: Case, job: Job) -> Outcome | None:
    """Settlement permits and titles for families allow gainful activity (since 2013-09-06)."""
    return determined(FREE) if status_of(case) in SETTLEMENT_OR_FAMILY else None


@job_rule(
    "24_6_temporary_protection",
    cites=[Norm("§ 24 Abs. 6 AufenthG", None, "2022-05-31"), norms.PERMIT_FOR_TITLE],
    valid_until=date(2022, 5, 31),
)
def temporary_protection_before_2022(case: Case, job: Job) -> Outcome | None:
    """Employment could be permitted, without approval."""
    if status_of(case) not in TEMPORARY_PROTECTION:
        return None
    return opened(case, job, f"permit_{WITHOUT_APPROVAL}", "may")


@job_rule("24_6_temporary_protection", cites=[WORK_WITH_TITLE], valid_from=date(2022, 6, 1))
def temporary_protection(case: Case, job: Job) -> Outcome | None:
    """Since § 24 Abs. 6 was deleted the title allows gainful activity."""
    return determined(FREE) if status_of(case) in TEMPORARY_PROTECTION else None


@job_rule("16g_training", cites=[Norm("§ 16g AufenthG", "2024-03-01")])
def training_title(case: Case, job: Job) -> Outcome | None:
    """The title allows the training and up to twenty hours of work a week beside it."""
    if status_of(case) != FOR_TRAINING:
        return None
    if job == APPRENTICESHIP or case.met(weekly_hours_up_to, 20):
        return determined(FREE)
    return prohibited()


@job_rule("19d_skilled_work", cites=[Norm("§ 19d AufenthG", "2020-03-01")], confidence="M")
def skilled_work_title(case: Case, job: Job) -> Outcome | None:
    """The title was granted for skilled work and allows it; another job may need a permit in the first two years."""
    if status_of(case) != FOR_SKILLED_WORK:
        return None
    return determined(FREE, reason="Within the first two years another job than the one named needs a permit.")


@job_rule("31_humanitarian_title", cites=[norms.PERMIT_FOR_TITLE], valid_until=OLD_LAW)
def humanitarian_before_2020(case: Case, job: Job) -> Outcome | None:
    """The other humanitarian titles needed a permit of the immigration office, without approval."""
    if status_of(case) not in HUMANITARIAN:
        return None
    return opened(case, job, f"permit_{WITHOUT_APPROVAL}", "may")


@job_rule("4a_1_humanitarian_title", cites=[WORK_WITH_TITLE], valid_from=NEW_LAW)
def humanitarian(case: Case, job: Job) -> Outcome | None:
    """Every title allows gainful activity unless a law restricts it."""
    return determined(FREE) if status_of(case) in HUMANITARIAN else None


@job_rule("81_3_s1_without_title", cites=[Norm("§ 81 Abs. 3 S. 1 AufenthG")], confidence="M")
def lawful_without_title(case: Case, job: Job) -> Outcome | None:
    """A lawful stay without a title does not allow work."""
    return prohibited() if status_of(case) in LAWFUL_WITHOUT_TITLE else None


RULES = (
    german_or_eu,
    recognised_before_2020,
    recognised,
    settlement_or_family,
    temporary_protection_before_2022,
    temporary_protection,
    training_title,
    skilled_work_title,
    humanitarian_before_2020,
    humanitarian,
    lawful_without_title,
)
