"""The language of the pages: her own once she is logged in, that of the browser before; German when nothing fits."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from nahtlos.organisations.models import Account


def is_spoken(code: str) -> bool:
    """Whether the pages exist in this language."""
    return code in dict(settings.LANGUAGES)


def speak_to(request: HttpRequest, account: Account) -> None:
    """From here on this request is answered in the language of the account."""
    if is_spoken(account.language):
        translation.activate(account.language)
        request.LANGUAGE_CODE = account.language


def choose(account: Account, code: str) -> None:
    """She is spoken to in this language from now on, at every computer. A language nobody translated changes nothing."""
    if is_spoken(code):
        Account.objects.filter(pk=account.pk).update(language=code)
