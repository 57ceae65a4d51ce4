"""A grant is read by the organisation it was given to. Nobody of the application writes one: triggers do, as the owner."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

LOCK = f"""
alter table grants_grant enable row level security;
alter table grants_grant force row level security;
grant select on grants_grant to nt_app;
create policy app_reads on grants_grant for select to nt_app
    using (organisation_id = {rls.ORGANISATION} or {rls.SYSTEM} = 'doctor');
-- FORCE binds the owner, too.
create policy owner_keeps on grants_grant to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');
"""
UNLOCK = """
drop policy owner_keeps on grants_grant;
drop policy app_reads on grants_grant;
revoke all on grants_grant from nt_app;
alter table grants_grant no force row level security;
alter table grants_grant disable row level security;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("grants", "0001_initial"), ("core", "0001_context")]

    operations: ClassVar = [migrations.RunSQL(LOCK, UNLOCK)]
