"""Coming in through the login of one's own organisation: away, and back."""

from __future__ import annotations

import hmac
from dataclasses import asdict

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nahtlos.organisations.coming import note
from nahtlos.organisations.sign_on import Journey, NotLetIn, leave_for, who_came

_KEY = "sign_on"


@never_cache
@require_safe
def begin(request: HttpRequest, name: str) -> HttpResponse:
    """Away to the other login."""
    _known(name)
    journey, wanted = Journey.new(), request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    request.session[_KEY] = {"name": name, "next": wanted if own else "", "journey": asdict(journey)}
    try:
        return HttpResponseRedirect(leave_for(name, journey, _back(request, name)))
    except NotLetIn as problem:
        return _not_let_in(request, problem)


@never_cache
@require_safe
def finish(request: HttpRequest, name: str) -> HttpResponse:
    """Back from there. Whoever did not leave from this browser does not come back to it."""
    _known(name)
    kept = request.session.pop(_KEY, None) or {}
    journey = Journey(**kept["journey"]) if kept.get("name") == name else None
    try:
        if journey is None or not hmac.compare_digest(journey.state.encode(), request.GET.get("state", "").encode()):
            raise NotLetIn("did not leave from here")
        account = who_came(name, journey, _back(request, name), request.GET.get("code", ""))
    except NotLetIn as problem:
        return _not_let_in(request, problem)
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=kept["next"] or None))
    return response


def _known(name: str) -> None:
    if name not in settings.SINGLE_SIGN_ON:
        raise Http404


def _back(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse("sso_back", args=[name]))


def _not_let_in(request: HttpRequest, problem: NotLetIn) -> HttpResponse:
    note("login.failed", None, None, step="sign-on", why=str(problem))
    return render(request, "workspace/staff/not_let_in.html", status=403)
