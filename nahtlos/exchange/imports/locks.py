"""Who carries out an import right now: locks of the connection, which end with it, however it ends.

A process that is killed leaves nothing locked, so "being carried out" and "nobody holds the lock" together mean: interrupted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction


@contextmanager
def carrying_out(district: UUID, run: UUID) -> Iterator[None]:
    """Lists of one district are carried out one after another; this one is now, and everybody can see that it is.

    Waits as long as it takes: the limits of a connection are made for pages, and a list of a district takes longer.
    """
    with _held(district), _held(run):
        yield


def is_carried_out_now(run: UUID) -> bool:
    """Whether a living process is at work on this import. Outside a transaction it is true for the moment only."""
    key = _key(run)
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_locks where locktype = 'advisory' and granted and objsubid = 1"
            " and database = (select oid from pg_database where datname = current_database())"
            " and classid::bigint = %s and objid::bigint = %s)",
            [key >> 32, key & 0xFFFFFFFF],
        )
        (held,) = cursor.fetchone()
    return bool(held)


@contextmanager
def _held(subject: UUID) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = 0")
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("select pg_advisory_lock(%s)", [_key(subject)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_key(subject)])


def _key(subject: UUID) -> int:
    """62 bits, so that it is a positive number for PostgreSQL."""
    return subject.int & ((1 << 62) - 1)
