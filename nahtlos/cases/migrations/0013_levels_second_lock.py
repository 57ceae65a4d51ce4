"""What has ended is not there: said once, on the table that every other policy reads. An emergency opens reading only."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

MINE = f"cases_caseaccess.organisation_id = {rls.ORGANISATION}"
ACCESS = f"""
alter policy app_reads on cases_caseaccess using (({MINE}
    and (cases_caseaccess.account_id is null or cases_caseaccess.account_id = {rls.ACCOUNT})
    and (cases_caseaccess.ends_at is null or cases_caseaccess.ends_at > now())) or {rls.SYSTEM} = 'doctor');

-- Consents and emergencies keep their own rows (grants); this one keeps those of participations.
create or replace function nt.follow_participation() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    touched uuid := coalesce(new.case_id, old.case_id);
begin
    delete from cases_caseaccess access where access.case_id = touched and access.level = 'participation'
      and not exists (
        select 1 from cases_participation p
        where p.case_id = touched and p.organisation_id = access.organisation_id
          and p.valid_until is null);
    insert into cases_caseaccess (organisation_id, case_id, person_id)
    select p.organisation_id, c.id, c.person_id from cases_participation p join cases_case c on c.id = p.case_id
    where p.case_id = touched and p.valid_until is null
    on conflict (organisation_id, person_id, level, source) do nothing;
    return null;
end $$;
"""
ACCESS_BACK = f"""
delete from cases_caseaccess where level <> 'participation';
create or replace function nt.follow_participation() returns trigger
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
alter policy app_reads on cases_caseaccess using ({MINE} or {rls.SYSTEM} = 'doctor');
"""

#: Table → the column that says whose it is.
WRITTEN = {
    "people_person": "id",
    "people_record": "person_id",
    "people_name": "person_id",
    "people_identifier": "person_id",
    "people_contact": "person_id",
    "people_contactwish": "person_id",
    "people_householdmember": "person_id",
    "people_searchkey": "person_id",
    "cases_fact": "person_id",
    "cases_case": "person_id",
    "cases_conflict": "person_id",
    "cases_answerperiod": "person_id",
    "cases_deadline": "person_id",
    "cases_participation": "case_id",
    "cases_responsibility": "case_id",
}


def reading_only(table: str, column: str) -> str:
    """Three more conditions on writing; they come on top of whatever the other policies allow."""
    terms = rls.may_write(f"{table}.{column}")
    return f"""
create policy emergency_adds_nothing on {table} as restrictive for insert to nt_app with check ({terms});
create policy emergency_changes_nothing on {table} as restrictive for update to nt_app with check ({terms});
create policy emergency_deletes_nothing on {table} as restrictive for delete to nt_app using ({terms});
"""


def back(table: str) -> str:
    """The way back of `reading_only`."""
    return f"""
drop policy emergency_adds_nothing on {table};
drop policy emergency_changes_nothing on {table};
drop policy emergency_deletes_nothing on {table};
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0012_levels_of_access")]

    operations: ClassVar = [
        migrations.RunSQL(ACCESS, ACCESS_BACK),
        migrations.RunSQL(
            "".join(reading_only(table, column) for table, column in WRITTEN.items()),
            "".join(back(table) for table in WRITTEN),
        ),
    ]
