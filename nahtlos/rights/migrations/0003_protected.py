"""What she says against a statement about where she lives is as closed as the statement, while she is protected."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

CLOSED = f"""
create policy protected on rights_contest as restrictive for select to nt_app using (
    {rls.SYSTEM} <> '' or rights_contest.person_id <> all((select nt.shielded())::uuid[])
    or exists (select 1 from cases_fact f where f.id = rights_contest.fact_id));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rights", "0002_second_lock"), ("cases", "0016_protected_second_lock")]

    operations: ClassVar = [migrations.RunSQL(CLOSED, "drop policy protected on rights_contest;")]
