"""What she allowed, and who opened her file in an emergency, is known in the one file there is after a merge."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("grants", "0005_ended"), ("cases", "0018_rows_follow_a_merge")]

    operations: ClassVar = [
        rls.follows_merge(
            "grants_grant",
            "grants_consent",
            "grants_consentproof",
            "grants_withdrawal",
            "grants_emergency",
            "grants_emergencyreview",
        )
    ]
