"""Applications for a right to stay: a condition that counts "at the application" is asked about that day."""

from typing import NamedTuple

from nahtlos.law.conditions.age import BIRTH
from nahtlos.law.conditions.status_time import COUNTED_DULDUNG, INTERRUPTIONS, held_for
from nahtlos.law.engine.days import FAR, day_of, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown

APPLICATIONS = "applications"
MEASURES = "removal_measures_imminent"


class Applied(NamedTuple):
    """The latest application of a kind that has been made (None: none yet), and the day of the next one."""

    on: int | None
    until: int


def latest_training_application(facts: Facts, day: int) -> Applied:
    """The application for a training toleration that counts on a day.

    Where none is on record one made today is meant, also if nothing is known about applications: she can apply today.
    """
    rows = facts.get(APPLICATIONS) or ()
    made = [day_of(row["on"]) for row in rows if row["kind"] == "training_toleration"]
    return Applied(
        max((on for on in made if on <= day), default=None), min((on for on in made if on > day), default=FAR)
    )


@condition("applied_for_25a_before_age {0}", facts=(BIRTH, APPLICATIONS))
def applied_for_25a_before_age(facts: Facts, day: int, years: int) -> Finding:
    """Whether an application for § 25a was made before completing so many years; without one the day itself counts."""
    born = facts.day(BIRTH)
    if born is MISSING:
        return unknown(BIRTH)
    limit = years_completed_on(born, years)
    if day < limit:
        return Finding(True, BIRTH, iso(born), until=limit)
    rows = facts.get(APPLICATIONS)
    if rows is MISSING:
        return unknown(APPLICATIONS)
    for number, row in enumerate(rows):
        if row["kind"] == "title_25a" and day_of(row["on"]) < limit:
            return Finding(True, f"{APPLICATIONS}[{number}].on", row["on"])
    return Finding(False, BIRTH, iso(born))


@condition("months_of_duldung_at_application >= {0}", facts=("residence", INTERRUPTIONS, APPLICATIONS))
def months_tolerated_at_application(facts: Facts, day: int, months: int) -> Finding:
    """Whether a Duldung had been held for so many months when a training toleration was applied for, else today."""
    applied = latest_training_application(facts, day)
    if applied.on is None:
        finding = held_for(facts, day, COUNTED_DULDUNG, months)
        finding.until = min(finding.until, applied.until)
        return finding
    finding = held_for(facts, applied.on, COUNTED_DULDUNG, months)
    finding.until = applied.until
    return finding


@condition("removal_measures_imminent_at_application", facts=(MEASURES, APPLICATIONS))
def measures_at_application(facts: Facts, day: int) -> Finding:
    """Whether concrete measures to end the stay were imminent when a training toleration was applied for, else today."""
    stated = facts.get(MEASURES)
    if stated is MISSING:
        return unknown(MEASURES)
    if not isinstance(stated, list):
        return Finding(stated, MEASURES, stated)
    applied = latest_training_application(facts, day)
    value, path, until = facts.flag(MEASURES, day if applied.on is None else applied.on)
    until = min(until, applied.until) if applied.on is None else applied.until
    return unknown(MEASURES, until=until) if value is MISSING else Finding(value, path, value, until=until)
