"""Deadlines of residence titles and lawful stay: renewal, application, children, the right to stay on probation."""

from collections.abc import Iterator

from nahtlos.law.deadlines.deadline import Deadline, rows
from nahtlos.law.deadlines.working_days import next_working_day
from nahtlos.law.engine.days import FAR, add_months, day_of
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.rule import Norm
from nahtlos.law.parameters import statuses


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


FINDERS = (title_renewal, lawful_stay_application, child_title_application, title_104c_expiry)
