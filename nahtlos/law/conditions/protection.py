"""Humanitarian titles inside and outside the AsylbLG: § 25 Abs. 5 and § 24 AufenthG."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from nahtlos.law.conditions.standing import HISTORY, Holding, standings
from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.engine.view import Opened, View, a_day, all_of_it, counted_row, view
from nahtlos.law.parameters import statuses

SUSPENDED = "first_suspension_of_deportation_on"
TEMPORARY_PROTECTION = frozenset({"ae_24", "fiktion_24"})


@condition("suspension_decided_less_than_18_months_ago", facts=(SUSPENDED, "residence"))
def suspension_is_young(facts: Facts, day: int) -> Finding:
    """Whether the decision to suspend deportation is less than 18 months old (§ 1 Abs. 1 Nr. 3 lit. c AsylbLG).

    If its day is not recorded, a recorded Duldung that is older than 18 months settles the matter.
    """
    decided = facts.day(SUSPENDED)
    if decided is MISSING:
        first = first_duldung(facts)
        if first is not None and day > add_months(first.start, 18):
            return Finding(False, f"residence[{first.number}].from", iso(first.start))
        return unknown(SUSPENDED, until=add_months(first.start, 18) + 1 if first else FAR)
    return _younger_than_18_months(SUSPENDED, decided, day)


@condition("suspension_never_decided", facts=(SUSPENDED,))
def suspension_never_decided(facts: Facts, day: int) -> Finding:
    """Whether it is known that deportation was never suspended, so that 18 months have no beginning."""
    decided = facts.day(SUSPENDED)
    return Finding(decided is None, SUSPENDED, iso(decided) if decided else None)


@condition("parent_left_asylblg_after_18_months", facts=("household",))
def parent_left_after_18_months(facts: Facts, day: int) -> Finding:
    """Whether a parent in the household with § 25 Abs. 5 AufenthG has left the AsylbLG (§ 1 Abs. 3 S. 2 AsylbLG)."""
    until = FAR
    for member in facts.members or ():
        first = first_duldung(member)
        if member.raw["relation"] != "parent" or first is None or not _holds(member, day, "ae_25_5"):
            continue
        finding = _younger_than_18_months(f"{member.prefix}residence[{first.number}].from", first.start, day)
        if finding.met is None:
            return Finding(None, finding.fact, finding.value, until=finding.until, borderline=(False, True))
        until = min(until, finding.until)
        if not finding.met:
            return Finding(True, finding.fact, finding.value)
    return Finding(False, "household", None, until=min(until, _next_change_of_members(facts, day)))


@condition("biometrics_taken", facts=("biometrics_taken_on",))
def biometrics_taken(facts: Facts, day: int) -> Finding:
    """Whether photograph and fingerprints have been taken (§ 49 AufenthG)."""
    taken = facts.day("biometrics_taken_on")
    if taken is MISSING:
        return unknown("biometrics_taken_on")
    if taken is None:
        return Finding(False, "biometrics_taken_on", None)
    return Finding(day >= taken, "biometrics_taken_on", iso(taken), until=taken if day < taken else FAR)


class First(NamedTuple):
    """Since when a status has been held for the first time, and where that stands."""

    start: int
    number: int
    row: Mapping[str, Any]


def _note_the_rest(first: First | None, facts: Facts, day: int, args: tuple[Any, ...]) -> First | None:
    views: dict[str, View[Any]] = {"start": _first_start, "number": _first_number, "row": _first_row}
    return None if first is None else cast(First, Opened(facts, day, args, views))


@view(lambda first: first is not None, opened=_note_the_rest, order=HISTORY)
def _first(facts: Facts, day: int, kinds: frozenset[str]) -> First | None:
    for standing in standings(facts) or ():
        for held in standing.holdings:
            if held.status in kinds:
                return First(held.start, held.number, held.row)
    return None


@view(a_day, order=HISTORY)
def _first_start(facts: Facts, day: int, kinds: frozenset[str]) -> int | None:
    first = _first.look(facts, day, kinds)
    return first and first.start


@view(all_of_it, order=HISTORY)
def _first_number(facts: Facts, day: int, kinds: frozenset[str]) -> int | None:
    first = _first.look(facts, day, kinds)
    return first and first.number


@view(counted_row, order=HISTORY)
def _first_row(facts: Facts, day: int, kinds: frozenset[str]) -> Mapping[str, Any]:
    first = _first.look(facts, day, kinds)
    return first.row if first else {}


def first_duldung(facts: Facts) -> First | None:
    """The earliest recorded Duldung."""
    return facts.show(_first, 0, (statuses.DULDUNG,))


def first_protection(facts: Facts) -> First | None:
    """The earliest recorded title or Fiktion for temporary protection."""
    return facts.show(_first, 0, (TEMPORARY_PROTECTION,))


@view(all_of_it, order=HISTORY)
def protected_before(facts: Facts, day: int, first_day: int) -> bool | None:
    """Whether temporary protection began before a day; None if there is none on record."""
    first = first_protection(facts)
    return None if first is None else first.start < first_day


def issued(held: Holding | First) -> int:
    """The day a document was issued."""
    return day_of(held.row["issued_on"]) if held.row.get("issued_on") else held.start


def _younger_than_18_months(fact: str, decided: int | None, day: int) -> Finding:
    if decided is None:
        return Finding(False, fact, None)
    anniversary = add_months(decided, 18)
    if day == anniversary:
        return Finding(None, fact, iso(decided), until=day + 1, borderline=(True, False))
    return Finding(day < anniversary, fact, iso(decided), until=anniversary if day < anniversary else FAR)


def _holds(member: Facts, day: int, status: str) -> bool:
    return any(
        held.status == status
        for standing in standings(member) or ()
        if standing.start <= day < standing.end
        for held in standing.holdings
    )


def _next_change_of_members(facts: Facts, day: int) -> int:
    starts = (standing.start for member in facts.members or () for standing in standings(member) or ())
    return min((start for start in starts if start > day), default=FAR)
