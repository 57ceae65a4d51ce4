"""Heute is the union of sources: whoever has something that needs somebody registers it here, once, when Django is ready.

    sources.register(Source("handover", _("Handovers"), find))

`find(actor, only_mine, limit)` runs in the actor's name and returns at most `limit` needs, the most urgent first, in a fixed
number of statements. What needs somebody is found anew each time: nothing can be forgotten by a message that got lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from nahtlos.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs somebody. `page` and `args` name the page where it is settled: its cause can always be opened."""

    kind: str
    what: str  #: one line, in the language of the reader
    page: str  #: name of the address
    args: tuple[UUID | str, ...] = ()
    on: date | None = None  #: until when
    person_id: UUID | None = None
    name: str = ""
    law: str = ""
    key: str = ""
    owner: str = ""  #: the named person; empty: the organisation
    cause: str = ""  #: who or what asked for it, in words
    note: str = ""


Find = Callable[[Actor, bool, int], Sequence[Need]]
Still = Callable[[Actor, Collection[UUID]], set[UUID]]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of needs. `label` is a plural, and stands in mails.

    `still`: which of these causes concern her still. Where it is not given, whoever may open the file is concerned.
    """

    kind: str
    label: Promise | str
    find: Find
    still: Still | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """It belongs to Heute from now on; a second one of the same kind takes the place of the first."""
    _sources[source.kind] = source


def registered() -> tuple[Source, ...]:
    """All of them, in the order of their kinds."""
    return tuple(_sources[kind] for kind in sorted(_sources))


def label_of(kind: str) -> str:
    """The plural of a kind, in the language of the reader."""
    return str(_sources[kind].label) if kind in _sources else kind


def still(kind: str) -> Still | None:
    """How this kind says whom a cause still concerns."""
    return _sources[kind].still if kind in _sources else None


def needs(actor: Actor, *, only_mine: bool = True, limit: int = 60) -> list[Need]:
    """What all sources have for her, by day and name; what has no day comes last."""
    found = [need for source in registered() for need in source.find(actor, only_mine, limit)]
    return sorted(found, key=lambda need: (need.on or date.max, need.name, need.key))
