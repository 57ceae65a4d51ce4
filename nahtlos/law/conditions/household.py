"""The household: parents and spouses under the AsylbLG, and the needs unit (Bedarfsgemeinschaft) of SGB II.

Each condition looks for one member who fits. One that surely fits is enough; if none does, but somebody might, the
answer is unknown and names what is missing about that person.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from nahtlos.law.conditions.age import BIRTH, born_day, first_day_past_limit
from nahtlos.law.conditions.protection import suspension_is_young
from nahtlos.law.conditions.standing import standing_on
from nahtlos.law.conditions.subsistence import listed
from nahtlos.law.engine.days import FAR, day_of, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.parameters import statuses

HOUSEHOLD = "household"


class Fit(NamedTuple):
    """Whether one member fits (None: unknown, `missing` says what), by which of her facts, and until when."""

    met: bool | None
    fact: str
    value: object
    until: int = FAR
    missing: str = ""


def any_member(facts: Facts, relations: Iterable[str], fits: Callable[[Facts], Fit]) -> Finding:
    """Whether one member of these relations fits."""
    members = facts.members
    if members is None:
        return unknown(HOUSEHOLD)
    until, open_fit = FAR, None
    for member in members:
        if member.raw["relation"] not in relations:
            continue
        fit = fits(member)
        until = min(until, fit.until)
        if fit.met:
            return Finding(True, member.prefix + fit.fact, fit.value, until=until)
        if fit.met is None and open_fit is None:
            open_fit = (member.prefix + fit.fact, f"{HOUSEHOLD}.{fit.missing}")
    if open_fit:
        return unknown(open_fit[0], until=until, missing=open_fit[1])
    return Finding(False, HOUSEHOLD, [member.raw["relation"] for member in members], until=until)


def at_home(member: Facts, day: int) -> Fit:
    """Whether a member lives in the household."""
    value, path, until = member.flag("lives_in_household", day)
    if value is MISSING:
        return Fit(None, path, None, until, "lives_in_household")
    return Fit(value, path, value, until)


def both(first: Fit, then: Callable[[], Fit]) -> Fit:
    """Both conditions on a member; the second is asked only if the first does not rule her out."""
    if first.met is False:
        return first
    second = then()
    until = min(first.until, second.until)
    if first.met is None and second.met is not False:
        return first._replace(until=until)
    return second._replace(until=until)


@condition("parent_or_spouse_entitled_under_asylblg", facts=(HOUSEHOLD, BIRTH))
def family_of_entitled(facts: Facts, day: int, while_24: bool) -> Finding:
    """Whether a spouse, or for a minor a parent, is entitled under § 1 Abs. 1 Nr. 1 to 5 AsylbLG.

    `while_24`: the law of the day still counts § 24 AufenthG among them (until 2022-05-31).
    """
    spouse = any_member(facts, ("spouse",), lambda member: _entitled(member, day, while_24))
    if spouse.met or HOUSEHOLD in spouse.missing:
        return spouse
    parent = any_member(facts, ("parent",), lambda member: _entitled(member, day, while_24))
    until = min(spouse.until, parent.until)
    if parent.met is False:
        (spouse if spouse.missing else parent).until = until
        return spouse if spouse.missing else parent
    born = born_day(facts)
    if born is None:
        return unknown(BIRTH, until=until)
    adult = years_completed_on(born, 18)
    if day >= adult:
        return Finding(False, BIRTH, facts.get(BIRTH), until=until)
    parent.until = min(until, adult)
    return parent


#: Statuses under § 1 Abs. 1 Nr. 1 to 5 and 7 AsylbLG whatever else is true.
ALWAYS_ENTITLED = frozenset(
    {"asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung", "folgeantrag", "zweitantrag"}
    | {"ausreisepflichtig_ohne_papier", "fiktion_81_3_s2", "ae_23_1_krieg", "ae_25_4_s1"}
    | statuses.DULDUNG
)


def _entitled(member: Facts, day: int, while_24: bool) -> Fit:
    standing = standing_on(member, day)
    if standing is None or not standing.holdings:
        return Fit(None, "residence", None, standing.end if standing else FAR, "residence")
    held = standing.holdings[0]
    fact = f"residence[{held.number}].status" if held.number >= 0 else "residence"
    if held.basis == "ae_25_5":
        young = suspension_is_young.check(member, day)
        until = min(standing.end, young.until)
        if young.met is None:
            return Fit(None, fact, held.status, until, "residence")
        return Fit(young.met, fact, held.status, until)
    under_24 = while_24 and held.basis in {"ae_24", "fiktion_24"}
    return Fit(held.basis in ALWAYS_ENTITLED or under_24, fact, held.status, standing.end)


@condition("parent_in_household_receives_section_2", facts=(HOUSEHOLD,))
def parent_receives_section_2(facts: Facts, day: int) -> Finding:
    """Whether a parent who lives in the household receives benefits of § 2 AsylbLG."""

    def fits(member: Facts) -> Fit:
        return both(at_home(member, day), lambda: _receives(member, day, "asylblg_2"))

    return any_member(facts, ("parent",), fits)


def _receives(member: Facts, day: int, kind: str) -> Fit:
    found = listed(member, "benefits_received", day, lambda paid: paid == kind)
    return Fit(found.met, found.fact, found.value, found.until, "benefits_received")


@condition("lives_with_parent", facts=(HOUSEHOLD,))
def lives_with_parent(facts: Facts, day: int) -> Finding:
    """Whether a parent belongs to the household."""
    return any_member(facts, ("parent",), lambda member: at_home(member, day))


@condition("in_needs_unit_of_sgb_ii", facts=(HOUSEHOLD, BIRTH))
def in_needs_unit(facts: Facts, day: int) -> Finding:
    """Whether the person lives in a Bedarfsgemeinschaft with somebody entitled to SGB II (§ 7 Abs. 3 SGB II).

    A member who is paid SGB II belongs to it; one who is paid something else for subsistence does not; otherwise a
    title or permitted stay and an age within the limits of SGB II are taken as entitlement.
    """
    born = born_day(facts)
    child_until = years_completed_on(born, 25) if born else FAR
    relations = ["spouse", "partner", "child"] + (["parent"] if day < child_until else [])

    def fits(member: Facts) -> Fit:
        return both(at_home(member, day), lambda: _entitled_to_sgb_ii(member, day))

    finding = any_member(facts, relations, fits)
    if day < child_until:
        finding.until = min(finding.until, child_until)
    return finding


SUBSISTENCE = frozenset(
    {"asylblg_3", "asylblg_2", "asylblg_1a", "asylblg_11_2a", "sgb_xii_ch3", "sgb_xii_ch4", "sgb_viii"}
)


def _entitled_to_sgb_ii(member: Facts, day: int) -> Fit:
    paid = _receives(member, day, "sgb_ii")
    if paid.met:
        return paid
    until = paid.until
    if paid.met is False:
        other = listed(member, "benefits_received", day, lambda kind: kind in SUBSISTENCE)
        until = min(until, other.until)
        if other.met:
            return Fit(False, other.fact, other.value, until)
    standing = standing_on(member, day)
    if standing is None or not standing.holdings:
        return Fit(None, "residence", None, min(until, standing.end) if standing else until, "residence")
    held = standing.holdings[0]
    until = min(until, standing.end)
    excluded = held.basis in ALWAYS_ENTITLED or held.basis == "ohne"
    if excluded:
        return Fit(False, f"residence[{held.number}].status", held.status, until)
    return _of_working_age(member, day, until)


def _of_working_age(member: Facts, day: int, until: int) -> Fit:
    born = member.get(BIRTH)
    if born is MISSING:
        return Fit(None, BIRTH, None, until, BIRTH)
    first, end = years_completed_on(day_of(born), 15), first_day_past_limit(day_of(born))
    changes = [change for change in (first, end) if change > day]
    return Fit(first <= day < end, BIRTH, born, min([until, *changes]))
