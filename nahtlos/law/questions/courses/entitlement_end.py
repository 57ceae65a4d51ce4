"""`integration_course.entitlement_ends_on`: the last day of the entitlement to the integration course."""

from datetime import date

from nahtlos.law.conditions.course import (
    ONE_YEAR_SINCE,
    FirstTitle,
    entitlement_end,
    first_title_entitles,
    founding_title,
    registration_failed,
)
from nahtlos.law.conditions.residence import holding
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import iso
from nahtlos.law.engine.rule import Norm, Outcome, determined, not_applicable, question, rule, undetermined
from nahtlos.law.questions.labour_market.norms import MISSING_DAY


@rule("44_2_no_entitlement", cites=[Norm("§ 44 Abs. 1 AufenthG")])
def no_entitlement(case: Case) -> Outcome | None:
    """Without a first title of § 44 Abs. 1 there is no entitlement that could end."""
    if holding(case).basis == "fiktion_81_4":
        return undetermined("residence")
    return None if case.met(first_title_entitles) else not_applicable(reason="There is no entitlement that could end.")


@rule(
    "44_2_s2_not_lapsed",
    cites=[Norm("§ 44 Abs. 2 S. 2 AufenthG", "2016-08-06")],
    valid_from=date(2016, 8, 6),
)
def not_lapsed(case: Case) -> Outcome | None:
    """The entitlement does not lapse if registration failed through no fault of the person."""
    return determined(None) if case.met(registration_failed) else None


@rule("44_2_lapse", cites=[Norm("§ 44 Abs. 2 AufenthG", None, "2016-08-05")], confidence="D")
def two_years(case: Case) -> Outcome | None:
    """For a title issued up to 2016-08-05 it lapses two years after the issue."""
    title = founding_title(case.facts, case.fact_day)
    return _last_day(case, title) if title and title.issued < ONE_YEAR_SINCE else None


@rule("44_2_lapse", cites=[Norm("§ 44 Abs. 2 S. 1 AufenthG", "2016-08-06")])
def one_year(case: Case) -> Outcome:
    """For later titles it lapses one year after the issue."""
    title = founding_title(case.facts, case.fact_day)
    assert title is not None  # noqa: S101 -- asked before
    return _last_day(case, title)


def _last_day(case: Case, title: FirstTitle) -> Outcome:
    last = entitlement_end(title)
    moved = case.facts.explains and _moved(title, last)
    return determined(iso(last), *((MISSING_DAY,) if moved else ()))


def _moved(title: FirstTitle, last: int) -> bool:
    """Whether the month has no same-numbered day."""
    return date.fromordinal(title.issued).day != date.fromordinal(last).day


question("integration_course.entitlement_ends_on", no_entitlement, not_lapsed, two_years, one_year)
