"""How a rule of law is declared, what it may conclude, and how rules form the answer to a question."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from nahtlos.law.engine.days import FAR, day_of

if TYPE_CHECKING:
    from nahtlos.law.engine.case import Case

#: Marks of the rule book, strongest first: wording read, date from memory, secondary source, memory, unsure.
CONFIDENCE = "VDPM?"


class Norm(NamedTuple):
    """A provision in one wording. The days are the first and the last of that wording; None where not asserted."""

    cite: str
    valid_from: str | None = None
    valid_until: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The entry of `law`."""
        return {"cite": self.cite, "valid_from": self.valid_from, "valid_until": self.valid_until, "url": None}


class Outcome(NamedTuple):
    """What a rule concludes. Made by `determined`, `not_applicable`, `manual_check` and `undetermined`."""

    status: str
    answer: Any = None
    discretion: str | None = None
    acts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Any, ...] = ()
    reason: str | None = None
    missing: tuple[str, ...] = ()
    norms: tuple[Norm, ...] = ()


def determined(
    answer: Any,
    *norms: Norm,
    discretion: str | None = None,
    acts: tuple[tuple[str, str], ...] = (),
    candidates: tuple[Any, ...] = (),
    reason: str | None = None,
) -> Outcome:
    """Norm and facts suffice. `norms` are named after those of the rule itself."""
    return Outcome("determined", answer, discretion, acts, candidates, reason, (), norms)


def not_applicable(*norms: Norm, reason: str | None = None) -> Outcome:
    """The question does not arise."""
    return Outcome("not_applicable", reason=reason, norms=norms)


def manual_check(reason: str, *norms: Norm, candidates: tuple[Any, ...] = ()) -> Outcome:
    """The norm that governs is unsettled; a person has to look. Never used because a fact is missing."""
    return Outcome("manual_check", candidates=candidates, reason=reason, norms=norms)


def undetermined(*missing: str, candidates: tuple[Any, ...] = ()) -> Outcome:
    """Without these facts nothing can be said, and asking further would lead nowhere."""
    return Outcome("undetermined", missing=missing, candidates=candidates)


Body = Callable[["Case"], Outcome | None]

#: Whom a rule concerns at all.
Whom = Callable[["Case"], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One norm in one period of time. Called with a case it returns an outcome, or None if it does not apply."""

    id: str
    cites: tuple[Norm, ...]
    first_day: int
    end: int
    confidence: str
    body: Body
    #: Asked once for all rules that concern the same people; the others are not tried with the rest.
    concerns: Whom | None = None
    #: The sentence a reader of the rule book sees, in English; the catalogue has it in German.
    sentence: str = ""
    #: Makes another rule as this one was made from a rule that many tables share: for the same kind of work, told in the
    #: same words. None for a rule that stands by itself.
    made: Callable[[Any], "Rule"] | None = None

    def in_force(self, day: int) -> bool:
        """Whether the rule is law on the day."""
        return self.first_day <= day < self.end


def sentence_of(body: Callable[..., Any]) -> str:
    """The docstring of a rule on one line."""
    return " ".join((body.__doc__ or "").split())


def rule(
    rule_id: str,
    *,
    cites: tuple[Norm, ...] | list[Norm],
    valid_from: date | None = None,
    valid_until: date | None = None,
    confidence: str = "V",
) -> Callable[[Body], Rule]:
    """Declare a rule. `valid_until` is its last day. A change of the law is a new function beside the old one."""
    if confidence not in CONFIDENCE:
        raise ValueError(f"unknown confidence {confidence!r}")
    if not cites:
        raise ValueError(f"rule {rule_id!r} names no norm")
    first = valid_from.toordinal() if valid_from else 0
    end = valid_until.toordinal() + 1 if valid_until else FAR

    def declare(body: Body) -> Rule:
        return Rule(rule_id, tuple(cites), first, end, confidence, body, sentence=sentence_of(body))

    return declare


def concerning(whom: Whom, *rules: Rule) -> tuple[Rule, ...]:
    """Rules none of which applies to anybody else: for the others they are skipped together."""
    return tuple(replace(entry, concerns=whom) for entry in rules)


#: Nothing is asserted about days before this one.
FIRST_DAY = day_of("2014-11-06")


def _nothing_asserted(norm: Norm) -> Rule:
    reason = "Nothing is asserted about the law before 2014-11-06."
    return Rule("before_2014_11_06", (norm,), 0, FIRST_DAY, "?", lambda case: manual_check(reason), sentence=reason)


#: A rule in force with its place among those in force, and the next days on which a change of the law may put another
#: rule in its place or before it, by whom that change concerns.
Dated = tuple[int, Rule, tuple[tuple[Whom | None, int], ...]]

#: Rules that follow each other and concern the same people.
Group = tuple[Whom | None, tuple[Dated, ...]]


@dataclass(slots=True)
class Question:
    """A question with its rules in the order in which they are tried: the first that applies answers."""

    code: str
    rules: tuple[Rule, ...]
    #: A table other tables rest on; nobody asks it from outside.
    internal: bool = False
    _starts: list[int] = field(default_factory=list)
    _in_force: list[tuple[Group, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rules = (_nothing_asserted(Norm(self.rules[-1].cites[0].cite)), *self.rules)
        bounds = {0} | {rule.first_day for rule in self.rules} | {rule.end for rule in self.rules if rule.end < FAR}
        self._starts = sorted(bounds)
        self._in_force = [self._dated(start) for start in self._starts]

    def rules_on(self, day: int) -> tuple[Group, ...]:
        """The rules that are law on a day in their order, each with the days until which it keeps its place.

        A rule behind the one that decides may come or go without any effect, so it does not count.
        """
        return self._in_force[bisect_right(self._starts, day) - 1]

    def _dated(self, day: int) -> tuple[Group, ...]:
        dated, changes = list[Dated](), dict[Whom | None, int]()
        for rule in self.rules:
            later = [bound for bound in (rule.first_day, rule.end) if day < bound < FAR]
            if later:
                changes[rule.concerns] = min(*later, changes.get(rule.concerns, FAR))
            if rule.in_force(day):
                dated.append((len(dated), rule, tuple(changes.items())))
        return tuple((whom, tuple(group)) for whom, group in groupby(dated, lambda entry: entry[1].concerns))


#: Every implemented question by its code.
QUESTIONS: dict[str, Question] = {}


def question(code: str, *rules: Rule, internal: bool = False) -> Question:
    """Declare the decision table of a question, or an internal table that questions share."""
    if code in QUESTIONS:
        raise ValueError(f"two tables answer {code!r}")
    QUESTIONS[code] = Question(code, rules, internal)
    return QUESTIONS[code]
