"""Whoever brings something into a file takes part in its case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from nahtlos.cases.models import Case, Participation
from nahtlos.cases.responsibility import join
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import Actor


def take_part(actor: Actor, person_id: UUID) -> None:
    """The actor's organisation takes part in this case from today, if it does not yet."""
    with as_system("linkage"):
        people_take_part(actor, {person_id}, clock.today())


def people_take_part(actor: Actor, people: Collection[UUID], on: date) -> None:
    """The actor's organisation takes part in the cases of these people; call it as the linkage."""
    cases = list(Case.objects.filter(person__in=people).values_list("id", flat=True))
    there = set(
        Participation.objects.filter(case__in=cases, organisation=actor.organisation_id, valid_until=None).values_list(
            "case_id", flat=True
        )
    )
    join([(case, actor.organisation_id, actor.kind) for case in sorted(cases) if case not in there], on)
