"""What has happened in a file since somebody opened a form: what else was stated, and what took the place of a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Case, Fact
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Account


def changed_since(case: Case, version: int) -> Sequence[Fact]:
    """Statements recorded, corrected or withdrawn since the file had this version, the oldest first."""
    facts = Fact.objects.filter(person=case.person_id).select_related("reported_by", "recorded_by")
    seen = _stood_at(case.pk, version)
    if seen is not None:
        facts = facts.filter(Q(recorded_at__gt=seen) | Q(superseded_at__gt=seen))
    return list(facts.order_by("recorded_at", "id"))


def _stood_at(case_id: UUID, version: int) -> datetime | None:
    """When the file got this version; None for one it never had: then everything is news."""
    history = apps.get_model("cases", "CaseEvent")
    found = history.objects.filter(pgh_obj_id=case_id, version=version).order_by("-pgh_id")
    at: datetime | None = found.values_list("changed_at", flat=True).first()
    return at


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something in a file, and when; `is_mine`: the actor herself, in another window."""

    who: str
    at: datetime
    is_mine: bool


def last_act(actor: Actor, person_id: UUID, verb: str, **detail: str) -> Act | None:
    """The last time somebody did this, as the journal says."""
    entry = JournalEntry.objects.filter(subject=person_id, verb=verb, detail__contains=detail).order_by("-id").first()
    account = Account.objects.filter(id=entry.account).first() if entry and entry.account else None
    return Act(account.name, entry.at, account.id == actor.account_id) if entry and account else None


def act_of(actor: Actor, fact: Fact) -> Act:
    """Who recorded this statement; its organisation, if no human did."""
    by = fact.recorded_by
    return Act(by.name if by else fact.reported_by.short_name, fact.recorded_at, bool(by and by.id == actor.account_id))


def successor(fact: Fact) -> Fact | None:
    """The statement that stands in its place now; None when it was withdrawn."""
    seen = {fact.pk}
    while fact.superseded_at is not None:
        following = Fact.objects.select_related("reported_by", "recorded_by").filter(replaces=fact).first()
        if following is None or following.pk in seen:
            return None
        fact = following
        seen.add(fact.pk)
    return fact
