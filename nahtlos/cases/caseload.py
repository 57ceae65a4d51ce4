"""Whether a file belongs to somebody's own work. Who opens another file of her organisation says why, once a day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import override

from nahtlos.audit import journal
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.enums import OpeningReason
from nahtlos.cases.models import Fact, Participation
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership

#: Acts of the journal by which somebody has worked on a file.
_WORKED = (
    "case.closed",
    "case.opened",
    "case.reopened",
    "conflict.closed",
    "contact.named",
    "deadline.done",
    "fact.corrected",
    "fact.recorded",
    "match.decided",
    "name.added",
    "person.merged",
    "record.attached",
    "wish.noted",
)
_NAMED = ("contact", "deputy")
_DESK = [
    "unit_id",
    *(f"{who}{part}" for who in _NAMED for part in ("_id", "__unit_id", "__substitute_id")),
]


class NoReason(Exception):
    """This does not say why; the text is a sentence for the user."""


def must_say_why(actor: Actor, person_id: UUID) -> bool:
    """Whether the file is another unit's of the actor's organisation, and she has not said today why she opens it.

    No question where nobody is named in the file or the organisation takes no part in it (what opens it to her then,
    a consent or an emergency, has a reason of its own), and none to who has worked on it.
    """
    at_the_end = Q(valid_until=None) | Q(case__closed_on__isnull=False, valid_until=F("case__closed_on"))
    desk = (
        Participation.objects.filter(at_the_end, case__person=person_id, organisation=actor.organisation_id)
        .exclude(contact=None, deputy=None)
        .values(*_DESK)
        .first()
    )
    if desk is None or _is_hers(desk, actor.membership):
        return False
    return not (_has_worked(actor, person_id) or reason_today(actor, person_id))


def reason_today(actor: Actor, person_id: UUID) -> str:
    """What she said today about opening this file; empty when nothing."""
    midnight = clock.now().astimezone(clock.BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
    said = _entries(actor, person_id).filter(verb="case.reason", at__gte=midnight).order_by("-id").first()
    return str(said.detail["reason"]) if said else ""


def say_why(*, by: Actor, person_id: UUID, category: str, words: str = "") -> str:
    """Noted for whoever looks after the file, and returned; in German, because her letter is. Raises NoReason."""
    if category not in OpeningReason.values:
        raise NoReason("Please choose why you open this file.")
    words = words.strip()[:200]
    if category == OpeningReason.OTHER and not words:
        raise NoReason("Please say in a few words why.")
    with override("de"):
        label = str(OpeningReason(category).label)
    reason = f"{label}: {words}" if words else label
    journal.record("case.reason", "person", person_id, reason=reason)
    return reason


def _is_hers(desk: dict[str, Any], member: Membership) -> bool:
    """She is named, stands in for who is named, or belongs to the unit; people without a unit are one unit."""
    if member.id in {desk[f"{who}{part}"] for who in _NAMED for part in ("_id", "__substitute_id")}:
        return True
    units = {desk[f"{who}__unit_id"] for who in _NAMED if desk[f"{who}_id"]} | ({desk["unit_id"]} - {None})
    leads_all = member.role == Role.TEAM_LEAD and member.unit_id is None
    return leads_all or member.unit_id in units


def _has_worked(actor: Actor, person_id: UUID) -> bool:
    return (
        Fact.objects.filter(person=person_id, recorded_by=actor.account_id).exists()
        or _entries(actor, person_id).filter(verb__in=_WORKED).exists()
    )


def _entries(actor: Actor, person_id: UUID) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(subject=person_id, account=actor.account_id)
