"""Why the law answers as it does, from the facts in the file: asked anew when somebody looks, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nahtlos import law
from nahtlos.cases.answers import QUESTIONS, deadline_of, lawfacts_of
from nahtlos.cases.heard import LawFacts
from nahtlos.cases.models import Case, Deadline, Fact
from nahtlos.cases.modules import rules_in_force
from nahtlos.cases.selectors import CaseFile
from nahtlos.cases.sources import spoken_by
from nahtlos.core.context import as_system
from nahtlos.law.engine.facts import Facts
from nahtlos.law.finder import Finding


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of the law, and the answer after its next change (None if none is foreseeable)."""

    answer: law.Answer
    then: law.Answer | None

    def words(self, language: str) -> law.Explanation:
        """The answer explained in `de`, `en` or `de-x-leicht`."""
        return law.explain(self.answer, language, then=self.then)


@dataclass(frozen=True, slots=True)
class Explanation:
    """All answers on one day. `known` says with which facts the law was asked, and which of them are assumptions.

    `person` are these facts, read under the rules in force.
    """

    on: date
    answers: list[Told]
    known: LawFacts
    person: Facts

    @property
    def assumed(self) -> dict[str, str]:
        """Facts nobody recorded: fact key → why, a catalogue key."""
        return self.known.assumed

    @property
    def rules(self) -> law.Rules:
        """The rules the law was asked under."""
        return self.person.rules


def explain(file: CaseFile, on: date) -> Explanation:
    """The answers to the questions a file keeps, with reasons, for any day since 2015."""
    with as_system("recompute"):
        known, rules = lawfacts_of([file.case])[file.person.id], rules_in_force()
    person = law.read(known.facts, check=False, rules=rules)
    answers = law.answer(person, on=on, questions=QUESTIONS)
    return Explanation(on, [Told(one, law.afterwards(person, one)) for one in answers], known, person)


def programmes_of(case: Case, on: date) -> Finding:
    """Which programmes are open to the person of a case on a day, soon, not, or unclear."""
    with as_system("recompute"):
        known, rules = lawfacts_of([case])[case.person_id], rules_in_force()
    return law.find_programmes(law.read(known.facts, check=False, rules=rules), on=on)


def source_of(file: CaseFile, explanation: Explanation, path: str) -> Fact | None:
    """The statement in the file on which a fact of the law rests; None where it was assumed or concluded."""
    return spoken_by(explanation.known, path, {fact.id: fact for fact in file.facts})


def deadlines_on(file: CaseFile, explanation: Explanation) -> list[Deadline]:
    """The deadlines as they stood on the day: what the law named then, and what had been ticked by then."""
    (found,) = law.answer(explanation.person, on=explanation.on, questions=["deadlines"])
    ticked = {(row.code, row.date): row for row in file.deadlines if row.done_at}
    rows = [deadline_of(file.person.id, item) for item in found["answer"] or ()]
    for row in rows:
        done = ticked.get((row.code, row.date))
        if done and done.done_at and done.done_at.date() <= explanation.on:
            row.done_at, row.done_by = done.done_at, done.done_by
    return rows
