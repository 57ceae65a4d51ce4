"""What a condition finds on the facts of a day, and how a condition is declared."""

from collections.abc import Callable
from typing import Any

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.remembered import Remembered, horizon


class Finding:
    """Met, not met, unknown or borderline, with the fact that decided and the day until which this stands.

    `until` is the first later day on which the finding may differ on the same facts. It may be too early (the engine
    then asks once more), never too late, and it lies after the day asked about. Fact and value are the same on all
    those days. `missing` names facts without list index.
    """

    __slots__ = ("borderline", "condition", "day", "fact", "met", "missing", "until", "value")

    def __init__(
        self,
        met: bool | None,
        fact: str,
        value: Any,
        *,
        until: int = FAR,
        missing: tuple[str, ...] = (),
        borderline: tuple[bool, bool] | None = None,
    ) -> None:
        self.met = met
        self.fact = fact
        self.value = value
        self.until = until
        self.missing = missing
        #: The two readings on an anniversary: that of the day before, that of the day after.
        self.borderline = borderline
        self.condition = ""
        #: The day it was found on.
        self.day = 0

    def as_reason(self) -> dict[str, Any]:
        """The entry of `because`."""
        return {"fact": self.fact, "value": self.value, "condition": self.condition, "met": self.met}


def unknown(path: str, *, until: int = FAR, missing: str | None = None) -> Finding:
    """The fact is not stated. `path` may carry a list index; `missing` is the same without it."""
    return Finding(None, path, None, until=until, missing=(missing or path,))


def since(fact: str, value: Any, anniversary: int, day: int) -> Finding:
    """A minimum duration that ends on `anniversary`: not met before, met after, borderline on the day itself."""
    if day < anniversary:
        return Finding(False, fact, value, until=anniversary)
    if day == anniversary:
        return Finding(None, fact, value, until=day + 1, borderline=(False, True))
    return Finding(True, fact, value)


Check = Callable[..., Finding]


class Condition:
    """A named, pure question about facts and a day. Ask it through a case: `case.met(condition, argument)`."""

    __slots__ = ("check", "facts", "key", "order", "template")

    def __init__(self, key: str, facts: tuple[str, ...], check: Check, order: tuple[str, ...] = ()) -> None:
        self.key = key
        self.facts = facts
        self.check = check
        self.order = order
        self.template = "{" in key

    def __repr__(self) -> str:
        return f"<condition {self.key}>"

    def name(self, args: tuple[Any, ...]) -> str:
        """The stable key shown in `because`, with its arguments filled in."""
        return self.key.format(*args) if self.template else self.key

    def find(self, facts: Facts, day: int, args: tuple[Any, ...]) -> Finding:
        """Ask the facts, unless they have been asked and the finding stands."""
        key = (self, args) if args else self
        if key not in facts.findings:
            facts.findings[key] = Remembered()
        earlier: Remembered[Finding] = facts.findings[key]
        finding = earlier.on(day)
        if finding is None:
            finding = self.look(facts, day, args)
            earlier.keep(day, finding)
        facts.found[key] = finding
        return finding

    def look(self, facts: Facts, day: int, args: tuple[Any, ...]) -> Finding:
        finding = self.check(facts, day, *args)
        finding.condition = self.name(args)
        finding.day = day
        finding.until = horizon(finding.until, day, finding.condition)
        if facts.prefix:
            finding.fact = facts.prefix + finding.fact
        return finding


#: Every condition by its key. The catalogue has a German and an English text for each.
CONDITIONS: dict[str, Condition] = {}


def condition(key: str, *, facts: tuple[str, ...], order: tuple[str, ...] = ()) -> Callable[[Check], Condition]:
    """Declare a condition. `key` may carry its arguments (`months_of_stay > {0}`); `facts` are all it may read.

    `order`: if it reads nothing but these lists, and their days count only by their order among each other and with the
    day asked about. Many people are then answered at once (columns/).
    """

    def declare(check: Check) -> Condition:
        if key in CONDITIONS:
            raise ValueError(f"two conditions are called {key!r}")
        CONDITIONS[key] = Condition(key, facts, check, order)
        return CONDITIONS[key]

    return declare
