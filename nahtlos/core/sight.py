"""The policy by class of data as the database reads it: filled by the owner from the code, compared with it at start-up.

`nt.statute` says what is open by law, `nt.never` what no grant opens, `nt.piece` to which class a code belongs.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from nahtlos.access.pieces import pieces
from nahtlos.access.statutes import HARD_DENIALS, MOST_BY_CONSENT, STATUTES
from nahtlos.access.vocabulary import DataClass, Verb

Line = tuple[str, ...]


def policy() -> dict[str, set[Line]]:
    """The rows of each table, as the code has them."""
    never: set[Line] = {(kind, data.value) for kind, classes in HARD_DENIALS.items() for data in classes}
    never |= {(kind, data.value) for kind, most in MOST_BY_CONSENT.items() for data in set(DataClass) - most}
    return {
        "statute": {
            (kind, purpose, data.value, right.scope.value, str(Verb.WRITE in right.verbs).lower())
            for kind, purposes in STATUTES.items()
            for purpose, rights in purposes.items()
            for data, right in rights.items()
            if data not in HARD_DENIALS.get(kind, frozenset())
        },
        "never": never,
        "piece": {
            (one.about, one.code, one.data.value if one.data else "frame", str(one.for_the_author).lower())
            for one in pieces()
        },
    }


def fill(database: BaseDatabaseWrapper) -> None:
    """Put the policy of the code into the database; as the owner, after every migration."""
    with database.cursor() as cursor:
        for table, rows in policy().items():
            cursor.execute(f"delete from nt.{table}")  # noqa: S608 -- our own three names
            cursor.executemany(_insert(table, rows), sorted(rows))


def _insert(table: str, rows: Iterable[Line]) -> str:
    width = len(next(iter(rows)))
    return f"insert into nt.{table} values ({', '.join(['%s'] * width)})"  # noqa: S608 -- our own three names


def differences() -> list[str]:
    """Where the database's policy is not that of the code, one line each."""
    with connection.cursor() as cursor:
        cursor.execute("select what, line from nt.policy()")
        there: set[tuple[str, Line]] = {(what, tuple(line)) for what, line in cursor.fetchall()}
    wanted = {(what, line) for what, lines in policy().items() for line in lines}
    return [
        f"the policy of the database and of the program differ: {what} {' '.join(line)}"
        for what, line in sorted(wanted ^ there)
    ]
