"""Members of the household side by side: each has her own status and her own lead authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Fact, Responsibility
from nahtlos.cases.selectors import visible_people
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import HouseholdMember, Person
from nahtlos.web.workspace.words import facts


@dataclass(frozen=True, slots=True)
class Relative:
    """One member on a day; what is not known is empty."""

    person: Person
    status: str
    lead: str


def relatives_of(actor: Actor, person_id: UUID, on: date) -> list[Relative]:
    """The members whose files the actor may open, the eldest first, with one statement for all of them."""
    homes = HouseholdMember.objects.filter(person=person_id, is_current=True).values("household")
    together = HouseholdMember.objects.filter(household__in=homes, is_current=True).values("person")
    people = visible_people(actor).filter(pk__in=together).exclude(pk=person_id).order_by("birth_year", "id")
    found = people.annotate(residence=Subquery(_residence(on)), lead=Subquery(_lead(on)))
    return [_relative(member, member.residence or {}, member.lead or "") for member in found]


def _relative(member: Person, residence: dict[str, Any], lead: str) -> Relative:
    said = residence.get("value")
    return Relative(member, facts.describe("residence", said, residence.get("note", "")) if said else "", lead)


def _holding(on: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gt=on))


def _residence(on: date) -> QuerySet[Any, Any]:
    """Papers and decisions before hearsay, then the newest beginning, as in the head of her own file."""
    return (
        Fact.objects.filter(
            _holding(on), ~Q(value={}), person=OuterRef("pk"), kind=FactKind.RESIDENCE, superseded_at=None
        )
        .annotate(said=JSONObject(value="value", note="source_note"))
        .order_by(
            ExpressionWrapper(Q(source="told"), BooleanField()),
            F("valid_from").desc(nulls_last=True),
            "-recorded_at",
            "-id",
        )
        .values("said")[:1]
    )


def _lead(on: date) -> QuerySet[Any, Any]:
    return (
        Responsibility.objects.filter(_holding(on), case__person=OuterRef("pk"))
        .order_by("-valid_from")
        .values("organisation__short_name")[:1]
    )
