"""Protecting a person's whereabouts, and ending it: by the leading office, each in a row that stays."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.heads import refresh
from nahtlos.cases.models import ProtectionEnd, ProtectionMark, ProtectionReason, Responsibility
from nahtlos.cases.protection import living_marks
from nahtlos.cases.services.facts import case_of
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import Record


class NotAProtection(Exception):
    """It cannot be so; the text is a sentence for the user."""


@transaction.atomic
def protect(
    *, by: Actor, person_id: UUID, code: str, since: date | None = None, until: date | None = None, note: str = ""
) -> ProtectionMark:
    """From now on only the leading office knows where she lives, and nothing that leaves the house says it.

    `until`: the first day on which it no longer holds. Only the leading office reads why. Journalled without the reason.
    Raises AccessDenied, Case.DoesNotExist, NotAProtection.
    """
    _must_lead(by, person_id)
    today = clock.today()
    if living_marks().filter(person=person_id).exists():
        raise NotAProtection("She is protected already.")
    if until is not None and until <= max(today, since or today):
        raise NotAProtection("The end must lie in the future.")
    mark = ProtectionMark.objects.create(
        person_id=person_id,
        since=since or today,
        until=until,
        set_at=clock.now(),
        set_by_id=by.account_id,
        set_for_id=by.organisation_id,
    )
    ProtectionReason.objects.create(mark=mark, person_id=person_id, code=code, note=note[:300])
    with as_system("linkage"):
        # The database takes the address out of what records keep to compare people with.
        Record.objects.filter(person=person_id).update(identity=F("identity"))
        refresh([person_id])
    journal.record("protection.set", "person", person_id, mark=str(mark.id))
    return mark


@transaction.atomic
def end_protection(*, by: Actor, person_id: UUID) -> None:
    """Her whereabouts are again open to whoever needs them by law. Raises AccessDenied, Case.DoesNotExist, NotAProtection."""
    _must_lead(by, person_id)
    marks = list(living_marks().filter(person=person_id))
    if not marks:
        raise NotAProtection("She is not protected.")
    for mark in marks:
        ProtectionEnd.objects.create(
            mark=mark,
            person_id=person_id,
            ended_at=clock.now(),
            ended_by_id=by.account_id,
            ended_for_id=by.organisation_id,
        )
        journal.record("protection.ended", "person", person_id, mark=str(mark.id))


def may_protect(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor may set and end the mark: her office leads the case."""
    own = Responsibility.objects.filter(case__person=person_id, valid_until=None, organisation=actor.organisation_id)
    return bool(actor.may(Permission.CASE_RESTRICT)) and own.exists()


def _must_lead(by: Actor, person_id: UUID) -> None:
    by.require(Permission.CASE_RESTRICT)
    case_of(by, person_id)
    if not may_protect(by, person_id):
        raise AccessDenied("Only the leading office can protect her whereabouts.")
