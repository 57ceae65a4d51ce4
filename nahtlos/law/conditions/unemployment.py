"""How far from work somebody is: months without a job, years on benefits of SGB II, out of reach of the offices."""

from typing import NamedTuple

from nahtlos.law.engine.days import FAR, add_months, iso
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Finding, condition, since, unknown

UNEMPLOYED = "unemployed"
RECEIPT = "benefits_received"

#: § 191 BGB: where a time need not run in one piece a year has 365 days.
YEAR = 365


@condition("hard_to_reach", facts=("hard_to_reach",))
def hard_to_reach(facts: Facts, day: int) -> Finding:
    """Whether a young person is hard to reach (§ 16h SGB II)."""
    value, path, until = facts.flag("hard_to_reach", day)
    return unknown(path, until=until) if value is MISSING else Finding(bool(value), path, value, until=until)


@condition("months_unemployed >= {0}", facts=(UNEMPLOYED,))
def months_unemployed(facts: Facts, day: int, months: int) -> Finding:
    """Whether the person has been unemployed for so many months without a break."""
    periods = facts.periods(UNEMPLOYED)
    if periods is None:
        return unknown(UNEMPLOYED)
    return _lasting(UNEMPLOYED, periods, _spell(periods, day), day, months)


@condition("sgb_ii_received_for {0} of {1} years", facts=(RECEIPT,))
def years_on_basic_income(facts: Facts, day: int, years: int, within: int) -> Finding:
    """Whether SGB II was paid for so many of the last years: in one piece up to the day, or added up (§ 191 BGB)."""
    periods = facts.periods(RECEIPT)
    if periods is None:
        return unknown(RECEIPT)
    paid = tuple(period for period in periods if period.row["kind"] == "sgb_ii")
    starts = [period.row["from"] for period in paid]
    spell = _spell(paid, day)
    found = _lasting(RECEIPT, paid, spell, day, years * 12)
    if not found.met and _has_gaps(paid, spell, day, 12 * within):
        surplus = _days_paid(paid, day, 12 * within) - years * YEAR
        found.until = min(found.until, _same_side_until(paid, day, years * YEAR, 12 * within, surplus))
        if surplus >= 0:
            return Finding(True, RECEIPT, starts, until=found.until)
    return Finding(False, RECEIPT, starts, until=found.until) if found.met is False else found


def _has_gaps(paid: tuple[Period, ...], spell: "_Spell | None", day: int, within: int) -> bool:
    """Whether anything was paid within the time beside the spell that reaches to the day."""
    begun = spell.first.start if spell else day
    return any(period.start < begun and period.end > add_months(day, -within) for period in paid)


class _Spell(NamedTuple):
    """Rows that touch and reach to a day: the first of them, and the first day they no longer cover."""

    first: Period
    end: int


def _spell(periods: tuple[Period, ...], day: int) -> _Spell | None:
    first, end = None, 0
    for period in periods:
        if period.start > day:
            break
        first = period if first is None or period.start > end else first
        end = max(end, period.end)
    return None if first is None or end <= day else _Spell(first, end)


def _lasting(key: str, periods: tuple[Period, ...], spell: _Spell | None, day: int, months: int) -> Finding:
    """Whether the spell has lasted so many months."""
    if spell is None:
        later = min((period.start for period in periods if period.start > day), default=FAR)
        return Finding(False, key, [period.row["from"] for period in periods], until=later)
    start = spell.first.start
    finding = since(f"{key}[{spell.first.number}].from", iso(start), add_months(start, months), day)
    finding.until = min(finding.until, spell.end)
    return finding


def _days_paid(paid: tuple[Period, ...], day: int, within: int) -> int:
    """How many days were paid in so many months before a day."""
    total, counted = 0, add_months(day, -within)
    for period in paid:  # earliest first; rows may overlap
        end = min(period.end, day)
        total += max(0, end - max(period.start, counted))
        counted = max(counted, end)
    return total


#: Where the sum is close to what is needed so many days ahead are looked at one by one.
_AHEAD = 370
_CLOSE = 60


def _same_side_until(paid: tuple[Period, ...], day: int, needed: int, within: int, surplus: int) -> int:
    """A later day up to which the sum stays on the same side of what is needed."""
    last = max(period.end for period in paid)
    if last < FAR and day > add_months(last, within):
        return FAR
    if abs(surplus) > _CLOSE:
        return day + abs(surplus) // 3  # from one day to the next it moves by two days at most
    for later in range(day + 1, day + _AHEAD):
        if (_days_paid(paid, later, within) >= needed) != (surplus >= 0):
            return later
    return day + _AHEAD
