"""Logging in and out, and the sign of life for operators."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from nahtlos.organisations.models import Account
from nahtlos.web.workspace import language


class LogIn(LoginView):
    """User name and password. Somebody who is logged in already goes on to her work."""

    redirect_authenticated_user = True


class LogOut(LogoutView):
    """Ends the session and asks the browser to forget what it stored."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """The pages speak another language: for this browser, and wherever she logs in if she is logged in now."""
    if isinstance(request.user, Account):
        language.choose(request.user, request.POST.get("language", ""))
    return set_language(request)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the page and its database answer, 503 otherwise; says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
