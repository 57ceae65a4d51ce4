"""A saved view is its author's until she shares it, and then her organisation's; never another's."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def here(table: str) -> str:
    """Kept in the acting organisation."""
    return f"{table}.organisation_id = {rls.ORGANISATION}"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0006_saved_views"), ("core", "0001_context")]

    operations: ClassVar = [
        rls.locks(
            {
                "cases_savedview": {
                    "read": f"({here('cases_savedview')} and (cases_savedview.is_shared"
                    f" or cases_savedview.account_id = {rls.ACCOUNT}))",
                    "delete": True,
                    "doctor": False,
                },
                # Seen by colleagues, so that a shared view can be deleted although somebody's list opens with it.
                "cases_defaultview": {"read": f"({here('cases_defaultview')})", "delete": True, "doctor": False},
            }
        ),
    ]
