"""How long somebody has stayed in Germany without substantial interruption, whatever the status."""

from typing import NamedTuple

from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, since, unknown

ENTRY = "entry_on"
INTERRUPTIONS = "stay_interruptions"

_21_AUGUST_2019 = day_of("2019-08-21")


class Stay(NamedTuple):
    """When the present stay began, where that stands, and whether an interruption may have been substantial."""

    start: int
    fact: str
    away_until: int = 0
    doubtful: int = 0


@condition("months_of_stay > {0}", facts=(ENTRY, INTERRUPTIONS))
def months_of_stay(facts: Facts, day: int, months: int) -> Finding:
    """Whether the person has been in Germany for so many months without substantial interruption."""
    entered = facts.day(ENTRY)
    if entered is MISSING:
        return unknown(ENTRY)
    if entered is None:
        return Finding(False, ENTRY, None)
    if day < add_months(entered, months):
        return Finding(False, ENTRY, iso(entered), until=add_months(entered, months))
    if facts.periods(INTERRUPTIONS) is None:
        return unknown(INTERRUPTIONS)
    stay = stay_on(facts, day)
    if stay.away_until > day:
        return Finding(False, stay.fact, iso(stay.start), until=stay.away_until)
    if stay.doubtful and day <= add_months(stay.doubtful, months):
        return unknown(INTERRUPTIONS, until=day + 1, missing=f"{INTERRUPTIONS}.substantial")
    finding = since(stay.fact, iso(stay.start), add_months(stay.start, months), day)
    finding.until = min(finding.until, _next_absence(facts, day))
    return finding


@condition("fifteen_months_of_stay_complete_by_2019_08_21", facts=(ENTRY, INTERRUPTIONS))
def fifteen_months_complete_in_2019(facts: Facts, day: int) -> Finding:
    """Whether § 2 AsylbLG in its version of 15 months was applicable by 21 August 2019 (§ 15 AsylbLG)."""
    finding = months_of_stay.check(facts, _21_AUGUST_2019, 15)
    if finding.borderline:  # fifteen months that end with 21 August itself are complete by that day
        return Finding(True, finding.fact, finding.value)
    finding.until = FAR
    return finding


def stay_on(facts: Facts, day: int) -> Stay:
    """The stay that reaches to a day. Entry and interruptions must be known."""
    entered: int = facts.day(ENTRY)
    start, fact, doubtful = entered, ENTRY, 0
    for period in facts.periods(INTERRUPTIONS) or ():
        substantial = period.row.get("substantial", MISSING)
        if period.start > day or period.end <= entered or substantial is False:
            continue
        if period.end > day:
            return Stay(start, f"{INTERRUPTIONS}[{period.number}].from", away_until=period.end)
        if substantial is MISSING:
            doubtful = period.end
        else:
            start, fact = period.end, f"{INTERRUPTIONS}[{period.number}].until"
    return Stay(start, fact, doubtful=doubtful if doubtful > start else 0)


def _next_absence(facts: Facts, day: int) -> int:
    later = (period.start for period in facts.periods(INTERRUPTIONS) or () if period.start > day)
    return min(later, default=FAR)


@condition("months_of_section_3_received > {0}", facts=("benefits_received", ENTRY))
def months_of_section_3(facts: Facts, day: int, months: int) -> Finding:
    """Whether § 3 AsylbLG was received for so many months in all (the rule until February 2015)."""
    entered = facts.day(ENTRY)
    if entered is not MISSING and entered is not None and day < add_months(entered, months):
        return Finding(False, ENTRY, iso(entered), until=add_months(entered, months))
    periods = facts.periods("benefits_received")
    if periods is None:
        return unknown("benefits_received")
    paid = [period for period in periods if period.row["kind"] == "asylblg_3" and period.start <= day]
    later = min((period.start for period in periods if period.start > day), default=FAR)
    if not paid:
        return Finding(False, "benefits_received", [period.row["kind"] for period in periods], until=later)
    last = paid[-1]
    earlier = sum(period.end - period.start for period in paid[:-1])
    full = add_months(last.start, months) - earlier
    fact = f"benefits_received[{last.number}].from"
    if full > last.end:
        return Finding(False, fact, iso(last.start), until=later)
    finding = since(fact, iso(last.start), full, day)
    finding.until = min(finding.until, later)
    return finding
