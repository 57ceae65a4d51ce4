"""Writing, correcting, withdrawing and restricting notes. Journalled by class, never with a word of what they say."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit import journal
from nahtlos.cases.services.facts import case_of
from nahtlos.core import clock
from nahtlos.notes.models import NOTES, Note
from nahtlos.notes.selectors import own_note, require_writing
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.models import Membership


class Overtaken(Exception):
    """Somebody has corrected (`by`) or withdrawn it meanwhile (None). Nothing is written."""

    def __init__(self, by: Note | None) -> None:
        super().__init__("overtaken")
        self.by = by


@transaction.atomic
def write_note(*, by: Actor, person_id: UUID, data: DataClass, day: date, text: str) -> Note:
    """The file has one more note of this class, in the actor's name. Raises AccessDenied, Case.DoesNotExist."""
    require_writing(by, data)
    case_of(by, person_id)
    note = _written(by, data, person_id=person_id, day=day, text=text)
    journal.record("note.written", "person", person_id, note=str(note.id), classes=[data.value])
    return note


@transaction.atomic
def correct_note(*, by: Actor, note_id: UUID, day: date, text: str) -> Note:
    """Other words take the place of hers; the earlier ones stay readable to her organisation.

    Raises AccessDenied, Note.DoesNotExist, Overtaken.
    """
    data, wrong = _mine(by, note_id)
    _supersede(wrong, "corrected")
    still = {"restricted_at": wrong.restricted_at, "restricted_why": wrong.restricted_why}
    right = _written(by, data, person_id=wrong.person_id, day=day, text=text, replaces=wrong, **still)
    journal.record("note.corrected", "person", wrong.person_id, note=str(wrong.id), classes=[data.value])
    return right


@transaction.atomic
def withdraw_note(*, by: Actor, note_id: UUID, why: str) -> None:
    """It was entered in error: it no longer counts, and says why. Raises AccessDenied, Note.DoesNotExist, Overtaken."""
    data, wrong = _mine(by, note_id)
    _supersede(wrong, why[:200] or "entered in error")
    journal.record("note.withdrawn", "person", wrong.person_id, note=str(wrong.id), classes=[data.value])


@transaction.atomic
def restrict_note(*, by: Actor, note_id: UUID, why: str) -> None:
    """From now on only the organisation that wrote it sees it, whoever else was allowed to (Art. 18 DSGVO).

    Raises AccessDenied, Note.DoesNotExist, Overtaken.
    """
    _set_restriction(by, note_id, why[:200] or "restricted", "note.restricted")


@transaction.atomic
def lift_note_restriction(*, by: Actor, note_id: UUID) -> None:
    """It is open again to whom the law or a consent opens it. Raises AccessDenied, Note.DoesNotExist, Overtaken."""
    _set_restriction(by, note_id, "", "note.unrestricted")


def may_change(actor: Actor, note: Note) -> bool:
    """Whether these are the actor's own words, or those of somebody who no longer works for her organisation."""
    if note.organisation_id != actor.organisation_id:
        return False
    today = clock.today()
    still_here = Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today),
        account=note.author_id,
        organisation=note.organisation_id,
        account__is_active=True,
    )
    return note.author_id == actor.account_id or not still_here.exists()


def _written(by: Actor, data: DataClass, **said: Any) -> Note:
    mine = {"organisation_id": by.organisation_id, "author_id": by.account_id, "written_at": clock.now()}
    return NOTES[data]._default_manager.create(**mine, **said)


def _set_restriction(by: Actor, note_id: UUID, why: str, verb: str) -> None:
    data, note = _locked(by, note_id)
    note.restricted_at, note.restricted_why = clock.now() if why else None, why
    note.save(update_fields=["restricted_at", "restricted_why"])
    journal.record(verb, "person", note.person_id, note=str(note.id), classes=[data.value])


def _mine(by: Actor, note_id: UUID) -> tuple[DataClass, Note]:
    data, note = _locked(by, note_id)
    if not may_change(by, note):
        raise AccessDenied("Only whoever wrote a note corrects or withdraws it.")
    return data, note


def _locked(by: Actor, note_id: UUID) -> tuple[DataClass, Note]:
    """The note behind the lock of its file: of two acts at the same moment the second sees the first."""
    data, note = own_note(by, note_id)
    require_writing(by, data)
    case_of(by, note.person_id)
    note.refresh_from_db()
    if note.superseded_at is not None:
        raise Overtaken(NOTES[data]._default_manager.filter(replaces=note.id).first())
    return data, note


def _supersede(note: Note, why: str) -> None:
    note.superseded_at, note.superseded_why = clock.now(), why
    note.save(update_fields=["superseded_at", "superseded_why"])
