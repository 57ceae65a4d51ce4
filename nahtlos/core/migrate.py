"""Bringing the database to the present schema, as the owner, and hardening what migrations cannot say."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from nahtlos.core import sight

OWNER_ALIAS = "owner"


def migrate(*, verbosity: int = 0) -> None:
    """All migrations applied and the database hardened; may be repeated at any time."""
    call_command("migrate", database=OWNER_ALIAS, verbosity=verbosity, interactive=False)
    harden()
    with transaction.atomic(using=OWNER_ALIAS):
        sight.fill(connections[OWNER_ALIAS])
    connections[OWNER_ALIAS].close()


def is_current() -> bool:
    """Whether every migration of this version has been applied."""
    executor = MigrationExecutor(connections[OWNER_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def harden() -> None:
    """Run hardening.sql as the owner."""
    script = Path(__file__).with_name("hardening.sql").read_text(encoding="utf-8")
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(script)
