"""The journal is written by one function that takes the actor from the transaction, and by nothing else."""

from typing import ClassVar

from django.db import migrations

FORWARDS = """
alter table audit_journalentry enable row level security;
alter table audit_journalentry force row level security;
grant select on audit_journalentry to nt_app;

-- The function below runs as the owner; FORCE binds the owner, too, so it needs a way to add, and only to add.
create policy owner_adds on audit_journalentry for insert to nt_owner with check (current_user = 'nt_owner');

create function nt.journal(verb text, subject_type text, subject uuid, detail jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if nt.ctx() is null then
        raise exception 'nobody acts: what cannot be journalled must not happen';
    end if;
    insert into audit_journalentry (at, account, organisation, purpose, verb, subject_type, subject, detail)
    values (clock_timestamp(), nt.account(), nt.organisation(), coalesce(nt.purpose(), ''), verb,
            coalesce(subject_type, ''), subject, coalesce(detail, '{}'::jsonb));
end $$;
revoke all on function nt.journal(text, text, uuid, jsonb) from public;
grant execute on function nt.journal(text, text, uuid, jsonb) to nt_app;

create function nt.no_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger append_only before update or delete on audit_journalentry for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on audit_journalentry for each statement execute function nt.no_rewriting();
"""

BACKWARDS = """
drop trigger no_truncate on audit_journalentry;
drop trigger append_only on audit_journalentry;
drop function nt.no_rewriting();
drop function nt.journal(text, text, uuid, jsonb);
drop policy owner_adds on audit_journalentry;
revoke all on audit_journalentry from nt_app;
alter table audit_journalentry no force row level security;
alter table audit_journalentry disable row level security;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial"), ("core", "0001_context")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
