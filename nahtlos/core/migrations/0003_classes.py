"""Which class of data is open to whom, in the database: the words the policies of the tables use (nahtlos.core.sight)."""

from typing import ClassVar

from django.db import migrations

FORWARDS = """
-- The application reads none of these: only the functions below do, with the rights of the owner.
create table nt.statute (
    kind text, purpose text, data_class text, scope text check (scope in ('all', 'own')), writes boolean,
    primary key (kind, purpose, data_class));
create table nt.never (kind text, data_class text, primary key (kind, data_class));
create table nt.piece (about text, code text, data_class text not null, for_the_author boolean,
    primary key (about, code));

-- Classes open by law to the acting organisation for its purpose: everybody's, or only what it reported itself.
create function nt.opened(how text, writing boolean default false) returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(s.data_class), '{}') from nt.statute s
    join organisations_organisation office on office.id = nt.organisation() and office.kind = s.kind
    where s.purpose = nt.purpose() and s.scope = how and (s.writes or not writing)
$$;

-- The same as codes of facts, answers or deadlines. The frame of a file is open to whoever takes part.
create function nt.opened_codes(what text, how text, writing boolean default false) returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(p.code), '{}') from nt.piece p
    where p.about = what and case how
        when 'all' then not p.for_the_author
            and (p.data_class = 'frame' or p.data_class = any(nt.opened('all', writing)))
        else p.data_class = any(nt.opened('all', writing) || nt.opened('own', writing)) end
$$;

-- What a consent or an emergency can open to the acting organisation at all.
create function nt.grantable() returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(distinct p.data_class), '{}')
    from (select data_class from nt.piece where data_class <> 'frame'
          union select data_class from nt.statute union select data_class from nt.never) p
    join organisations_organisation office on office.id = nt.organisation()
    where not exists (select 1 from nt.never n where n.kind = office.kind and n.data_class = p.data_class)
$$;

-- class → its codes
create function nt.codes(what text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(jsonb_object_agg(data_class, codes), '{}') from (
        select data_class, jsonb_agg(code) as codes from nt.piece
        where about = what and not for_the_author group by data_class) c
$$;

-- What the program compares with its own policy.
create function nt.policy() returns table (what text, line text[])
language sql stable security definer set search_path = pg_catalog, public as $$
    select 'statute', array[kind, purpose, data_class, scope, writes::text] from nt.statute
    union all select 'never', array[kind, data_class] from nt.never
    union all select 'piece', array[about, code, data_class, for_the_author::text] from nt.piece
$$;

revoke all on function nt.opened(text, boolean), nt.opened_codes(text, text, boolean), nt.grantable(), nt.codes(text),
    nt.policy() from public;
grant execute on function nt.opened(text, boolean), nt.opened_codes(text, text, boolean), nt.grantable(), nt.codes(text),
    nt.policy() to nt_app;
"""
BACKWARDS = """
drop function nt.policy();
drop function nt.codes(text);
drop function nt.grantable();
drop function nt.opened_codes(text, text, boolean);
drop function nt.opened(text, boolean);
drop table nt.piece;
drop table nt.never;
drop table nt.statute;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0002_canary"), ("organisations", "0001_initial")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
