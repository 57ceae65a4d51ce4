"""Whom § 12a AufenthG binds and how long: three years from recognition or the first title, whichever came earlier."""

from collections.abc import Hashable
from typing import Any, NamedTuple, cast

from nahtlos.law.conditions.asylum import DECISION, POSITIVE
from nahtlos.law.conditions.household import HOUSEHOLD, Fit, any_member
from nahtlos.law.conditions.standing import HISTORY, standing_on
from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.engine.view import Opened, View, a_day, view
from nahtlos.law.parameters import statuses

MONTHS = 36

#: Entitled to asylum, refugees and persons with subsidiary protection, with or without the card.
RECOGNISED = frozenset({"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "erlaubt_nach_anerkennung", "ne_26_3"})
#: A first permit under §§ 22, 23 or 25 Abs. 3 AufenthG.
ADMITTED = frozenset({"ae_25_3", "ae_22", "ae_23_1", "ae_23_1_krieg", "ae_23_2", "ae_23_4"})
#: Since 2022-06-01 also one under § 24.
PROTECTED = "ae_24"
BOUND = RECOGNISED | ADMITTED | {PROTECTED}

#: Titles of family members who have joined somebody.
FAMILY = frozenset({"ae_30", "ae_32", "ae_34", "ae_36", "ae_36a"})
SPONSORS = ("spouse", "partner", "parent", "child")

_FIRST_DAY = day_of("2016-01-01")


class Begun(NamedTuple):
    """When the three years began: on a day from `earliest` to `latest`; they differ while something is missing."""

    earliest: int
    latest: int
    fact: str
    missing: str = ""


def first_title(facts: Facts, day: int) -> Begun | None:
    """The first permit of § 12a, or the recognition it is the card for, as recorded up to the day.

    A permit that says it was not the person's first one, without an older one on record, began earlier, nobody knows when.
    """
    return facts.show(_first_title, day, ())


def _note_the_rest(title: Begun | None, facts: Facts, day: int, args: tuple[Any, ...]) -> Begun | None:
    """Where it stands and what is missing are known; the days are noted when used."""
    views: dict[str, View[Any]] = {"earliest": _earliest, "latest": _latest}
    known = {"fact": title.fact, "missing": title.missing} if title else {}
    return cast(Begun, Opened(facts, day, args, views, **known)) if title else None


def _where(title: Begun | None) -> Hashable:
    return title and (title.fact, title.missing)


@view(_where, opened=_note_the_rest, order=("residence",))
def _first_title(facts: Facts, day: int) -> Begun | None:
    rows = [row for row in facts.periods("residence") or () if row.start <= day]
    found = [(_issued(row), row) for row in rows if row.row["status"] in BOUND]
    if not found:
        return None
    issued, first = min(found, key=lambda entry: (entry[0], entry[1].number))
    path = f"residence[{first.number}].{'issued_on' if first.row.get('issued_on') else 'from'}"
    older = any(statuses.is_title(row.row["status"]) and row.start < first.start for row in rows)
    if first.row.get("first_title") is False and not older:
        return Begun(0, issued, path, "residence")
    return Begun(issued, issued, path)


@view(a_day, order=("residence",))
def _earliest(facts: Facts, day: int) -> int | None:
    title = _first_title.look(facts, day)
    return title and title.earliest


@view(a_day, order=("residence",))
def _latest(facts: Facts, day: int) -> int | None:
    title = _first_title.look(facts, day)
    return title and title.latest


def _issued(row: Period) -> int:
    return day_of(row.row["issued_on"]) if row.row.get("issued_on") else row.start


def begun(facts: Facts, day: int) -> Begun | None:
    """When the three years of the person herself began; None if no such title is recorded."""
    title = first_title(facts, day)
    standing = standing_on(facts, day)
    if title is None or standing is None or not standing.holdings:
        return title
    if standing.holdings[0].basis not in RECOGNISED:
        return title
    kind, final = facts.get(f"{DECISION}.kind"), facts.day(f"{DECISION}.final_on")
    if kind is MISSING:
        return Begun(0, title.latest, title.fact, DECISION)
    if kind not in POSITIVE or final is None:
        return title
    if final is MISSING:
        served = facts.day(f"{DECISION}.served_on")
        return Begun(min(served, title.latest), title.latest, title.fact, f"{DECISION}.final_on")
    if final <= title.latest:  # the recognition is known, so an older title need not be
        return Begun(final, final, f"{DECISION}.final_on")
    return title


def _binding(begun: int, day: int) -> bool:
    return begun >= _FIRST_DAY and day <= add_months(begun, MONTHS)


@condition("within_three_years_of_recognition_or_first_title", facts=("residence", "asylum"))
def within_three_years(facts: Facts, day: int) -> Finding:
    """Whether the three years run on the day; those that began before 2016 never bind (§ 12a Abs. 7 AufenthG)."""
    since = begun(facts, day)
    if since is None:
        return Finding(False, "residence", None, until=next_change(facts, day))
    until = min(next_change(facts, day), add_months(since.latest, MONTHS) + 1)
    if not _binding(since.latest, day):
        return Finding(False, since.fact, iso(since.latest), until=next_change(facts, day))
    if _binding(since.earliest, day):
        return Finding(True, since.fact, iso(since.latest), until=min(until, add_months(since.earliest, MONTHS) + 1))
    return unknown(since.missing, until=until)


@condition("recognised_or_first_title_before_2016", facts=("residence", "asylum"))
def begun_before_2016(facts: Facts, day: int) -> Finding:
    """Whether the recognition, or else the first title, is surely older than 2016."""
    since = begun(facts, day)
    if since is None:
        return Finding(False, "residence", None, until=next_change(facts, day))
    old = since.latest < _FIRST_DAY
    return Finding(old, since.fact, iso(since.latest), until=next_change(facts, day))


@condition("family_member_bound_by_12a", facts=(HOUSEHOLD,))
def joined_somebody_bound(facts: Facts, day: int, with_24: bool) -> Finding:
    """Whether somebody in the household whom the person may have joined is bound herself (§ 12a Abs. 6 AufenthG)."""
    return any_member(facts, SPONSORS, lambda member: _bound(member, day, with_24))


def _bound(member: Facts, day: int, with_24: bool) -> Fit:
    standing = standing_on(member, day)
    if standing is None or not standing.holdings:
        return Fit(None, "residence", None, standing.end if standing else FAR, "residence")
    held = standing.holdings[0]
    fact = f"residence[{held.number}].status" if held.number >= 0 else "residence"
    since = first_title(member, day)
    if held.basis not in BOUND or since is None or (held.basis == PROTECTED and not with_24):
        return Fit(False, fact, held.status, standing.end)
    until = next_change(member, day)
    if not _binding(since.latest, day):
        return Fit(False, fact, held.status, until)
    return Fit(True, fact, held.status, min(until, add_months(since.latest, MONTHS) + 1))


def next_change(facts: Facts, day: int) -> int:
    """The next day on which another status may be held, or another row of the list begin."""
    return facts.show(_next_change, day, ())


def _if_of_interest(change: int, facts: Facts, day: int, args: tuple[Any, ...]) -> int:
    return facts.noted_until(change)


@view(lambda change: None, opened=_if_of_interest, until=lambda change: change, order=HISTORY)
def _next_change(facts: Facts, day: int) -> int:
    standing = standing_on(facts, day)
    starts = (row.start for row in facts.periods("residence") or () if row.start > day)
    return min((*starts, standing.end if standing else FAR))
