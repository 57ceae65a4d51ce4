"""Decisions about planned law, written by the superuser and gone after the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import psycopg
from django.conf import settings

from tests.database import server


@contextmanager
def decided(module: str, state: str, first: date | None) -> Iterator[None]:
    """This was decided last about the module, for the time of the block."""
    key = uuid4()
    with psycopg.connect(
        server().url(database=str(settings.DATABASES["default"]["NAME"])), autocommit=True
    ) as superuser:
        superuser.execute(
            "insert into organisations_moduleswitch (id, module, state, valid_from, at, by, note)"
            " values (%s, %s, %s, %s, clock_timestamp(), 'tests', '')",
            [key, module, state, first],
        )
        try:
            yield
        finally:
            superuser.execute("set session_replication_role = replica")  # the table keeps what was decided otherwise
            superuser.execute("delete from organisations_moduleswitch where id = %s", [key])
