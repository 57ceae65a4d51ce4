"""Heute: what needs the actor's organisation, from deadlines, changes of the law and contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nahtlos.access.policy import Permission
from nahtlos.cases.models import AnswerPeriod, CaseAccess, Conflict, Deadline, Participation, Responsibility
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor

#: How far ahead Heute looks, in days.
AHEAD = 30
#: How far back an unmet deadline is still shown, in days; older ones stand in the file.
BACK = 60


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


@dataclass(slots=True)
class Worklist:
    """Items in four groups, each in order of day and name; `hidden` counts what did not fit."""

    overdue: list[Item]
    this_week: list[Item]
    later: list[Item]
    undated: list[Item]
    hidden: int = 0


def worklist(actor: Actor, *, only_mine: bool = True, limit: int = 60) -> Worklist:
    """What needs me (`only_mine`: I am the named contact person) or my organisation. At most `limit` items a group."""
    actor.require(Permission.CASE_READ)
    today = clock.today()
    dated = sorted(
        [*_deadlines(actor, today, only_mine), *_changes(actor, today, only_mine)],
        key=lambda item: (item.on or today, item.name),
    )
    overdue = [item for item in dated if item.on and item.on < today]
    week = [item for item in dated if item.on and today <= item.on <= today + timedelta(days=7)]
    later = [item for item in dated if item.on and item.on > today + timedelta(days=7)]
    undated = _conflicts(actor, only_mine)
    groups = (overdue, week, later, undated)
    shown = [group[:limit] for group in groups]
    hidden = sum(max(0, len(group) - limit) for group in groups)
    return Worklist(shown[0], shown[1], shown[2], shown[3], hidden)


def _mine(actor: Actor, only_mine: bool) -> Exists:
    """The person's case is one of the organisation's, or one for which the actor is the named contact person."""
    if only_mine:
        return Exists(
            Participation.objects.filter(
                case__person=OuterRef("person"), organisation=actor.organisation_id, valid_until=None
            ).filter(Q(contact=actor.membership) | Q(contact=None))
        )
    return Exists(CaseAccess.objects.filter(organisation=actor.organisation_id, person=OuterRef("person")))


def _leads(actor: Actor) -> Exists:
    return Exists(
        Responsibility.objects.filter(
            case__person=OuterRef("person"), valid_until=None, organisation=actor.organisation_id
        )
    )


def _ours(actor: Actor) -> tuple[str, ...]:
    """Whose deadlines concern the actor's organisation: the person's own, nobody's in particular, and its own."""
    return ("", "person", "employer", "training_provider", actor.kind)


def _deadlines(actor: Actor, today: date, only_mine: bool) -> list[Item]:
    """Days by which somebody must act; the lead authority keeps an eye on them."""
    found = (
        Deadline.objects.filter(
            _mine(actor, only_mine),
            _leads(actor),
            done_at=None,
            kind="last_day",
            who__in=_ours(actor),
            date__range=(today - timedelta(days=BACK), today + timedelta(days=AHEAD)),
            person__merged_into=None,
        )
        .order_by("date", "person__sort_key")
        .values_list("person_id", "person__family_name", "person__given_names", "date", "code", "who", "law", "id")[
            :500
        ]
    )
    return [
        Item("deadline", person, _name(family, given), day, code, who, law, str(key))
        for person, family, given, day, code, who, law, key in found
    ]


def _changes(actor: Actor, today: date, only_mine: bool) -> list[Item]:
    """Another authority becomes responsible: the file should travel before the day comes."""
    found: QuerySet[AnswerPeriod] = AnswerPeriod.objects.filter(
        _mine(actor, only_mine),
        question="benefit_authority",
        status="determined",
        valid_from__range=(today + timedelta(days=1), today + timedelta(days=AHEAD)),
        person__merged_into=None,
    )
    return [
        Item("change", person, _name(family, given), day, str(answer), "", law)
        for person, family, given, day, answer, law in found.order_by("valid_from").values_list(
            "person_id", "person__family_name", "person__given_names", "valid_from", "answer", "law"
        )[:500]
    ]


def _conflicts(actor: Actor, only_mine: bool) -> list[Item]:
    found = (
        Conflict.objects.filter(_mine(actor, only_mine), closed_at=None, person__merged_into=None)
        .order_by(F("opened_at").desc(), "person__sort_key")
        .values_list("person_id", "person__family_name", "person__given_names", "kind", "id")[:500]
    )
    return [
        Item("conflict", person, _name(family, given), None, kind, key=str(key))
        for person, family, given, kind, key in found
    ]


def _name(family: str, given: str) -> str:
    return ", ".join(part for part in (family, given) if part) or "–"
