"""Deadlines of residence titles: renewal, lawful stay, children, right to stay, settlement, place of residence."""

from collections.abc import Iterator

from nahtlos.law.conditions.asylum import DECISION, POSITIVE
from nahtlos.law.conditions.protection import issued
from nahtlos.law.conditions.standing import Holding, chain_start, standings
from nahtlos.law.deadlines.deadline import Deadline, held_on, rows
from nahtlos.law.deadlines.working_days import next_working_day
from nahtlos.law.engine.days import FAR, add_months, day_of, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.rule import Norm
from nahtlos.law.parameters import statuses

CHANR = day_of("2022-12-31")
#: Time that counts as erlaubt, geduldet or gestattet.
PERMITTED = frozenset(statuses.TITLES | statuses.DULDUNG) - {"duldung_60b"} | {
    "ankunftsnachweis",
    "aufenthaltsgestattung",
    "erlaubt_nach_anerkennung",
    "rechtmaessig_ohne_titel",
    "fiktion_24",
    "fiktion_81_3_s1",
    "fiktion_81_3_s2",
    "fiktion_81_4",
}
BOUND_BY_12A = frozenset(
    {"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_3", "ae_22", "ae_23_1", "ae_23_2", "ae_23_4", "ae_23a"}
)


def title_renewal(facts: Facts, on: int) -> Iterator[Deadline]:
    """Apply before expiry: the last day is the last day of validity."""
    norm = Norm("§ 81 Abs. 4 AufenthG")
    for period in facts.periods("residence") or ():
        row = period.row
        if statuses.is_title(row["status"]) and row["status"] != "ae_104c" and row.get("valid_until"):
            note = "An application in time lets the title continue; a late one only in cases of hardship."
            yield Deadline(
                "title_renewal", "last_day", day_of(row["valid_until"]), "person", (norm,), (90, 60, 30), note
            )


def lawful_stay_application(facts: Facts, on: int) -> Iterator[Deadline]:
    """Whoever is lawfully here without a title applies while the stay is lawful."""
    for period in facts.periods("residence") or ():
        if period.row["status"] != "rechtmaessig_ohne_titel":
            continue
        printed = period.row.get("valid_until")
        last = day_of(printed) if printed else period.end - 1
        if last < FAR - 1:
            norm = Norm("§ 81 Abs. 3 S. 1 AufenthG")
            yield Deadline("lawful_stay_application", "last_day", last, "person", (norm,), (30,))


def child_title_application(facts: Facts, on: int) -> Iterator[Deadline]:
    """A child born in Germany without a title ex officio: within six months after birth."""
    births = [
        day_of(row["on"])
        for row in rows(facts, "events", "child_born")
        if row.get("in_germany") is True and row.get("title_ex_officio") is False
    ]
    own = facts.day("date_of_birth")
    first = next((period.row["status"] for period in facts.periods("residence") or ()), "")
    if facts.get("born_in_germany") is True and own is not MISSING and first == "ohne":
        births.append(own)
    for born in dict.fromkeys(births):
        last = next_working_day(facts, add_months(born, 6))
        norm = Norm("§ 81 Abs. 2 S. 2 AufenthG")
        yield Deadline("child_title_application", "last_day", last, "parents", (norm,), (60,))


def title_104c_expiry(facts: Facts, on: int) -> Iterator[Deadline]:
    """Eighteen months, not renewable: change to § 25a or § 25b before."""
    for period in facts.periods("residence") or ():
        if period.row["status"] == "ae_104c":
            printed = period.row.get("valid_until")
            begun = day_of(period.row["issued_on"]) if period.row.get("issued_on") else period.start
            last = day_of(printed) if printed else add_months(begun, 18)
            norm = Norm("§ 104c Abs. 3 AufenthG", "2022-12-31")
            yield Deadline("title_104c_expiry", "last_day", last, "person", (norm,), (180,), "Not renewable.")


def title_25a_age_limit(facts: Facts, on: int) -> Iterator[Deadline]:
    """The last day before the 27th (until 2022-12-30 the 21st) birthday, for tolerated persons."""
    born = facts.day("date_of_birth")
    if born is MISSING or not _may_get_a_right_to_stay(facts, on):
        return
    years, norm = (27, Norm("§ 25a Abs. 1 AufenthG", "2022-12-31"))
    if on < CHANR:
        years, norm = (21, Norm("§ 25a Abs. 1 AufenthG", None, "2022-12-30"))
    last = years_completed_on(born, years) - 1
    if _first_day(facts) <= last:
        yield Deadline("title_25a_age_limit", "last_day", last, "person", (norm,), (365,))


