"""What has been opened to the acting organisation beyond the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q

from nahtlos.access.policy import Permission
from nahtlos.core import clock
from nahtlos.grants.models import Grant
from nahtlos.organisations.actor import Actor


def granted_classes(actor: Actor, person: str) -> ArraySubquery:
    """For a query of rows about people: the classes a living grant opens to the actor; `person` is the column."""
    living = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=clock.now()),
        person=OuterRef(person),
        organisation=actor.organisation_id,
        purpose=actor.purpose,
    )
    return ArraySubquery(living.values("data_class").distinct())


@dataclass(frozen=True, slots=True)
class Ended:
    """How many files closed to the organisation on a day, because a consent no longer holds."""

    last_day: date
    files: int


def ended_since(actor: Actor, since: date) -> list[Ended]:
    """Consents given to the actor's organisation that were withdrawn or ran out, newest first; nobody is named."""
    actor.require(Permission.CASE_READ)
    with connection.cursor() as cursor:
        cursor.execute("select last_day, files from nt.consents_ended(%s)", [since])
        return [Ended(day, files) for day, files in cursor.fetchall()]
