-- Run by the owner after every migration, as often as you like: what a model cannot say about its own table.

-- History triggers run with the rights of the owner, so that the application role needs none on history (security.md 2.5).
do $$
declare item record;
begin
    for item in
        select distinct p.oid::regprocedure as call from pg_trigger t
        join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'public' and p.proname like 'pgtrigger\_%'
    loop
        execute format('alter function %s security definer set search_path = pg_catalog, public', item.call);
        execute format('revoke all on function %s from public', item.call);
    end loop;
end $$;

-- History knows who acted without being told: the column reads the context of the transaction.
do $$
declare
    item record;
    visible text;
    opened text;
begin
    for item in
        select c.oid::regclass as name, c.relname as plain,
               exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_id') as of_person,
               exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'case_id') as of_case,
               exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'receiver_id') as of_two
        from pg_class c join pg_attribute h on h.attrelid = c.oid and h.attname = 'pgh_id'
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname like '%event'
    loop
        execute format('alter table %s add column if not exists nt_ctx jsonb default nt.ctx()', item.name);
        execute format('alter table %s enable row level security', item.name);
        execute format('alter table %s force row level security', item.name);
        execute format('grant select on %s to nt_app', item.name);
        visible := case
            when item.of_two then 'access.case_id = ' || item.plain || '.case_id and access.organisation_id in ('
                || item.plain || '.sender_id, ' || item.plain || '.receiver_id)'
            when item.of_person then 'access.person_id = ' || item.plain || '.person_id'
            when item.of_case then 'access.case_id = ' || item.plain || '.case_id'
            else 'access.person_id = ' || item.plain || '.pgh_obj_id' end;
        -- History is as closed as what it is the history of; a consent opens what is, not what was.
        opened := case
            when item.plain = 'cases_factevent' then
                '(kind = any((select nt.opened_codes(''fact'', ''all''))::text[]) or (kind = any((select'
                ' nt.opened_codes(''fact'', ''own''))::text[]) and reported_by_id = (select nt.organisation())))'
            when item.plain in ('people_recordevent', 'people_nameevent', 'people_identifierevent') then
                '''identity'' = any((select nt.opened(''all''))::text[])'
            when item.plain in ('people_contactevent', 'people_contactwishevent') then
                '''contact'' = any((select nt.opened(''all''))::text[])'
            when item.plain = 'people_householdmemberevent' then
                '''family'' = any((select nt.opened(''all''))::text[])'
            -- What a note said before it was corrected is for whoever wrote it.
            when item.plain like 'notes\_%' then 'organisation_id = (select nt.organisation())'
            else 'pgh_id is not null' end;
        execute format('drop policy if exists app_reads on %s', item.name);
        execute format('create policy app_reads on %s for select to nt_app using ((exists (select 1 from'
            ' cases_caseaccess access where access.organisation_id = (select nt.organisation())'
            ' and access.level <> ''emergency'' and %s) and %s)'
            ' or (select nt.system()) = ''doctor'')', item.name, visible, opened);
        execute format('drop policy if exists owner_adds on %s', item.name);
        execute format('create policy owner_adds on %s for insert to nt_owner'
            ' with check (current_user = ''nt_owner'')', item.name);
        execute format('drop trigger if exists no_truncate on %s', item.name);
        execute format('create trigger no_truncate before truncate on %s for each statement'
            ' execute function nt.no_rewriting()', item.name);
    end loop;
end $$;

-- The queue belongs to the application; its arguments are ids only.
do $$
declare item record;
begin
    for item in select oid::regclass as name, relkind from pg_class
        where relnamespace = 'public'::regnamespace and relname like 'procrastinate\_%' and relkind in ('r', 'S')
    loop
        if item.relkind = 'S' then
            execute format('grant usage, select on sequence %s to nt_app', item.name);
        else
            execute format('grant select, insert, update, delete on %s to nt_app', item.name);
        end if;
    end loop;
end $$;

grant usage, select on all sequences in schema public to nt_app;

-- What says nothing about the people of a file (accounts, sessions, the queue, Django's own tables) is for our two roles
-- only, so that no table at all stands open: the owner is named because FORCE binds her, too.
do $$
declare item record;
begin
    for item in
        select c.oid::regclass as name from pg_class c
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity
          and pg_get_userbyid(c.relowner) = 'nt_owner'
          and c.relname ~ '^(organisations|auth|account|mfa|django|procrastinate|pghistory)_'
    loop
        execute format('alter table %s enable row level security', item.name);
        execute format('alter table %s force row level security', item.name);
        execute format('create policy for_our_roles on %s using (current_user in (''nt_app'', ''nt_owner''))'
            ' with check (current_user in (''nt_app'', ''nt_owner''))', item.name);
    end loop;
end $$;

-- Erasing reaches every table about people and its history, in the transaction that has left its mark and in no other
-- (nt.at_rights; rights/0002). Whatever table comes later is reached as well.
do $$
declare item record;
begin
    if to_regprocedure('nt.at_rights()') is null then
        return;
    end if;
    for item in
        select c.oid::regclass as name from pg_class c
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relrowsecurity
          and pg_get_userbyid(c.relowner) = 'nt_owner'
          and c.relname !~ '^(organisations|auth|audit|django|procrastinate|pghistory|rights_erasure|rights_remembered)'
    loop
        execute format('drop policy if exists owner_erases on %s', item.name);
        execute format('create policy owner_erases on %s to nt_owner'
            ' using (current_user = ''nt_owner'' and (select nt.at_rights())) with check ((select nt.at_rights()))', item.name);
    end loop;
    for item in
        select distinct p.oid::regprocedure as call from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where p.proname like 'pgtrigger\_append\_only\_%'
    loop
        execute format('create or replace function %s returns trigger language plpgsql security definer'
            ' set search_path = pg_catalog, public as $f$ begin'
            ' if tg_op = ''DELETE'' and nt.at_rights() then return old; end if;'
            ' raise exception ''%% is append-only'', tg_table_name; end $f$', item.call);
    end loop;
end $$;
