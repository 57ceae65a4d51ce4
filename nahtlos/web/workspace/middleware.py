"""Binds each request of somebody who is logged in to her actor: one transaction, in her name, for her purpose.

What fails is taken back as a whole. Without an actor the database shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from nahtlos.audit import journal
from nahtlos.core.context import acting
from nahtlos.organisations.actor import AccessDenied, Actor, NobodyToActFor, actor_for
from nahtlos.organisations.models import Account
from nahtlos.web.workspace.frame import frame_for
from nahtlos.web.workspace.language import speak_to

MEMBERSHIP_KEY = "membership"
PURPOSE_KEY = "purpose"


class ActingMiddleware:
    """Sets `request.actor` and `request.frame`; pages of the workspace insist on them (see `page`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Account):
            return self.get_response(request)
        speak_to(request, request.user)
        actor = _actor(request, request.user)
        response = self.get_response(request) if actor is None else self._in_her_name(request, actor)
        # Nothing about a person stays in the cache of a shared computer.
        response.headers["Cache-Control"] = "no-store"
        return response

    def _in_her_name(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        request.actor = actor  # type: ignore[attr-defined]
        request.frame = SimpleLazyObject(lambda: frame_for(request, actor))  # type: ignore[attr-defined]
        with acting(actor.acting()):
            with transaction.atomic():
                response = self.get_response(request)
                if getattr(request, "take_back", False):
                    transaction.set_rollback(True)
            if getattr(request, "refused", ""):
                _note_refusal(request)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A view that raises has changed nothing; what is outside one's scope looks like what does not exist."""
        request.take_back = True  # type: ignore[attr-defined]
        if isinstance(problem, AccessDenied):
            request.refused = "policy"  # type: ignore[attr-defined]
            return render(request, "403.html", {"reason": gettext(str(problem))}, status=403)
        if isinstance(problem, ObjectDoesNotExist):
            request.refused = "out of reach"  # type: ignore[attr-defined]
            return render(request, "404.html", status=404)
        return None


def _note_refusal(request: HttpRequest) -> None:
    """A refused look is journalled although everything else about the request was taken back.

    Whether the file exists is not said: the entry of a participant's file can be read by its participants only.
    """
    match = request.resolver_match
    person = match.kwargs.get("person_id") if match else None
    page = (match.url_name if match else "") or ""
    with transaction.atomic():
        journal.record("access.denied", "person" if person else "", person, page=page, why=request.refused)  # type: ignore[attr-defined]


def _actor(request: HttpRequest, account: Account) -> Actor | None:
    """Looked up anew for each request, so that a role that ended ends at once."""
    session = request.session
    try:
        return actor_for(account, membership_id=session.get(MEMBERSHIP_KEY), purpose=session.get(PURPOSE_KEY))
    except NobodyToActFor:
        return None
