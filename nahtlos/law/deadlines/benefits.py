"""Deadlines between benefit laws, and of the asylum procedure."""

from collections.abc import Iterator

from nahtlos.law.conditions.protection import first_duldung
from nahtlos.law.conditions.stay import ENTRY, stay_on
from nahtlos.law.deadlines.deadline import Deadline, rows, settled
from nahtlos.law.deadlines.working_days import next_working_day
from nahtlos.law.engine.days import add_months, day_of, month_end
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.rule import FIRST_DAY, Norm


def sgb_ii_application(facts: Facts, on: int) -> Iterator[Deadline]:
    """Apply in the first month without AsylbLG; the application may be filed earlier."""
    end = settled(facts, "benefit.asylblg_ends_on", max(on, FIRST_DAY))
    if end is None or settled(facts, "benefit_law", day_of(end) + 1) != "sgb_ii":
        return
    norms = (Norm("§ 37 Abs. 2 SGB II"), Norm("§ 1 Abs. 3 AsylbLG"))
    note = "The application works back to the first of its month, never earlier; remind at the BAMF decision."
    yield Deadline("sgb_ii_application", "last_day", month_end(day_of(end) + 1), "person", norms, (), note)


def sgb_ii_renewal(facts: Facts, on: int) -> Iterator[Deadline]:
    """The end of an approval."""
    for row in rows(facts, "benefits_received", "sgb_ii"):
        if row.get("approved_until"):
            norm = Norm("§ 41 Abs. 3 SGB II")
            yield Deadline("sgb_ii_renewal", "last_day", day_of(row["approved_until"]), "person", (norm,), (60,))


VERSIONS = (
    (15, day_of("2015-03-01"), day_of("2019-08-21"), Norm("§ 2 Abs. 1 AsylbLG", "2015-03-01", "2019-08-20")),
    (18, day_of("2019-08-21"), day_of("2024-02-26"), Norm("§ 2 Abs. 1 AsylbLG", "2019-08-21", "2024-02-26")),
    (36, day_of("2024-02-27"), add_months(day_of("2024-02-27"), 1200), Norm("§ 2 Abs. 1 AsylbLG", "2024-02-27")),
)


def asylblg_2_anniversary(facts: Facts, on: int) -> Iterator[Deadline]:
    """The day on which the waiting period of § 2 AsylbLG ends, by the version in force on it."""
    entered = facts.day(ENTRY)
    if not isinstance(entered, int) or facts.periods("stay_interruptions") is None:
        return
    stay = stay_on(facts, on)
    if stay.doubtful or stay.away_until > on or facts.get("stay_duration_abused") is True:
        return
    for months, first, last, norm in VERSIONS:
        day = max(add_months(stay.start, months), first)
        if day <= last:
            if settled(facts, "asylblg.entitled", day) == "ground":
                yield Deadline("asylblg_2_anniversary", "falls_on", day, "asylblg_authority", (norm,), (30,))
            return


def ae_25_5_18_months(facts: Facts, on: int) -> Iterator[Deadline]:
    """The month end with which § 25 Abs. 5 AufenthG leaves the AsylbLG."""
    decided = facts.day("first_suspension_of_deportation_on")
    if decided is MISSING:
        first = first_duldung(facts)
        decided = first.start if first else None
    if not isinstance(decided, int):
        return
    anniversary = add_months(decided, 18)
    titles = [period for period in facts.periods("residence") or () if period.row["status"] == "ae_25_5"]
    if any(title.start <= anniversary < title.end for title in titles):
        norm = Norm("§ 1 Abs. 1 Nr. 3 lit. c AsylbLG", "2015-03-01")
        yield Deadline("ae_25_5_18_months", "falls_on", month_end(anniversary), "asylblg_authority", (norm,), (60,))


def _certificates(facts: Facts) -> dict[int, str | None]:
    """Days on which an Ankunftsnachweis was issued, with the last day of validity where it is recorded."""
    found: dict[int, str | None] = {}
    for period in facts.periods("residence") or ():
        if period.row["status"] == "ankunftsnachweis":
            begun = day_of(period.row["issued_on"]) if period.row.get("issued_on") else period.start
            found[begun] = period.row.get("valid_until")
    issued_on = facts.day("asylum.arrival_certificate_on")
    if not found and isinstance(issued_on, int):
        found[issued_on] = None
    return found


def arrival_certificate_expiry(facts: Facts, on: int) -> Iterator[Deadline]:
    """At most six months, to be extended by three."""
    for begun, printed in _certificates(facts).items():
        last = day_of(printed) if printed else add_months(begun, 6)
        norm = Norm("§ 63a Abs. 2 AsylG")
        yield Deadline(
            "arrival_certificate_expiry", "last_day", last, "person", (norm,), (30,), "May be extended by three months."
        )


def asylum_application(facts: Facts, on: int) -> Iterator[Deadline]:
    """Within two weeks after the Ankunftsnachweis; otherwise the Gestattung ends."""
    issued_on = facts.day("asylum.arrival_certificate_on")
    begun = issued_on if isinstance(issued_on, int) else min(_certificates(facts), default=None)
    if begun is not None:
        norm = Norm("§ 67 Abs. 1 Nr. 2 AsylG")
        yield Deadline("asylum_application", "last_day", next_working_day(facts, begun + 14), "person", (norm,), (7,))


FINDERS = (
    sgb_ii_application,
    sgb_ii_renewal,
    asylblg_2_anniversary,
    ae_25_5_18_months,
    arrival_certificate_expiry,
    asylum_application,
)
