"""Deadlines on the way to a lasting right to stay, and of the assignment to a place under § 12a AufenthG."""

from collections.abc import Iterator

from nahtlos.law.conditions.asylum import DECISION, POSITIVE
from nahtlos.law.conditions.residence_rule import first_title
from nahtlos.law.conditions.settlement import counted_since
from nahtlos.law.conditions.status_time import LAWFUL_TOLERATED_OR_PERMITTED, WITH_60B, unbroken_since
from nahtlos.law.deadlines.deadline import Deadline, held_on
from nahtlos.law.deadlines.working_days import next_working_day
from nahtlos.law.engine.days import FAR, add_months, day_of, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.rule import Norm
from nahtlos.law.parameters import statuses

BEGUN_25B = day_of("2015-08-01")
CHANCE = day_of("2022-12-31")
FIRST_OF_12A = day_of("2016-01-01")


def title_25a_age_limit(facts: Facts, on: int) -> Iterator[Deadline]:
    """The last day before the 27th (until 2022-12-30 the 21st) birthday, for tolerated persons."""
    born = facts.day("date_of_birth")
    if born is MISSING or not _may_get_a_right_to_stay(facts, on):
        return
    years, norm = (27, Norm("§ 25a Abs. 1 S. 1 Nr. 3 AufenthG", "2022-12-31"))
    if on < CHANCE:
        years, norm = (21, Norm("§ 25a Abs. 1 S. 1 Nr. 3 AufenthG", None, "2022-12-30"))
    last = years_completed_on(born, years) - 1
    if _first_day(facts) <= last:
        yield Deadline("title_25a_age_limit", "last_day", last, "person", (norm,), (365,))


def title_25b_stay(facts: Facts, on: int) -> Iterator[Deadline]:
    """The day after six years of stay, four with a minor child in the household (until 2022-12-30: eight and six)."""
    if facts.members is None or not _may_get_a_right_to_stay(facts, on):
        return
    held = held_on(facts, on)
    probation = held is not None and held.holdings[0].basis == "ae_104c"
    begun = unbroken_since(facts, on, WITH_60B if probation else LAWFUL_TOLERATED_OR_PERMITTED)
    if begun is None:
        return
    children = [born for member in facts.members if (born := _child_at_home(member, on)) is not None]
    new = _after_years(begun, 6, 4, children)
    old = max(_after_years(begun, 8, 6, children), BEGUN_25B)
    first = old if old < CHANCE else max(new, CHANCE)
    norm = Norm("§ 25b Abs. 1 S. 2 Nr. 1 AufenthG", "2022-12-31")
    if first < CHANCE:
        norm = Norm("§ 25b Abs. 1 S. 2 Nr. 1 AufenthG", "2015-08-01", "2022-12-30")
    yield Deadline("title_25b_stay", "first_day", first, "person", (norm,), (90,))


def settlement_permit_26_3(facts: Facts, on: int) -> Iterator[Deadline]:
    """The day after five years, after three with C1; the asylum procedure counts."""
    counted = counted_since(facts, on)
    if counted is None:
        return
    first = add_months(counted.start, 60) + 1
    advanced = [day_of(row["on"]) for row in facts.raw.get("language_levels") or () if row["level"] in {"C1", "C2"}]
    if advanced:
        first = min(first, max(add_months(counted.start, 36) + 1, min(advanced)))
    note = (
        "Counted from the title; an asylum procedure before it, which is not on record, counts."
        if counted.missing
        else ""
    )
    norm = Norm("§ 26 Abs. 3 AufenthG")
    yield Deadline("settlement_permit_26_3", "first_day", first, "person", (norm,), (180,), note)


def assignment_12a(facts: Facts, on: int) -> Iterator[Deadline]:
    """A first assignment to a place: six months after recognition or first permit, to be extended once by six."""
    title = first_title(facts, FAR)
    recognised = facts.day(f"{DECISION}.final_on") if facts.get(f"{DECISION}.kind") in POSITIVE else None
    starts = [title.latest] if title else []
    starts += [recognised] if isinstance(recognised, int) else []
    if not starts or min(starts) < FIRST_OF_12A:
        return
    last = next_working_day(facts, add_months(min(starts), 6))
    note = "May be extended once by six months."
    norm = Norm("§ 12a Abs. 2 S. 1 AufenthG", "2016-08-06")
    yield Deadline("assignment_12a", "last_day", last, "auslaenderbehoerde", (norm,), (60, 30), note)


def _first_day(facts: Facts) -> int:
    periods = facts.periods("residence") or ()
    return periods[0].start if periods else FAR


def _may_get_a_right_to_stay(facts: Facts, on: int) -> bool:
    """Whether the person is tolerated on the day, or holds the title on probation."""
    held = held_on(facts, on)
    basis = held.holdings[0].basis if held else ""
    return basis == "ae_104c" or (basis in statuses.DULDUNG and basis != "duldung_60b")


def _child_at_home(member: Facts, on: int) -> int | None:
    """The birth of a child of the household."""
    born = member.day("date_of_birth")
    if member.raw["relation"] != "child" or born is MISSING or member.flag("lives_in_household", on)[0] is not True:
        return None
    return born if isinstance(born, int) else None


def _after_years(begun: int, alone: int, with_child: int, children: list[int]) -> int:
    """The day after the longer time, or after the shorter one from the day on which a child is a minor."""
    early, late = add_months(begun, with_child * 12) + 1, add_months(begun, alone * 12) + 1
    days = [max(early, born) for born in children if max(early, born) < years_completed_on(born, 18)]
    return min([late, *days])


FINDERS = (title_25a_age_limit, title_25b_stay, settlement_permit_26_3, assignment_12a)
