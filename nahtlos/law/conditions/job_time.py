"""How long insured work of enough hours has gone on without a gap (§ 60d Abs. 1 Nr. 3 AufenthG)."""

from collections.abc import Callable
from math import inf

from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Finding, condition, since, unknown

EMPLOYMENT = "employment"
#: The kind of an ordinary job.
ORDINARY = "employment"

Rows = tuple[Period, ...]
#: Hours a week that a row of employment is worth.
Worth = Callable[[Period], float]


@condition("months_of_insured_work >= {0}, hours_a_week >= {1}", facts=(EMPLOYMENT,))
def months_insured(facts: Facts, day: int, months: int, hours: int) -> Finding:
    """Whether insured work of so many hours a week in all has been done for so many months without a gap."""
    rows = facts.periods(EMPLOYMENT)
    if rows is None:
        return unknown(EMPLOYMENT)
    surely = _worked_for(rows, day, months, hours, _least)
    perhaps = _worked_for(rows, day, months, hours, _most)
    until = min(surely.until, perhaps.until)
    if surely.met or perhaps.met is False or surely.value == perhaps.value:
        decided = surely if surely.met else perhaps
        decided.until = until
        return decided
    missing = tuple(f"{EMPLOYMENT}.{key}" for key in ("insured", "weekly_hours") if _open(rows, key))
    return Finding(None, EMPLOYMENT, None, until=until, missing=missing)


@condition("job_held_on {0}", facts=(EMPLOYMENT,))
def job_held_on(facts: Facts, day: int, other: str) -> Finding:
    """Whether the person had a job on the day named."""
    rows = facts.periods(EMPLOYMENT)
    if rows is None:
        return unknown(EMPLOYMENT)
    held = next((row for row in rows if row.start <= day_of(other) < row.end and row.row["kind"] == ORDINARY), None)
    if held is None:
        return Finding(False, EMPLOYMENT, [row.row["from"] for row in rows])
    return Finding(True, f"{EMPLOYMENT}[{held.number}].from", held.row["from"])


def insured(row: Period) -> bool | None:
    """Whether a job is insured; where nobody has said, only ordinary employment may be. None: unknown."""
    stated: bool | None = row.row.get("insured")
    if stated is None:
        return None if row.row["kind"] == ORDINARY else False
    return stated and row.row["kind"] != "self_employment"


def _least(row: Period) -> float:
    return float(row.row.get("weekly_hours", 0)) if insured(row) else 0


def _most(row: Period) -> float:
    return 0 if insured(row) is False else float(row.row.get("weekly_hours", inf))


def _open(rows: Rows, key: str) -> bool:
    """Whether the list leaves something open that may decide."""
    return any(insured(row) is not False and row.row.get(key, MISSING) is MISSING for row in rows)


def _worked_for(rows: Rows, day: int, months: int, hours: int, worth: Worth) -> Finding:
    """The same with a certain worth of each row."""
    bounds = sorted({bound for row in rows for bound in (row.start, row.end) if bound < FAR})
    until = min((bound for bound in bounds if bound > day), default=FAR)
    begun = None
    for start in bounds:
        if start > day:
            break
        at_work = [row for row in rows if row.start <= start < row.end and worth(row) > 0]
        enough = sum(worth(row) for row in at_work) >= hours
        begun = (begun or (start, at_work[0].number)) if enough else None
    if begun is None:
        return Finding(False, EMPLOYMENT, [row.row.get("weekly_hours") for row in rows], until=until)
    finding = since(f"{EMPLOYMENT}[{begun[1]}].from", iso(begun[0]), add_months(begun[0], months), day)
    finding.until = min(finding.until, until)
    return finding
