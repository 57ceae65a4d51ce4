"""Training as programmes see it: under way, applied for, planned, and the school before it."""

from nahtlos.law.conditions.subsistence import BAB
from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown

TRAINING = "training"
APPLICATIONS = "applications"
PLANNED = "training_planned"
MONTHS = f"{PLANNED}.contract_months"
SCHOOL = "successful_school_years"


@condition("training_under_way_begun_before {0}", facts=(TRAINING,))
def training_begun_before(facts: Facts, day: int, first: str) -> Finding:
    """Whether vocational training, or preparation for it, that began before the day named is under way."""
    periods = facts.periods(TRAINING)
    if periods is None:
        return unknown(TRAINING)
    begun = [row for row in periods if row.row["kind"] in BAB and row.start < day_of(first)]
    for row in begun:
        if row.start <= day < row.end:
            return Finding(True, f"{TRAINING}[{row.number}].from", iso(row.start), until=row.end)
    later = min((row.start for row in begun if row.start > day), default=FAR)
    return Finding(False, TRAINING, [row.row["kind"] for row in periods], until=later)


@condition("{0}_first_applied_for_before {1}", facts=(APPLICATIONS,))
def first_applied_before(facts: Facts, day: int, kind: str, first: str) -> Finding:
    """Whether a benefit has been applied for, the first time before the day named."""
    rows = facts.get(APPLICATIONS)
    if rows is MISSING:
        return unknown(APPLICATIONS)
    made = sorted((day_of(row["on"]), number) for number, row in enumerate(rows) if row["kind"] == kind)
    if not made or made[0][0] >= day_of(first):
        return Finding(False, APPLICATIONS, [row["kind"] for row in rows])
    on, number = made[0]
    return Finding(day >= on, f"{APPLICATIONS}[{number}].on", iso(on), until=on if day < on else FAR)


@condition("training_planned_is_{0}", facts=(PLANNED,))
def planned_kind(facts: Facts, day: int, kind: str) -> Finding:
    """Whether the training planned is of this kind; where none is planned it is not."""
    planned = facts.get(PLANNED)
    if planned is MISSING:
        return unknown(PLANNED)
    if planned is None:
        return Finding(False, PLANNED, None)
    return Finding(planned["kind"] == kind, f"{PLANNED}.kind", planned["kind"])


@condition("training_planned_for_{0}_to_{1}_months", facts=(PLANNED,))
def planned_months(facts: Facts, day: int, least: int, most: int) -> Finding:
    """Whether the training planned lasts so many months: by its contract, otherwise from its first to its last day.

    A last day with the number of the first one is not taken for a day too many.
    """
    if facts.get(PLANNED) is MISSING:
        return unknown(PLANNED)
    months = facts.get(MONTHS)
    if months is not MISSING:
        return Finding(months is not None and least <= months <= most, MONTHS, months)
    start, last = facts.day(f"{PLANNED}.starts_on"), facts.day(f"{PLANNED}.ends_on")
    if last is MISSING:
        return unknown(MONTHS)
    return Finding(add_months(start, least) - 1 <= last <= add_months(start, most), f"{PLANNED}.ends_on", iso(last))


@condition("went_to_school", facts=(SCHOOL,))
def went_to_school(facts: Facts, day: int) -> Finding:
    """Whether at least one year of school was completed with success."""
    years = facts.get(SCHOOL)
    return unknown(SCHOOL) if years is MISSING else Finding(years > 0, SCHOOL, years)
