"""What coming and going means for the session and the journal."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from nahtlos.core import clock
from nahtlos.organisations.coming import note
from nahtlos.organisations.login import PROVED, doors_of
from nahtlos.organisations.models import Account
from nahtlos.organisations.sessions import end_sessions

BEGAN, SEEN, SECOND = "began_at", "seen_at", "second_factor"


@receiver(user_logged_in)
def _logged_in(sender: object, request: HttpRequest, user: Account, **_more: Any) -> None:
    now = clock.now().timestamp()
    request.session.update({BEGAN: now, SEEN: now, PROVED: now, SECOND: doors_of(user.pk).exists()})
    note("login.done", user.pk, user.pk)


@receiver(user_logged_out)
def _logged_out(sender: object, user: Account | None, **_more: Any) -> None:
    if user is not None:
        note("login.ended", user.pk, user.pk)


@receiver(user_login_failed)
def _failed(sender: object, credentials: dict[str, Any], **_more: Any) -> None:
    """Nobody acts; the subject is the account that was tried, if there is one."""
    tried = Account.objects.filter(username__iexact=str(credentials.get("username", ""))[:80])
    note("login.failed", None, tried.values_list("pk", flat=True).first())


@receiver(authentication_failed)
def _second_failed(sender: object, user: Account, **_more: Any) -> None:
    note("login.failed", None, user.pk, step="second factor")


@receiver(authentication_step_completed)
def _proved(sender: object, request: HttpRequest, user: Account, **more: Any) -> None:
    """Asked for the password again in the middle of the work, she gave it."""
    if more.get("reauthenticated"):
        request.session[PROVED] = clock.now().timestamp()
        note("login.proved", user.pk, user.pk)


@receiver([authenticator_added, authenticator_removed])
def _second_factor_changed(sender: object, request: HttpRequest, user: Account, signal: Any, **_more: Any) -> None:
    """Whoever was logged in with what held before is not any more; this browser goes on under a new key."""
    request.session[SECOND] = doors_of(user.pk).exists()
    request.session.cycle_key()
    end_sessions(user.pk, except_key=request.session.session_key)
    note("login.factor_added" if signal is authenticator_added else "login.factor_removed", user.pk, user.pk)


@receiver(password_changed)
def _password_changed(sender: object, request: HttpRequest, user: Account, **_more: Any) -> None:
    end_sessions(user.pk, except_key=request.session.session_key)
    note("login.password_changed", user.pk, user.pk)
