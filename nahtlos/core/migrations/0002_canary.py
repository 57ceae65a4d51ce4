"""A row nobody may see. A process that sees it does not serve (core.locks)."""

from typing import ClassVar

from django.db import migrations

FORWARDS = """
create table nt.canary (organisation uuid primary key, note text not null);
insert into nt.canary values (gen_random_uuid(), 'If you can read this, row-level security is off.');
alter table nt.canary enable row level security;
alter table nt.canary force row level security;
grant select on nt.canary to nt_app;
create policy app_reads on nt.canary for select to nt_app using (organisation = (select nt.organisation()));
create policy owner_reads on nt.canary for select to nt_owner using (current_user = 'nt_owner');

-- Whether the row is there at all: a canary that has flown away proves nothing.
create function nt.canary_lives() returns boolean language sql stable security definer set search_path = pg_catalog
    as $$ select exists (select 1 from nt.canary) $$;
revoke all on function nt.canary_lives() from public;
grant execute on function nt.canary_lives() to nt_app;
"""
BACKWARDS = """
drop function nt.canary_lives();
drop table nt.canary;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0001_context")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
