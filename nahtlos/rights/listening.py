"""A file that goes to another district takes along that a statement in it is contested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from nahtlos.cases import happenings
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import Actor
from nahtlos.rights.models import Contest


def connect() -> None:
    """Called once, when Django is ready."""
    happenings.file_moved.connect(_moved, dispatch_uid="rights.file_moved")


def _moved(*, actor: Actor, old: UUID, new: UUID, facts: Mapping[UUID, UUID], **_more: Any) -> None:
    """She still says that it is wrong; the new lead, which has the statement now, has to find out."""
    with as_system("move"):
        open_ones = list(Contest.objects.filter(person=old, closed_at=None))
    Contest.objects.bulk_create(
        Contest(
            person_id=new,
            fact_id=facts[one.fact_id],
            source_id=actor.organisation_id,
            said=one.said,
            opened_at=one.opened_at,
            opened_by_id=one.opened_by_id,
        )
        for one in open_ones
        if one.fact_id in facts
    )
