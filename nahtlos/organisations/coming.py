"""Coming and going in the journal: who logged in and out, and what failed. Never what was typed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from nahtlos.audit import journal
from nahtlos.core.context import Acting, acting


def note(verb: str, account: UUID | None, subject: UUID | None, **detail: object) -> None:
    """One line about an account, written whether or not somebody is at work."""
    with acting(Acting(account=account, organisation=None, district=None, purpose="login")), transaction.atomic():
        journal.record(verb, "account" if subject else "", subject, **detail)
