"""Months and days as the law counts them, and as an office keeps its hours."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def add_months(start: date, months: int) -> date:
    """The same-numbered day `months` later, the last of the month where there is none (§ 188 Abs. 3 BGB)."""
    total = start.year * 12 + start.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_day(start: date, months: int) -> date:
    """The last day of a paper issued on `start` for `months`."""
    return add_months(start, months) - DAY


def next_month(day: date) -> date:
    """The first of the month after."""
    return add_months(day.replace(day=1), 1)


def workday(day: date) -> date:
    """The day itself, on a weekend the Monday after."""
    return day + DAY * max(0, 7 - day.weekday()) if day.weekday() > 4 else day


def years_between(birth: date, on: date) -> int:
    """Completed years of age on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def birthday(birth: date, years: int) -> date:
    """The day from which `years` are completed (born 29 February: 1 March in other years)."""
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 3, 1)
