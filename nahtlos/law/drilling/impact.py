"""What a change of the rules does to people: answers on one day before and after, counted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from nahtlos.law import api
from nahtlos.law.engine.tables import Rules

#: Whose answer names the authority a person belongs to.
AUTHORITY = "benefit_authority"

#: Answers that give nothing. From one of these to any other is a gain, the way back a loss.
NOTHING = frozenset({"prohibited", "no_access", "none", "false", "null", "not_applicable"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

OPEN = frozenset({"undetermined", "borderline", "manual_check"})

#: What can happen to an answer. Each person counts once per question.
KINDS = ("unchanged", "gained", "lost", "changed", "undetermined", "settled")


class Person(NamedTuple):
    """One life of the population, and the team that works with her where somebody knows it."""

    id: str
    facts: Mapping[str, Any]
    team: str = ""


class Said(NamedTuple):
    """An answer as far as a drill compares it."""

    status: str
    answer: Any
    discretion: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody can say it."""
        return self.status in OPEN

    @property
    def words(self) -> str:
        """The answer in one code: the value, or why there is none. One day is told like the other."""
        if self.status != "determined":
            return self.status
        if isinstance(self.answer, bool):
            return str(self.answer).lower()
        value = "a day" if _DAY.fullmatch(str(self.answer)) else str(self.answer or "null")
        return f"{value} ({self.discretion})" if self.discretion else value


class Move(NamedTuple):
    """From one answer to another."""

    question: str
    before: str
    after: str


@dataclass(slots=True)
class Touched:
    """A person for whom at least one answer differs."""

    id: str
    authority: str
    team: str
    moves: list[Move]


@dataclass(slots=True)
class Impact:
    """The count so far. `before` and `after` are the versions of the rules that were compared."""

    on: date
    before: str
    after: str
    people: int = 0
    questions: dict[str, Counter[str]] = field(default_factory=dict)
    moves: Counter[Move] = field(default_factory=Counter)
    #: Per authority and per team: people, and how many of them each kind of change reaches.
    authorities: dict[str, Counter[str]] = field(default_factory=dict)
    teams: dict[str, Counter[str]] = field(default_factory=dict)
    touched: list[Touched] = field(default_factory=list)


def drill(population: Iterable[Person], before: Rules, after: Rules, on: date, questions: Iterable[str]) -> Impact:
    """The answers of every person on a day under both rules, compared. The facts must follow the schema."""
    codes = list(questions)
    asked = list(dict.fromkeys([*codes, AUTHORITY]))
    impact = Impact(on, api.version_of(before), api.version_of(after), questions={code: Counter() for code in codes})
    for person in population:
        read = api.read(person.facts, check=False, rules=before)
        old, new = (_said(read, rules, on, asked) for rules in (before, after))
        _count(impact, person, old, new)
    return impact


def _said(person: Any, rules: Rules, on: date, questions: list[str]) -> dict[str, Said]:
    answers = api.verdicts(person, on=on, questions=questions, rules=rules)
    return {code: Said(verdict.status, verdict.answer, verdict.discretion) for code, verdict in answers.items()}


def _count(impact: Impact, person: Person, old: Mapping[str, Said], new: Mapping[str, Said]) -> None:
    kinds = {code: kind_of(old[code], new[code]) for code in impact.questions}
    moves = [Move(code, old[code].words, new[code].words) for code, kind in kinds.items() if kind != "unchanged"]
    authority, next_authority = old[AUTHORITY].words, new[AUTHORITY].words
    impact.people += 1
    for code, kind in kinds.items():
        impact.questions[code][kind] += 1
    impact.moves.update(moves)
    reached = {kind: 1 for kind in kinds.values() if kind != "unchanged"} or {"unchanged": 1}
    for groups, name in ((impact.authorities, authority), (impact.teams, person.team)):
        if name:
            groups.setdefault(name, Counter()).update({"people": 1, **reached})
    if old[AUTHORITY] != new[AUTHORITY]:
        impact.authorities[authority]["leave"] += 1
        impact.authorities.setdefault(next_authority, Counter())["arrive"] += 1
        if person.team:
            impact.teams[person.team]["leave"] += 1
    if moves:
        impact.touched.append(Touched(person.id, authority, person.team, moves))


def kind_of(old: Said, new: Said) -> str:
    """What happened to an answer, one of KINDS."""
    if old == new:
        return "unchanged"
    if old.is_open or new.is_open:
        return "changed" if old.is_open and new.is_open else "undetermined" if new.is_open else "settled"
    had, has = old.words not in NOTHING, new.words not in NOTHING
    return "changed" if had == has else "gained" if has else "lost"
