"""Ages and the age limit of § 7a SGB II."""

from datetime import date

from nahtlos.law.engine.days import FAR, add_months, calendar_function, iso, month_end, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.parameters.reading import load

BIRTH = "date_of_birth"
_LIMITS = load("sgb_ii_age_limit")


@condition("age_completed >= {0}", facts=(BIRTH,))
def years_completed(facts: Facts, day: int, years: int) -> Finding:
    """Whether `years` years of life are completed; true from the birthday on."""
    born = facts.day(BIRTH)
    if born is MISSING:
        return unknown(BIRTH)
    first = years_completed_on(born, years)
    return Finding(day >= first, BIRTH, iso(born), until=first if day < first else FAR)


@condition("past_age_limit_7a_sgb_ii", facts=(BIRTH,))
def past_age_limit(facts: Facts, day: int) -> Finding:
    """Whether the month in which the age limit was reached is over."""
    born = facts.day(BIRTH)
    if born is MISSING:
        return unknown(BIRTH)
    first = first_day_past_limit(born)
    return Finding(day >= first, BIRTH, iso(born), until=first if day < first else FAR)


@calendar_function(4096)
def first_day_past_limit(born: int) -> int:
    """The day after the end of the month in which the age limit is reached. Source: § 7a SGB II."""
    months = _limit_in_months(date.fromordinal(born).year)
    return month_end(add_months(born, months) - 1) + 1


def _limit_in_months(year: int) -> int:
    limit: str = _LIMITS["until_1946"]
    for row in _LIMITS["values"]:
        if row["born"] <= year:
            limit = row["value"]
    years, months = limit.split("+")
    return int(years) * 12 + int(months)


def born_on_29_february(facts: Facts) -> bool:
    """Whether a birthday is missing in common years, so that § 188 Abs. 3 BGB decides."""
    born = facts.get(BIRTH)
    return bool(born) and str(born).endswith("-02-29")


def born_day(facts: Facts) -> int | None:
    """The day of birth; None if unknown."""
    born: int | None = facts.day(BIRTH) or None
    return born
