"""Where a protected person lives: refused by the database to everybody but the leading office, and to the immigration office.

The conditions come on top of what every other policy allows, so that neither statute nor any grant opens the rows. What
records keep of an address to compare people with is taken out as long as she is protected, and the protection travels
with her records when files are merged or parted.
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

MARK, REASON, END = "cases_protectionmark", "cases_protectionreason", "cases_protectionend"


def lead(table: str) -> str:
    """The acting organisation leads her case."""
    return (
        "exists (select 1 from cases_case c join cases_responsibility led on led.case_id = c.id"
        f" and led.valid_until is null where c.person_id = {table}.person_id and led.organisation_id = {rls.ORGANISATION})"
    )


def of_mark(table: str) -> str:
    """The row and its mark are of the same person."""
    return f"exists (select 1 from {MARK} m where m.id = {table}.mark_id and m.person_id = {table}.person_id)"


def signed(table: str, how: str) -> str:
    """In one's own name, for one's own organisation, by nobody else than the leading office, and by no job."""
    return (
        f"({rls.SYSTEM} = '' and {table}.{how}_by_id = {rls.ACCOUNT} and {table}.{how}_for_id = {rls.ORGANISATION}"
        f" and {lead(table)})"
    )


def known(table: str) -> str:
    """Whoever takes part knows it, and the jobs that must treat her with care as well."""
    return (
        f"({rls.case_access(f'{table}.person_id')}"
        f" or {rls.system_in_district(f'{table}.person_id', 'linkage', 'recompute')})"
    )


TABLES = {
    MARK: (known(MARK), signed(MARK, "set")),
    REASON: (
        f"({rls.SYSTEM} = '' and {lead(REASON)})",
        f"({rls.SYSTEM} = '' and {lead(REASON)} and {of_mark(REASON)})",
    ),
    END: (known(END), f"({signed(END, 'ended')} and {of_mark(END)})"),
}
LOCKS = "".join(rls.lock(table, read=read, write=write, update=False) for table, (read, write) in TABLES.items())
LOCKS += "".join(
    f"""
create trigger append_only before update or delete on {table} for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on {table} for each statement execute function nt.no_rewriting();
create policy owner_keeps on {table} to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');
"""
    for table in TABLES
)
UNLOCKS = "".join(
    f"drop policy owner_keeps on {table}; drop trigger append_only on {table}; drop trigger no_truncate on {table};\n"
    + rls.unlock(table)
    for table in TABLES
)

WORDS = """
create policy owner_reads_for_protection on cases_responsibility for select to nt_owner using (current_user = 'nt_owner');

-- The one definition: a mark that has neither ended nor passed its day.
create function nt.is_protected(whose uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from cases_protectionmark m where m.person_id = whose
        and (m.until is null or m.until > current_date)
        and not exists (select 1 from cases_protectionend e where e.mark_id = m.id))
$$;

-- Protected people of the acting organisation's cases whose whereabouts are closed to it.
create function nt.shielded() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(m.person_id), '{}') from cases_protectionmark m
    where (m.until is null or m.until > current_date)
      and not exists (select 1 from cases_protectionend e where e.mark_id = m.id)
      and exists (select 1 from cases_caseaccess a
        where a.person_id = m.person_id and a.organisation_id = nt.organisation())
      and not exists (select 1 from cases_case c
        join cases_responsibility led on led.case_id = c.id and led.valid_until is null
        join organisations_organisation office on office.id = led.organisation_id
        where c.person_id = m.person_id and led.organisation_id = nt.organisation()
          and office.kind <> 'auslaenderbehoerde')
$$;

-- Records keep an address to compare people with. Not of a protected person; and a record that goes to another file
-- takes the protection along.
create function nt.guard_record() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    was record;
    mark uuid;
begin
    if tg_op = 'UPDATE' and new.person_id <> old.person_id
       and nt.is_protected(old.person_id) and not nt.is_protected(new.person_id) then
        for was in
            select m.*, r.code, r.note from cases_protectionmark m
            left join cases_protectionreason r on r.mark_id = m.id
            where m.person_id = old.person_id and (m.until is null or m.until > current_date)
              and not exists (select 1 from cases_protectionend e where e.mark_id = m.id)
        loop
            mark := gen_random_uuid();
            insert into cases_protectionmark (id, person_id, since, until, set_at, set_by_id, set_for_id)
            values (mark, new.person_id, was.since, was.until, was.set_at, was.set_by_id, was.set_for_id);
            insert into cases_protectionreason (id, mark_id, person_id, code, note)
            select gen_random_uuid(), mark, new.person_id, was.code, was.note where was.code is not null;
        end loop;
    end if;
    if nt.is_protected(new.person_id) then
        new.identity := new.identity - array['postcode', 'town', 'street'];
    end if;
    return new;
end $$;
create trigger guard_record before insert or update on people_record
    for each row execute function nt.guard_record();

revoke all on function nt.is_protected(uuid), nt.shielded(), nt.guard_record() from public;
grant execute on function nt.shielded() to nt_app;
"""
WORDS_BACK = """
drop trigger guard_record on people_record;
drop function nt.guard_record();
drop function nt.shielded();
drop function nt.is_protected(uuid);
drop policy owner_reads_for_protection on cases_responsibility;
"""

_WHEREABOUTS = "coalesce((select nt.codes('fact')) -> 'whereabouts', '[]')"


def of_kind(table: str) -> str:
    """Rows that do not tell where she lives stay as they are."""
    return f"not ({_WHEREABOUTS} ? {table}.kind::text)"


CLOSED = {
    "cases_fact": of_kind("cases_fact"),
    "cases_factevent": of_kind("cases_factevent"),
    "cases_conflict": of_kind("cases_conflict"),
    "people_record": "not (people_record.identity ?| array['postcode', 'town', 'street'])",
    "people_recordevent": "not (people_recordevent.identity ?| array['postcode', 'town', 'street'])",
}


def closed(table: str, rest: str) -> str:
    """On top of whatever opens a row."""
    return (
        f"create policy protected on {table} as restrictive for select to nt_app using"
        f" ({rls.SYSTEM} <> '' or {table}.person_id <> all((select nt.shielded())::uuid[]) or {rest});\n"
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0015_protected_persons"),
        ("people", "0002_history_once_for_a_statement"),
        ("audit", "0002_append_only"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(WORDS, WORDS_BACK),
        migrations.RunSQL(LOCKS, UNLOCKS),
        migrations.RunSQL(
            "".join(closed(table, rest) for table, rest in CLOSED.items()),
            "".join(f"drop policy protected on {table};\n" for table in CLOSED),
        ),
    ]
