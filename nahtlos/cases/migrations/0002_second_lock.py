"""Row-level security on everything about a person: the second lock on the door (security.md 2.3, shape D)."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def of_person(table: str) -> str:
    """The organisation takes part in her case, or the linkage of her district is at work.

    Columns are always named with their table: a bare `person_id` would mean the one of the table inside `exists`.
    """
    column = f"{table}.person_id"
    return f"({rls.case_access(column)} or {rls.system_in_district(column, 'linkage', 'recompute')})"


def of_case(table: str) -> str:
    """The case itself is visible: the policy of cases_case decides."""
    return f"exists (select 1 from cases_case parent where parent.id = {table}.case_id)"


#: Rows that hang on a person.
OF_PERSON = [
    "people_record",
    "people_name",
    "people_identifier",
    "people_contact",
    "people_contactwish",
    "people_householdmember",
    "cases_fact",
    "cases_case",
    "cases_conflict",
]
#: Rows that are computed anew and therefore may go.
DERIVED = ["people_searchkey", "cases_answerperiod", "cases_deadline"]

PERSON = (
    f"({rls.case_access('people_person.id')}"
    f" or ({rls.SYSTEM} in ('linkage', 'recompute') and people_person.district_id = {rls.DISTRICT}))"
)
HOUSEHOLD = (
    f"(people_household.organisation_id = {rls.ORGANISATION} or {rls.SYSTEM} in ('linkage', 'recompute')"
    " or exists (select 1 from people_householdmember member where member.household_id = people_household.id))"
)
MERGE = (
    f"({rls.case_access('cases_merge.kept_id')} or {rls.case_access('cases_merge.gone_id')}"
    f" or {rls.SYSTEM} = 'linkage')"
)

ACCESS = f"""
alter table cases_caseaccess enable row level security;
alter table cases_caseaccess force row level security;
grant select on cases_caseaccess to nt_app;
create policy app_reads on cases_caseaccess for select to nt_app
    using (organisation_id = {rls.ORGANISATION} or {rls.SYSTEM} = 'doctor');
-- Maintained by the trigger below, which runs as the owner; FORCE binds the owner, too.
create policy owner_keeps on cases_caseaccess to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');
create policy owner_reads on cases_participation for select to nt_owner using (current_user = 'nt_owner');
create policy owner_reads on cases_case for select to nt_owner using (current_user = 'nt_owner');

create function nt.follow_participation() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    touched uuid := coalesce(new.case_id, old.case_id);
begin
    delete from cases_caseaccess access where access.case_id = touched and not exists (
        select 1 from cases_participation p
        where p.case_id = touched and p.organisation_id = access.organisation_id
          and p.valid_until is null);
    insert into cases_caseaccess (organisation_id, case_id, person_id)
    select p.organisation_id, c.id, c.person_id from cases_participation p join cases_case c on c.id = p.case_id
    where p.case_id = touched and p.valid_until is null
    on conflict (organisation_id, person_id) do nothing;
    return null;
end $$;
revoke all on function nt.follow_participation() from public;
create trigger follow_participation after insert or update on cases_participation
    for each row execute function nt.follow_participation();
"""

ACCESS_BACK = """
drop trigger follow_participation on cases_participation;
drop function nt.follow_participation();
drop policy owner_reads on cases_case;
drop policy owner_reads on cases_participation;
drop policy owner_keeps on cases_caseaccess;
drop policy app_reads on cases_caseaccess;
revoke all on cases_caseaccess from nt_app;
alter table cases_caseaccess no force row level security;
alter table cases_caseaccess disable row level security;
"""

#: Who looked at a case is visible to its participants; my own acts are visible to me.
JOURNAL = f"""
create policy app_reads on audit_journalentry for select to nt_app using (
    account = {rls.ACCOUNT} or {rls.SYSTEM} = 'doctor' or {rls.case_access("audit_journalentry.subject")});
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0001_initial"),
        ("people", "0001_initial"),
        ("audit", "0002_append_only"),
        ("core", "0001_context"),
    ]

    operations: ClassVar = [
        rls.locks({"people_person": {"read": PERSON, "write": f"district_id = {rls.DISTRICT}"}}),
        rls.locks({table: {"read": of_person(table)} for table in OF_PERSON}),
        rls.locks({table: {"read": of_person(table), "delete": True} for table in DERIVED}),
        rls.locks({table: {"read": of_case(table)} for table in ("cases_participation", "cases_responsibility")}),
        rls.locks({"people_household": {"read": HOUSEHOLD}, "cases_merge": {"read": MERGE}}),
        migrations.RunSQL(ACCESS, ACCESS_BACK),
        migrations.RunSQL(JOURNAL, "drop policy app_reads on audit_journalentry"),
    ]
