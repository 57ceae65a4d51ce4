"""Who needs a language course, and who is close enough to work for one: German, school, job, training, children."""

from nahtlos.law.conditions.subsistence import listed
from nahtlos.law.engine.days import FAR, day_of, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Condition, Finding, condition, unknown

HOUSEHOLD = "household"


def _stated(key: str) -> Condition:
    @condition(key, facts=(key,))
    def stated(facts: Facts, day: int) -> Finding:
        value, path, until = facts.flag(key, day)
        return unknown(key, until=until) if value is MISSING else Finding(bool(value), path, value, until=until)

    return stated


attends_school = _stated("attends_school")
sufficient_german = _stated("sufficient_german")
simple_german = _stated("simple_german")
language_course_needed = _stated("language_course_needed")


@condition("entered_before {0}", facts=("entry_on",))
def entered_before(facts: Facts, day: int, first: str) -> Finding:
    """Whether the person entered Germany before the day named."""
    entered = facts.day("entry_on")
    if entered is MISSING:
        return unknown("entry_on")
    return Finding(entered < day_of(first), "entry_on", iso(entered))


@condition("registered_as_jobseeker", facts=("registered_as_jobseeker",), order=("registered_as_jobseeker",))
def registered(facts: Facts, day: int) -> Finding:
    """Whether the person is registered as looking for work or training, or as unemployed."""
    return listed(facts, "registered_as_jobseeker", day, lambda start: True, field="from")


@condition("employed", facts=("employment",), order=("employment",))
def employed(facts: Facts, day: int) -> Finding:
    """Whether the person has a job."""
    return listed(facts, "employment", day, lambda kind: kind in {"employment", "marginal"})


#: Vocational training and what prepares for it; not school or university.
VOCATIONAL = frozenset(
    {"betriebliche_ausbildung", "schulische_ausbildung", "ausserbetriebliche_ausbildung", "bvb", "eq"}
)


@condition("in_vocational_training", facts=("training",), order=("training",))
def in_vocational_training(facts: Facts, day: int) -> Finding:
    """Whether the person is in vocational training or a measure that prepares for it."""
    return listed(facts, "training", day, lambda kind: kind in VOCATIONAL)


@condition("in_any_training", facts=("training",), order=("training",))
def in_any_training(facts: Facts, day: int) -> Finding:
    """Whether the person is in training of any kind (§ 44a Abs. 2 Nr. 1 AufenthG)."""
    return listed(facts, "training", day, lambda kind: True)


@condition("attends_comparable_course", facts=("courses",), order=("courses",))
def attends_comparable_course(facts: Facts, day: int) -> Finding:
    """Whether the person attends a comparable offer (§ 44a Abs. 2 Nr. 2 AufenthG)."""
    return listed(facts, "courses", day, lambda kind: kind == "other_language_course")


@condition("cares_for_child_under_three", facts=(HOUSEHOLD,))
def cares_for_small_child(facts: Facts, day: int) -> Finding:
    """Whether a child under three lives in the household, so that work is unreasonable (§ 11 Abs. 4 S. 3 SGB XII)."""
    members = facts.members
    if members is None:
        return unknown(HOUSEHOLD)
    until, open_fact = FAR, ""
    for member in members:
        if member.raw["relation"] != "child":
            continue
        found = _small_child(member, day)
        until = min(until, found.until)
        if found.met:
            found.until = until
            return found
        open_fact = open_fact or (found.fact if found.missing else "")
    if open_fact:
        return unknown(open_fact, until=until, missing=f"{HOUSEHOLD}.{open_fact.rpartition('.')[2]}")
    return Finding(False, HOUSEHOLD, [member.raw["relation"] for member in members], until=until)


def _small_child(member: Facts, day: int) -> Finding:
    born, path = member.day("date_of_birth"), f"{member.prefix}date_of_birth"
    if born is not MISSING and not born <= day < years_completed_on(born, 3):
        return Finding(False, path, iso(born), until=born if day < born else FAR)
    at_home, flag, until = member.flag("lives_in_household", day)
    if at_home is False:
        return Finding(False, member.prefix + flag, False, until=until)
    if born is MISSING:
        return unknown(path, until=until)
    until = min(until, years_completed_on(born, 3))
    if at_home is MISSING:
        return unknown(f"{member.prefix}lives_in_household", until=until)
    return Finding(True, path, iso(born), until=until)


@condition("asked_to_attend_by_{0}", facts=("course_duty_requests",), order=("course_duty_requests",))
def asked_by(facts: Facts, day: int, authority: str) -> Finding:
    """Whether an authority has asked the person to attend an integration course."""
    rows = facts.get("course_duty_requests")
    if rows is MISSING:
        return unknown("course_duty_requests")
    asked = min(
        ((day_of(row["on"]), number) for number, row in enumerate(rows) if row["by"] == authority), default=None
    )
    if asked is None or day < asked[0]:
        return Finding(False, "course_duty_requests", [row["by"] for row in rows], until=asked[0] if asked else FAR)
    return Finding(True, f"course_duty_requests[{asked[1]}].on", iso(asked[0]))


@condition("receives_sgb_ii", facts=("benefits_received",), order=("benefits_received",))
def receives_sgb_ii(facts: Facts, day: int) -> Finding:
    """Whether benefits of SGB II are paid on the day."""
    return listed(facts, "benefits_received", day, lambda kind: kind == "sgb_ii")


LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2")


@condition("german_level >= {0}", facts=("language_levels",), order=("language_levels",))
def german_level(facts: Facts, day: int, level: str) -> Finding:
    """Whether a level of German has been reached, with or without certificate."""
    rows = facts.get("language_levels")
    if rows is MISSING:
        return unknown("language_levels")
    reached = [(day_of(row["on"]), number) for number, row in enumerate(rows) if _at_least(row["level"], level)]
    for on, number in sorted(reached):
        path = f"language_levels[{number}].level"
        if on <= day:
            return Finding(True, path, rows[number]["level"])
        return Finding(False, "language_levels", [row["level"] for row in rows], until=on)
    return Finding(False, "language_levels", [row["level"] for row in rows])


def _at_least(level: str, wanted: str) -> bool:
    return LEVELS.index(level) >= LEVELS.index(wanted)
