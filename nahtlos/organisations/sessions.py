"""Sessions in the database: found by a fingerprint of the cookie, and ended for a person wherever she is logged in."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from nahtlos.core import clock
from nahtlos.organisations.models import Session


class SessionStore(DatabaseStore):
    """SESSION_ENGINE of the settings. Whoever reads the table can take over no session."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        try:
            return Session.objects.get(session_key=fingerprint(self.session_key), expire_date__gt=clock.now())
        except Session.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=fingerprint(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        account = data.get("_auth_user_id")
        return Session(
            session_key=fingerprint(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=UUID(account) if account else None,
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=fingerprint(key)).delete()


def fingerprint(key: str | None) -> str:
    """What the table knows of the key in the cookie; 40 characters, as the column has."""
    return sha256((key or "").encode()).hexdigest()[:40]


def end_sessions(account: UUID, *, except_key: str | None = None) -> int:
    """Whoever is logged in with this account is not any more, from the next request on; returns how many there were."""
    found = Session.objects.filter(account_id=account)
    if except_key:
        found = found.exclude(session_key=fingerprint(except_key))
    return found.delete()[0]
