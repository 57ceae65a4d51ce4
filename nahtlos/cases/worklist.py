"""Heute: what needs the actor's organisation, from deadlines, changes of the law and contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from nahtlos.access.policy import Permission
from nahtlos.cases.enums import AccessLevel
from nahtlos.cases.ladder import ALSO, Rung, names_of, rung
from nahtlos.cases.models import AnswerPeriod, CaseAccess, Conflict, Deadline, Participation, Responsibility
from nahtlos.cases.responsibility import AHEAD
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor

#: How far back an unmet deadline is still shown, in days; older ones stand in the file.
BACK = 60
#: Of each kind of item so many are looked at, the nearest first.
MOST = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `kind`: deadline, change (the law names another authority from that day), conflict."""

    kind: str
    person_id: UUID
    name: str
    on: date | None  #: until when, or from when
    code: str  #: deadline code, authority, or kind of fact
    who: str = ""
    law: str = ""
    key: str = ""  #: id of the deadline or conflict
    owner: str = ""  #: the named contact person; empty where the organisation has named nobody


@dataclass(slots=True)
class Worklist:
    """Items on the rungs of the ladder, each in order of day and name; `hidden` counts what did not fit.

    `is_cut`: of one kind there are MOST or more, and nobody has counted the rest.
    """

    rungs: dict[Rung, list[Item]]
    undated: list[Item]
    hidden: int = 0
    is_cut: bool = False


def worklist(actor: Actor, *, only_mine: bool = True, limit: int = 60) -> Worklist:
    """What needs me (`only_mine`: I am the named contact person) or my organisation. At most `limit` items a rung."""
    actor.require(Permission.CASE_READ)
    today = clock.today()
    deadlines, changes = _deadlines(actor, today, only_mine), _changes(actor, today, only_mine)
    dated = sorted([*deadlines, *changes], key=lambda item: (item.on or today, item.name))
    rungs: dict[Rung, list[Item]] = {step: [] for step in Rung}
    for item in dated:
        rungs[rung(item.on or today, today)].append(item)
    undated = _conflicts(actor, only_mine)
    hidden = sum(max(0, len(group) - limit) for group in (*rungs.values(), undated))
    is_cut = max(len(deadlines), len(changes), len(undated)) >= MOST
    return Worklist({step: items[:limit] for step, items in rungs.items()}, undated[:limit], hidden, is_cut)


def _any(rows: QuerySet[Any]) -> Coalesce:
    """Whether there is such a row: asked of one item after the other until there are enough.

    As a bare EXISTS it becomes a join or a hash, and either goes through all cases of the organisation first.
    """
    return Coalesce(Subquery(rows.order_by().values(found=Value(True))[:1], output_field=BooleanField()), Value(False))


def _mine(actor: Actor, only_mine: bool) -> Coalesce:
    """The person's case is one of the organisation's, or one for which the actor is the named contact person."""
    if only_mine:
        return _any(
            Participation.objects.filter(
                case__person=OuterRef("person"), organisation=actor.organisation_id, valid_until=None
            ).filter(Q(contact=actor.membership) | Q(contact=None))
        )
    access = CaseAccess.objects.filter(organisation=actor.organisation_id, person=OuterRef("person"))
    return _any(access.exclude(level=AccessLevel.CLOSED))  # nothing is due in a case that is closed


def _leads(actor: Actor) -> Coalesce:
    return _any(
        Responsibility.objects.filter(
            case__person=OuterRef("person"), valid_until=None, organisation=actor.organisation_id
        )
    )


def _others() -> Coalesce:
    """Somebody takes part whose own deadline it is."""
    return _any(
        Participation.objects.filter(
            case__person=OuterRef("person"), valid_until=None, organisation__kind=OuterRef("agency")
        )
    )


def _agency() -> Case:
    """The kind of organisation a deadline names, as `agency_of` reads it."""
    return Case(*(When(who=name, then=Value(meant)) for name, meant in ALSO.items()), default=F("who"))


def _contact(actor: Actor) -> Subquery:
    """The name of the organisation's contact person in the case."""
    part = Participation.objects.filter(
        case__person=OuterRef("person"), organisation=actor.organisation_id, valid_until=None
    )
    return Subquery(part.values("contact__account__name")[:1])


def _deadlines(actor: Actor, today: date, only_mine: bool) -> list[Item]:
    """Days by which somebody must act; their owner keeps an eye on them."""
    found = (
        Deadline.objects.annotate(agency=_agency(), owner=_contact(actor), mine=_mine(actor, only_mine))
        .annotate(leads=_leads(actor), others=_others())
        .filter(
            # Of the organisation itself, and as the lead those of nobody else who takes part.
            Q(who__in=names_of(actor.kind)) | Q(leads=True, others=False),
            mine=True,
            done_at=None,
            kind="last_day",
            date__gte=today - timedelta(days=BACK),
            person__merged_into=None,
        )
        .order_by("date", "id")
        .values_list(
            "person_id", "person__family_name", "person__given_names", "date", "code", "who", "law", "id", "owner"
        )[:MOST]
    )
    return [
        Item("deadline", person, _name(family, given), day, code, who, law, str(key), owner or "")
        for person, family, given, day, code, who, law, key, owner in found
    ]


def _changes(actor: Actor, today: date, only_mine: bool) -> list[Item]:
    """Another authority becomes responsible: the file should travel before the day comes."""
    found = AnswerPeriod.objects.annotate(owner=_contact(actor), mine=_mine(actor, only_mine)).filter(
        mine=True,
        question="benefit_authority",
        status="determined",
        valid_from__range=(today + timedelta(days=1), today + timedelta(days=AHEAD)),
        person__merged_into=None,
    )
    return [
        Item("change", person, _name(family, given), day, str(answer), "", law, owner=owner or "")
        for person, family, given, day, answer, law, owner in found.order_by("valid_from").values_list(
            "person_id", "person__family_name", "person__given_names", "valid_from", "answer", "law", "owner"
        )[:MOST]
    ]


def _conflicts(actor: Actor, only_mine: bool) -> list[Item]:
    found = (
        Conflict.objects.annotate(owner=_contact(actor), mine=_mine(actor, only_mine))
        .filter(mine=True, closed_at=None, person__merged_into=None)
        .order_by(F("opened_at").desc(), "person__sort_key")
        .values_list("person_id", "person__family_name", "person__given_names", "kind", "id", "owner")[:MOST]
    )
    return [
        Item("conflict", person, _name(family, given), None, kind, key=str(key), owner=owner or "")
        for person, family, given, kind, key, owner in found
    ]


def _name(family: str, given: str) -> str:
    return ", ".join(part for part in (family, given) if part) or "–"
