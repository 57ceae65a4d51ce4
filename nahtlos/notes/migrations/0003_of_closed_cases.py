"""Who took part when a case was closed reads its notes still, as far as the class is open; nobody writes any."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

TABLES = import_module("nahtlos.notes.migrations.0002_second_lock").TABLES


def only(table: str, part: str) -> str:
    """Whoever neither works with her nor did reads what a grant opens."""
    given = rls.grant_opens_class(f"{table}.person_id", TABLES[table])
    return f"alter policy grants_open_theirs on {table} using ({rls.SYSTEM} <> '' or {part} or {given});\n"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("notes", "0002_second_lock"), ("cases", "0020_closings_second_lock")]

    operations: ClassVar = [
        migrations.RunSQL(
            "".join(only(table, rls.took_part(f"{table}.person_id")) for table in TABLES),
            "".join(only(table, rls.takes_part(f"{table}.person_id")) for table in TABLES),
        )
    ]
