"""Uploaded lists belong to the organisation that uploaded them, and to nobody else."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def own(table: str) -> str:
    """Uploaded by the acting organisation."""
    return f"({table}.organisation_id = {rls.ORGANISATION})"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exchange", "0001_initial"), ("core", "0001_context")]

    operations: ClassVar = [
        rls.locks({table: {"read": own(table)} for table in ("exchange_importrun", "exchange_columnmapping")}),
        # A preview that is discarded goes with all its rows.
        rls.locks({"exchange_importrow": {"read": own("exchange_importrow"), "delete": True}}),
    ]
