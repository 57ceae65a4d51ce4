"""PostgreSQL backend that binds the acting context to every transaction (SET LOCAL semantics).

Outside a transaction there is no context, and without a context row-level security shows nothing: it fails closed.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction  # type: ignore[attr-defined]

from nahtlos.core import context

_BIND = "SELECT set_config('nt.ctx', %s, true)"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL connection, knowing in whose name each transaction runs."""

    _bound: str | None = None

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self._bound = None
        if not autocommit:
            self._bind()

    def _bind(self) -> None:
        value = context.as_guc()
        if value != self._bound:
            with debug_transaction(self, _BIND), self.connection.cursor() as cursor:
                cursor.execute(_BIND, (value,))
            self._bound = value

    def _follow(self) -> None:
        """Inside an open transaction: hand over an actor who changed since the last statement."""
        if self.connection is not None and self.in_atomic_block and not self.needs_rollback:
            self._bind()

    def create_cursor(self, name: str | None = None) -> Any:
        self._follow()
        return super().create_cursor(name)

    def chunked_cursor(self) -> Any:
        self._follow()
        return super().chunked_cursor()

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._bound = None  # ROLLBACK TO takes set_config back as well
