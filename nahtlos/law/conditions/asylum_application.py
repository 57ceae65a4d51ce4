"""The asylum application as far as work depends on it: when it was made, and how it ended."""

from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, since, unknown

APPLICATION = "asylum.application_on"
DECISION = "asylum.decision"
PROTECTED = frozenset({"asylum_16a", "refugee", "subsidiary"})


@condition("months_since > {0}", facts=("asylum",))
def months_since_application(facts: Facts, day: int, months: int) -> Finding:
    """Whether more than so many months have passed since the formal application at the Federal Office."""
    made = facts.day(APPLICATION)
    if made is MISSING:
        return unknown(APPLICATION)
    if made is None:
        return Finding(False, APPLICATION, None)
    return since(APPLICATION, iso(made), add_months(made, months), day)


@condition("asylum_application_made", facts=("asylum",))
def application_made(facts: Facts, day: int) -> Finding:
    """Whether an application has been made by the day."""
    made = facts.day(APPLICATION)
    if made is MISSING:
        return unknown(APPLICATION)
    if made is None:
        return Finding(False, APPLICATION, None)
    return Finding(day >= made, APPLICATION, iso(made), until=made if day < made else FAR)


@condition("asylum_application_after {0}", facts=("asylum",))
def applied_after(facts: Facts, day: int, last: str) -> Finding:
    """Whether an application was made after the day named (and by the day asked)."""
    made = facts.day(APPLICATION)
    if made is MISSING:
        return unknown(APPLICATION)
    if made is None:
        return Finding(False, APPLICATION, None)
    late = made > day_of(last)
    return Finding(late and day >= made, APPLICATION, iso(made), until=made if day < made else FAR)


@condition("asylum_application_up_to {0}", facts=("asylum",))
def applied_by(facts: Facts, day: int, last: str) -> Finding:
    """Whether an application was made up to the day named."""
    made = facts.day(APPLICATION)
    if made is MISSING:
        return unknown(APPLICATION)
    return Finding(made is not None and made <= day_of(last), APPLICATION, iso(made) if made else None)


def _not_served(facts: Facts, day: int) -> Finding | None:
    """A finding that there is no decision yet or nobody knows; None if one has been served by the day."""
    decision = facts.get(DECISION)
    if decision is MISSING:
        return unknown(DECISION)
    if decision is None:
        return Finding(False, DECISION, None)
    served = facts.day(f"{DECISION}.served_on")
    if served > day:
        return Finding(False, f"{DECISION}.served_on", iso(served), until=served)
    return None


@condition("asylum_application_rejected", facts=("asylum",))
def application_rejected(facts: Facts, day: int) -> Finding:
    """Whether a rejection has been served."""
    early = _not_served(facts, day)
    if early is not None:
        return early
    kind = facts.get(f"{DECISION}.kind")
    return Finding(kind == "rejected", f"{DECISION}.kind", kind)


@condition("asylum_procedure_finally_decided", facts=("asylum",))
def finally_decided(facts: Facts, day: int) -> Finding:
    """Whether a decision has become final."""
    early = _not_served(facts, day)
    if early is not None:
        return early
    path = f"{DECISION}.final_on"
    final = facts.day(path)
    if final is MISSING:
        return unknown(path)
    if final is None:
        return Finding(False, path, None)
    return Finding(day >= final, path, iso(final), until=final if day < final else FAR)


@condition("rejected_manifestly_unfounded_or_inadmissible", facts=("asylum",))
def rejected_manifestly_or_inadmissible(facts: Facts, day: int) -> Finding:
    """Whether the application was rejected as manifestly unfounded or inadmissible without suspensive effect."""
    early = _not_served(facts, day)
    if early is not None:
        return early
    kind = facts.get(f"{DECISION}.kind")
    if kind != "rejected":
        return Finding(False, f"{DECISION}.kind", kind)
    effect = facts.get(f"{DECISION}.suspensive_effect_ordered")
    if effect is True:
        return Finding(False, f"{DECISION}.suspensive_effect_ordered", True)
    paths = [f"{DECISION}.manifestly_unfounded", f"{DECISION}.inadmissible"]
    values = {path: facts.get(path) for path in paths}
    grave = next((path for path in paths if values[path] is True), None)
    open_path = next((path for path in paths if values[path] is MISSING), None)
    if grave and effect is False:
        return Finding(True, grave, True)
    if grave:
        return unknown(f"{DECISION}.suspensive_effect_ordered")
    return unknown(open_path) if open_path else Finding(False, DECISION, kind)


@condition("asylum_application_withdrawn", facts=("asylum",))
def application_withdrawn(facts: Facts, day: int) -> Finding:
    """Whether the application was withdrawn, other than after advice under § 24 Abs. 1 AsylG."""
    found = _withdrawal(facts, day)
    if not found.met:
        return found
    path = "asylum.withdrawn_after_advice_24_1"
    advised = facts.get(path)
    if advised is MISSING:
        return unknown(path, until=found.until)
    return Finding(not advised, path, advised, until=found.until)


def _withdrawal(facts: Facts, day: int) -> Finding:
    served = _not_served(facts, day)
    until = served.until if served else FAR
    kind = facts.get(f"{DECISION}.kind") if served is None else None
    if kind == "withdrawn_discontinued":
        return Finding(True, f"{DECISION}.kind", kind)
    if kind in PROTECTED:
        return Finding(False, f"{DECISION}.kind", kind)
    path = "asylum.withdrawn_on"
    withdrawn = facts.day(path)
    if withdrawn is MISSING:
        return unknown(path, until=until)
    if withdrawn is not None and withdrawn <= day:
        return Finding(True, path, iso(withdrawn), until=until)
    if served is not None and served.missing:
        return served
    later = withdrawn if withdrawn is not None else FAR
    return Finding(False, path, iso(withdrawn) if withdrawn else None, until=min(until, later))
