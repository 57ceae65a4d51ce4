"""Fetching is authorising: a case is found only where the actor's organisation takes part in it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef

from nahtlos.cases.models import Case, CaseAccess
from nahtlos.organisations.actor import Actor


def case_within_reach(actor: Actor, person_id: UUID) -> Case:
    """The case with its person. Raises Case.DoesNotExist, whatever the reason."""
    mine = CaseAccess.objects.filter(organisation=actor.organisation_id, case=OuterRef("pk"))
    return Case.objects.select_related("person").filter(Exists(mine)).get(person=person_id)
