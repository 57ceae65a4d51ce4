"""Which decision tables answer: those of the rule book, or those that stand once modules are switched on."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from nahtlos.law.engine.rule import QUESTIONS, Question


class Named(NamedTuple):
    """What people call an answer from a day on, in both languages."""

    since: date
    words: Mapping[str, str]


class Rules:
    """A state of the law: a value that is handed in, never changed, and shared by whoever asks under it.

    `modules` names what was switched on, and from when. Two persons read under different rules share nothing.
    """

    __slots__ = ("labels", "modules", "tables")

    def __init__(
        self,
        tables: Mapping[str, Question],
        modules: tuple[tuple[str, date], ...] = (),
        labels: Mapping[tuple[str, str], Named] = MappingProxyType({}),
    ) -> None:
        self.tables = tables
        self.modules = modules
        #: Other words for an answer, by question and value.
        self.labels = labels

    @property
    def suffix(self) -> str:
        """How the modules are named behind the version of the rule book: `+lrag@2026-07-01`."""
        return "".join(f"+{module}@{first.isoformat()}" for module, first in self.modules)

    def label(self, question: str, value: object, on: date, language: str) -> str | None:
        """What people call this answer on a day, if a module has changed it."""
        named = self.labels.get((question, value)) if isinstance(value, str) else None
        return named.words[language] if named and on >= named.since else None

    def __repr__(self) -> str:
        return f"Rules({self.suffix})"


#: The rule book as it stands, without any module.
RULE_BOOK = Rules(QUESTIONS)
