"""Field history of a model: every inserted and updated row is copied by a trigger, bulk and raw SQL included.

The trigger runs once for a statement and copies all of its rows: a list writes thousands of rows in a statement, and a
call for each of them cost more than the rows themselves.

Who acted stands in the column `nt_ctx` that the database itself fills from the transaction's context (core.hardening);
pghistory's own context table is not used, because the application role could rewrite it (security.md 2.5).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked() -> Callable[[M], M]:
    """Class decorator."""
    decorate: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(level=pghistory.Statement),
        context_field=None,  # type: ignore[arg-type]  # None is documented: no context
    )
    return decorate
