"""The provisions that several rules of labour market access name, and the wording in force on a day."""

from datetime import date

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import add_months, day_of
from nahtlos.law.engine.finding import Condition
from nahtlos.law.engine.rule import Norm

#: A period ends with the last day of a month that has no same-numbered day.
MISSING_DAY = Norm("§ 188 Abs. 3 BGB")

ACTIVITY_FREE = Norm("§ 32 Abs. 2 BeschV")
APPRENTICESHIP_FREE = Norm("§ 32 Abs. 2 Nr. 2 BeschV")
FOUR_YEARS = Norm("§ 32 Abs. 2 Nr. 5 BeschV")
PERMIT_FOR_TITLE = Norm("§ 31 BeschV")

#: The wordings of § 32 Abs. 1 BeschV, latest first.
WITH_APPROVAL = (
    Norm("§ 32 Abs. 1 BeschV", "2019-08-06"),
    Norm("§ 32 Abs. 1 BeschV", "2016-08-06", "2019-08-05"),
    Norm("§ 32 Abs. 1 BeschV", "2015-10-24", "2016-08-05"),
    Norm("§ 32 Abs. 1 BeschV", "2014-11-06", "2015-10-23"),
)

#: § 61 on the waiting period, in the act as it was called on the day.
ASYLUM_WORK = (Norm("§ 61 Abs. 2 AsylG"), Norm("§ 61 Abs. 2 AsylVfG", None, "2015-10-23"))
ASYLUM_WAIT = (Norm("§ 61 Abs. 2 S. 1 AsylG"), Norm("§ 61 Abs. 2 S. 1 AsylVfG", None, "2015-10-23"))
_ASYLG = day_of("2015-10-24")

#: So many days around its end a period that ended early is explained.
_NEAR = 31


def on(case: Case, wordings: tuple[Norm, ...]) -> Norm:
    """The wording in force on the day of the case."""
    dated = (norm for norm in wordings if norm.valid_from and case.law_since(day_of(norm.valid_from)))
    return next(dated, wordings[-1])


def asylum_act(case: Case, wordings: tuple[Norm, Norm]) -> Norm:
    """The provision under the name its act had on the day."""
    return wordings[0] if case.law_since(_ASYLG) else wordings[1]


def waited(case: Case, condition: Condition, months: int) -> bool:
    """Whether a minimum duration is over; names the rule of the missing day where it moved the end of the period."""
    remark = (MISSING_DAY, condition, months)
    if remark not in case.kept:  # many rules wait for the same day; it is remarked upon once
        case.kept[remark] = True
        case.aside(lambda: _cite_missing_day(case, condition, months))
    return case.met(condition, months)


def _cite_missing_day(case: Case, condition: Condition, months: int) -> None:
    finding = case.find(condition, months)
    if isinstance(finding.value, str) and finding.met is not None and not finding.missing:
        start = day_of(finding.value)
        end = add_months(start, months)
        moved = date.fromordinal(end).day != date.fromordinal(start).day
        if moved and end - _NEAR <= case.fact_day <= end + _NEAR:
            case.cite(MISSING_DAY)
        if moved and case.fact_day <= end + _NEAR:
            case.until(end - _NEAR if case.fact_day < end - _NEAR else end + _NEAR + 1)
