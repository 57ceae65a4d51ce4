"""Training as the right to stay sees it: the one under way, the one planned, and a qualification already acquired."""

from collections.abc import Iterator

from nahtlos.law.conditions.age import BIRTH
from nahtlos.law.conditions.standing import standing_on
from nahtlos.law.conditions.status_time import PERMITTED_FOR_ASYLUM
from nahtlos.law.engine.days import FAR, add_months, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Finding, condition, unknown

TRAINING = "training"
PLANNED = "training_planned"
SCHOOL_YEARS = "successful_school_years"

#: Vocational training in a firm, a school or outside of both.
VOCATIONAL = frozenset({"betriebliche_ausbildung", "schulische_ausbildung", "ausserbetriebliche_ausbildung"})
#: What may end in a recognised qualification.
QUALIFYING = VOCATIONAL | {"studium"}

#: An examination may be passed so many months before the contract ends (§ 21 Abs. 2 BBiG).
_EARLY_EXAMINATION = 3
#: A recognised occupation takes at least so many months to learn.
_SHORTEST = 24


@condition("successful_school_years >= {0}", facts=(SCHOOL_YEARS,))
def school_years(facts: Facts, day: int, years: int) -> Finding:
    """Whether a school has been attended successfully for so many years."""
    value = facts.get(SCHOOL_YEARS)
    return unknown(SCHOOL_YEARS) if value is MISSING else Finding(value >= years, SCHOOL_YEARS, value)


@condition("qualification_acquired", facts=(TRAINING,))
def qualification_acquired(facts: Facts, day: int) -> Finding:
    """Whether a training or a course of studies that has ended lasted as long as it takes to complete it."""
    rows = facts.periods(TRAINING)
    if rows is None:
        return unknown(TRAINING)
    until = FAR
    for row in rows:
        if row.row["kind"] not in QUALIFYING or row.row.get("recognised_occupation") is False or row.end >= FAR:
            continue
        if row.end < add_months(row.start, _completed_after(row)):
            continue
        if row.end <= day:
            return Finding(True, f"{TRAINING}[{row.number}].until", iso(row.end), until=FAR)
        until = min(until, row.end)
    return Finding(False, TRAINING, [row.row["kind"] for row in rows], until=until)


def _completed_after(row: Period) -> int:
    agreed = row.row.get("contract_months")
    return _SHORTEST if agreed is None else max(agreed - _EARLY_EXAMINATION, 1)


def _under_way(facts: Facts, day: int) -> Iterator[Period]:
    for row in facts.periods(TRAINING) or ():
        if row.row["kind"] in VOCATIONAL and row.start <= day < row.end:
            yield row


def _next_change(facts: Facts, day: int) -> int:
    bounds = (bound for row in facts.periods(TRAINING) or () for bound in (row.start, row.end))
    return min((bound for bound in bounds if bound > day), default=FAR)


@condition("in_qualified_training", facts=(TRAINING,))
def in_qualified_training(facts: Facts, day: int) -> Finding:
    """Whether a training in a recognised occupation is under way."""
    if facts.periods(TRAINING) is None:
        return unknown(TRAINING)
    until, open_path = _next_change(facts, day), ""
    for row in _under_way(facts, day):
        path = f"{TRAINING}[{row.number}].recognised_occupation"
        recognised = row.row.get("recognised_occupation", MISSING)
        if recognised is True:
            return Finding(True, path, True, until=until)
        open_path = path if recognised is MISSING else open_path
    if open_path:
        return unknown(open_path, until=until, missing=f"{TRAINING}.recognised_occupation")
    return Finding(False, TRAINING, [row.row["kind"] for row in facts.periods(TRAINING) or ()], until=until)


