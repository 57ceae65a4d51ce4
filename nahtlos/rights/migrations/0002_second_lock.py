"""Contested and restricted statements behind the second lock; erasing by one function that leaves a mark or does nothing.

nt_app never deletes what belongs to a case. `nt.erase` does, as the owner of the tables, after checks of its own. The
policies and triggers that otherwise bind the owner as well give way only in a transaction that has left a mark
(`nt.at_rights`; put on every table by hardening.sql, so that a new table is erased without being listed here).
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def of_person(table: str) -> str:
    column = f"{table}.person_id"
    return f"({rls.case_access(column)} or {rls.system_in_district(column, 'linkage', 'recompute')})"


OFFICER = f"""
-- The acting account is the data protection officer of the acting organisation.
create function nt.is_officer() returns boolean language sql stable set search_path = pg_catalog, public as $$
    select exists (select 1 from organisations_membership m
        where m.account_id = nt.account() and m.organisation_id = nt.organisation()
          and m.role = 'data_protection_officer' and m.valid_from <= current_date
          and (m.valid_until is null or m.valid_until > current_date))
$$;
revoke all on function nt.is_officer() from public;
grant execute on function nt.is_officer() to nt_app;

create policy officer_reads on audit_journalentry for select to nt_app
    using (organisation = {rls.ORGANISATION} and (select nt.is_officer()));

alter table rights_erasure enable row level security;
alter table rights_erasure force row level security;
grant select on rights_erasure to nt_app;
create policy app_reads on rights_erasure for select to nt_app
    using ((district = {rls.DISTRICT} and (select nt.is_officer())) or {rls.SYSTEM} = 'doctor');
create policy owner_keeps on rights_erasure to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');

alter table rights_remembered enable row level security;
alter table rights_remembered force row level security;
grant select on rights_remembered to nt_app;
create policy app_reads on rights_remembered for select to nt_app
    using ((district = {rls.DISTRICT} and (select nt.is_officer())) or {rls.SYSTEM} = 'doctor');
create policy owner_keeps on rights_remembered to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');
"""

RESTRICTED = f"""
-- A restricted statement: for its source and the leading office, and for nobody's computations.
create policy restricted on cases_fact as restrictive for select to nt_app using (
    cases_fact.id not in (select r.fact_id from rights_restriction r where r.ended_at is null)
    or {rls.SYSTEM} = 'doctor'
    or ({rls.SYSTEM} = '' and (cases_fact.reported_by_id = {rls.ORGANISATION} or exists (
        select 1 from cases_case c join cases_responsibility lead on lead.case_id = c.id and lead.valid_until is null
        where c.person_id = cases_fact.person_id and lead.organisation_id = {rls.ORGANISATION}))));
"""

ERASING = """
create function nt.at_rights() returns boolean language sql stable set search_path = pg_catalog, public as $$
    select exists (select 1 from rights_erasure e where e.transaction = pg_current_xact_id_if_assigned()::text::bigint)
$$;
revoke all on function nt.at_rights() from public;

create or replace function nt.no_rewriting() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if tg_op = 'DELETE' and tg_table_name not like 'audit%' and nt.at_rights() then
        return old;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;
revoke all on function nt.no_rewriting() from public;

-- Every row that hangs on a person, by the foreign keys of the catalogue: nothing that is added later is forgotten.
-- As the caller sees it; the journal has no foreign keys and is not among them.
create function nt.about(person uuid) returns table (name text, keys text[])
language plpgsql set search_path = pg_catalog, public as $$
declare
    known jsonb := '{}';
    names text[] := array['people_person'];
    found jsonb := jsonb_build_array(person);
    finds jsonb[] := array[jsonb_build_array(person)];
    place integer := 1;
    link record;
    fresh jsonb;
begin
    known := jsonb_build_object('people_person', found);
    while place <= array_length(names, 1) loop
        for link in
            select child.relname::text as child, a.attname::text as col, format_type(a.atttypid, a.atttypmod) as type
            from pg_constraint c
            join pg_class child on child.oid = c.conrelid
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f' and array_length(c.conkey, 1) = 1
              and c.confrelid = format('public.%I', names[place])::regclass
              and exists (select 1 from pg_attribute i where i.attrelid = c.conrelid and i.attname = 'id')
        loop
            execute format(
                'select jsonb_agg(distinct t.id::text) from %I t'
                ' where t.%I = any((select array_agg(k) from jsonb_array_elements_text($1) k)::%s[])'
                ' and not coalesce($2, ''[]'') ? t.id::text', link.child, link.col, link.type)
                into fresh using finds[place], known -> link.child;
            if fresh is not null then
                known := known || jsonb_build_object(link.child, coalesce(known -> link.child, '[]') || fresh);
                names := names || link.child;
                finds := finds || fresh;
            end if;
        end loop;
        place := place + 1;
    end loop;
    return query select e.key, array(select jsonb_array_elements_text(e.value)) from jsonb_each(known) e order by e.key;
