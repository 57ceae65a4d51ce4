"""What the pages know of emergencies: until when my file is open, that it is read only, and what waits for a review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from nahtlos.cases.enums import AccessLevel
from nahtlos.cases.selectors import read_on
from nahtlos.core import clock
from nahtlos.grants.emergencies import to_review
from nahtlos.grants.models import Emergency
from nahtlos.organisations.actor import AccessDenied, Actor

_KEY = "emergencies"
#: She may take her consent back wherever she says so, and say why she reads.
_ALSO_FOR_READERS = frozenset({"consent_withdraw", "reason"})
#: What goes on in a closed case: it is opened again, and the rights of the person do not end with it.
_ALSO_WHEN_CLOSED = frozenset({"case_reopen", "rights", "report"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WORKING_DAYS = 5
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Open:
    """The end of an emergency."""

    until: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Notice:
    """An emergency that waits for a review."""

    emergency: Emergency
    due: date
    is_overdue: bool


def remember_end(request: HttpRequest, person_id: UUID, ends_at: datetime) -> None:
    """The session knows it, so that no page must ask the database; what is open decides the database alone."""
    request.session[_KEY] = {**request.session.get(_KEY, {}), str(person_id): ends_at.isoformat()}


def open_until(request: HttpRequest, person_id: Any) -> Open | None:
    """The emergency in which this file is open now."""
    text = request.session.get(_KEY, {}).get(str(person_id))
    left = (datetime.fromisoformat(text) - clock.now()).total_seconds() if text else 0
    return Open(datetime.fromisoformat(text).astimezone(clock.BERLIN), -int(-left // 60)) if text and left > 0 else None


def insist_on_reading(request: HttpRequest, actor: Actor, person_id: Any) -> None:
    """A sentence instead of the refusal of the database, in whichever session she works. Raises AccessDenied."""
    match = request.resolver_match
    if not person_id or request.method in _SAFE or (match and match.url_name in _ALSO_FOR_READERS):
        return
    levels = read_on(actor, person_id)
    if AccessLevel.CLOSED in levels:
        if match and match.url_name in _ALSO_WHEN_CLOSED:
            return
        raise AccessDenied("The case is closed. Open it again before you write in it.")
    if AccessLevel.EMERGENCY in levels:
        raise AccessDenied("In an emergency you may read, nothing else.")
    if levels:
        raise AccessDenied("What rests on her consent you may read, nothing else.")


def notices_of(actor: Actor) -> list[Notice]:
    """What the actor must review, with the day by which; five working days, holidays counted as working days."""
    today = clock.now().astimezone(clock.BERLIN).date()
    dues = [(one, _due(one.opened_at.astimezone(clock.BERLIN).date())) for one in to_review(actor)[:20]]
    return [Notice(one, due, today > due) for one, due in dues]


def _due(opened: date) -> date:
    day, left = opened, _WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day
