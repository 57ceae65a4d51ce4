"""Why the law answers as it does, from the facts in the file: asked anew when somebody looks, never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nahtlos import law
from nahtlos.access.pieces import PROGRAMMES
from nahtlos.cases.answers import QUESTIONS, deadline_of, lawfacts_of
from nahtlos.cases.heard import LawFacts
from nahtlos.cases.models import Case, Deadline, Fact
from nahtlos.cases.modules import rules_in_force
from nahtlos.cases.selectors import CaseFile
from nahtlos.cases.sight import Sight, sight_of
from nahtlos.cases.sources import heard_by, spoken_by
from nahtlos.core.context import as_system
from nahtlos.law.engine.facts import Facts
from nahtlos.law.finder import Finding
from nahtlos.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of the law, and the answer after its next change (None if none is foreseeable)."""

    answer: law.Answer
    then: law.Answer | None
    is_veiled: bool = False  #: it rests on facts the reader may not see, which are not told

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
        known, rules = lawfacts_of([file.case])[file.person.id], rules_in_force(file.switches)
    person = law.read(known.facts, check=False, rules=rules)
    answers = law.answer(person, on=on, questions=QUESTIONS)
    shown = [one for one in answers if file.sight.answers(one["question"])]
    return Explanation(on, [_told(file, known, person, one) for one in shown], known, person)


def _told(file: CaseFile, known: LawFacts, person: Facts, answer: law.Answer) -> Told:
    """The answer without the conditions, gaps and rule that would tell a fact the reader may not see.

    That nobody has said anything of a closed class is no such fact: its condition is left out, and the rest is told.
    """
    may_tell = may_tell_of(file, known)
    because = [one for one in answer["because"] if may_tell(one["fact"])]
    missing = [path for path in answer["missing"] if may_tell(path)]
    if len(missing) == len(answer["missing"]) and not _rests_on_hidden(answer, may_tell, known):
        then = law.afterwards(person, answer)
        if then and _rests_on_hidden(then, may_tell, known):
            then = None
        if then:
            then = {**then, "because": [one for one in then["because"] if may_tell(one["fact"])]}
        return Told({**answer, "because": because}, then)
    veiled = {**answer, "because": because, "missing": missing, "acts_needed": [], "rule": "", "reason": ""}
    return Told(veiled, None, is_veiled=True)


def _rests_on_hidden(answer: law.Answer, may_tell: Callable[[str], bool], known: LawFacts) -> bool:
    """Whether somebody has stated something that the answer rests on and the reader may not see."""
    return any(heard_by(known, one["fact"]) for one in answer["because"] if not may_tell(one["fact"]))


def may_tell_of(file: CaseFile, known: LawFacts) -> Callable[[str], bool]:
    """Whether a path of the law may be told: its class is open, or all who spoke of it are shown anyway."""
    seen = {fact.id for fact in file.facts}

    def may_tell(path: str) -> bool:
        said = heard_by(known, path)
        return file.sight.tells(path) or (bool(said) and seen.issuperset(said))

    return may_tell


def programmes_in(file: CaseFile, explanation: Explanation) -> Finding:
    """Which programmes are open on the day of the explanation; none where the reader may not know of them."""
    if not file.sight.shows(PROGRAMMES):
        return Finding(explanation.on, (), (), (), ())
    return law.find_programmes(explanation.person, on=explanation.on)


def programmes_of(actor: Actor, case: Case, on: date) -> tuple[Finding, Sight]:
    """Which programmes are open to the person of a case on a day, soon, not, or unclear, and what may be said of it."""
    sight = sight_of(actor)
    if not sight.shows(PROGRAMMES):
        return Finding(on, (), (), (), ()), sight
    with as_system("recompute"):
        known, rules = lawfacts_of([case])[case.person_id], rules_in_force()
    return law.find_programmes(law.read(known.facts, check=False, rules=rules), on=on), sight


def source_of(file: CaseFile, explanation: Explanation, path: str) -> Fact | None:
    """The statement in the file on which a fact of the law rests; None where it was assumed or concluded."""
    return spoken_by(explanation.known, path, {fact.id: fact for fact in file.facts})


def deadlines_on(file: CaseFile, explanation: Explanation) -> list[Deadline]:
    """The deadlines as they stood on the day: what the law named then, and what had been ticked by then."""
    (found,) = law.answer(explanation.person, on=explanation.on, questions=["deadlines"])
    ticked = {(row.code, row.date): row for row in file.deadlines if row.done_at}
    rows = [deadline_of(file.person.id, item) for item in found["answer"] or () if file.sight.reminds_of(item["code"])]
    for row in rows:
        done = ticked.get((row.code, row.date))
        if done and done.done_at and done.done_at.date() <= explanation.on:
            row.done_at, row.done_by = done.done_at, done.done_by
    return rows
