"""Notes as a page shows them, and what it offers to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.selectors import CaseFile
from nahtlos.notes.models import NOTES
from nahtlos.notes.selectors import Shown, notes_of, writable
from nahtlos.organisations.actor import Actor
from nahtlos.web.workspace.words.notes import NAMES

#: So many stand in the file itself, the others on their page.
IN_THE_FILE = 5


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note with the name of its class."""

    note: Shown
    name: str
    is_mine: bool  #: the reader wrote it
    is_ours: bool  #: somebody of the reader's organisation did


def notes_in(actor: Actor, file: CaseFile) -> dict[str, Any]:
    """The latest notes that the reader may see, and the classes she may write, for the section of the file."""
    found = lines_of(actor, notes_of(actor, file.person.id, file.sight))
    writes = offers(actor) if not file.reads_only else []
    return {
        "notes": found[:IN_THE_FILE],
        "more_notes": max(0, len(found) - IN_THE_FILE),
        "writes_notes": writes,
        "keeps_notes": bool(found or writes),
    }


def lines_of(actor: Actor, notes: Sequence[Shown]) -> list[NoteLine]:
    """Each with its name."""
    return [
        NoteLine(
            one, str(NAMES[one.data]), one.author_id == actor.account_id, one.organisation_id == actor.organisation_id
        )
        for one in notes
    ]


def offers(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of each class of notes that the actor writes."""
    return [(data.value, str(NAMES[data])) for data in writable(actor)] if actor.may(Permission.NOTE_WRITE) else []


def class_of(code: str) -> DataClass | None:
    """The class of notes with this code."""
    return next((data for data in NOTES if data.value == code), None)
