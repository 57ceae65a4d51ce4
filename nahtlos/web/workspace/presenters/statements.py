"""Facts of the file side by side: what each organisation says, what was said before, and where they contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Conflict, Fact
from nahtlos.cases.selectors import CaseFile
from nahtlos.web.workspace.presenters.head import holds
from nahtlos.web.workspace.words import facts

#: The order in which kinds are shown; what is not named comes last.
_ORDER = list(FactKind.values)


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact in words."""

    fact: Fact
    text: str
    is_mine: bool  #: to be corrected
    office: str  #: that stated it; in full where it belongs to another district


@dataclass(frozen=True, slots=True)
class Topic:
    """Everything said about one kind of fact."""

    kind: str
    label: str
    statements: tuple[Statement, ...]
    other_times: tuple[Statement, ...]
    earlier: tuple[Statement, ...]
    conflict: Conflict | None


def topics_of(file: CaseFile, organisation: UUID, on: date | None = None) -> list[Topic]:
    """Kinds of facts in a fixed order, each with active and earlier statements.

    `on`: the statements that speak of that day; those about other times stand apart.
    """
    conflicts = {conflict.kind: conflict for conflict in file.conflicts}
    kinds = dict.fromkeys([*(fact.kind for fact in file.facts), *(fact.kind for fact in file.history)])
    return [
        Topic(
            kind=kind,
            label=str(FactKind(kind).label) if kind in FactKind.values else kind,
            statements=_statements(
                [one for one in file.facts if on is None or holds(one, on)], kind, file, organisation
            ),
            other_times=_statements([one for one in file.facts if on and not holds(one, on)], kind, file, organisation),
            earlier=_statements(file.history, kind, file, organisation),
            conflict=conflicts.get(kind),
        )
        for kind in sorted(kinds, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER))
    ]


def _statements(rows: Sequence[Fact], kind: str, file: CaseFile, organisation: UUID) -> tuple[Statement, ...]:
    found = [fact for fact in rows if fact.kind == kind]
    leads = file.lead is not None and file.lead.organisation_id == organisation
    return tuple(
        Statement(
            fact=fact,
            text=facts.describe(kind, fact.value, fact.source_note),
            is_mine=fact.reported_by_id == organisation or (leads and came_along(fact, file)),
            office=fact.reported_by.name if came_along(fact, file) else fact.reported_by.short_name,
        )
        for fact in sorted(found, key=_newest_first, reverse=True)
    )


def came_along(fact: Fact, file: CaseFile) -> bool:
    """An office of another district has stated it, before the file came here."""
    return fact.reported_by.district_id != file.case.district_id


def _newest_first(fact: Fact) -> tuple[date, datetime]:
    return fact.valid_from or date.min, fact.recorded_at
