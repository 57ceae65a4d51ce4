"""Somebody leaves an organisation, or will not work on cases any more: no case loses the person one can call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from nahtlos.access.policy import ROLES, Permission
from nahtlos.audit import journal
from nahtlos.cases.models import Case, Participation
from nahtlos.core import clock
from nahtlos.organisations import staff
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership

#: team of the case (None: no team) → the colleague who takes over
Successors = Mapping[UUID | None, UUID]


class StillNamed(Exception):
    """Cases name her and nobody takes over; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def named_in(by: Actor, membership: UUID) -> Counter[UUID | None]:
    """In how many cases she is contact person or deputy today, by team. Raises AccessDenied."""
    by.require(Permission.STAFF_MANAGE)
    return Counter(_naming(by, membership).values_list("unit_id", flat=True))


@transaction.atomic
def leave(*, by: Actor, membership: UUID, successors: Successors) -> int:
    """Her work here ends now, everywhere she is logged in; the cases that named her name her successors. Returns how many.

    All or nothing. Raises AccessDenied, Membership.DoesNotExist, StillNamed, staff.NotPossible.
    """
    member = staff.colleague(by, membership)
    count = _hand_over(by, member, successors)
    staff.end_membership(member)
    return count


@transaction.atomic
def give_role(*, by: Actor, membership: UUID, role: str) -> None:
    """Raises StillNamed when the new role works on no case and cases name her; else like staff.change_role."""
    count = sum(named_in(by, membership).values())
    if count and Permission.CASE_READ not in ROLES.get(role, frozenset()):
        raise StillNamed(count)
    staff.change_role(by=by, membership=membership, role=role)


def may_take_over(by: Actor, leaving: UUID) -> list[Membership]:
    """The colleagues who work on cases, without her."""
    return [one for one in staff.colleagues(by) if one.pk != leaving and _works_on_cases(one)]


def _hand_over(by: Actor, leaving: Membership, successors: Successors) -> int:
    able = {one.pk for one in may_take_over(by, leaving.pk)}
    parts = list(_naming(by, leaving.pk).select_for_update())
    open_ones = [part for part in parts if successors.get(part.unit_id) not in able]
    if open_ones:
        raise StillNamed(len(open_ones))
    for part in parts:
        successor = successors[part.unit_id]
        if part.contact_id == leaving.pk:
            part.contact_id = successor
        else:
            part.deputy_id = successor
        if part.contact_id == part.deputy_id:
            part.deputy_id = None
    Participation.objects.bulk_update(parts, ["contact", "deputy"], batch_size=500)
    Case.objects.filter(pk__in=[part.case_id for part in parts]).update(
        version=F("version") + 1, changed_at=clock.now()
    )
    journal.record("staff.cases_handed_over", "membership", leaving.pk, cases=len(parts))
    return len(parts)


def _naming(by: Actor, membership: UUID) -> QuerySet[Participation]:
    return Participation.objects.filter(
        Q(contact=membership) | Q(deputy=membership), organisation=by.organisation_id, valid_until=None
    ).order_by("id")


def _works_on_cases(member: Membership) -> bool:
    return Permission.CASE_READ in ROLES.get(member.role, frozenset())
