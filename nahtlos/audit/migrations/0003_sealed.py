"""The journal becomes a chain: each entry gets a gapless number and a hash that contains the hash before it."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from nahtlos.core import rls

FORWARDS = f"""
-- What is hashed of an entry. Days and times in UTC, so that the text is the same in every session and after a restore.
create function nt.journal_text(entry audit_journalentry) returns text
language sql stable set search_path = pg_catalog, public as $$
    select concat_ws(chr(31), entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        coalesce(entry.account::text, ''), coalesce(entry.organisation::text, ''), entry.purpose, entry.verb,
        entry.subject_type, coalesce(entry.subject::text, ''), entry.detail::text)
$$;
revoke all on function nt.journal_text(audit_journalentry) from public;
grant execute on function nt.journal_text(audit_journalentry) to nt_app;

create policy owner_reads on audit_journalentry for select to nt_owner using (current_user = 'nt_owner');

alter table audit_journalseal enable row level security;
alter table audit_journalseal force row level security;
grant select on audit_journalseal to nt_app;
create policy app_reads on audit_journalseal for select to nt_app using ({rls.SYSTEM} in ('doctor', 'seal'));
create policy owner_reads on audit_journalseal for select to nt_owner using (current_user = 'nt_owner');
create policy owner_adds on audit_journalseal for insert to nt_owner with check (current_user = 'nt_owner');
create trigger append_only before update or delete on audit_journalseal for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on audit_journalseal for each statement execute function nt.no_rewriting();

-- Seals at most so many entries and returns how many. An entry may be committed after later numbers have been sealed;
-- no transaction lasts an hour, so what was sealed an hour before the last sealing has nothing unsealed before it.
create function nt.seal_journal(at_most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    item record;
    place bigint;
    chain bytea;
    low bigint;
    sealed integer := 0;
begin
    if nt.system() <> 'seal' then
        raise exception 'only the sealer seals';
    end if;
    perform pg_advisory_xact_lock(hashtext('nt.seal_journal'));
    select seq, hash into place, chain from audit_journalseal order by seq desc limit 1;
    place := coalesce(place, 0);
    chain := coalesce(chain, ''::bytea);
    select coalesce(max(s.entry_id), 0) into low from audit_journalseal s
        where s.sealed_at < (select max(sealed_at) from audit_journalseal) - interval '1 hour';
    for item in
        select e.id, nt.journal_text(e) as text from audit_journalentry e
        where e.id > low and not exists (select 1 from audit_journalseal s where s.entry_id = e.id)
        order by e.id limit at_most
    loop
        place := place + 1;
        chain := sha256(chain || convert_to(item.text, 'UTF8'));
        insert into audit_journalseal (seq, entry_id, hash, sealed_at) values (place, item.id, chain, clock_timestamp());
        sealed := sealed + 1;
    end loop;
    return sealed;
end $$;
revoke all on function nt.seal_journal(integer) from public;
grant execute on function nt.seal_journal(integer) to nt_app;
"""

BACKWARDS = """
drop function nt.seal_journal(integer);
drop policy owner_reads on audit_journalentry;
drop function nt.journal_text(audit_journalentry);
drop trigger append_only on audit_journalseal;
drop trigger no_truncate on audit_journalseal;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0002_append_only")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="JournalSeal",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="seal",
                        to="audit.journalentry",
                    ),
                ),
                ("hash", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["sealed_at"], name="journal_seal_by_time")]},
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
