"""A closing is written by nahtlos alone and never changed; who took part when a case was closed reads it still, and writes nothing.

With what a case ended belongs to the class of what it tells: whoever may not know of work is not told that she found some.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

TABLE = "cases_closing"
JOBS = rls.job_here(f"{TABLE}.person_id", "linkage", "recompute")
OURS = f"{TABLE}.organisation_id = {rls.ORGANISATION}"
READ = f"({rls.open_code(f'{TABLE}.person_id', 'outcome', f'{TABLE}.outcome', own=OURS)} or {JOBS})"
GRANT = rls.grant_opens_code(f"{TABLE}.person_id", "outcome", f"{TABLE}.outcome")
CLOSING = (
    rls.lock(TABLE, read=READ, write=JOBS, update=False)
    + f"""
-- Opening a case again fills these columns, once; everything else stands as it was written.
grant update (reopened_on, reopened_by_id, reopened_for_id, reopened_at, reopened_why, reopened_note) on {TABLE} to nt_app;
create policy app_changes on {TABLE} for update to nt_app using ({JOBS}) with check ({JOBS});
create policy grants_open_theirs on {TABLE} as restrictive for select to nt_app
    using ({rls.SYSTEM} <> '' or {rls.took_part(f"{TABLE}.person_id")} or {GRANT});

create function nt.closing_is_kept() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
    if old.reopened_at is not null then
        raise exception 'a closing that was taken back stays so' using errcode = 'check_violation';
    end if;
    return new;
end $$;
revoke all on function nt.closing_is_kept() from public;
create trigger is_kept before update on {TABLE} for each row execute function nt.closing_is_kept();
create trigger append_only before delete on {TABLE} for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on {TABLE} for each statement execute function nt.no_rewriting();

-- Whose participation has ended with the case reads its file until it is open again.
create function nt.follow_closing() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    delete from cases_caseaccess access where access.case_id = new.case_id and access.level = 'closed';
    if new.reopened_at is null then
        insert into cases_caseaccess (organisation_id, case_id, person_id, level, source)
        select distinct p.organisation_id, new.case_id, new.person_id, 'closed', new.id from cases_participation p
        where p.case_id = new.case_id and p.id::text in (
            select jsonb_array_elements_text(coalesce(new.ended -> 'cases.Participation', '[]')))
        on conflict (organisation_id, person_id, level, source) do nothing;
    end if;
    return null;
end $$;
revoke all on function nt.follow_closing() from public;
create trigger follow_closing after insert or update on {TABLE} for each row execute function nt.follow_closing();
"""
)
CLOSING_BACK = f"""
drop trigger follow_closing on {TABLE};
drop function nt.follow_closing();
delete from cases_caseaccess where level = 'closed';
drop trigger no_truncate on {TABLE};
drop trigger append_only on {TABLE};
drop trigger is_kept on {TABLE};
drop function nt.closing_is_kept();
drop policy grants_open_theirs on {TABLE};
""" + rls.unlock(TABLE)

#: Table → what a grant opens of it, as 0017 said it.
GRANTED = import_module("nahtlos.cases.migrations.0017_policies_plan_quickly").GRANTED


def only(table: str, part: str) -> str:
    """Whoever neither works with her nor did reads what a grant opens."""
    return f"alter policy grants_open_theirs on {table} using ({rls.SYSTEM} <> '' or {part} or {GRANTED[table]});\n"


FORWARDS = CLOSING + "".join(only(table, rls.took_part(f"{table}.person_id")) for table in GRANTED)
BACKWARDS = "".join(only(table, rls.takes_part(f"{table}.person_id")) for table in GRANTED) + CLOSING_BACK


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0019_closings"),
        ("audit", "0002_append_only"),
        ("rights", "0002_second_lock"),
    ]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
