"""What the notes answer when a file is about to vanish with the import it came from."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from nahtlos.cases import happenings


def connect() -> None:
    """Ask before a file vanishes."""
    happenings.written_by_hand.connect(_noted, dispatch_uid="notes.written_by_hand")


def _noted(*, people: Collection[UUID], **_more: object) -> set[UUID]:
    """Those of them with notes: the database says which, and nothing of what the notes say."""
    with connection.cursor() as cursor:
        cursor.execute("select nt.noted(%s)", [list(people)])
        return set(cursor.fetchone()[0])
