"""Uploaded lists belong to the organisation that uploaded them, and to nobody else."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

OWN = f"(organisation_id = {rls.ORGANISATION})"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exchange", "0001_initial"), ("core", "0001_context")]

    operations: ClassVar = [
        rls.locks(
            {table: {"read": OWN} for table in ("exchange_importrun", "exchange_importrow", "exchange_columnmapping")}
        ),
    ]
