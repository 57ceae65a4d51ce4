"""What waits beyond its day is counted in the district, without seeing whose it is."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

BEFORE = import_module("nahtlos.handovers.migrations.0002_second_lock")
KNOWN = f"{BEFORE.SIDES} or {BEFORE.LAW} or {BEFORE.LEAD} or {BEFORE.DOCTOR}"
COUNTED = f"({rls.SYSTEM} = 'figures' and handovers_transfer.district_id = {rls.DISTRICT})"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("handovers", "0002_second_lock")]

    operations: ClassVar = [
        migrations.RunSQL(
            f"alter policy app_reads on handovers_transfer using ({KNOWN} or {COUNTED});",
            f"alter policy app_reads on handovers_transfer using ({KNOWN});",
        )
    ]