def title_25b_stay(facts: Facts, on: int) -> Iterator[Deadline]:
    """The day after six years of stay, four with a minor child in the household (until 2022-12-30: eight and six)."""
    if facts.members is None or not _may_get_a_right_to_stay(facts, on):
        return
    held = held_on(facts, on)
    counted = PERMITTED | {"duldung_60b"} if held and held.holdings[0].basis == "ae_104c" else PERMITTED
    begun = chain_start(facts, on, counted)
    if begun is None:
        return
    children = [born for member in facts.members if (born := _child_at_home(member, on)) is not None]
    new = _after_years(begun, 6, 4, children)
    old = _after_years(begun, 8, 6, children)
    first = old if old < CHANR else max(new, CHANR)
    norm = (
        Norm("§ 25b Abs. 1 AufenthG", "2022-12-31")
        if first >= CHANR
        else Norm("§ 25b Abs. 1 AufenthG", None, "2022-12-30")
    )
    yield Deadline("title_25b_stay", "first_day", first, "person", (norm,), (90,))


def settlement_permit_26_3(facts: Facts, on: int) -> Iterator[Deadline]:
    """After five years, three with C1; the asylum procedure counts."""
    held = held_on(facts, on)
    if held is None or held.holdings[0].basis not in {"ae_25_1", "ae_25_2_alt1", "ae_23_4"}:
        return
    applied = facts.day("asylum.application_on")
    begun = applied if isinstance(applied, int) else _first_title_start(facts)
    if begun is None:
        return
    first = add_months(begun, 60) + 1
    advanced = [day_of(row["on"]) for row in facts.raw.get("language_levels") or () if row["level"] in {"C1", "C2"}]
    if advanced:
        first = min(first, max(add_months(begun, 36) + 1, min(advanced)))
    norm = Norm("§ 26 Abs. 3 AufenthG")
    yield Deadline("settlement_permit_26_3", "first_day", first, "person", (norm,), (180,))


def assignment_12a(facts: Facts, on: int) -> Iterator[Deadline]:
    """A first assignment to a place: six months after recognition or first title, to be extended once by six."""
    title = next((held for held in _titles(facts) if held.basis in BOUND_BY_12A or held.basis == "ae_24"), None)
    recognised = facts.day(f"{DECISION}.final_on") if facts.get(f"{DECISION}.kind") in POSITIVE else None
    starts = [issued(title)] if title else []
    starts += [recognised] if isinstance(recognised, int) else []
    if not starts or min(starts) < day_of("2016-01-01"):
        return
    if title and title.basis == "ae_24" and min(starts) < day_of("2022-06-01"):
        return
    last = next_working_day(facts, add_months(min(starts), 6))
    norm = Norm("§ 12a Abs. 2 S. 1 AufenthG", "2016-08-06")
    yield Deadline(
        "assignment_12a",
        "last_day",
        last,
        "auslaenderbehoerde",
        (norm,),
        (60, 30),
        "May be extended once by six months.",
    )


def _titles(facts: Facts) -> Iterator[Holding]:
    for standing in standings(facts) or ():
        for held in standing.holdings:
            if statuses.is_title(held.status):
                yield held


def _first_title_start(facts: Facts) -> int | None:
    first = next(_titles(facts), None)
    return issued(first) if first else None


def _first_day(facts: Facts) -> int:
    periods = facts.periods("residence") or ()
    return periods[0].start if periods else FAR


def _may_get_a_right_to_stay(facts: Facts, on: int) -> bool:
    """Whether the person is tolerated on the day, or holds the title on probation."""
    held = held_on(facts, on)
    basis = held.holdings[0].basis if held else ""
    return basis == "ae_104c" or (basis in statuses.DULDUNG and basis != "duldung_60b")


def _child_at_home(member: Facts, on: int) -> int | None:
    """The birth of a minor child of the household."""
    born = member.day("date_of_birth")
    if member.raw["relation"] != "child" or born is MISSING or member.flag("lives_in_household", on)[0] is not True:
        return None
    return born if isinstance(born, int) else None


def _after_years(begun: int, alone: int, with_child: int, children: list[int]) -> int:
    """The day after the longer time, or after the shorter one if a child is still a minor on it."""
    early = add_months(begun, with_child * 12) + 1
    if any(born <= early < years_completed_on(born, 18) for born in children):
        return early
    return add_months(begun, alone * 12) + 1


FINDERS = (
    title_renewal,
    lawful_stay_application,
    child_title_application,
    title_104c_expiry,
    title_25a_age_limit,
    title_25b_stay,
    settlement_permit_26_3,
    assignment_12a,
)
