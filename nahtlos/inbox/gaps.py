"""Cases for which my organisation names nobody, or soon nobody: an alarm on Heute before the gap is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Participation
from nahtlos.core import clock
from nahtlos.inbox import sources
from nahtlos.organisations.actor import Actor


def register() -> None:
    """Called once, when Django is ready."""
    sources.register(sources.Source("gap", _("Cases without a named contact person"), _gaps))


def _gaps(actor: Actor, _only_mine: bool, limit: int) -> Sequence[sources.Need]:
    """Everybody's: who is missing cannot look after it herself. A person who leaves stays named until her last day."""
    today = clock.today()
    rows = (
        Participation.objects.filter(
            Q(contact=None) | Q(contact__valid_until__isnull=False),
            organisation=actor.organisation_id,
            valid_until=None,
            case__closed_on=None,
            case__person__merged_into=None,
        )
        .select_related("case__person", "contact__account")
        .order_by("contact__valid_until", "case__person__sort_key")[:limit]
    )
    return [
        sources.Need(
            kind="gap",
            what=_what(part.contact.valid_until if part.contact else today, today),
            page="contact_desk",
            args=(part.case.person_id,),
            on=part.contact.valid_until if part.contact else today,
            person_id=part.case.person_id,
            name=str(part.case.person),
            key=str(part.id),
            owner=part.contact.account.name if part.contact else "",
        )
        for part in rows
    ]


def _what(day: date | None, today: date) -> str:
    if day is None or day <= today:
        return gettext("Nobody is named as contact person")
    return gettext("From %(day)s on nobody is named as contact person") % {"day": date_format(day, "d.m.Y")}
