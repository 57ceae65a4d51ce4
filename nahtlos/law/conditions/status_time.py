"""How long somebody has held a status of a certain kind without interruption, up to the day asked.

Time counts from the documents in `residence`; a hole before the first document does not count and interrupts nothing.
A substantial interruption of the stay begins the time anew.
"""

from typing import NamedTuple

from nahtlos.law.conditions.standing import HISTORY, chain_start, standing_on, standings
from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, since, unknown
from nahtlos.law.parameters import statuses

INTERRUPTIONS = "stay_interruptions"

PERMITTED_FOR_ASYLUM = frozenset({"ankunftsnachweis", "aufenthaltsgestattung"})

#: A Duldung that counts as such; time with a Duldung under § 60b does not (§ 60b Abs. 5 S. 1 AufenthG).
COUNTED_DULDUNG = statuses.DULDUNG - {"duldung_60b"}

#: Stay that is "erlaubt, geduldet oder gestattet". During a further application removal is suspended.
LAWFUL_TOLERATED_OR_PERMITTED = (
    statuses.TITLES
    | PERMITTED_FOR_ASYLUM
    | COUNTED_DULDUNG
    | {"erlaubt_nach_anerkennung", "rechtmaessig_ohne_titel", "fiktion_24", "fiktion_81_3_s1", "fiktion_81_3_s2"}
    | {"fiktion_81_4", "folgeantrag", "zweitantrag", "deutsch", "eu"}
)


class Chain(NamedTuple):
    """The unbroken time that reaches to a day: its first day, where that stands, until when the status is certain."""

    start: int
    fact: str
    until: int


def chain_of(facts: Facts, day: int, kinds: frozenset[str]) -> Chain | None:
    """The unbroken time with one of these statuses; None if none is held on the day."""
    standing = standing_on(facts, day)
    start = chain_start(facts, day, kinds)
    if standing is None or start is None:
        return None
    return Chain(start, _fact_of(facts, start, kinds) if facts.explains else "residence", standing.end)


def _fact_of(facts: Facts, start: int, kinds: frozenset[str]) -> str:
    first = standing_on(facts, start)
    held = next(held for held in first.holdings if held.basis in kinds or held.status in kinds) if first else None
    return f"residence[{held.number}].from" if held else "residence"


@condition("months_lawful_tolerated_or_permitted >= {0}", facts=("residence", INTERRUPTIONS))
def months_of_status(facts: Facts, day: int, months: int) -> Finding:
    """Whether the stay has been lawful, tolerated or permitted for so many months without interruption."""
    return _held_for(facts, day, LAWFUL_TOLERATED_OR_PERMITTED, months)


@condition("months_of_gestattung >= {0}", facts=("residence", INTERRUPTIONS))
def months_permitted(facts: Facts, day: int, months: int) -> Finding:
    """Whether the stay has been permitted for the asylum procedure for so many months (§ 55 AsylG)."""
    return _held_for(facts, day, PERMITTED_FOR_ASYLUM, months)


@condition("months_of_duldung >= {0}", facts=("residence", INTERRUPTIONS))
def months_tolerated(facts: Facts, day: int, months: int) -> Finding:
    """Whether the person has held a Duldung for so many months without interruption, § 60b not counted."""
    return _held_for(facts, day, COUNTED_DULDUNG, months)


@condition("tolerated_on {0}", facts=("residence",), order=HISTORY)
def tolerated_on(facts: Facts, day: int, other: str) -> Finding:
    """Whether the person held a Duldung on another day; before the first recorded status she held none."""
    if standings(facts) is None:
        return unknown("residence")
    standing = standing_on(facts, day_of(other))
    for held in standing.holdings if standing else ():
        if held.status in statuses.DULDUNG:
            return Finding(True, f"residence[{held.number}].status", held.status)
    return Finding(False, "residence", other)


def _held_for(facts: Facts, day: int, kinds: frozenset[str], months: int) -> Finding:
    standing = standing_on(facts, day)
    if standing is None:
        return unknown("residence")
    chain = chain_of(facts, day, kinds)
    if chain is None:
        return Finding(False, "residence", None, until=standing.end)
    finding = since(chain.fact, iso(chain.start), add_months(chain.start, months), day)
    finding.until = min(finding.until, chain.until)
    return finding if finding.met is False else _uninterrupted(facts, day, chain, months, finding)


def _uninterrupted(facts: Facts, day: int, chain: Chain, months: int, finding: Finding) -> Finding:
    """The same finding, unless a substantial absence began the time anew."""
    absences = facts.periods(INTERRUPTIONS)
    if absences is None:
        return unknown(INTERRUPTIONS, until=finding.until)
    until, found = finding.until, finding
    for absence in absences:
        if absence.start > day:
            until = min(until, absence.start)
            break
        settled = min(add_months(absence.end, months), FAR - 1) + 1
        substantial = absence.row.get("substantial", MISSING)
        if absence.end <= chain.start or substantial is False or (substantial is MISSING and day >= settled):
            continue
        path = f"{INTERRUPTIONS}[{absence.number}]"
        if substantial is MISSING:
            return unknown(f"{path}.substantial", until=min(until, settled), missing=f"{INTERRUPTIONS}.substantial")
        if absence.end > day:
            return Finding(False, f"{path}.from", iso(absence.start), until=min(until, absence.end))
        found = since(f"{path}.until", iso(absence.end), add_months(absence.end, months), day)
    found.until = min(found.until, until)
    return found
