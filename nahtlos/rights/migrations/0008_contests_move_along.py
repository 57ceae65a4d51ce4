"""What is contested in a file that goes to another district is read by the job that fetches it, and goes on there."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

FORWARDS = f"""
create policy move_reads on rights_contest for select to nt_app
    using ({rls.SYSTEM} = 'move' and rights_contest.person_id = any((select nt.moving())::uuid[]));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rights", "0007_follow_a_merge"), ("handovers", "0007_moves_second_lock")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, "drop policy move_reads on rights_contest;")]
