"""Who lives with whom, as an office's own numbers say it: a case, a needs unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from nahtlos.core.bulk import update_rows
from nahtlos.people.models import Household, HouseholdMember, Record


class Said(NamedTuple):
    """A record says that its person lives in the household of this number."""

    reference: str
    position: str
    person: UUID
    record: UUID


def live_together(office: UUID, said: Sequence[Said], known: Collection[Record]) -> set[UUID]:
    """Write who lives with whom; returns everybody whose household is another than before.

    `known` are records that may have said another household before: one says one at a time.
    """
    if not said:
        return set()
    references = {one.reference for one in said}
    Household.objects.bulk_create(
        [Household(organisation_id=office, reference=reference) for reference in sorted(references)],
        ignore_conflicts=True,
    )
    homes = dict(
        Household.objects.filter(organisation_id=office, reference__in=references).values_list("reference", "id")
    )
    HouseholdMember.objects.bulk_create(
        [
            HouseholdMember(
                household_id=homes[one.reference], position=one.position, person_id=one.person, record_id=one.record
            )
            for one in said
        ],
        ignore_conflicts=True,
    )
    home_of = {one.record: homes[one.reference] for one in said}
    left = _move_out(home_of, [record.id for record in known if record.id in home_of])
    members = HouseholdMember.objects.filter(household__in={*homes.values(), *left}, is_current=True)
    return set(members.values_list("person_id", flat=True))


def _move_out(home_of: dict[UUID, UUID], known: Sequence[UUID]) -> set[UUID]:
    """Returns the households that were left."""
    moved = [
        member
        for member in HouseholdMember.objects.filter(record__in=known)
        if member.record_id and member.is_current != (member.household_id == home_of[member.record_id])
    ]
    for member in moved:
        member.is_current = not member.is_current
    update_rows(moved, ["is_current"])
    return {member.household_id for member in moved}
