"""What a deadline is, and the verdicts of other questions that a deadline may rest on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from nahtlos.law.conditions.standing import Standing, standing_on
from nahtlos.law.engine.days import FAR, iso
from nahtlos.law.engine.exploration import explored
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.rule import Norm
from nahtlos.law.engine.tree import Node


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of somebody. `lead` are the days before it on which a reminder is due."""

    code: str
    kind: str
    day: int
    who: str
    law: tuple[Norm, ...]
    lead: tuple[int, ...] = ()
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The entry of the answer to `deadlines`."""
        return {
            "code": self.code,
            "kind": self.kind,
            "date": iso(self.day),
            "who": self.who,
            "lead_days": list(self.lead),
            "law": [norm.as_dict() for norm in self.law],
            "note": self.note,
        }


#: A function that finds the deadlines of one kind in the facts, as of a day.
Finder = Callable[[Facts, int], Iterator[Deadline]]


def settled(facts: Facts, code: str, day: int) -> Any:
    """The answer of another question if it is determined on the day, else None."""
    if not 0 < day < FAR:
        return None
    tree = explored(code, facts, day).tree
    if isinstance(tree, Node) or tree.table.outcome.status != "determined":
        return None
    return tree.table.outcome.answer


def held_on(facts: Facts, day: int) -> Standing | None:
    """The statuses held on a day; None if nobody knows."""
    standing = standing_on(facts, day)
    return standing if standing and standing.holdings else None


def rows(facts: Facts, key: str, kind: str) -> Iterator[Any]:
    """The rows of one kind in a list of facts; none if the list is missing."""
    for row in facts.raw.get(key) or ():
        if row["kind"] == kind:
            yield row
