"""To which offices of other districts a file can be handed over, and on which provision each of them is responsible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from nahtlos.access.policy import Permission
from nahtlos.cases.contacts import contact_desks
from nahtlos.handovers.models import Transfer
from nahtlos.organisations.actor import PURPOSES, Actor
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import Membership, Organisation

#: Kind of office → the provision by which the one at her (new) place is responsible. Only these can lead a file.
LOCAL: Mapping[str, str] = {
    OrganisationKind.JOBCENTER: "§ 36 SGB II",
    OrganisationKind.SOZIALAMT: "§ 10a AsylbLG, § 98 SGB XII",
    OrganisationKind.AUSLAENDERBEHOERDE: "§ 71 AufenthG",
    OrganisationKind.ARBEITSAGENTUR: "§ 327 SGB III",
    OrganisationKind.JUGENDAMT: "§§ 86, 88a SGB VIII",
}


def elsewhere(district: UUID) -> QuerySet[Organisation]:
    """Offices of all other districts of this installation that can lead a file, by district and name."""
    found = Organisation.objects.filter(kind__in=list(LOCAL)).exclude(district=district)
    return found.select_related("district").order_by("district__name", "name")


def in_district(district: UUID) -> QuerySet[Organisation]:
    """Offices of this district that can lead a file."""
    return Organisation.objects.filter(kind__in=list(LOCAL), district=district).order_by("name")


def at_the_receiver(transfer: Transfer, today: date) -> Actor | None:
    """In whose name an accepted file is fetched on its day: who was named, else another colleague there; None: nobody."""
    office = transfer.receiver
    if office is None:
        return None
    team = contact_desks([office.id], today).clerks.get(office.id, [])
    ids = [member.id for member in sorted(team, key=lambda one: one.id != transfer.asked_id)]
    members = Membership.objects.select_related("account", "organisation__district", "unit").in_bulk(ids)
    purpose = PURPOSES[OrganisationKind(office.kind)]
    actors = (Actor(members[key], purpose) for key in ids)
    return next((one for one in actors if one.may(Permission.HANDOVER_WORK)), None)