@condition("training_begun_in_asylum_procedure", facts=(TRAINING, "residence"))
def begun_in_asylum_procedure(facts: Facts, day: int) -> Finding:
    """Whether the training under way was begun while the stay was permitted for an asylum procedure."""
    if facts.periods(TRAINING) is None:
        return unknown(TRAINING)
    until, open_path = _next_change(facts, day), ""
    for row in _under_way(facts, day):
        path = f"{TRAINING}[{row.number}].started_in_asylum_procedure"
        begun = row.row.get("started_in_asylum_procedure", MISSING)
        if begun is MISSING:
            begun = _permitted_on(facts, row.start)
        if begun is True:
            return Finding(True, path, True, until=until)
        open_path = path if begun is MISSING else open_path
    if open_path:
        return unknown(open_path, until=until, missing=f"{TRAINING}.started_in_asylum_procedure")
    return Finding(False, TRAINING, [row.row["from"] for row in facts.periods(TRAINING) or ()], until=until)


def _permitted_on(facts: Facts, day: int) -> bool:
    """What the recorded statuses say about the day a training began; True, False or MISSING."""
    standing = standing_on(facts, day)
    if standing is None or not standing.holdings:
        return MISSING  # type: ignore[no-any-return]
    return any(held.status in PERMITTED_FOR_ASYLUM for held in standing.holdings)


@condition("qualified_training_planned", facts=(PLANNED,))
def qualified_training_planned(facts: Facts, day: int) -> Finding:
    """Whether a training in a recognised occupation is agreed and not over."""
    planned = facts.get(PLANNED)
    if planned is MISSING:
        return unknown(PLANNED)
    if planned is None or planned["kind"] not in VOCATIONAL:
        return Finding(False, PLANNED, planned and planned["kind"])
    ends = facts.day(f"{PLANNED}.ends_on")
    if isinstance(ends, int) and day > ends:
        return Finding(False, f"{PLANNED}.ends_on", iso(ends))
    until = ends + 1 if isinstance(ends, int) else FAR
    path = f"{PLANNED}.recognised_occupation"
    recognised = planned.get("recognised_occupation", MISSING)
    return unknown(path, until=until) if recognised is MISSING else Finding(recognised, path, recognised, until=until)


@condition("planned_training_begins_within_{0}_months", facts=(PLANNED,))
def begins_within(facts: Facts, day: int, months: int) -> Finding:
    """Whether the planned training begins in at most so many months, or has begun (§ 60c Abs. 3 S. 2 AufenthG)."""
    begins = facts.day(f"{PLANNED}.starts_on")
    if begins is MISSING:
        return unknown(PLANNED)
    if begins is None:
        return Finding(False, PLANNED, None)
    first = add_months(begins, -months)
    return Finding(day >= first, f"{PLANNED}.starts_on", iso(begins), until=first if day < first else FAR)


@condition("training_begun_before_age {0}", facts=(TRAINING, PLANNED, BIRTH))
def training_begun_before_age(facts: Facts, day: int, years: int) -> Finding:
    """Whether the training under way, else the one planned, else one begun today begins before so many years of age."""
    born = facts.day(BIRTH)
    if born is MISSING:
        return unknown(BIRTH)
    limit = years_completed_on(born, years)
    if facts.periods(TRAINING) is None:
        return _begun_some_day(facts, day, limit)
    until = _next_change(facts, day)
    begun = min(_under_way(facts, day), default=None)
    if begun is not None:
        return Finding(begun.start < limit, f"{TRAINING}[{begun.number}].from", iso(begun.start), until=until)
    finding = _planned_before(facts, day, limit)
    finding.until = min(finding.until, until)
    return finding


def _begun_some_day(facts: Facts, day: int, limit: int) -> Finding:
    """The same if nobody knows what training is under way: if there is one, it began today at the latest."""
    if day >= limit:
        return unknown(TRAINING)
    planned = _planned_before(facts, day, limit)
    if planned.met:
        planned.until = min(planned.until, limit)
        return planned
    return Finding(None, TRAINING, None, until=limit, missing=(TRAINING, *planned.missing))


def _planned_before(facts: Facts, day: int, limit: int) -> Finding:
    begins = facts.day(f"{PLANNED}.starts_on")
    if begins is MISSING:
        return unknown(PLANNED)
    if begins is not None and facts.get(f"{PLANNED}.kind") in VOCATIONAL:
        return Finding(begins < limit, f"{PLANNED}.starts_on", iso(begins))
    return Finding(day < limit, BIRTH, facts.get(BIRTH), until=limit if day < limit else FAR)
