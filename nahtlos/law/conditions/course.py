"""What access to a language course depends on: the first title, German, school, work, small children."""

from typing import NamedTuple

from nahtlos.law.conditions.standing import standing_on
from nahtlos.law.conditions.status_time import chain_of
from nahtlos.law.conditions.subsistence import listed
from nahtlos.law.engine.days import FAR, add_months, day_of, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Condition, Finding, condition, since, unknown
from nahtlos.law.parameters import statuses

ADMISSIONS = "course_admissions"
HOUSEHOLD = "household"

#: § 44 Abs. 1 AufenthG: the titles whose first issue entitles to the integration course.
ENTITLING = frozenset(
    {"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_4a", "ae_25b", "ae_23_2", "ae_23_4"}
    | {"ae_28", "ae_30", "ae_32", "ae_36", "ae_36a"}
)

#: Titles that are never issued for less than a year (§ 26 Abs. 1 AufenthG).
ALWAYS_A_YEAR = frozenset({"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2"})


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


class FirstTitle(NamedTuple):
    """The title whose issue founded the entitlement."""

    issued: int
    row: Period


def founding_title(facts: Facts, day: int) -> FirstTitle | None:
    """The first residence title of the person, if it entitles to the course and has been issued by the day.

    `first_title` decides where it is stated; otherwise the earliest title in `residence` is the first.
    """
    titles = [row for row in facts.periods("residence") or () if statuses.is_title(row.row["status"])]
    stated = [row for row in titles if row.row.get("first_title") is True]
    chosen = (stated or titles)[:1]
    for row in chosen:
        if row.start <= day and row.row["status"] in ENTITLING and row.row.get("first_title") is not False:
            return FirstTitle(day_of(row.row["issued_on"]) if row.row.get("issued_on") else row.start, row)
    return None


def entitlement_end(title: FirstTitle, years: int) -> int:
    """The last day of the entitlement: not moved to a working day."""
    return add_months(title.issued, 12 * years)


@condition("first_title_entitles_to_course", facts=("residence",))
def first_title_entitles(facts: Facts, day: int) -> Finding:
    """Whether the first title of the person is one of § 44 Abs. 1 AufenthG, and such a title is held on the day."""
    standing = standing_on(facts, day)
    if standing is None or not standing.holdings:
        return unknown("residence", until=standing.end if standing else FAR)
    title = founding_title(facts, day)
    if title is None or standing.holdings[0].basis not in ENTITLING:
        return Finding(False, "residence", None, until=standing.end)
    return Finding(True, f"residence[{title.row.number}].status", title.row.row["status"], until=standing.end)


@condition("years_since_first_title > {0}", facts=("residence",))
def entitlement_over(facts: Facts, day: int, years: int) -> Finding:
    """Whether so many years since the issue of the first title are over (§ 44 Abs. 2 S. 1 AufenthG)."""
    title = founding_title(facts, day)
    if title is None:
        return Finding(False, "residence", None)
    end = entitlement_end(title, years)
    path = f"residence[{title.row.number}].{'issued_on' if title.row.row.get('issued_on') else 'from'}"
    return Finding(day > end, path, iso(title.issued), until=end + 1 if day <= end else FAR)


@condition("title_valid_for_a_year", facts=("residence",))
def valid_for_a_year(facts: Facts, day: int) -> Finding:
    """Whether the first title was issued for at least a year (§ 44 Abs. 1 S. 2 AufenthG)."""
    title = founding_title(facts, day)
    if title is None:
        return Finding(False, "residence", None)
    row, path = title.row.row, f"residence[{title.row.number}]"
    if row["status"] in ALWAYS_A_YEAR:
        return Finding(True, f"{path}.status", row["status"])
    if "validity_months" in row:
        return Finding(row["validity_months"] >= 12, f"{path}.validity_months", row["validity_months"])
    if "valid_until" not in row:
        return unknown(f"{path}.validity_months", missing="residence.validity_months")
    printed = row["valid_until"]
    long = printed is None or day_of(printed) + 1 >= add_months(title.row.start, 12)
    return Finding(long, f"{path}.valid_until", printed)


@condition("months_with_title > {0}", facts=("residence",))
def months_with_title(facts: Facts, day: int, months: int) -> Finding:
    """Whether titles have been held for more than so many months without interruption."""
    chain = chain_of(facts, day, statuses.TITLES | {"fiktion_81_4"})
    if chain is None:
        standing = standing_on(facts, day)
        return Finding(False, "residence", None, until=standing.end if standing else FAR)
    finding = since(chain.fact, iso(chain.start), add_months(chain.start, months), day)
    finding.until = min(finding.until, chain.until)
    return finding


