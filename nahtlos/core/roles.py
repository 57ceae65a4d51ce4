"""The two database roles and what each may do (security.md, decision 1). No Django here.

`nt_owner` owns the schema and migrates; `nt_app` runs web, worker and tests: it owns nothing, may not bypass row-level
security, and may not delete or truncate what belongs to a case.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

OWNER = "nt_owner"
APP = "nt_app"

_LIMITS = {
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "10min",
    "lock_timeout": "15s",
    "timezone": "Europe/Berlin",
}


def ensure_roles(superuser_url: str, *, owner_password: str, app_password: str) -> None:
    """Both roles exist with these passwords and no special powers."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, password in ((OWNER, owner_password), (APP, app_password)):
            known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
            verb = "alter" if known else "create"
            connection.execute(
                sql.SQL(
                    "{verb} role {role} login nosuperuser nobypassrls nocreatedb nocreaterole noinherit password {word}"
                ).format(verb=sql.SQL(verb), role=sql.Identifier(role), word=sql.Literal(password))
            )
        for name, value in _LIMITS.items():
            connection.execute(
                sql.SQL("alter role {role} set {name} = {value}").format(
                    role=sql.Identifier(APP), name=sql.Identifier(name), value=sql.Literal(value)
                )
            )


def ensure_database(superuser_url: str, name: str) -> bool:
    """The database exists and belongs to the owner; returns whether it was created now."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return False
        connection.execute(
            sql.SQL("create database {name} owner {owner} encoding 'UTF8' template template0").format(
                name=sql.Identifier(name), owner=sql.Identifier(OWNER)
            )
        )
        connection.execute(sql.SQL("revoke all on database {name} from public").format(name=sql.Identifier(name)))
        connection.execute(
            sql.SQL("grant connect on database {name} to {app}").format(
                name=sql.Identifier(name), app=sql.Identifier(APP)
            )
        )
        return True
