"""Each class of notes behind a lock of its own: its statute, its grants, and what is never opened to whom.

A note is signed by whoever writes it and is never rewritten: a trigger keeps its words, its author and its day. Notes follow
their file when files are merged, without the linkage ever reading them.
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

TABLES = {
    "notes_counsellingnote": "counselling",
    "notes_healthnote": "health",
    "notes_youthnote": "youth",
    "notes_volunteernote": "volunteering",
}


def lock(table: str, data: str) -> str:
    """Statute and grants as everywhere; others see what counts now; written in one's own name, by nobody else."""
    mine = f"{table}.organisation_id = {rls.ORGANISATION}"
    writes = f"'{data}' = any((select nt.opened('all', true) || nt.opened('own', true))::text[])"
    part, given = rls.takes_part(f"{table}.person_id"), rls.grant_opens_class(f"{table}.person_id", data)
    return (
        rls.lock(
            table,
            read=rls.open_class(f"{table}.person_id", data, own=mine),
            write=f"({rls.SYSTEM} = '' and {mine} and {writes} and {part})",
        )
        + f"""
create policy grants_open_theirs on {table} as restrictive for select to nt_app
    using ({rls.SYSTEM} <> '' or {part} or {given});
create policy counts_now on {table} as restrictive for select to nt_app
    using ({rls.SYSTEM} <> '' or {mine} or ({table}.superseded_at is null and {table}.restricted_at is null));
create policy signed on {table} as restrictive for insert to nt_app with check ({table}.author_id = {rls.ACCOUNT});
create policy owner_moves on {table} to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');
create trigger keeps_its_words before insert or update on {table} for each row execute function nt.note_keeps_its_words();
create trigger append_only before delete on {table} for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on {table} for each statement execute function nt.no_rewriting();
"""
    )


def unlock(table: str) -> str:
    """The way back."""
    triggers = "".join(
        f"drop trigger {name} on {table};\n" for name in ("keeps_its_words", "append_only", "no_truncate")
    )
    names = ("grants_open_theirs", "counts_now", "signed", "owner_moves")
    return triggers + "".join(f"drop policy {name} on {table};\n" for name in names) + rls.unlock(table)


WORDS = """
create function nt.note_keeps_its_words() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
    under uuid;
begin
    if tg_op = 'INSERT' then
        new.written_under_id := new.person_id;
        if new.replaces_id is not null then
            execute format('select written_under_id from %I where id = $1 and person_id = $2 and organisation_id = $3',
                tg_table_name) into under using new.replaces_id, new.person_id, new.organisation_id;
            if under is null then
                raise exception 'a note replaces one of the same file and organisation' using errcode = 'check_violation';
            end if;
            new.written_under_id := under;
        end if;
        return new;
    end if;
    if (new.id, new.written_under_id, new.organisation_id, new.author_id, new.written_at, new.day, new.text,
            new.replaces_id) is distinct from (old.id, old.written_under_id, old.organisation_id, old.author_id,
            old.written_at, old.day, old.text, old.replaces_id) then
        raise exception 'a note is never rewritten' using errcode = 'check_violation';
    end if;
    if new.person_id <> old.person_id and current_user <> 'nt_owner' then
        raise exception 'a note stays in its file' using errcode = 'check_violation';
    end if;
    if old.superseded_at is not null and (new.superseded_at, new.superseded_why)
            is distinct from (old.superseded_at, old.superseded_why) then
        raise exception 'what was withdrawn or corrected stays so' using errcode = 'check_violation';
    end if;
    return new;
end $$;
revoke all on function nt.note_keeps_its_words() from public;
"""

MOVES = (
    """
-- Two files become one: their notes as well. Taken back, each goes where it was written.
create function nt.notes_follow_merge() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if new.merged_into_id is not null then
"""
    + "".join(
        f"        update {table} set person_id = new.merged_into_id where person_id = new.id;\n" for table in TABLES
    )
    + "    else\n"
    + "".join(
        f"""        with recursive hers(id) as (
            select new.id union select p.id from people_person p join hers on p.merged_into_id = hers.id)
        update {table} set person_id = new.id
        where person_id = old.merged_into_id and written_under_id in (select id from hers);
"""
        for table in TABLES
    )
    + """    end if;
    return null;
end $$;
revoke all on function nt.notes_follow_merge() from public;
create trigger notes_follow_merge after update of merged_into_id on people_person for each row
    when (old.merged_into_id is distinct from new.merged_into_id) execute function nt.notes_follow_merge();

-- Which of these people of the district somebody has written notes about: ids and nothing else, for the linkage.
create function nt.noted(people uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(p.id), '{}') from people_person p
    where nt.system() = 'linkage' and p.id = any(people) and p.district_id = nt.district() and (
"""
    + " or ".join(f"exists (select 1 from {table} n where n.person_id = p.id)" for table in TABLES)
    + """)
$$;
revoke all on function nt.noted(uuid[]) from public;
grant execute on function nt.noted(uuid[]) to nt_app;
"""
)
MOVES_BACK = """
drop function nt.noted(uuid[]);
drop trigger notes_follow_merge on people_person;
drop function nt.notes_follow_merge();
"""


#: That there are notes is as closed as the notes to an organisation to which nobody could ever open them.
JOURNAL = f"""
create policy notes_never_open on audit_journalentry as restrictive for select to nt_app using (
    left(verb, 5) <> 'note.' or {rls.SYSTEM} <> '' or organisation = {rls.ORGANISATION}
    or detail -> 'classes' ?| (select nt.grantable())::text[]);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("notes", "0001_initial"),
        ("cases", "0017_policies_plan_quickly"),
        ("core", "0003_classes"),
        ("grants", "0004_consents_second_lock"),
        ("audit", "0002_append_only"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(WORDS, "drop function nt.note_keeps_its_words();"),
        migrations.RunSQL(
            "".join(lock(table, data) for table, data in TABLES.items()), "".join(unlock(table) for table in TABLES)
        ),
        migrations.RunSQL(MOVES, MOVES_BACK),
        migrations.RunSQL(JOURNAL, "drop policy notes_never_open on audit_journalentry;"),
    ]
