"""Deadlines of courses, training tolerations, jobs and approvals."""

from collections.abc import Iterator

from nahtlos.law.conditions.course import entitlement_end, founding_title
from nahtlos.law.conditions.status_time import PERMITTED_FOR_ASYLUM
from nahtlos.law.conditions.training import VOCATIONAL
from nahtlos.law.deadlines.deadline import Deadline, held_on, rows
from nahtlos.law.deadlines.working_days import next_working_day
from nahtlos.law.engine.days import FAR, add_months, day_of
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.rule import Norm
from nahtlos.law.parameters import statuses

SECTION_60C = day_of("2020-01-01")


def integration_course_entitlement(facts: Facts, on: int) -> Iterator[Deadline]:
    """One year after the first title was issued (until 2016-08-05: two years). Not moved to a working day."""
    title = founding_title(facts, FAR)
    if title is not None:
        norm = Norm("§ 44 Abs. 2 S. 1 AufenthG")
        yield Deadline("integration_course_entitlement", "last_day", entitlement_end(title), "person", (norm,), (120,))


def integration_course_admission(facts: Facts, on: int) -> Iterator[Deadline]:
    """An admission is valid for one year."""
    for row in rows(facts, "course_admissions", "integration_course"):
        last = next_working_day(facts, add_months(day_of(row["granted_on"]), 12))
        yield Deadline("integration_course_admission", "last_day", last, "person", (Norm("§ 5 Abs. 3 IntV"),), (120,))


def training_toleration_window(facts: Facts, on: int) -> Iterator[Deadline]:
    """Apply at the earliest seven months before the training starts; it is granted at the earliest six months before."""
    planned = facts.get("training_planned")
    if not planned or planned["kind"] not in VOCATIONAL or planned.get("recognised_occupation") is False:
        return
    start = day_of(planned["starts_on"])
    if start < SECTION_60C or not _tolerated(facts, on):
        return
    apply_norm, grant_norm = (
        Norm("§ 60c Abs. 3 S. 1 AufenthG", "2020-01-01"),
        Norm("§ 60c Abs. 3 S. 2 AufenthG", "2020-01-01"),
    )
    yield Deadline("training_toleration_apply_from", "first_day", add_months(start, -7), "person", (apply_norm,))
    yield Deadline(
        "training_toleration_grant_from", "first_day", add_months(start, -6), "auslaenderbehoerde", (grant_norm,)
    )


def training_toleration_identity(facts: Facts, on: int) -> Iterator[Deadline]:
    """Clarify identity: by day of entry, § 60c Abs. 2 Nr. 3 AufenthG. The time also runs during the asylum procedure."""
    entered = facts.day("entry_on")
    asked = [day_of(row["on"]) for row in rows(facts, "applications", "training_toleration")]
    in_training = any(period.row["kind"] in VOCATIONAL for period in facts.periods("training") or ())
    planned = facts.get("training_planned")
    wanted = asked or in_training or (planned and planned["kind"] in VOCATIONAL)
    if not isinstance(entered, int) or not wanted or not (_tolerated(facts, on) or _permitted(facts, on)):
        return
    letter, last = "c", add_months(entered, 6)
    if entered <= day_of("2016-12-31"):
        if not asked:
            return
        letter, last = "a", min(asked)
    elif entered <= day_of("2019-12-31"):
        letter, last = "b", day_of("2020-06-30")
    norm = Norm(f"§ 60c Abs. 2 Nr. 3 lit. {letter} AufenthG", "2020-01-01")
    yield Deadline("training_toleration_identity", "last_day", last, "person", (norm,), (60, 30))


def termination_reports(facts: Facts, on: int) -> Iterator[Deadline]:
    """Training abandoned: the school or firm reports; job abandoned: the employer does. Two weeks, before 2020 one."""
    for row in rows(facts, "events", "training_abandoned"):
        day = day_of(row.get("known_on") or row["on"])
        if _held(facts, day_of(row["on"]), {"duldung_60c", "duldung_60a_2_s4"}):
            weeks, norm = (2, Norm("§ 60c Abs. 5 AufenthG", "2020-01-01"))
            if day < SECTION_60C:
                weeks, norm = (1, Norm("§ 60a Abs. 2 AufenthG", None, "2019-12-31"))
            last = next_working_day(facts, day + 7 * weeks)
            yield Deadline("training_toleration_termination_report", "last_day", last, "training_provider", (norm,))
    for row in rows(facts, "events", "employment_abandoned"):
        day = day_of(row.get("known_on") or row["on"])
        if _held(facts, day_of(row["on"]), {"duldung_60d"}):
            last = next_working_day(facts, day + 14)
            norm = Norm("§ 60d Abs. 3 AufenthG", "2020-01-01")
            yield Deadline("employment_toleration_termination_report", "last_day", last, "employer", (norm,))


def jobseeker_registration(facts: Facts, on: int) -> Iterator[Deadline]:
    """Three months before a job or training ends; if that is known later, within three days of knowledge."""
    for kind in ("job_ends", "training_ends"):
        for row in rows(facts, "events", kind):
            regular = add_months(day_of(row["on"]), -3)
            known = day_of(row["known_on"]) if row.get("known_on") else 0
            late = known > regular
            norm = Norm("§ 38 Abs. 1 S. 2 SGB III") if late else Norm("§ 38 Abs. 1 S. 1 SGB III")
            yield Deadline(
                "jobseeker_registration", "last_day", known + 3 if late else regular, "person", (norm,), (30, 7)
            )


def ba_approval_fiction(facts: Facts, on: int) -> Iterator[Deadline]:
    """Two weeks without objection count as approval; not moved to a working day."""
    for row in rows(facts, "events", "ba_request_received"):
        norm = Norm("§ 36 Abs. 2 BeschV")
        yield Deadline("ba_approval_fiction", "last_day", day_of(row["on"]) + 14, "arbeitsagentur", (norm,))


def _held(facts: Facts, day: int, wanted: set[str]) -> bool:
    """Whether one of the statuses was held on the day or the day before (abandoning ends it)."""
    standing = held_on(facts, day) or held_on(facts, day - 1)
    before = held_on(facts, day - 1)
    return any(held.status in wanted for found in (standing, before) if found for held in found.holdings)


def _tolerated(facts: Facts, on: int) -> bool:
    standing = held_on(facts, on)
    return bool(standing) and any(held.status in statuses.DULDUNG for held in standing.holdings) if standing else False


def _permitted(facts: Facts, on: int) -> bool:
    standing = held_on(facts, on)
    return standing is not None and standing.holdings[0].status in PERMITTED_FOR_ASYLUM


FINDERS = (
    integration_course_entitlement,
    integration_course_admission,
    training_toleration_window,
    training_toleration_identity,
    termination_reports,
    jobseeker_registration,
    ba_approval_fiction,
)
