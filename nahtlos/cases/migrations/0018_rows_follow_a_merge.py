"""What hangs on a person follows her into the file with which hers becomes one, and goes back when that is undone.

A table whose rows do so says it by the policy `follows_merge`; neither the linkage nor whoever merges reads them.
"""

from typing import ClassVar

from django.db import migrations

WORDS = """
-- The tables whose rows follow.
create function nt.following() returns setof text language sql stable set search_path = pg_catalog as $$
    select tablename::text from pg_policies where schemaname = 'public' and policyname = 'follows_merge' order by 1
$$;
revoke all on function nt.following() from public;

create function nt.check_merging(kept uuid, gone uuid) returns void
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    if nt.system() <> 'linkage' or kept = gone or 2 <> (
        select count(*) from people_person p where p.id in (kept, gone) and p.district_id = nt.district())
    then
        raise exception 'rows follow a merge of two people of the district' using errcode = 'insufficient_privilege';
    end if;
end $$;
revoke all on function nt.check_merging(uuid, uuid) from public;

-- The ids of what went, by table; `nt.follow_back` takes them.
create function nt.follow_merge(kept uuid, gone uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moved jsonb := '{}';
    name text;
    went jsonb;
begin
    perform nt.check_merging(kept, gone);
    for name in select nt.following() loop
        execute format('with went as (update %I set person_id = $1 where person_id = $2 returning id::text as id)'
            ' select jsonb_agg(id order by id) from went', name) into went using kept, gone;
        if went is not null then
            moved := moved || jsonb_build_object(name, went);
        end if;
    end loop;
    -- What a consent or an emergency opened is open in the one file there is now.
    update cases_caseaccess a set person_id = kept, case_id = c.id from cases_case c
    where c.person_id = kept and a.person_id = gone and a.source is not null;
    return moved;
end $$;
revoke all on function nt.follow_merge(uuid, uuid) from public;
grant execute on function nt.follow_merge(uuid, uuid) to nt_app;

-- Back with what was written to it since: a withdrawal goes where its consent goes.
create function nt.follow_back(moved jsonb, kept uuid, gone uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    name text;
    link record;
begin
    perform nt.check_merging(kept, gone);
    for name in select nt.following() loop
        execute format('update %I set person_id = $1 where person_id = $2'
            ' and id::text in (select jsonb_array_elements_text($3))', name)
            using gone, kept, coalesce(moved -> name, '[]');
    end loop;
    for link in
        select child.relname::text as child, parent.relname::text as parent, a.attname::text as col
        from pg_constraint c
        join pg_class child on child.oid = c.conrelid
        join pg_class parent on parent.oid = c.confrelid
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and child.relname in (select nt.following()) and parent.relname in (select nt.following())
    loop
        execute format('update %I set person_id = $1 where person_id = $2 and %I in (select p.id from %I p where p.person_id = $1)',
            link.child, link.col, link.parent) using gone, kept;
    end loop;
    update cases_caseaccess a set person_id = gone, case_id = c.id from cases_case c
    where c.person_id = gone and a.person_id = kept and a.source::text in (
        select jsonb_array_elements_text(coalesce(moved -> 'grants_consent', '[]') || coalesce(moved -> 'grants_emergency', '[]')));
end $$;
revoke all on function nt.follow_back(jsonb, uuid, uuid) from public;
grant execute on function nt.follow_back(jsonb, uuid, uuid) to nt_app;
"""
WORDS_BACK = """
drop function nt.follow_back(jsonb, uuid, uuid);
drop function nt.follow_merge(uuid, uuid);
drop function nt.check_merging(uuid, uuid);
drop function nt.following();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0017_policies_plan_quickly")]

    operations: ClassVar = [migrations.RunSQL(WORDS, WORDS_BACK)]
