"""Logging in and out, and the sign of life for operators."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from nahtlos.organisations.models import Account
from nahtlos.web.workspace import language
from nahtlos.web.workspace.door import seconds_left


class LogInForm(AuthenticationForm):
    """User name and password; attempts are counted before the password is looked at."""

    def clean(self) -> dict[str, Any]:
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if username is not None and password:
            self.user_cache = get_adapter().authenticate(self.request, username=username, password=password)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data


class LogIn(LoginView):
    """User name and password, then the second factor of those who have one. Whoever is logged in goes on to her work."""

    form_class = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | {"sign_ons": list(settings.SINGLE_SIGN_ON.values())}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        response: HttpResponse = perform_password_login(self.request, {}, login)
        return response


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


@require_http_methods(["GET", "POST"])
def alive(request: HttpRequest) -> HttpResponse:
    """GET: how many seconds she is still logged in if she does nothing. POST: she is still at her desk."""
    return JsonResponse({"left": seconds_left(request) if request.user.is_authenticated else 0})


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
