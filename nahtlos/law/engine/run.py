"""One way through the rules of a question, and where it had to choose because the facts do not say."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Finding
from nahtlos.law.engine.rule import Norm, Outcome, Rule

if TYPE_CHECKING:
    from nahtlos.law.engine.exploration import Exploration


class FactNeeded(Exception):
    """A fact with endlessly many values is missing: this branch can only end in `undetermined`."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(", ".join(finding.missing))
        self.finding = finding


class Fork:
    """A point at which a run had to choose: the finding, and the values it may take in the order they are tried."""

    __slots__ = ("finding", "key", "place", "values")

    def __init__(self, key: Any, finding: Finding, values: Sequence[Any], place: int) -> None:
        self.key = key
        self.finding = finding
        self.values = values
        #: Its place in what the run has asked.
        self.place = place


class Table(NamedTuple):
    """A table that was asked: its outcome, and the rule that made it."""

    outcome: Outcome
    rule: Rule


class Decided(NamedTuple):
    """A table asked within a run, the days on which its answer may change, and the forks it asked about."""

    table: Table
    days: Sequence[int]
    asked: Sequence[Any]


class Passed(NamedTuple):
    """A rule of the outermost table that did not apply, after so many forks and questions about them."""

    rule: int
    forks: int
    place: int


class Run:
    """What was found, chosen and cited on one way through the rules, and until when it all stands."""

    __slots__ = (
        "asked",
        "chosen",
        "confidence",
        "day",
        "decided",
        "findings",
        "forks",
        "known",
        "norms",
        "passed",
        "script",
        "tables",
        "until",
        "watch",
    )

    #: Explores a question about facts on a day; set by exploration.py, which needs runs to explore with.
    explore: ClassVar[Callable[[str, Facts, int], "Exploration"]]

    def __init__(self, script: tuple[int, ...], day: int, known: Callable[["Run", Passed], None] | None) -> None:
        self.script = script
        #: The day asked about; what may change on or before it does not matter.
        self.day = day
        #: Called when a rule has not applied after a fork; ends the run if all that follows is known.
        self.known: Callable[[Run, Passed], None] | None = known
        self.forks: list[Fork] = []
        #: The forks asked about by their keys, in order and with repetitions, and what was chosen at them.
        self.asked: list[Any] = []
        self.chosen: dict[Any, Any] = {}
        self.passed: list[Passed] = []
        #: Every finding consulted, once, in the order in which they decided.
        self.findings: dict[Finding, None] = {}
        self.norms: tuple[Norm, ...] = ()
        self.until = FAR
        #: The days on which something consulted since the last `hop` may change; None while nobody hops.
        self.watch: list[int] | None = None
        #: The mark of every rule that decided.
        self.confidence = ""
        #: Every table asked, in the order in which they answered.
        self.tables: tuple[Table, ...] = ()
        #: The same by question, day of the law and day of the facts.
        self.decided: dict[tuple[str, int, int], Decided] = {}

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
        self.asked.append(key)
        if key in self.chosen:
            return self.chosen[key]
        number = len(self.forks)
        value = values[self.script[number] if number < len(self.script) else 0]
        self.forks.append(Fork(key, finding, values, len(self.asked) - 1))
        self.chosen[key] = value
        return value

    def pass_by(self, rule: int) -> None:
        """A rule of the outermost table has led to a fork and has not applied."""
        passed = Passed(rule, len(self.forks), len(self.asked))
        if self.known and passed.forks >= len(self.script):
            self.known(self, passed)
        self.passed.append(passed)

    def follow(self, exploration: "Exploration") -> Table:
        """The answer of an explored question in this run; only forks that matter to it are chosen at."""
        self.bound(exploration.until)
        leaf = exploration.leaf_for(lambda fork: self.choose(fork.key, fork.finding, fork.values))
        for run in (leaf.run, *leaf.ways):
            self.findings.update(run.findings)
            self.norms += run.norms
            self.tables += run.tables
            self.confidence += run.confidence
        return leaf.table
