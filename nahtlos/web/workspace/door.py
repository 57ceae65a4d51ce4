"""How long one stays logged in, and that nobody works here without a second factor where one is required."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nahtlos.core import clock
from nahtlos.organisations.coming import note
from nahtlos.organisations.login import doors_of
from nahtlos.organisations.models import Account
from nahtlos.web.workspace.sessions import BEGAN, SECOND, SEEN

#: Writing the moment of each click would cost a statement per page; this many seconds are close enough.
_NEAR = 30
#: Header of what the page asks by itself; it does not keep somebody logged in who has left her desk.
_BY_ITSELF = "X-Nahtlos-By-Itself"
#: What somebody without a second factor may call: getting one, and going.
_BEFORE = frozenset({"login", "logout", "set_language", "healthz", "alive", "mfa_index", "mfa_activate_totp"}) | {
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_change_password",
}


class DoorMiddleware:
    """Logs out whoever was away too long, and sends whoever lacks a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, Account) and _too_long(request):
            logout(request)
            note("login.expired", user.pk, user.pk)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_rest: Any) -> HttpResponse | None:
        """Runs before every page, so that no address leads around it."""
        if not isinstance(request.user, Account):
            return None
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        if not request.headers.get(_BY_ITSELF):
            _was_here(request)
        if not settings.SECOND_FACTOR_REQUIRED or name in _BEFORE or view.__module__.startswith("nahtlos.web.public"):
            return None
        if request.session.get(SECOND) or doors_of(request.user.pk).exists():
            return None
        return HttpResponseRedirect(reverse("mfa_index"))


def _too_long(request: HttpRequest) -> bool:
    now, session = clock.now().timestamp(), request.session
    return bool(
        now - session.get(SEEN, 0) > settings.SESSION_IDLE + _NEAR
        or now - session.get(BEGAN, 0) > settings.SESSION_LONGEST
    )


def seconds_left(request: HttpRequest) -> int:
    """Until she must log in again if she does nothing."""
    now, session = clock.now().timestamp(), request.session
    return max(0, int(min(session[SEEN] + settings.SESSION_IDLE, session[BEGAN] + settings.SESSION_LONGEST) - now))


def _was_here(request: HttpRequest) -> None:
    now = clock.now().timestamp()
    if now - request.session.get(SEEN, 0) > _NEAR:
        request.session[SEEN] = now


def back_to(request: HttpRequest, name: str) -> HttpResponseRedirect:
    """To the page `name`, and from there back here."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()}, safe='/')}")
