"""One way through the rules of a question, and where it had to choose because the facts do not say."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Finding
from nahtlos.law.engine.rule import Norm, Outcome, Rule

if TYPE_CHECKING:
    from nahtlos.law.engine.tree import Exploration


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
    """What was found, chosen and cited on one way through the rules, and until when it all stands."""

    __slots__ = (
        "_chosen",
        "confidence",
        "day",
        "decided",
        "findings",
        "forks",
        "norms",
        "script",
        "tables",
        "until",
        "watch",
    )

    #: Explores a question about facts on a day; set by tree.py, which needs runs to explore with.
    explore: ClassVar[Callable[[str, Facts, int], "Exploration"]]

    def __init__(self, script: Sequence[int], day: int) -> None:
        self.script = script
        #: The day asked about; what may change on or before it does not matter.
        self.day = day
        self.forks: list[Fork] = []
        #: Every finding consulted, once, in the order in which they decided.
        self.findings: dict[Finding, None] = {}
        self.norms: list[Norm] = []
        self.until = FAR
        #: The days on which something consulted since the last `hop` may change; None while nobody hops.
        self.watch: list[int] | None = None
        self.confidence: list[str] = []
        #: Every table asked, in the order in which they answered.
        self.tables: list[Table] = []
        #: The same by question, day of the law and day of the facts, with the days on which it may change.
        self.decided: dict[tuple[str, int, int], tuple[Table, Sequence[int]]] = {}
        self._chosen: dict[Any, Any] = {}

    def note(self, finding: Finding) -> None:
        """Remember what was consulted, and the day until which it stands."""
        self.findings[finding] = None
        if self.day < finding.until < self.until:
            self.until = finding.until
        if self.watch is not None:
            self.watch.append(finding.until)

    def bound(self, day: int) -> None:
        """Remember a day on which the answer may change although no finding does."""
        if self.day < day < self.until:
            self.until = day
        if self.watch is not None:
            self.watch.append(day)

    def choose(self, key: Any, finding: Finding, values: Sequence[Any]) -> Any:
        """The value of this run at a fork; the same fork always gets the same value."""
        if key in self._chosen:
            return self._chosen[key]
        number = len(self.forks)
        value = values[self.script[number] if number < len(self.script) else 0]
        self.forks.append(Fork(key, finding, values))
        self._chosen[key] = value
        return value

    def follow(self, exploration: "Exploration") -> Table:
        """The answer of an explored question in this run; only forks that matter to it are chosen at."""
        self.bound(exploration.until)
        leaf = exploration.leaf_for(lambda fork: self.choose(fork.key, fork.finding, fork.values))
        self.findings.update(leaf.run.findings)
        self.norms += leaf.run.norms
        self.tables += leaf.run.tables
        self.confidence += leaf.run.confidence
        return leaf.table