@condition("registration_failed_without_fault", facts=(ADMISSIONS,))
def registration_failed(facts: Facts, day: int) -> Finding:
    """Whether the person could not register for a course through no fault of her own (§ 44 Abs. 2 S. 2 AufenthG)."""
    rows = facts.get(ADMISSIONS)
    if rows is MISSING:
        return unknown(ADMISSIONS)
    until, doubtful = FAR, None
    for number, row in enumerate(rows):
        if row["kind"] != "integration_course":
            continue
        granted, path = day_of(row["granted_on"]), f"{ADMISSIONS}[{number}].registration_failed_without_fault"
        if granted > day:
            until = min(until, granted)
        elif row.get("registration_failed_without_fault"):
            return Finding(True, path, True)
        elif "registration_failed_without_fault" not in row and not row.get("registered_on"):
            doubtful = path
    if doubtful:
        return unknown(doubtful, until=until, missing=f"{ADMISSIONS}.registration_failed_without_fault")
    return Finding(False, ADMISSIONS, [row["granted_on"] for row in rows], until=until)


@condition("admitted_to_integration_course", facts=(ADMISSIONS,))
def admitted(facts: Facts, day: int) -> Finding:
    """Whether an admission to the integration course is in force; it is valid for a year (IntV § 5 Abs. 3)."""
    rows = facts.get(ADMISSIONS)
    if rows is MISSING:
        return unknown(ADMISSIONS)
    until = FAR
    for number, row in enumerate(rows):
        granted = day_of(row["granted_on"])
        if row["kind"] != "integration_course" or day > add_months(granted, 12):
            continue
        if granted <= day:
            path = f"{ADMISSIONS}[{number}].granted_on"
            return Finding(True, path, row["granted_on"], until=add_months(granted, 12) + 1)
        until = min(until, granted)
    return Finding(False, ADMISSIONS, [row["granted_on"] for row in rows], until=until)


@condition("entered_before {0}", facts=("entry_on",))
def entered_before(facts: Facts, day: int, first: str) -> Finding:
    """Whether the person entered Germany before the day named."""
    entered = facts.day("entry_on")
    if entered is MISSING:
        return unknown("entry_on")
    return Finding(entered < day_of(first), "entry_on", iso(entered))


@condition("registered_as_jobseeker", facts=("registered_as_jobseeker",))
def registered(facts: Facts, day: int) -> Finding:
    """Whether the person is registered as looking for work or training, or as unemployed."""
    return listed(facts, "registered_as_jobseeker", day, lambda start: True, field="from")


@condition("employed", facts=("employment",))
def employed(facts: Facts, day: int) -> Finding:
    """Whether the person has a job."""
    return listed(facts, "employment", day, lambda kind: kind in {"employment", "marginal"})


#: Vocational training and what prepares for it; not school or university.
VOCATIONAL = frozenset(
    {"betriebliche_ausbildung", "schulische_ausbildung", "ausserbetriebliche_ausbildung", "bvb", "eq"}
)


@condition("in_vocational_training", facts=("training",))
def in_vocational_training(facts: Facts, day: int) -> Finding:
    """Whether the person is in vocational training or a measure that prepares for it."""
    return listed(facts, "training", day, lambda kind: kind in VOCATIONAL)


@condition("in_any_training", facts=("training",))
def in_any_training(facts: Facts, day: int) -> Finding:
    """Whether the person is in training of any kind (§ 44a Abs. 2 Nr. 1 AufenthG)."""
    return listed(facts, "training", day, lambda kind: True)


@condition("attends_comparable_course", facts=("courses",))
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


@condition("asked_to_attend_by_{0}", facts=("course_duty_requests",))
def asked_by(facts: Facts, day: int, authority: str) -> Finding:
    """Whether an authority has asked the person to attend an integration course."""
    rows = facts.get("course_duty_requests")
    if rows is MISSING:
        return unknown("course_duty_requests")
    until = FAR
    for number, row in enumerate(rows):
        if row["by"] == authority:
            if day_of(row["on"]) <= day:
                return Finding(True, f"course_duty_requests[{number}].on", row["on"])
            until = min(until, day_of(row["on"]))
    return Finding(False, "course_duty_requests", [row["by"] for row in rows], until=until)


@condition("receives_sgb_ii", facts=("benefits_received",))
def receives_sgb_ii(facts: Facts, day: int) -> Finding:
    """Whether benefits of SGB II are paid on the day."""
    return listed(facts, "benefits_received", day, lambda kind: kind == "sgb_ii")


LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2")


@condition("german_level >= {0}", facts=("language_levels",))
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
