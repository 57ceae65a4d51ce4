"""Working days: a deadline for an act moves from a Saturday, Sunday or holiday to the next working day.

Source: § 193 BGB, § 26 Abs. 3 SGB X. Holidays of the Land where the person lives; the nationwide ones if unknown.
"""

from datetime import date
from functools import lru_cache

import holidays

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts, covering


def next_working_day(facts: Facts, day: int) -> int:
    """The day itself if it is a working day, else the next one."""
    if day >= FAR:
        return day
    while date.fromordinal(day).weekday() >= 5 or date.fromordinal(day) in _holidays(_land(facts, day), _year(day)):
        day += 1
    return day


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _land(facts: Facts, day: int) -> str | None:
    """The Land where the person lives on the day; the last known one before it."""
    periods = facts.periods("places") or ()
    period, _ = covering(periods, day)
    if period is None:
        earlier = [row for row in periods if row.start <= day and row.row.get("land")]
        period = earlier[-1] if earlier else None
    return period.row.get("land") if period else None


@lru_cache(maxsize=512)
def _holidays(land: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))
