"""The case a rule is asked about: facts, a day, and a way to ask conditions that also works when facts are missing.

Rules are plain functions with `if`. Where a finding is unknown or borderline the run takes one branch and notes the
fork; the engine (tree.py) runs the question again for the other branch. The rule never notices.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from nahtlos.law.engine.days import FAR, month_start
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Condition, Finding
from nahtlos.law.engine.rule import QUESTIONS, Norm, Outcome, Rule, undetermined

T = TypeVar("T")


class FactNeeded(Exception):
    """A fact with endlessly many values is missing: this branch can only end in `undetermined`."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(", ".join(finding.missing))
        self.finding = finding


class Fork:
    """A point at which a run had to choose: the finding, and the values it may take in the order they are tried."""

    __slots__ = ("finding", "key", "values")

    def __init__(self, key: Any, finding: Finding, values: Sequence[Any]) -> None:
        self.key = key
        self.finding = finding
        self.values = values


class Run:
    """One way through the rules of a question: what was found, chosen, cited, and until when it all stands."""

    __slots__ = (
        "_chosen",
        "confidence",
        "day",
        "decided",
        "findings",
        "forks",
        "horizon",
        "norms",
        "script",
        "seen",
        "watch",
    )

    def __init__(self, script: Sequence[int], day: int) -> None:
        self.script = script
        #: The day asked about; what may change on or before it does not matter.
        self.day = day
        self.forks: list[Fork] = []
        self.findings: list[Finding] = []
        self.seen: set[int] = set()
        self.norms: list[Norm] = []
        self.horizon = FAR
        #: All days on which something consulted since the last `hop` may change.
        self.watch: set[int] = set()
        self.confidence: list[str] = []
        #: Outcome, rule and days of possible change of every table asked so far, by question, day and day of the facts.
        self.decided: dict[Any, tuple[Outcome, Rule, set[int]]] = {}
        self._chosen: dict[Any, Any] = {}

    def note(self, finding: Finding) -> None:
        """Remember what was consulted, once, and the day until which it stands."""
        if self.day < finding.until < self.horizon:
            self.horizon = finding.until
        self.watch.add(finding.until)
        if id(finding) not in self.seen:
            self.seen.add(id(finding))
            self.findings.append(finding)

    def choose(self, key: Any, finding: Finding, values: Sequence[Any]) -> Any:
        """The value of this run at a fork; the same fork always gets the same value."""
        if key in self._chosen:
            return self._chosen[key]
        number = len(self.forks)
        value = values[self.script[number] if number < len(self.script) else 0]
        self.forks.append(Fork(key, finding, values))
        self._chosen[key] = value
        return value


class Case:
    """The facts of one person on one day.

    `day` is the day whose law applies. `fact_day` is the day the facts are looked at: the same one, except behind
    `at`, which asks today's law about another day ("did the condition hold at the beginning of this month?").
    """

    __slots__ = ("day", "fact_day", "facts", "run")

    def __init__(self, facts: Facts, day: int, run: Run, fact_day: int | None = None) -> None:
        self.facts = facts
        self.day = day
        self.fact_day = day if fact_day is None else fact_day
        self.run = run

    def at(self, day: int) -> "Case":
        """The same case under the same law, with the facts of another day."""
        return Case(self.facts, self.day, self.run, day)

    def on(self, day: int) -> "Case":
        """The same facts under the law and the facts of another day."""
        return Case(self.facts, day, self.run, day)

    def hop(self, ask: Callable[["Case"], T]) -> tuple[T, int]:
        """What this case answers, and the next day on which that may change. For looking ahead or back."""
        answer, days = self._watched(ask)
        return answer, min((day for day in days if day > self.fact_day), default=FAR)

    def _watched(self, ask: Callable[["Case"], T]) -> tuple[T, set[int]]:
        """What this case answers, and every day on which something consulted for it may change."""
        outer, self.run.watch = self.run.watch, set()
        answer = ask(self)
        days = self.run.watch
        self.run.watch = outer | days
        return answer, days

    def find(self, condition: Condition, *args: Any, of: Facts | None = None) -> Finding:
        """The finding of a condition, remembered while it stands. Prefer `met`; this one never forks."""
        facts = of or self.facts
        memo = facts.found
        key = (condition.key, args) if args else condition.key
        known = memo.get(key)
        if known is None or not known[0] <= self.fact_day < known[1].until:
            finding = condition.find(facts, self.fact_day, args)
            if facts.prefix:
                finding.fact = facts.prefix + finding.fact
            known = memo[key] = (self.fact_day, finding)
        self.run.note(known[1])
        return known[1]

    def met(self, condition: Condition, *args: Any, of: Facts | None = None) -> bool:
        """Whether a condition holds. If the facts do not say, each branch of the rule is explored.

        `of` asks about another member of the household.
        """
        finding = self.find(condition, *args, of=of)
        if finding.met is not None:
            return finding.met
        key = (condition.key, args, (of or self.facts).prefix)
        if finding.borderline is not None:
            return bool(self.run.choose((*key, self.fact_day), finding, finding.borderline))
        return bool(self.run.choose(key, finding, (False, True)))

    def choose(self, finding: Finding, values: Sequence[Any]) -> Any:
        """One of finitely many values of a fact that is not recorded; every one of them is explored."""
        self.run.note(finding)
        return self.run.choose((finding.condition, finding.missing), finding, values)

    def need(self, condition: Condition, *args: Any, of: Facts | None = None) -> Any:
        """The value a condition found; without it this branch is undetermined."""
        finding = self.find(condition, *args, of=of)
        if finding.missing:
            raise FactNeeded(finding)
        return finding.value

    def cite(self, *norms: Norm) -> None:
        """Name a norm that decided along the way, for instance one that did not apply."""
        for norm in norms:
            if norm not in self.run.norms:
                self.run.norms.append(norm)

    def until(self, day: int) -> None:
        """Say that the answer may change on a day although no finding does."""
        if self.run.day < day < self.run.horizon:
            self.run.horizon = day
        self.run.watch.add(day)

    def next_month(self) -> int:
        """The first day of the next month."""
        return month_start(month_start(self.day) + 40)

    def decide(self, code: str) -> Outcome:
        """The outcome of another question on the same day, within the same run."""
        key = (code, self.day, self.fact_day)
        if key not in self.run.decided:
            (outcome, rule), days = self._watched(lambda case: case._decide(code))
            self.run.decided[key] = (outcome, rule, days)
        outcome, _, days = self.run.decided[key]
        self.run.watch |= days
        return outcome

    def rule_of(self, code: str) -> Rule:
        """The rule that decided a question asked before."""
        return self.run.decided[(code, self.day, self.fact_day)][1]

    def _decide(self, code: str) -> tuple[Outcome, Rule]:
        rules, until = QUESTIONS[code].rules_on(self.day)
        self.until(until)
        for rule in rules:
            try:
                outcome = rule.body(self)
            except FactNeeded as missing:
                outcome = undetermined(*missing.finding.missing)
            if outcome is not None:
                self.run.confidence.append(rule.confidence)
                return outcome, self._author(outcome, rule)
        raise LookupError(f"no rule of {code!r} applies: the last rule of a table must always answer")

    def _author(self, outcome: Outcome, rule: Rule) -> Rule:
        """The rule that made an outcome: a rule that hands on another table's outcome is only named beside it."""
        for made, author, _ in self.run.decided.values():
            if made is outcome:
                self.cite(*rule.cites)
                return author
        return rule
