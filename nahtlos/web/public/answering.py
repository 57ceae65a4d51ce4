"""/vermittlung/: a partner without an account reads what it is asked, and answers.

The address of a link leads to its PIN and no further; what opens the page after that is a signed cookie of half an hour.
Whatever leads nowhere looks the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.handovers import keys
from nahtlos.handovers.enums import Act
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.services import links
from nahtlos.handovers.services.reach import Answered
from nahtlos.handovers.sharing import PIECES
from nahtlos.web.components.context import visitor
from nahtlos.web.public.forms import AnswerForm, CodeForm, PinForm

_COOKIE, _SALT, _HALF_AN_HOUR = "nahtlos_link", "nahtlos.link", 30 * 60
#: What a button says.
_BUTTONS = {
    Act.ACCEPT: _("We take it on"),
    Act.REJECT: _("We decline"),
    Act.COMPLETE: _("It is done"),
    Act.FAIL: _("It ended without result"),
}

View = Callable[..., HttpResponse]


def _private(view: View) -> View:
    """Nothing of it stays in a cache, an index or another site's log; a link that leads nowhere says so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **words: Any) -> HttpResponse:
        if request.method == "POST" and not consume(request, action="partner_link"):
            response = _page(request, "nowhere", status=429, too_often=True)
        else:
            try:
                response = view(request, *args, **words)
            except links.Nowhere:
                response = _page(request, "nowhere", status=404)
        response.headers["Cache-Control"] = "no-store"
        # Not `no-referrer`: browsers then send forms from nowhere, and are refused.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@_private
def code(request: HttpRequest) -> HttpResponse:
    """The code of a letter."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "code", form=form, status=422 if form.errors else 200)
    key = keys.fingerprint(keys.as_typed(form.cleaned_data["code"]))
    try:
        links.enter(key)
    except (links.Nowhere, links.WrongPin):
        form.add_error(
            "code", gettext("This code leads nowhere: mistyped, answered, or too old. Please call the office.")
        )
        return _page(request, "code", form=form, status=422)
    return _let_in(key)


@require_http_methods(["GET", "HEAD", "POST"])
@_private
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The address of a link: the PIN is asked for. Calling it changes nothing; programs that preview links do no harm."""
    key = keys.fingerprint(secret)
    if not links.needs_pin(key):
        raise links.Nowhere
    form = PinForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "pin", form=form, status=422 if form.errors else 200)
    try:
        links.enter(key, form.cleaned_data["pin"])
    except links.WrongPin as wrong:
        text = ngettext(
            "This is not the PIN. One try is left.", "This is not the PIN. %(n)s tries are left.", wrong.left
        )
        form.add_error("pin", text % {"n": wrong.left})
        return _page(request, "pin", form=form, status=422)
    return _let_in(key)


@require_safe
@_private
def request_(request: HttpRequest) -> HttpResponse:
    """What is asked, what was passed on, and the answers that are possible now."""
    return _asked(request, _key(request))


@require_POST
@_private
def answer(request: HttpRequest, act: str) -> HttpResponse:
    """One answer; what was typed stays where it is not possible."""
    key = _key(request)
    shown = links.look(key)
    step = next((step for step in shown.possible if step.act == act), None)
    if step is None:
        return _asked(request, key, gettext("This is not possible any more."), status=409)
    form = AnswerForm(request.POST, step=step, version=shown.transfer.version)
    if not form.is_valid():
        return _asked(request, key, wrong=form, status=422)
    data = form.cleaned_data
    try:
        done = links.answer(
            key,
            act=step.act,
            who=data["who"],
            reason=data.get("reason", ""),
            note=data["note"],
            version=data["version"],
        )
    except Answered:
        return _asked(request, key, gettext("Somebody was faster. This is how it stands now."), status=409)
    except NotPossible as refused:
        form.add_error(None, gettext(str(refused)))
        return _asked(request, key, wrong=form, status=422)
    return _page(request, "thanks", one=done, goes_on=step.act == Act.ACCEPT)


def _asked(
    request: HttpRequest, key: str, notice: str = "", *, wrong: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    shown = links.look(key)
    one = shown.transfer
    forms = [
        wrong if wrong and wrong.step == step else AnswerForm(step=step, version=one.version) for step in shown.possible
    ]
    return _page(
        request,
        "asked",
        status=status,
        one=one,
        notice=notice,
        shared=[(PIECES[str(piece["code"])], piece["values"]) for piece in shown.shared if piece["code"] in PIECES],
        answers=[(form.step, _BUTTONS[form.step.act], form, form is wrong) for form in forms],
        expires_on=shown.expires_on,
    )


def _page(request: HttpRequest, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, f"public/answer_{name}.html", {"frame": visitor(), **more}, status=status)


def _let_in(key: str) -> HttpResponse:
    response = redirect("partner_request")
    response.set_signed_cookie(
        _COOKIE,
        key,
        salt=_SALT,
        max_age=_HALF_AN_HOUR,
        path=reverse("partner_code"),
        httponly=True,
        samesite="Strict",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return response


def _key(request: HttpRequest) -> str:
    """The key of whoever has come in. Raises links.Nowhere."""
    try:
        return str(request.get_signed_cookie(_COOKIE, salt=_SALT, max_age=_HALF_AN_HOUR))
    except (KeyError, BadSignature):
        raise links.Nowhere from None
