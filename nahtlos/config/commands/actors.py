"""In whose name a command works: `--as USER` or the Jobcenter's own rights; never anybody's by default."""

from __future__ import annotations

from nahtlos.config.command import Refused
from nahtlos.organisations.actor import KNOWN_PURPOSES, Actor, NobodyToActFor, actor_for
from nahtlos.organisations.models import Account


def actor_named(username: str, purpose: str | None = None) -> Actor:
    """The actor of this user name. Raises Refused with a sentence."""
    if purpose is not None and purpose not in KNOWN_PURPOSES:
        raise Refused(f"There is no purpose {purpose!r}; choose from {', '.join(KNOWN_PURPOSES)}.", 2)
    try:
        return actor_for(Account.objects.get(username__iexact=username, is_active=True), purpose=purpose)
    except Account.DoesNotExist:
        raise Refused(f"There is no active account {username!r}.", 2) from None
    except NobodyToActFor:
        raise Refused(f"{username} belongs to no organisation today.", 2) from None
