"""What has to be done for her is still to be done when her two files become one."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0007_history_once_for_a_statement"), ("cases", "0018_rows_follow_a_merge")]

    operations: ClassVar = [rls.follows_merge("inbox_task", "inbox_notice")]
