"""Who else is in this file right now, from the journal of the last minutes: nothing is asked for or stored for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Participation
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership

#: So long after somebody opened the file or a form in it, she may still be there.
A_WHILE = timedelta(minutes=10)
_READS, _OPENS = "case.read", "form.opened"
_VERBS = (_READS, _OPENS, "fact.recorded", "fact.corrected", "wish.noted", "name.added", "contact.named")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of an organisation that takes part in the case, what she did there last, and when."""

    name: str
    office: str
    at: datetime
    doing: str  #: `reads`; `writes`: a form of hers is open; `wrote`: she has saved something


def others_here(actor: Actor, person_id: UUID) -> Sequence[Colleague]:
    """Colleagues who opened this file or a form in it a moment ago, the latest first; never oneself.

    The actor must have been found to take part in the case. Only who takes part as well is named.
    """
    return colleagues(_traces(actor, person_id).values_list(_trace(), flat=True))


def traces(actor: Actor, person: str) -> ArraySubquery:
    """The same within another statement, where `person` is the column; `colleagues` makes names of it."""
    return ArraySubquery(_traces(actor, OuterRef(person)).values(trace=_trace()))


def colleagues(found: Iterable[dict[str, Any]]) -> Sequence[Colleague]:
    """Each of them once, with the last thing she did."""
    latest = {(one["account"], one["organisation"]): one for one in found}
    if not latest:
        return []
    members = Membership.objects.filter(account__in=[account for account, _office in latest])
    names = {
        (str(member.account_id), str(member.organisation_id)): (member.account.name, member.organisation.short_name)
        for member in members.select_related("account", "organisation")
    }
    named = [
        Colleague(*names[key], datetime.fromisoformat(one["at"]), _doing(one["verb"]))
        for key, one in latest.items()
        if key in names
    ]
    return sorted(named, key=lambda one: one.at, reverse=True)


def _traces(actor: Actor, person: Any) -> QuerySet[JournalEntry]:
    take_part = Participation.objects.filter(case__person=OuterRef("subject"), valid_until=None)
    return (
        JournalEntry.objects.filter(
            subject=person,
            at__gt=clock.now() - A_WHILE,
            verb__in=_VERBS,
            organisation__in=take_part.values("organisation"),
            account__isnull=False,
        )
        .exclude(account=actor.account_id)
        .order_by("id")
    )


def _trace() -> JSONObject:
    return JSONObject(account=F("account"), organisation=F("organisation"), at=F("at"), verb=F("verb"))


def _doing(verb: str) -> str:
    return {_OPENS: "writes", _READS: "reads"}.get(verb, "wrote")
