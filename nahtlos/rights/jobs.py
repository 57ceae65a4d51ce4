"""Jobs of the rights: thin wrappers that act in the name of whoever ordered, with her rights at the time they run."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.core.context import acting
from nahtlos.organisations.actor import AccessDenied, Actor, actor_for
from nahtlos.organisations.models import Membership
from nahtlos.rights.services import NotDue, erase_due

log = logging.getLogger(__name__)

ERASE = "rights.erase"


@app.task(name=ERASE, queue="imports")
def erase_files(*, people: list[str], membership: str) -> None:
    """Erase files that are due, each whole or not at all; what is not due any more stays."""
    member = Membership.objects.select_related("account", "organisation__district").get(id=UUID(membership))
    by = actor_for(member.account, membership_id=membership)
    if by.membership.id != member.id:
        raise AccessDenied("Whoever ordered this does not act for the organisation any more.")
    with acting(by.acting()):
        for person in people:
            try:
                with transaction.atomic():
                    erase_due(by=by, person_id=UUID(person), noted=settings.ERASURES)
            except NotDue:
                log.warning("a file that is not due any more was not erased")


def order_erasure(*, by: Actor, people: list[str]) -> None:
    """The order is in the queue with this transaction, and in the journal with the number of files.

    Raises AccessDenied.
    """
    by.require(Permission.ERASURE_ORDER)
    erase_files.defer(people=people, membership=str(by.membership.id))
    journal.record("erasure.ordered", rows=len(people))
