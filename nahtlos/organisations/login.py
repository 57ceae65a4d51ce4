"""What the library for logging in asks us: how attempts are counted, what is secret, which second factor may go."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.messages import ERROR
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nahtlos.core import clock
from nahtlos.organisations.coming import note
from nahtlos.organisations.models import Account

PROVED = "proved_at"  #: in the session: the moment she last proved who she is


class Door(DefaultAccountAdapter):  # type: ignore[misc]
    """ACCOUNT_ADAPTER: nobody signs up, and nobody learns which user names exist."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many attempts. Please wait a quarter of an hour, or ask your administrator."),
        "username_password_mismatch": _("User name and password do not match."),
        "incorrect_password": _("The password is not correct."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError when too many attempts have failed, whether or not the password is right."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            tried = Account.objects.filter(username__iexact=str(credentials.get("username", ""))[:80])
            note("login.locked", None, tried.values_list("pk", flat=True).first())
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By user name alone: with the host in it, each port a visitor makes up would count anew."""
        return str(credentials.get("username", "")).lower()

    def set_password(self, user: Account, password: str) -> None:
        """Only the password: the application may not write the rest of an account."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A login of just now is proof enough."""
        return not proved_recently(context.request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Pages tell what happened themselves; only what went wrong at the door is passed on."""
        if level >= ERROR:
            super().add_message(request, level, *args, **kwargs)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """MFA_ADAPTER: secrets are encrypted at rest; where a second factor is required the last one stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Set up another second factor first: one is required here."),
        "incorrect_code": _("The code is not correct, or it has been used already."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one that opens the door."""
        if not settings.SECOND_FACTOR_REQUIRED:
            return True
        return bool(doors_of(authenticator.user_id).exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        return f"{_('Passkey')} {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


def doors_of(account: Any) -> Any:
    """Her second factors that open the door; recovery codes only help when one of them is lost."""
    return Authenticator.objects.filter(
        user_id=account, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )


def proved_recently(request: HttpRequest) -> bool:
    """Whether she proved who she is within RECENT_LOGIN."""
    proved = request.session.get(PROVED, 0)
    return bool(clock.now().timestamp() - proved < settings.RECENT_LOGIN)


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(b"second factors:" + key.encode()).digest())) for key in keys]
    )
