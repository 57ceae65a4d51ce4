"""Coming and going in the journal: who logged in and out, and what failed. Never what was typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from nahtlos.audit import journal
from nahtlos.core.context import Acting, acting
from nahtlos.organisations.models import Account


def _note(verb: str, account: UUID | None, subject: UUID | None) -> None:
    with acting(Acting(account=account, organisation=None, district=None, purpose="login")), transaction.atomic():
        journal.record(verb, "account" if subject else "", subject)


@receiver(user_logged_in)
def _logged_in(sender: object, user: Account, **_more: Any) -> None:
    _note("login.done", user.pk, user.pk)


@receiver(user_logged_out)
def _logged_out(sender: object, user: Account | None, **_more: Any) -> None:
    if user is not None:
        _note("login.ended", user.pk, user.pk)


@receiver(user_login_failed)
def _failed(sender: object, credentials: dict[str, Any], **_more: Any) -> None:
    """Nobody acts; the subject is the account that was tried, if there is one."""
    tried = Account.objects.filter(username__iexact=str(credentials.get("username", ""))[:80]).values_list(
        "pk", flat=True
    )
    _note("login.failed", None, tried.first())
