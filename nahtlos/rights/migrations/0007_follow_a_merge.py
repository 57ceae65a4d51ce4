"""What she contested, and what is restricted, stays so when her two files become one.

A restricted statement is hidden from the linkage: it follows like the rest of what the linkage does not read.
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rights", "0006_restricted_notes"), ("cases", "0018_rows_follow_a_merge")]

    operations: ClassVar = [rls.follows_merge("rights_contest", "rights_restriction", "cases_fact")]
