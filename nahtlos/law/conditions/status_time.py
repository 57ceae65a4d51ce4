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

_CUT_OFF_104C = day_of("2022-10-31")

PERMITTED_FOR_ASYLUM = frozenset({"ankunftsnachweis", "aufenthaltsgestattung"})

#: A Duldung that counts as such; time with a Duldung under § 60b does not (§ 60b Abs. 5 S. 1 AufenthG).
COUNTED_DULDUNG = statuses.DULDUNG - {"duldung_60b"}

#: Removal is suspended, by a Duldung or by law: a late first application (§ 81 Abs. 3 S. 2 AufenthG), a further one.
SUSPENDED = COUNTED_DULDUNG | {"fiktion_81_3_s2", "folgeantrag", "zweitantrag"}

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


def unbroken_since(facts: Facts, day: int, kinds: frozenset[str]) -> int | None:
    """The first day of the time that counts up to the day, after the last substantial absence on record."""
    start = chain_start(facts, day, kinds)
    if start is None:
        return None
    absences = facts.periods(INTERRUPTIONS) or ()
    ended = [absence.end for absence in absences if absence.start <= day and absence.row.get("substantial") is True]
    return max([start, *(end for end in ended if end < FAR)])


@condition("months_lawful_tolerated_or_permitted >= {0}", facts=("residence", INTERRUPTIONS))
def months_of_status(facts: Facts, day: int, months: int) -> Finding:
    """Whether the stay has been lawful, tolerated or permitted for so many months without interruption."""
    return held_for(facts, day, LAWFUL_TOLERATED_OR_PERMITTED, months)


@condition("months_of_gestattung >= {0}", facts=("residence", INTERRUPTIONS))
def months_permitted(facts: Facts, day: int, months: int) -> Finding:
    """Whether the stay has been permitted for the asylum procedure for so many months (§ 55 AsylG)."""
    return held_for(facts, day, PERMITTED_FOR_ASYLUM, months)


@condition("months_of_duldung >= {0}", facts=("residence", INTERRUPTIONS))
def months_tolerated(facts: Facts, day: int, months: int) -> Finding:
    """Whether the person has held a Duldung for so many months without interruption, § 60b not counted."""
    return held_for(facts, day, COUNTED_DULDUNG, months)


#: The same with § 60b: it counts for § 104c, for those who hold § 104c (§§ 25a Abs. 5, 25b Abs. 7 AufenthG), and where
#: a norm does not ask for "Vorduldungszeiten".
WITH_60B = LAWFUL_TOLERATED_OR_PERMITTED | {"duldung_60b"}


@condition("months_lawful_tolerated_or_permitted_with_60b >= {0}", facts=("residence", INTERRUPTIONS))
def months_of_status_with_60b(facts: Facts, day: int, months: int) -> Finding:
    """Whether the stay has been lawful, tolerated (also under § 60b) or permitted for so many months."""
    return held_for(facts, day, WITH_60B, months)


@condition("five_years_complete_on_2022_10_31", facts=("residence", INTERRUPTIONS))
def five_years_on_31_october_2022(facts: Facts, day: int) -> Finding:
    """Whether five years of such stay were complete on the cut-off day of § 104c Abs. 1 S. 1 AufenthG.

    Five years that end with the cut-off day itself are complete on it; what came later does not matter.
    """
    finding = held_for(facts, _CUT_OFF_104C, WITH_60B, 60)
    if finding.borderline:
        return Finding(True, finding.fact, finding.value)
    finding.until = FAR
    return finding


@condition("months_removal_suspended >= {0}", facts=("residence", INTERRUPTIONS))
def months_suspended(facts: Facts, day: int, months: int) -> Finding:
    """Whether removal has been suspended for so many months without interruption, § 60b not counted."""
    return held_for(facts, day, SUSPENDED, months)


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


def held_for(facts: Facts, day: int, kinds: frozenset[str], months: int) -> Finding:
    """Whether one of these statuses has been held for so many months up to the day without interruption."""
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
