"""The named contact person of an organisation in a case, and her deputy: spread evenly, the same for the same case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class Desks:
    """Who can be named, per organisation."""

    clerks: dict[UUID, list[Membership]]

    def named_for(self, organisation: UUID, case: UUID) -> dict[str, Any]:
        """Fields contact, deputy, unit of a participation; empty where the organisation has nobody yet."""
        staff = self.clerks.get(organisation, [])
        if not staff:
            return {}
        place = case.int % len(staff)
        contact = staff[place]
        deputy = staff[(place + 1) % len(staff)] if len(staff) > 1 else None
        return {"contact": contact, "deputy": deputy, "unit_id": contact.unit_id}


def contact_desks(organisations: Collection[UUID], on: date) -> Desks:
    """The case workers of these organisations on a day."""
    clerks: dict[UUID, list[Membership]] = defaultdict(list)
    for member in (
        Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), organisation__in=organisations)
        .filter(role__in=[Role.CLERK, Role.TEAM_LEAD, Role.COUNSELLOR, Role.COORDINATOR], account__is_active=True)
        .order_by("role", "id")
    ):
        clerks[member.organisation_id].append(member)
    return Desks(dict(clerks))
