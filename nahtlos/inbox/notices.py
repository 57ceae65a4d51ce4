"""Telling somebody that something needs her: a row in the transaction of its cause, mailed later by a job."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from nahtlos.cases.models import Participation
from nahtlos.core import clock
from nahtlos.inbox.models import Notice
from nahtlos.organisations.models import Account, Membership


def notify(
    *,
    person_id: UUID,
    organisation_id: UUID,
    kind: str,
    cause_type: str,
    cause: UUID,
    path: str,
    urgent: bool = False,
    member: Membership | None = None,
    but_not: UUID | None = None,
) -> bool:
    """The member, or else the contact person of this organisation in the case, is told once for each cause.

    `but_not`: whoever caused it herself. False where there is nobody to be told; the need stands on Heute all the same.
    """
    account = member.account_id if member else _contact(person_id, organisation_id)
    if account is None or account == but_not:
        return False
    row = Notice(
        account=Account(id=account),
        organisation_id=organisation_id,
        person_id=person_id,
        kind=kind,
        cause_type=cause_type,
        cause=cause,
        path=path,
        is_urgent=urgent,
        created_at=clock.now(),
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    return True


def write(rows: Collection[Notice]) -> None:
    """Many at once, in one statement; each account is told once for each cause."""
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _contact(person_id: UUID, organisation_id: UUID) -> UUID | None:
    parts = Participation.objects.filter(case__person=person_id, organisation=organisation_id, valid_until=None)
    return parts.values_list("contact__account_id", flat=True).first()
