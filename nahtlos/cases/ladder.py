"""The ladder of a deadline: how near it is, and whose it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from nahtlos.cases.models import Participation
from nahtlos.organisations.enums import OrganisationKind


class Rung(StrEnum):
    """How near a day is, the most urgent first."""

    OVERDUE = "overdue"
    WEEK = "week"  #: within 7 days
    MONTH = "month"  #: within 30 days
    QUARTER = "quarter"  #: within 90 days
    LATER = "later"


_STEPS = ((7, Rung.WEEK), (30, Rung.MONTH), (90, Rung.QUARTER))
#: Who of the law's deadlines is which kind of organisation under another name.
ALSO: Mapping[str, str] = {"asylblg_authority": OrganisationKind.SOZIALAMT}


def rung(day: date, on: date) -> Rung:
    """Where a day stands on the ladder as of another."""
    if day < on:
        return Rung.OVERDUE
    return next((step for days, step in _STEPS if day <= on + timedelta(days=days)), Rung.LATER)


def agency_of(who: str) -> str:
    """The kind of organisation whose own deadline it is; "" where a person, an employer or nobody in particular must act."""
    return ALSO.get(who, who) if who in ALSO or who in OrganisationKind.values else ""


def names_of(kind: str) -> tuple[str, ...]:
    """Under which names the law speaks of organisations of a kind."""
    return (kind, *(name for name, meant in ALSO.items() if meant == kind))


def owner_of(who: str, parts: Iterable[Participation], lead: UUID | None) -> Participation | None:
    """Who has to see to it: the agency whose deadline it is if it takes part, else the lead authority."""
    taking_part = list(parts)
    own = (part for part in taking_part if part.organisation.kind == agency_of(who))
    leading = (part for part in taking_part if part.organisation_id == lead)
    return next(own, None) or next(leading, None)
