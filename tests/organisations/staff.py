"""Memberships that do not hold today, written by the superuser and gone after the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import psycopg

from tests.database import server


@contextmanager
def also_works_at(
    username: str, kind: str, start: date, end: date | None = None, *, role: str = "clerk"
) -> Iterator[str]:
    """She has one more membership for the time of the block, in the office of this kind in Hochmosel; its id."""
    key = uuid4()
    with psycopg.connect(server().url(database=_database()), autocommit=True) as superuser:
        superuser.execute(
            "insert into organisations_membership (id, account_id, organisation_id, role, phone, email, room, valid_from,"
            " valid_until) select %s, a.id, o.id, %s, '', '', '', %s, %s from organisations_account a,"
            " organisations_organisation o where a.username = %s and o.name = %s",
            [key, role, start, end, username, f"{kind.capitalize()} Hochmosel"],
        )
        try:
            yield str(key)
        finally:
            superuser.execute("delete from organisations_membership where id = %s", [key])


@contextmanager
def switched_off(username: str) -> Iterator[None]:
    """Her account is not active for the time of the block."""
    with psycopg.connect(server().url(database=_database()), autocommit=True) as superuser:
        superuser.execute("update organisations_account set is_active = false where username = %s", [username])
        try:
            yield
        finally:
            superuser.execute("update organisations_account set is_active = true where username = %s", [username])


def _database() -> str:
    from django.conf import settings  # noqa: PLC0415 -- needs settings

    return str(settings.DATABASES["default"]["NAME"])
