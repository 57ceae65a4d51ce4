"""Opening a file outside one's own work: the page asks why first, and leads on to where one wanted to go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from nahtlos.access.policy import Permission
from nahtlos.cases.caseload import must_say_why, say_why
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor

_KEY = "opened_because"
_OPENING = frozenset({"GET", "HEAD"})
_PAGE = "reason"
_NEVER_HELD_UP = frozenset({_PAGE, "still_open"})


def asks_why(request: HttpRequest, actor: Actor, person_id: Any) -> bool:
    """Whether this page must wait for a reason. Forms that are sent were opened before, so they are not held up."""
    match = request.resolver_match
    return (
        isinstance(person_id, UUID)
        and request.method in _OPENING
        and bool(match and match.url_name not in _NEVER_HELD_UP)
        and actor.may(Permission.CASE_READ)
        and not reason_of(request, actor, person_id)
        and must_say_why(actor, person_id)
    )


def ask_why(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that asks; it leads on to this one."""
    match = request.resolver_match
    person_id = match.kwargs["person_id"] if match else ""
    return HttpResponseRedirect(
        f"{reverse(_PAGE, args=[person_id])}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    )


def reason_of(request: HttpRequest, actor: Actor, person_id: UUID) -> str:
    """What she said today in this session, for the entry of the journal."""
    day, reason = request.session.get(_KEY, {}).get(f"{actor.organisation_id} {person_id}", ("", ""))
    return str(reason) if day == _day() else ""


def keep_reason(request: HttpRequest, actor: Actor, person_id: UUID, category: str, words: str) -> None:
    """Say it, and remember it for today. Raises NoReason."""
    reason = say_why(by=actor, person_id=person_id, category=category, words=words)
    kept = {key: one for key, one in request.session.get(_KEY, {}).items() if one[0] == _day()}
    request.session[_KEY] = {**kept, f"{actor.organisation_id} {person_id}": (_day(), reason)}


def _day() -> str:
    return clock.now().astimezone(clock.BERLIN).date().isoformat()
