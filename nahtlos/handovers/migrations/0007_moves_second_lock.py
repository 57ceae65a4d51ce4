"""A move to another district behind the second lock.

Whoever is to receive a file in another district reads the row of the transfer and nothing of the person. Once it has
accepted, the job `move` on its behalf, and nobody else, reads what is handed over; when the move has taken effect, nobody
does any more. The old file then says to those who took part in it where it went, and the new one where it came from.
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls
from nahtlos.core.roles import APP

TRANSFER, ARRIVAL = "handovers_transfer", "handovers_arrival"

FUNCTIONS = """
create policy owner_reads on handovers_transfer for select to nt_owner using (current_user = 'nt_owner');

-- People whose file the acting organisation has accepted from another district and not got yet; for the job that fetches.
create function nt.moving() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(c.person_id), '{}') from handovers_transfer t
    join cases_case c on c.id = t.case_id and c.closed_on is null
    where nt.system() = 'move' and t.kind = 'move' and t.state = 'accepted' and t.receiver_id = nt.organisation()
$$;

-- Whether the acting organisation takes part in a file that went to another district, and may know where she is.
create function nt.saw_her_go(file uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from public.cases_caseaccess a where a.case_id = file and a.level in ('participation', 'closed')
                   and a.organisation_id = nt.organisation() and a.person_id <> all(nt.shielded()));
end $$;
revoke all on function nt.moving(), nt.saw_her_go(uuid) from public;
grant execute on function nt.moving(), nt.saw_her_go(uuid) to nt_app;
"""
FUNCTIONS_BACK = """
drop function nt.saw_her_go(uuid);
drop function nt.moving();
drop policy owner_reads on handovers_transfer;
"""

#: What a file is made of, and the column that says whose it is.
HANDED_OVER = {
    "people_person": "id",
    "people_record": "person_id",
    "people_name": "person_id",
    "people_identifier": "person_id",
    "people_contact": "person_id",
    "people_contactwish": "person_id",
    "people_householdmember": "person_id",
    "cases_case": "person_id",
    "cases_fact": "person_id",
    "cases_conflict": "person_id",
    "cases_deadline": "person_id",
    "cases_protectionmark": "person_id",
    "cases_protectionreason": "person_id",
    "cases_protectionend": "person_id",
    "grants_consent": "person_id",
    "grants_withdrawal": "person_id",
    "inbox_task": "person_id",
}
HOUSEHOLD = (
    "exists (select 1 from people_householdmember m where m.household_id = people_household.id"
    " and m.person_id = any((select nt.moving())::uuid[]))"
)


def reads(table: str, terms: str) -> str:
    """A policy of its own beside the ordinary ones, which stay as they are."""
    return f"create policy move_reads on {table} for select to {APP} using ({rls.SYSTEM} = 'move' and {terms});\n"


READS = "".join(
    reads(table, f"{table}.{column} = any((select nt.moving())::uuid[])") for table, column in HANDED_OVER.items()
) + reads("people_household", HOUSEHOLD)
READS_BACK = "".join(f"drop policy move_reads on {table};\n" for table in (*HANDED_OVER, "people_household"))

WENT = f"""
create policy old_file_says_where on {TRANSFER} for select to {APP}
    using ({TRANSFER}.kind = 'move' and {TRANSFER}.state = 'completed' and nt.saw_her_go({TRANSFER}.case_id));
"""
WENT_BACK = f"drop policy old_file_says_where on {TRANSFER};\n"

CAME = f"({rls.case_access(f'{ARRIVAL}.person')} or {rls.job_here(f'{ARRIVAL}.person', 'linkage', 'recompute')})"
ARRIVALS = f"""
{rls.lock(ARRIVAL, read=CAME, write=rls.job_here(f"{ARRIVAL}.person", "linkage"), update=False)}
create trigger append_only before update or delete on {ARRIVAL} for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on {ARRIVAL} for each statement execute function nt.no_rewriting();
"""
ARRIVALS_BACK = f"""
drop trigger no_truncate on {ARRIVAL};
drop trigger append_only on {ARRIVAL};
{rls.unlock(ARRIVAL)}
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("handovers", "0006_moves"),
        ("cases", "0021_came_from"),
        ("grants", "0004_consents_second_lock"),
        ("inbox", "0004_tasks_and_notices_second_lock"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(READS, READS_BACK),
        migrations.RunSQL(WENT, WENT_BACK),
        migrations.RunSQL(ARRIVALS, ARRIVALS_BACK),
    ]
