"""Taking an import back: what it stated is superseded, what it superseded stands again, whom it brought is gone from view.

Nothing is deleted: the rows stay as history, marked with the day and the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from nahtlos.cases.answers import recompute
from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.intake import refresh
from nahtlos.cases.models import AnswerPeriod, Case, Deadline, Fact, Responsibility
from nahtlos.cases.responsibility import leave
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Contact, HouseholdMember, Identifier, Name, Person, Record, SearchKey

WHY = "the import was undone"


def withdraw(*, by: Actor, batch: UUID, records: Collection[UUID]) -> set[UUID]:
    """Undo everything the import `batch` stated; `records` are those it brought. Returns the people concerned."""
    now = clock.now()
    with as_system("linkage"):
        stated = Fact.objects.filter(batch=batch, superseded_at=None)
        people = set(stated.values_list("person_id", flat=True))
        people |= set(Record.objects.filter(id__in=records).values_list("person_id", flat=True))
        stated.update(superseded_at=now, superseded_why=WHY)
        # A fact that was itself withdrawn with the record that brought it does not come back.
        Fact.objects.filter(superseded_batch=batch).exclude(superseded_why=WHY).exclude(record__in=records).update(
            superseded_at=None, superseded_why="", superseded_batch=None
        )
        for model in (Name, Identifier, Contact, HouseholdMember):
            model._default_manager.filter(record__in=records).update(is_current=False)
        Record.objects.filter(id__in=records).update(withdrawn_at=now)
        left = set(Record.objects.filter(person__in=people, withdrawn_at=None).values_list("person_id", flat=True))
        gone = people - left
        _leave(by, people, left)
        _vanish(gone)
        refresh(left & people)
        open_conflicts(left & people, now)
    recompute(left & people)
    return people


def _leave(by: Actor, people: Collection[UUID], left: Collection[UUID]) -> None:
    """The organisation has nothing about these people any more, and does not lead their case."""
    still = set(
        Record.objects.filter(person__in=left, organisation=by.organisation_id, withdrawn_at=None).values_list(
            "person_id", flat=True
        )
    )
    leave({person for person in people if person in left} - still, by.organisation_id, clock.today())


def _vanish(gone: Collection[UUID]) -> None:
    """Nobody has a record of them: their files close on the day they were opened and leave every list."""
    today = clock.today()
    Person.objects.filter(id__in=gone).update(withdrawn_at=clock.now())
    Case.objects.filter(person__in=gone, closed_on=None).update(closed_on=today, version=F("version") + 1)
    Responsibility.objects.filter(case__person__in=gone, valid_until=None, valid_from__lt=today).update(
        valid_until=today
    )
    SearchKey.objects.filter(person__in=gone).delete()
    AnswerPeriod.objects.filter(person__in=gone).delete()
    Deadline.objects.filter(person__in=gone, done_at=None).delete()
