"""Uploaded lists belong to the organisation that uploaded them, and to nobody else."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def own(table: str) -> str:
    """Uploaded by the acting organisation; rows that wait are looked at again by the linkage of the district."""
    return (
        f"({table}.organisation_id = {rls.ORGANISATION} or ({rls.SYSTEM} = 'linkage' and exists (select 1 from"
        f" organisations_organisation office where office.id = {table}.organisation_id"
        f" and office.district_id = {rls.DISTRICT})))"
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exchange", "0001_initial"), ("core", "0001_context")]

    operations: ClassVar = [
        rls.locks({table: {"read": own(table)} for table in ("exchange_importrun", "exchange_columnmapping")}),
        # A preview that is discarded goes with all its rows.
        rls.locks({"exchange_importrow": {"read": own("exchange_importrow"), "delete": True}}),
    ]
