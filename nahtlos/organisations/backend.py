"""Who is logged in, together with where she works: every page needs both."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from nahtlos.organisations.actor import living_memberships
from nahtlos.organisations.models import Account


class AccountBackend(ModelBackend):
    """Django's, but an account arrives with its memberships of today (see `actor.memberships_of`)."""

    def get_user(self, user_id: Any) -> Account | None:
        """One statement for who works here; a second one only for who works nowhere today."""
        found = living_memberships(user_id)
        if not found:
            return super().get_user(user_id)
        account = found[0].account
        account.works_in = found
        return account if self.user_can_authenticate(account) else None
