"""What a module is: the rules it brings into the tables of named questions, and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from nahtlos.law.engine.rule import Rule

#: A text in `de` and `en`.
Text = Mapping[str, str]


class UnknownModule(ValueError):
    """Nobody has written a module of this name; the sentence says which there are."""


class DoesNotFit(ValueError):
    """A change names a rule that its table does not have: the rule book has moved on, the module has not."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a module does to the table of one question. Rules are named by their ids.

    The new rules stand where the first rule stood that they end or settle, or in front of the rule `before`.
    """

    question: str
    rules: tuple[Rule, ...] = ()
    #: Rules of the old law. They end the day before the module begins.
    ends: tuple[str, ...] = ()
    #: Rules that say that nobody knows whether the module is law. Switched on it is, so they say nothing on any day.
    settles: tuple[str, ...] = ()
    before: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """Every rule of the old table that this change speaks of."""
        return (*self.settles, *self.ends, *((self.before,) if self.before else ()))


@dataclass(frozen=True, slots=True)
class Module:
    """A change of the law that is planned, or in force with a text nobody has verified."""

    id: str
    title: Text
    #: Where the change can be read, and what is known of it.
    source: Text
    #: What the module leaves out. Whoever switches it on has to know.
    leaves_out: Text
    changes: tuple[Change, ...] = ()
    #: What an answer is called from the first day on, by question and value.
    labels: Mapping[tuple[str, str], Text] = field(default_factory=lambda: MappingProxyType({}))
    #: Whether this version has it switched on by itself. A change that is only planned never is.
    enabled: bool = False
    #: Its first day, where a source names one.
    valid_from: date | None = None
