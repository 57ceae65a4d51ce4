"""The case a rule is asked about: facts, a day, and a way to ask conditions that also works when facts are missing.

Rules are plain functions with `if`. Where a finding is unknown or borderline the run takes one branch and notes the
fork; the engine (tree.py) runs the question again for the other branch. The rule never notices.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

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


class Table(NamedTuple):
    """A table that was asked: its outcome, and the rule that made it."""

    outcome: Outcome
    rule: Rule


class Run:
    """One way through the rules of a question: what was found, chosen, cited, and until when it all stands."""

    __slots__ = (
        "_chosen",
        "choices",
        "confidence",
        "day",
        "decided",
        "forks",
        "horizon",
        "norms",
        "script",
        "tables",
        "trace",
    )

    def __init__(self, script: Sequence[int], day: int) -> None:
        self.script = script
        #: The day asked about; what may change on or before it does not matter.
        self.day = day
        self.forks: list[Fork] = []
        #: Every finding consulted, in order, with repetitions; a bare number is a day on which the answer may change.
        self.trace: list[Finding | int] = []
        self.norms: list[Norm] = []
        self.horizon = FAR
        self.confidence: list[str] = []
        #: Every table asked, in the order in which they answered.
        self.tables: list[Table] = []
        #: The same by question, day of the law and day of the facts, with the part of the trace behind it.
        self.decided: dict[tuple[str, int, int], tuple[Table, tuple[int, int]]] = {}
        self.choices = 0
        self._chosen: dict[Any, Any] = {}

    @property
    def findings(self) -> list[Finding]:
        """Every finding consulted, once, in the order in which they decided."""
        found = {id(step): step for step in self.trace if not isinstance(step, int)}
        return list(found.values())

    def note(self, finding: Finding) -> None:
        """Remember what was consulted, and the day until which it stands."""
        if self.day < finding.until < self.horizon:
            self.horizon = finding.until
        self.trace.append(finding)

    def note_day(self, day: int) -> None:
        """Remember a day on which the answer may change although no finding does."""
        if self.day < day < self.horizon:
            self.horizon = day
        self.trace.append(day)

    def choose(self, key: Any, finding: Finding, values: Sequence[Any]) -> Any:
        """The value of this run at a fork; the same fork always gets the same value."""
        self.choices += 1
        if key in self._chosen:
            return self._chosen[key]
        number = len(self.forks)
        value = values[self.script[number] if number < len(self.script) else 0]
        self.forks.append(Fork(key, finding, values))
        self._chosen[key] = value
        return value

    def next_change(self, part: tuple[int, int], day: int) -> int:
        """The first day after `day` on which something in a part of the trace may change."""
        later = FAR
        for step in self.trace[slice(*part)]:
            change = step if isinstance(step, int) else step.until
            if day < change < later:
                later = change
        return later


class Memory(NamedTuple):
    """What a table answered without any fork, and for which days of law and facts that stands."""

    day: int
    day_end: int
    fact_day: int
    fact_end: int
    table: Table
    trace: list[Finding | int]
    tables: list[Table]
    norms: list[Norm]
    confidence: list[str]


#: Memories kept per table and person: enough for looking back and ahead without asking again.
MOST_MEMORIES = 16


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
        begin = len(self.run.trace)
        answer = ask(self)
        return answer, self.run.next_change((begin, len(self.run.trace)), self.fact_day)

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
        self.run.norms += norms

    def until(self, day: int) -> None:
        """Say that the answer may change on a day although no finding does."""
        self.run.note_day(day)

    def next_month(self) -> int:
        """The first day of the next month."""
        return month_start(month_start(self.day) + 40)

    def decide(self, code: str) -> Outcome:
        """The outcome of another question on the same day, within the same run."""
        run, key = self.run, (code, self.day, self.fact_day)
        known = run.decided.get(key)
        if known is not None:
            run.trace += run.trace[slice(*known[1])]
            return known[0].outcome
        begin = len(run.trace)
        table = self._recall(code) or self._decide(code)
        run.decided[key] = (table, (begin, len(run.trace)))
        return table.outcome

    def rule_of(self, code: str) -> Rule:
        """The rule that decided a question asked before."""
        return self.run.decided[(code, self.day, self.fact_day)][0].rule

    def _recall(self, code: str) -> Table | None:
        """What the table has answered before for these facts, if that still stands."""
        for memory in self.facts.remembered.get(code, ()):
            if memory.day <= self.day < memory.day_end and memory.fact_day <= self.fact_day < memory.fact_end:
                for step in memory.trace:
                    self.run.note_day(step) if isinstance(step, int) else self.run.note(step)
                self.run.tables += memory.tables
                self.run.norms += memory.norms
                self.run.confidence += memory.confidence
                return memory.table  # type: ignore[no-any-return]
        return None

    def _decide(self, code: str) -> Table:
        run = self.run
        begin = (run.choices, len(run.trace), len(run.tables), len(run.norms), len(run.confidence))
        rules, until = QUESTIONS[code].rules_on(self.day)
        run.note_day(until)
        table = self._first_applying(code, rules)
        run.tables.append(table)
        if run.choices == begin[0]:
            self._remember(code, table, *begin[1:])
        return table

    def _first_applying(self, code: str, rules: Sequence[Rule]) -> Table:
        for rule in rules:
            try:
                outcome = rule.body(self)
            except FactNeeded as missing:
                outcome = undetermined(*missing.finding.missing)
            if outcome is not None:
                self.run.confidence.append(rule.confidence)
                return Table(outcome, self._author(outcome, rule))
        raise LookupError(f"no rule of {code!r} applies: the last rule of a table must always answer")

    def _author(self, outcome: Outcome, rule: Rule) -> Rule:
        """The rule that made an outcome: a rule that hands on another table's outcome is only named beside it."""
        for made, author in self.run.tables:
            if made is outcome:
                self.cite(*rule.cites)
                return author
        return rule

    def _remember(self, code: str, table: Table, trace: int, tables: int, norms: int, confidence: int) -> None:
        run, part = self.run, (trace, len(self.run.trace))
        memories = self.facts.remembered.setdefault(code, [])
        if len(memories) >= MOST_MEMORIES:
            memories.pop(0)
        memories.append(
            Memory(
                self.day,
                run.next_change(part, self.day),
                self.fact_day,
                run.next_change(part, self.fact_day),
                table,
                run.trace[trace:],
                run.tables[tables:],
                run.norms[norms:],
                run.confidence[confidence:],
            )
        )
