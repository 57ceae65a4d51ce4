"""How she wants to be met, by which names she is known, and who answers for her at each organisation."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.intake import Intake, Link
from nahtlos.cases.models import Case, Participation
from nahtlos.cases.services.facts import case_of
from nahtlos.core import clock
from nahtlos.linkage.identity import Spelling
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership
from nahtlos.people.data import PersonData
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import ContactWish


class NotOnTheTeam(Exception):
    """The contact person must work in the actor's own organisation today; the text is a sentence for the user."""


@transaction.atomic
def set_contact_wish(
    *,
    by: Actor,
    person_id: UUID,
    interpreter_needed: bool | None,
    interpreter_language: str = "",
    prefers_contact_with: str = "",
    preferred_channel: str = "",
    note: str = "",
) -> ContactWish:
    """What everybody who meets her should know beforehand; replaces what was noted before (history keeps it).

    Raises AccessDenied, Case.DoesNotExist.
    """
    by.require(Permission.FACT_RECORD)
    case = case_of(by, person_id)
    wish, _created = ContactWish.objects.update_or_create(
        person_id=person_id,
        defaults={
            "interpreter_needed": interpreter_needed,
            "interpreter_language": interpreter_language[:12],
            "prefers_contact_with": prefers_contact_with[:1],
            "preferred_channel": preferred_channel[:10],
            "note": note[:300],
        },
    )
    _changed(case)
    journal.record("wish.noted", "person", person_id)
    return wish


@transaction.atomic
def add_name(*, by: Actor, person_id: UUID, spelling: Spelling) -> None:
    """One more way her name is said or written; from now on she is found by it. Raises AccessDenied, Case.DoesNotExist."""
    by.require(Permission.FACT_RECORD)
    case = case_of(by, person_id)
    intake = Intake(by, clock.today(), "entry")
    intake.attach(PersonData(spellings=(spelling,)), person_id, Link(LinkedHow.ENTERED, by=by.account_id))
    intake.flush()
    _changed(case)
    journal.record("name.added", "person", person_id, kind=spelling.kind)


@transaction.atomic
def name_contact(*, by: Actor, person_id: UUID, contact: UUID, deputy: UUID | None) -> Participation:
    """The colleague one calls about this case at the actor's organisation, and who stands in for her.

    Raises AccessDenied, Case.DoesNotExist, NotOnTheTeam.
    """
    by.require(Permission.FACT_RECORD)
    case = case_of(by, person_id)
    team = {member.id: member for member in team_of(by)}
    if contact not in team or (deputy is not None and deputy not in team):
        raise NotOnTheTeam("Choose somebody who works in your organisation.")
    if contact == deputy:
        raise NotOnTheTeam("The deputy must be somebody else.")
    part = Participation.objects.select_for_update().get(case=case, organisation=by.organisation_id, valid_until=None)
    part.contact, part.deputy = team[contact], team[deputy] if deputy else None
    part.unit_id = team[contact].unit_id
    part.save(update_fields=["contact", "deputy", "unit"])
    _changed(case)
    journal.record("contact.named", "person", person_id)
    return part


def team_of(actor: Actor) -> list[Membership]:
    """Everybody who works in the actor's organisation today, by name."""
    today = clock.today()
    return list(
        Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gt=today), organisation=actor.organisation_id)
        .filter(account__is_active=True, valid_from__lte=today)
        .select_related("account")
        .order_by("account__name")
    )


def _changed(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1, changed_at=clock.now())
