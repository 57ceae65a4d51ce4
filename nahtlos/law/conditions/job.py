"""The job or apprenticeship in question, where it is, and what stands in its way."""

from functools import cache
from typing import Any

from nahtlos.law.conditions.age import BIRTH
from nahtlos.law.engine.days import FAR, day_of, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts, covering
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.parameters import reading

ACTIVITY = "job_offer.activity"
HOURS = "job_offer.weekly_hours"
RECOGNISED = "training_planned.recognised_occupation"
BANS = "work_ban_reasons"
PERMITS = "work_permits"
PLACES = "places"

#: From this day on an internship without minimum wage needs no approval.
INTERNSHIPS_FREE = day_of("2015-08-01")


def _activity(facts: Facts) -> str:
    """The kind of job; an ordinary one where no offer says otherwise."""
    return str(facts.get(ACTIVITY) or "ordinary")


@condition("activity_free_of_ba_approval", facts=("job_offer",))
def activity_free_of_approval(facts: Facts, day: int) -> Finding:
    """Whether § 32 Abs. 2 BeschV frees this kind of job from the approval of the Federal Employment Agency."""
    activity = _activity(facts)
    if activity == "milog_internship":
        return Finding(
            day >= INTERNSHIPS_FREE, ACTIVITY, activity, until=INTERNSHIPS_FREE if day < INTERNSHIPS_FREE else FAR
        )
    return Finding(activity in {"beschv_32_2_free", "family_business"}, ACTIVITY, activity)


@condition("temporary_agency_work", facts=("job_offer",))
def temporary_agency_work(facts: Facts, day: int) -> Finding:
    """Whether the job is with an agency that hires its workers out."""
    return Finding(_activity(facts) == "temporary_agency_work", ACTIVITY, _activity(facts))


@condition("activity_without_priority_check", facts=("job_offer",))
def activity_without_priority_check(facts: Facts, day: int) -> Finding:
    """Whether the job is one under §§ 2 Abs. 2, 6 or 8 BeschV, approved without priority check."""
    return Finding(_activity(facts) == "beschv_2_2_6_8", ACTIVITY, _activity(facts))


@condition("weekly_hours <= {0}", facts=("job_offer",))
def weekly_hours_up_to(facts: Facts, day: int, hours: int) -> Finding:
    """Whether the job has at most so many hours a week; without an offer there is none that has more."""
    offered = facts.get(HOURS)
    if offered is MISSING:
        return unknown(HOURS)
    return Finding(offered is None or offered <= hours, HOURS, offered)


@condition("recognised_occupation", facts=("training_planned",))
def recognised_occupation(facts: Facts, day: int) -> Finding:
    """Whether the apprenticeship is in a recognised occupation; where none is planned, the usual kind is meant."""
    recognised = facts.get(RECOGNISED)
    if recognised is MISSING:
        return unknown(RECOGNISED)
    return Finding(recognised is not False, RECOGNISED, recognised)


@condition("work_ban_reason", facts=(BANS,))
def work_ban_reason(facts: Facts, day: int) -> Finding:
    """Whether the person came for benefits, or prevents removal herself (§ 60a Abs. 6 S. 1 Nr. 1, 2 AufenthG)."""
    reasons = facts.get(BANS)
    return unknown(BANS) if reasons is MISSING else Finding(bool(reasons), BANS, reasons)


@condition("removal_measures_imminent", facts=("removal_measures_imminent",))
def removal_measures_imminent(facts: Facts, day: int) -> Finding:
    """Whether concrete measures to end the stay are imminent (§ 60a Abs. 5b S. 2 AufenthG)."""
    value, path, until = facts.flag("removal_measures_imminent", day)
    return unknown(path, until=until) if value is MISSING else Finding(value, path, value, until=until)


@condition("unaccompanied_minor", facts=("unaccompanied_minor", BIRTH))
def unaccompanied_minor(facts: Facts, day: int) -> Finding:
    """Whether the person is an unaccompanied minor; an adult is none."""
    value, path, until = facts.flag("unaccompanied_minor", day)
    if value is False:
        return Finding(False, path, False, until=until)
    born = facts.day(BIRTH)
    if born is MISSING:
        either = (path, BIRTH) if value is MISSING else (BIRTH,)
        return Finding(None, either[0], None, until=until, missing=either)
    adult = years_completed_on(born, 18)
    if day >= adult:
        return Finding(False, BIRTH, iso(born), until=until)
    until = min(until, adult)
    return unknown(path, until=until) if value is MISSING else Finding(True, path, True, until=until)


@condition("permit_for_{0}_since_2019", facts=(PERMITS,))
def permitted_since_2019(facts: Facts, day: int, activity: str) -> Finding:
    """Whether this work was permitted up to 2019-12-31 and has been ever since (§ 104 Abs. 16 AufenthG)."""
    permits = facts.periods(PERMITS)
    if permits is None:
        return unknown(PERMITS)
    held_until, first = 0, None
    for permit in permits:
        if permit.row["activity"] != activity or permit.start > max(held_until, day_of("2019-12-31")):
            continue
        if permit.start > day or permit.end <= held_until:
            continue
        first = permit if held_until < permit.start else first
        held_until = permit.end
    if first is None or held_until <= day:
        return Finding(False, PERMITS, [permit.row["activity"] for permit in permits])
    return Finding(True, f"{PERMITS}[{first.number}].from", iso(first.start), until=held_until)


@condition("permit_for_{0}_held", facts=(PERMITS,), order=(PERMITS,))
def permit_held(facts: Facts, day: int, activity: str) -> Finding:
    """Whether the immigration office has issued a permit for this kind of work that covers the day."""
    permits = facts.periods(PERMITS)
    if permits is None:
        return unknown(PERMITS)
    own = tuple(permit for permit in permits if permit.row["activity"] == activity)
    permit, until = covering(own, day)
    if permit is None:
        return Finding(False, PERMITS, [], until=until)
    return Finding(True, f"{PERMITS}[{permit.number}].from", permit.row["from"], until=until)


@cache
def _districts() -> tuple[dict[str, Any], dict[str, str]]:
    table = reading.load("agency_districts")
    return table["laender"], table["land_of_ags"]


def _same(name: str) -> str:
    """A name of a district as it is compared: without the name of the agency, spaces and capitals."""
    bare = name.casefold().replace("agentur für arbeit", "").replace("–", "-")
    return "".join(bare.split())


@condition("agency_district_without_priority_check", facts=(PLACES,), order=(PLACES,))
def district_without_priority_check(facts: Facts, day: int) -> Finding:
    """Whether the agency district was on the list of districts without priority check (Anlage to § 32 BeschV)."""
    places = facts.periods(PLACES)
    if places is None:
        return unknown(PLACES)
    place, until = covering(places, day)
    if place is None:
        return unknown(PLACES, until=until)
    laender, of_ags = _districts()
    path, row = f"{PLACES}[{place.number}]", place.row
    land = row.get("land") or of_ags.get(row.get("district_ags", "")[:2])
    if land is None:
        return unknown(f"{path}.land", until=until, missing=f"{PLACES}.land")
    listed = laender[land]
    if "everywhere" in listed:
        return Finding(listed["everywhere"], f"{path}.land", land, until=until)
    district = row.get("agency_district")
    if district is None:
        return unknown(f"{path}.agency_district", until=until, missing=f"{PLACES}.agency_district")
    named = _same(district) in {_same(name) for name in listed.get("only") or listed["except"]}
    return Finding(named if "only" in listed else not named, f"{path}.agency_district", district, until=until)
