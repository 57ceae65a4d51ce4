"""Opening one file in an emergency: half an hour, one account, reading only, and a second person looks at it afterwards."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.grants.enums import EmergencyCategory
from nahtlos.grants.models import Emergency, EmergencyReview
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.enums import Role

SHORTEST_REASON = 20


class NoEmergency(Exception):
    """This does not open a file; the text is a sentence for the user."""


@transaction.atomic
def open_emergency(*, by: Actor, person_id: UUID, category: str, reason: str) -> Emergency:
    """The file is open to this account for 30 minutes; lead and data protection officer see it at once.

    The caller has asked for the password again. Raises AccessDenied, NoEmergency, and Emergency.DoesNotExist (no such file).
    """
    by.require(Permission.CASE_READ)
    if len(reason.strip()) < SHORTEST_REASON:
        raise NoEmergency("Please say in at least 20 letters what has happened.")
    if category not in EmergencyCategory.values:
        raise NoEmergency("Please choose the kind of danger.")
    with connection.cursor() as cursor:
        cursor.execute("select nt.open_emergency(%s, %s, %s)", [person_id, category, reason.strip()[:1000]])
        (made,) = cursor.fetchone()
    return Emergency.objects.get(id=made)  # none was made where there is no such file in the district


def open_now(by: Actor, person_id: UUID) -> Emergency | None:
    """Her own emergency that opens this file at this moment."""
    return (
        Emergency.objects.filter(account=by.account_id, organisation=by.organisation_id, person=person_id)
        .filter(ends_at__gt=clock.now())
        .order_by("-ends_at")
        .first()
    )


def to_review(actor: Actor) -> QuerySet[Emergency]:
    """Emergencies of others that nobody has reviewed and the actor must: she leads the case or guards data protection."""
    return (
        Emergency.objects.filter(review=None)
        .exclude(account=actor.account_id)
        .select_related("account", "organisation")
        .order_by("opened_at")
    )


@transaction.atomic
def review_emergency(
    *,
    by: Actor,
    emergency_id: UUID,
    was_justified: bool,
    note: str,
    informed_on: date | None = None,
    not_informed_because: str = "",
) -> EmergencyReview:
    """A second person has looked; the person has been told, or there is a documented reason why not.

    Raises AccessDenied, NoEmergency, Emergency.DoesNotExist.
    """
    if by.membership.role not in (Role.TEAM_LEAD, Role.CLERK, Role.DATA_PROTECTION_OFFICER):
        raise AccessDenied("Your role does not include this.")
    emergency = Emergency.objects.get(id=emergency_id)
    if emergency.account_id == by.account_id:
        raise AccessDenied("Somebody else must review this.")
    if informed_on is None and not not_informed_because.strip():
        raise NoEmergency("Please say when the person was told, or why she may not be told.")
    review = EmergencyReview.objects.create(
        emergency=emergency,
        person_id=emergency.person_id,
        by_id=by.account_id,
        organisation_id=by.organisation_id,
        at=clock.now(),
        was_justified=was_justified,
        note=note.strip()[:1000],
        informed_on=informed_on,
        not_informed_because=not_informed_because.strip()[:300],
    )
    journal.record("emergency.reviewed", "person", emergency.person_id, emergency=str(emergency_id))
    return review
