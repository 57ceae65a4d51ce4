"""Writing the journal: one call, the actor comes from the context of the transaction and never from an argument."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection


def record(verb: str, subject_type: str = "", subject: UUID | None = None, **detail: Any) -> None:
    """Note that the present actor did `verb`. `detail`: ids, counts and field names only, never contents.

    Raises django.db.Error when nobody acts: what cannot be journalled must not happen.
    """
    with connection.cursor() as cursor:
        cursor.execute("select nt.journal(%s, %s, %s, %s)", [verb, subject_type, subject, json.dumps(detail)])