end $$;
revoke all on function nt.about(uuid) from public;
grant execute on function nt.about(uuid) to nt_app;

-- Erases one file and leaves the mark; for the owner alone (the replay after a restore), and for the functions below.
create function nt.erase_rows(whose uuid, place uuid, why text, closed date) returns jsonb
language plpgsql set search_path = pg_catalog, public as $$
declare
    mark uuid := gen_random_uuid();
    tally jsonb := '{}';
    gone bigint;
    more bigint;
    persons uuid[];
    homes uuid[];
    nation text;
    item record;
    past record;
begin
    insert into rights_erasure (id, person, district, at, account, organisation, reason, closed_on, counts, transaction)
    values (mark, whose, place, clock_timestamp(), nt.account(), nt.organisation(), why, closed, '{}',
            pg_current_xact_id()::text::bigint);
    select p.nationality into nation from people_person p where p.id = whose and p.district_id = place;
    if not found then
        raise exception 'there is no such person in this district';
    end if;
    for item in select * from nt.about(whose) loop
        if item.name = 'people_person' then
            persons := item.keys::uuid[];
        elsif item.name = 'people_householdmember' then
            homes := array(select m.household_id from people_householdmember m where m.id = any(item.keys::uuid[]));
        end if;
        execute format('delete from %I t using unnest($1) k where t.id = k::%s', item.name,
            (select format_type(a.atttypid, a.atttypmod) from pg_attribute a
             where a.attrelid = format('public.%I', item.name)::regclass and a.attname = 'id')) using item.keys;
        get diagnostics gone = row_count;
        if to_regclass(format('public.%I', item.name || 'event')) is not null then
            execute format('delete from %I where pgh_obj_id::text = any($1)', item.name || 'event') using item.keys;
            get diagnostics more = row_count;
            tally := tally || jsonb_build_object(item.name || 'event', more);
        end if;
        tally := tally || jsonb_build_object(item.name, gone);
    end loop;
    for past in  -- the history of rows that hung on her once and belong to somebody else now
        select c.relname from pg_class c join pg_attribute h on h.attrelid = c.oid and h.attname = 'pgh_id'
        join pg_attribute p on p.attrelid = c.oid and p.attname = 'person_id'
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    loop
        execute format('delete from %I where person_id = any($1)', past.relname) using persons;
    end loop;
    delete from people_household h where h.id = any(homes)
        and not exists (select 1 from people_householdmember m where m.household_id = h.id);
    delete from cases_draft d where exists (select 1 from unnest(persons) p where d.form like '%' || p || '%');
    update exchange_importrow r set candidates = coalesce((select jsonb_agg(c)
            from jsonb_array_elements(r.candidates) c where c ->> 'person' <> all(persons::text[])), '[]')
        where exists (select 1 from jsonb_array_elements(r.candidates) c where c ->> 'person' = any(persons::text[]));
    insert into rights_remembered (district, closed_in, nationality, files)
    values (place, extract(year from closed), coalesce(nation, ''), 1)
    on conflict (district, closed_in, nationality) do update set files = rights_remembered.files + 1;
    set constraints all immediate;
    update rights_erasure e set counts = erased.found from (select tally as found) erased where e.id = mark;
    return tally;
end $$;
revoke all on function nt.erase_rows(uuid, uuid, text, date) from public;

-- Closed files that the acting officer's organisation led last, with what stands against erasing them. No names.
create function nt.closed_files() returns table (person uuid, closed_on date, kinds text[], contested boolean, restricted boolean)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    if not nt.is_officer() then
        raise exception 'only a data protection officer sees which files are due';
    end if;
    return query
        select c.person_id, c.closed_on,
            array(select distinct o.kind::text from cases_participation p
                  join organisations_organisation o on o.id = p.organisation_id where p.case_id = c.id order by 1),
            exists (select 1 from rights_contest x where x.person_id = c.person_id and x.closed_at is null),
            exists (select 1 from rights_restriction x where x.person_id = c.person_id and x.ended_at is null)
        from cases_case c join people_person who on who.id = c.person_id and who.merged_into_id is null
        where c.district_id = nt.district() and c.closed_on is not null
          and nt.organisation() = (select r.organisation_id from cases_responsibility r where r.case_id = c.id
                                   order by r.valid_from desc limit 1)
        order by c.closed_on, c.person_id;
