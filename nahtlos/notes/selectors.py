"""Reading notes: each class by the policy, and the database says so again. Every look is journalled with its classes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value

from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import DataClass, Verb
from nahtlos.audit import journal
from nahtlos.cases.sight import Sight, judged
from nahtlos.notes.models import NOTES, Note
from nahtlos.organisations.actor import AccessDenied, Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """One note as a page shows it."""

    id: UUID
    data: DataClass
    day: date
    text: str
    written_at: datetime
    author_id: UUID
    author: str
    organisation_id: UUID
    office: str
    superseded_at: datetime | None
    superseded_why: str
    restricted_at: datetime | None


def notes_of(actor: Actor, person_id: UUID, sight: Sight, *, also_earlier: bool = False) -> list[Shown]:
    """Her notes of the classes that `sight` shows, the latest day first. One statement; a look that shows one is journalled.

    `also_earlier`: with what was corrected or withdrawn, which only its own organisation sees.
    """
    shown = [data for data in NOTES if sight.verdicts[data].allowed]
    if not shown or not actor.may(Permission.CASE_READ):
        return []
    rows = [_rows(data, person_id, also_earlier) for data in shown]
    first, *others = rows
    found = [
        Shown(key, DataClass(data), *rest)
        for key, data, *rest in first.union(*others, all=True).order_by("-day", "-written_at", "id")
    ]
    if found:
        journal.record("note.read", "person", person_id, classes=sorted({one.data.value for one in found}))
    return found


def writable(actor: Actor) -> list[DataClass]:
    """Classes of notes that the actor's organisation writes for its purpose, in files in which it takes part."""
    return [data for data in NOTES if judged(actor, Verb.WRITE, data).allowed]


def require_writing(actor: Actor, data: DataClass) -> None:
    """Raises AccessDenied if the actor may not write notes of this class."""
    actor.require(Permission.NOTE_WRITE)
    if not (found := judged(actor, Verb.WRITE, data)).allowed:
        raise AccessDenied(found.reason)


def own_note(actor: Actor, note_id: UUID) -> tuple[DataClass, Note]:
    """A note of the actor's organisation, and its class. Raises Note.DoesNotExist (of its class)."""
    for data, model in NOTES.items():
        note = (
            model._default_manager.filter(id=note_id, organisation=actor.organisation_id)
            .select_related("author", "person")
            .first()
        )
        if note is not None:
            return data, note
    raise next(iter(NOTES.values())).DoesNotExist


def _rows(data: DataClass, person_id: UUID, also_earlier: bool) -> QuerySet[Note, tuple[Any, ...]]:
    rows = NOTES[data]._default_manager.filter(person=person_id)
    if not also_earlier:
        rows = rows.filter(superseded_at=None)
    return rows.annotate(
        data=Value(data.value), by=F("author__name"), office=F("organisation__short_name")
    ).values_list(
        "id",
        "data",
        "day",
        "text",
        "written_at",
        "author_id",
        "by",
        "organisation_id",
        "office",
        "superseded_at",
        "superseded_why",
        "restricted_at",
    )
