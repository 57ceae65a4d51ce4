"""A human decides who an unclear row is, and takes it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.intake import Intake, Link
from nahtlos.cases.models import Case
from nahtlos.cases.services.people import NotMergeable, merge_people, unlink_record
from nahtlos.cases.taking_part import take_part
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.exchange.imports.waiting import recount, take_back_copies, tell_others
from nahtlos.exchange.models import ImportRow, Outcome, RunState
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Person, Record


class NotNow(Exception):
    """The import is not in a state in which this can be done; the text is a sentence for the user."""


@transaction.atomic
def decide_row(*, by: Actor, row_id: UUID, person_id: UUID | None) -> ImportRow:
    """A human says who an unclear row is: this person, or (None) somebody new.

    A candidate whose file the office may not open can be chosen as well: the row's own office then takes part in it.
    Raises AccessDenied, NotNow, ImportRow.DoesNotExist, Case.DoesNotExist for somebody who was no candidate.
    """
    by.require(Permission.MATCH_DECIDE)
    row = ImportRow.objects.select_for_update(of=("self",)).select_related("run", "record").get(id=row_id)
    if not row.in_queue:
        raise NotNow("Somebody has decided this already.")
    if person_id is not None:
        if str(person_id) not in {candidate["person"] for candidate in row.candidates}:
            Case.objects.get(person=person_id)  # chosen by search: only from one's own cases
        person_id = _who_is_now(person_id)
    if row.record_id:
        _decide_again(by, row, person_id)
    else:
        _decide(by, row, person_id)
    row.in_queue, row.decided_at, row.decided_by_id = False, clock.now(), by.account_id
    row.outcome = Outcome.LINKED if person_id else Outcome.CREATED
    row.save()
    tell_others(row)
    recount(row.run)
    journal.record("match.decided", "person", row.person_id, row=str(row.id), linked=person_id is not None)
    return row


def _who_is_now(person_id: UUID) -> UUID:
    """Since the row was asked about, the candidate may have been merged into somebody, or be gone with her import."""
    with as_system("linkage"):
        person = Person.objects.get(id=person_id)
        while person.merged_into_id is not None:
            person = Person.objects.get(id=person.merged_into_id)
    if person.withdrawn_at is not None:
        raise NotNow("The import that brought this person was undone; please choose somebody else.")
    return person.id


def _decide(by: Actor, row: ImportRow, person_id: UUID | None) -> None:
    intake = Intake(by, clock.today(), row.run.profile, batch=row.run_id)
    data, link = PersonData.from_json(row.read), Link(LinkedHow.HUMAN, row.score, row.reasons, by.account_id)
    number = {"reference": row.reference, "fingerprint": row.fingerprint}
    if person_id is None:
        record = intake.open_file(data, link, **number)
    else:
        record = intake.attach(data, person_id, link, **number)
    intake.flush()
    row.person_id, row.record = record.person_id, record


def _decide_again(by: Actor, row: ImportRow, person_id: UUID | None) -> None:
    """After a decision was taken back the row has a file of its own: it stays, or goes into the other."""
    record = row.record
    assert record is not None  # noqa: S101 -- for the type checker; the caller asks before
    if person_id is not None and person_id != record.person_id:
        take_part(by, person_id)
        try:
            merge_people(by=by, kept=person_id, gone=record.person_id, reason="decided from the queue")
        except NotMergeable as problem:
            raise NotNow(str(problem)) from None
        record.person_id = person_id
    row.person_id = record.person_id


@transaction.atomic
def take_back(*, by: Actor, row_id: UUID) -> ImportRow:
    """The decision on a row is undone: its record gets a file of its own and the row waits in the queue again.

    Also for rows that were linked automatically. Raises AccessDenied, NotNow, ImportRow.DoesNotExist.
    """
    by.require(Permission.MATCH_DECIDE)
    row = ImportRow.objects.select_for_update(of=("self",)).select_related("run", "record").get(id=row_id)
    decided = row.outcome in (Outcome.LINKED, Outcome.CREATED) and row.run.state != RunState.UNDONE
    if row.in_queue or row.record is None or not decided or row.record.withdrawn_at is not None:
        raise NotNow("There is no decision to take back.")
    with as_system("linkage"):
        others = Record.objects.filter(person=row.record.person_id, withdrawn_at=None).exclude(id=row.record.id)
        shared = others.exists()
    take_back_copies(row)
    if shared:
        row.record.person_id = unlink_record(by=by, record_id=row.record.id, reason="decision taken back")
    row.person_id = row.record.person_id
    row.in_queue, row.outcome, row.decided_at, row.decided_by = True, Outcome.NEEDS_HUMAN, None, None
    row.save()
    recount(row.run)
    journal.record("match.taken_back", "person", row.person_id, row=str(row.id))
    return row