end $$;
revoke all on function nt.closed_files() from public;
grant execute on function nt.closed_files() to nt_app;

create function nt.erase(whose uuid, why text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    file record;
begin
    if nt.system() <> 'erasure' then
        raise exception 'only the job of erasing erases';
    end if;
    if length(trim(coalesce(why, ''))) < 10 then
        raise exception 'erasing needs its legal reason';
    end if;
    select * into file from nt.closed_files() f where f.person = whose;
    if not found then
        raise exception 'there is no closed file of this person that your organisation led last';
    end if;
    if file.contested or file.restricted then
        raise exception 'this file is contested or restricted';
    end if;
    return nt.erase_rows(whose, nt.district(), why, file.closed_on);
end $$;
revoke all on function nt.erase(uuid, text) from public;
grant execute on function nt.erase(uuid, text) to nt_app;

-- How many rows of each table would go: it is tried, and taken back.
create function nt.would_erase(whose uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    counts jsonb;
begin
    begin
        counts := nt.erase_rows(whose, nt.district(), 'looked at before erasing',
            (select f.closed_on from nt.closed_files() f where f.person = whose));
        raise exception using errcode = 'NT001', message = counts::text;
    exception when sqlstate 'NT001' then
        return sqlerrm::jsonb;
    end;
end $$;
revoke all on function nt.would_erase(uuid) from public;
grant execute on function nt.would_erase(uuid) to nt_app;

-- How many rows of each table hang on her, whoever may read them: so that a report says what it leaves out. Numbers only.
create function nt.count_about(whose uuid) returns table (name text, rows bigint)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    counts jsonb;
begin
    if not exists (select 1 from cases_caseaccess a where a.person_id = whose and a.organisation_id = nt.organisation()) then
        return;
    end if;
    begin
        insert into rights_erasure (id, person, district, at, reason, closed_on, counts, transaction)
        values (gen_random_uuid(), whose, nt.district(), clock_timestamp(), 'counted', current_date, '{}',
                pg_current_xact_id()::text::bigint);
        select jsonb_object_agg(a.name, cardinality(a.keys)) into counts from nt.about(whose) a;
        raise exception using errcode = 'NT001', message = counts::text;  -- the mark is taken back
    exception when sqlstate 'NT001' then
        counts := sqlerrm::jsonb;
    end;
    return query select e.key, e.value::bigint from jsonb_each_text(counts) e order by e.key;
end $$;
revoke all on function nt.count_about(uuid) from public;
grant execute on function nt.count_about(uuid) to nt_app;

create policy owner_reads on cases_responsibility for select to nt_owner using (current_user = 'nt_owner');
create policy owner_reads on people_person for select to nt_owner using (current_user = 'nt_owner');
create policy owner_reads on rights_contest for select to nt_owner using (current_user = 'nt_owner');
create policy owner_reads on rights_restriction for select to nt_owner using (current_user = 'nt_owner');
"""

BACKWARDS = """
drop policy owner_reads on people_person;
drop policy owner_reads on cases_responsibility;
drop function nt.count_about(uuid);
drop function nt.would_erase(uuid);
drop function nt.erase(uuid, text);
drop function nt.closed_files();
drop function nt.erase_rows(uuid, uuid, text, date);
drop function nt.about(uuid);
create or replace function nt.no_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
drop policy restricted on cases_fact;
drop policy officer_reads on audit_journalentry;
do $$
declare item record;
begin
    for item in select polname, polrelid::regclass as name from pg_policy where polname = 'owner_erases' loop
        execute format('drop policy owner_erases on %s', item.name);
    end loop;
end $$;
drop function nt.at_rights() cascade;
drop function nt.is_officer() cascade;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("rights", "0001_initial"),
        ("cases", "0009_drafts_second_lock"),
        ("audit", "0004_journal_by_organisation"),
        ("exchange", "0004_interrupted_imports"),
    ]

    operations: ClassVar = [
        rls.locks({table: {"read": of_person(table)} for table in ("rights_contest", "rights_restriction")}),
        migrations.RunSQL(OFFICER + RESTRICTED + ERASING, BACKWARDS),
    ]
