"""What has been opened to the acting organisation beyond the law."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

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
