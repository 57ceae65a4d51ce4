"""Whoever takes part in her case sees that she is to be informed; figures are counted without seeing who she is."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

TABLE = "inbox_information"
OF_PERSON = f"({rls.case_access(f'{TABLE}.person_id')} or {rls.system_in_district(f'{TABLE}.person_id', 'linkage', 'recompute')})"
COUNTED = f"({OF_PERSON} or ({rls.SYSTEM} = 'figures' and {TABLE}.district_id = {rls.DISTRICT}))"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("inbox", "0001_newcomers"),
        ("cases", "0002_second_lock"),
        ("core", "0001_context"),
    ]

    operations: ClassVar = [rls.locks({TABLE: {"read": COUNTED, "write": OF_PERSON}})]
