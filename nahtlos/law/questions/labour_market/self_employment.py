"""`self_employment`: by the residence status; with a Duldung the law leaves it to the authority."""

from datetime import date

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, question, rule
from nahtlos.law.questions.labour_market import duldung, titles
from nahtlos.law.questions.labour_market.job import (
    ABH_PERMIT,
    FREE,
    PROHIBITED,
    SELF_EMPLOYMENT,
    WITHOUT_APPROVAL,
    if_on_record,
)
from nahtlos.law.questions.labour_market.status import (
    FOR_SKILLED_WORK,
    FOR_TRAINING,
    GERMAN_OR_EU,
    HUMANITARIAN,
    LAWFUL_WITHOUT_TITLE,
    NO_STATUS,
    RECOGNISED,
    SETTLEMENT_OR_FAMILY,
    TEMPORARY_PROTECTION,
    in_asylum_procedure,
    status_of,
)

ALLOWED_BY_LAW = GERMAN_OR_EU | RECOGNISED | SETTLEMENT_OR_FAMILY
FOR_ANOTHER_PURPOSE = Norm("§ 21 Abs. 6 AufenthG")
PERMIT = f"permit_{WITHOUT_APPROVAL}"


@rule(
    "4a_1_self_employment_by_law",
    cites=[Norm("§ 25 Abs. 1 S. 4 AufenthG", None, "2020-02-29")],
    valid_until=titles.OLD_LAW,
)
def by_law_before_2020(case: Case) -> Outcome | None:
    """Recognised persons, families and settled persons may engage in any gainful activity."""
    return determined(FREE) if status_of(case) in ALLOWED_BY_LAW else None


@rule("4a_1_self_employment_by_law", cites=[titles.WORK_WITH_TITLE], valid_from=titles.NEW_LAW)
def by_law(case: Case) -> Outcome | None:
    """Every title allows gainful activity unless a law restricts it."""
    return determined(FREE) if status_of(case) in ALLOWED_BY_LAW | HUMANITARIAN else None


@rule("24_6_self_employment", cites=[Norm("§ 24 Abs. 6 AufenthG", None, "2022-05-31")], valid_until=date(2022, 5, 31))
def temporary_protection_before_2022(case: Case) -> Outcome | None:
    """Self-employment must not be excluded."""
    return determined(FREE) if status_of(case) in TEMPORARY_PROTECTION else None


@rule("24_6_self_employment", cites=[titles.WORK_WITH_TITLE], valid_from=date(2022, 6, 1))
def temporary_protection(case: Case) -> Outcome | None:
    """The title allows gainful activity."""
    return determined(FREE) if status_of(case) in TEMPORARY_PROTECTION else None


@rule("21_6_self_employment", cites=[FOR_ANOTHER_PURPOSE], valid_until=titles.OLD_LAW)
def humanitarian_before_2020(case: Case) -> Outcome | None:
    """Holders of a title for another purpose may be permitted to be self-employed."""
    return _permit() if status_of(case) in HUMANITARIAN else None


@rule("21_6_self_employment_beside", cites=[FOR_ANOTHER_PURPOSE], confidence="M")
def beside_training_or_skilled_work(case: Case) -> Outcome | None:
    """Titles for training and skilled work are restricted to these; more may be permitted."""
    return _permit() if status_of(case) in {FOR_TRAINING, FOR_SKILLED_WORK} else None


@rule("4a_4_no_self_employment", cites=[Norm("§ 4a Abs. 4 AufenthG")], confidence="M")
def without_title(case: Case) -> Outcome | None:
    """Without a title or a Duldung nobody may be self-employed."""
    return determined(PROHIBITED) if status_of(case) in LAWFUL_WITHOUT_TITLE | NO_STATUS else None


@rule("61_only_employment", cites=[Norm("§ 61 AsylG")])
def asylum_procedure(case: Case) -> Outcome | None:
    """During the asylum procedure only dependent employment can be permitted."""
    return determined(PROHIBITED) if in_asylum_procedure(case) else None


@rule("4a_4_self_employment_with_duldung", cites=[Norm("§ 4a Abs. 4 AufenthG")], confidence="?")
def with_duldung(case: Case) -> Outcome:
    """Where no ban is on record a person has to look."""
    reason = "Whether a tolerated person may be self-employed is left to the immigration office."
    return manual_check(reason, candidates=(PROHIBITED, PERMIT))


def _permit() -> Outcome:
    return determined(PERMIT, discretion="may", acts=(ABH_PERMIT,))


question(
    "self_employment",
    by_law_before_2020,
    by_law,
    temporary_protection_before_2022,
    temporary_protection,
    humanitarian_before_2020,
    beside_training_or_skilled_work,
    without_title,
    asylum_procedure,
    *(if_on_record(ban, SELF_EMPLOYMENT) for ban in duldung.BANS_ON_THE_PERSON),
    with_duldung,
)
