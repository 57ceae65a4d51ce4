"""Deadlines after which data must be deleted or reviewed. Storage periods are not moved to a working day."""

from collections.abc import Iterator

from nahtlos.law.deadlines.deadline import Deadline, rows
from nahtlos.law.engine.days import add_months, day_of
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.rule import Norm


def youth_data_deletion(facts: Facts, on: int) -> Iterator[Deadline]:
    """Data about young people without a follow-up: at most six months after collection."""
    for row in rows(facts, "events", "youth_data_collected"):
        last = add_months(day_of(row["on"]), 6)
        norm = Norm("§ 31a Abs. 3 SGB III")
        yield Deadline("youth_data_deletion", "last_day", last, "arbeitsagentur", (norm,), (30,))


def bamf_file_deletion(facts: Facts, on: int) -> Iterator[Deadline]:
    """Ten years after the asylum decision became final."""
    final = facts.day("asylum.decision.final_on")
    if isinstance(final, int):
        yield Deadline("bamf_file_deletion", "last_day", add_months(final, 120), "bamf", (Norm("§ 7 Abs. 3 AsylG"),))


def removal_file_deletion(facts: Facts, on: int) -> Iterator[Deadline]:
    """Ten years after the end of the bar on entry; its length is not on record, so they are counted from the removal."""
    for row in rows(facts, "events", "removal_carried_out"):
        last = add_months(day_of(row["on"]), 120)
        norm = Norm("§ 91 Abs. 1 AufenthG")
        note = "Counted from the removal; a bar under § 11 AufenthG moves the day by its length."
        yield Deadline("removal_file_deletion", "last_day", last, "auslaenderbehoerde", (norm,), (), note)


def case_review(facts: Facts, on: int) -> Iterator[Deadline]:
    """One year after a case was closed somebody looks whether it is still needed."""
    for row in rows(facts, "events", "case_closed"):
        day = add_months(day_of(row["on"]), 12)
        norms = (Norm("Art. 17 Abs. 1 DSGVO"), Norm("§ 84 SGB X"))
        yield Deadline("case_review", "falls_on", day, "responsible_agency", norms, (30,))


FINDERS = (youth_data_deletion, bamf_file_deletion, removal_file_deletion, case_review)
