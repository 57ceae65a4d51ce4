"""The residence status of a day. Use `holding`: it ends the branch as undetermined where nobody knows the status."""

from nahtlos.law.conditions.standing import Holding, standing_on
from nahtlos.law.engine.case import Case, FactNeeded
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Finding, condition, unknown


@condition("status_held", facts=("residence",))
def status_held(facts: Facts, day: int) -> Finding:
    """The strongest status held on the day."""
    standing = standing_on(facts, day)
    if standing is None:
        return unknown("residence")
    if not standing.holdings:
        return unknown("residence", until=standing.end)
    held = standing.holdings[0]
    path = "residence" if held.number < 0 else f"residence[{held.number}].status"
    return Finding(True, path, held.status, until=standing.end)


def holding(case: Case, of: Facts | None = None) -> Holding:
    """The strongest status held by the person, or by a member of the household."""
    return (_all_held(case) if of is None else _found(case, of))[0]


def holdings(case: Case) -> tuple[Holding, ...]:
    """Everything the person holds on the day, strongest first."""
    return _all_held(case)


def _all_held(case: Case) -> tuple[Holding, ...]:
    """What the person holds; nearly every rule asks, so the case keeps it."""
    held: tuple[Holding, ...] | None = case.kept.get("holdings")
    if held is None:
        held = case.kept["holdings"] = _found(case, case.facts)
    return held


def _found(case: Case, of: Facts) -> tuple[Holding, ...]:
    finding = case.find(status_held, of=of)
    if finding.missing:
        raise FactNeeded(finding)
    standing = standing_on(of, case.fact_day)
    assert standing is not None  # noqa: S101 -- status_held has found one
    return standing.holdings


def known_status(case: Case, of: Facts) -> Holding | None:
    """The strongest status of a member of the household, None if unknown (without ending the branch)."""
    finding = case.find(status_held, of=of)
    if finding.missing:
        return None
    standing = standing_on(of, case.fact_day)
    return standing.holdings[0] if standing else None


DULDUNG_BASES = ("duldung_60a_2_s1", "duldung_60a_2_s3")


def basis(case: Case) -> str:
    """The status by which the law decides: a Fiktion counts as the title it continues; the unrecorded basis of a
    Duldung is one of two, and both are tried (missing fact: `residence.status`)."""
    held = holding(case)
    if held.basis != "duldung_60a":
        return held.basis
    path = f"residence[{held.number}].status"
    finding = Finding(None, path, "duldung_60a", until=FAR, missing=("residence.status",))
    finding.condition = "basis_of_duldung"
    return str(case.choose(finding, DULDUNG_BASES))
