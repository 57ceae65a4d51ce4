"""Her calendars are hers; the fetching program finds one by its fingerprint."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

HERS = f"(inbox_feed.account_id = {rls.ACCOUNT} or {rls.SYSTEM} = 'feed')"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0005_feeds"), ("inbox", "0004_tasks_and_notices_second_lock")]

    operations: ClassVar = [rls.locks({"inbox_feed": {"read": HERS}})]
