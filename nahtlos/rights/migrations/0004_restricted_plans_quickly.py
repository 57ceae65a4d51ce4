"""The policy on restricted statements asks functions instead of three tables with policies of their own."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

FORWARDS = f"""
-- Facts under a standing restriction, whoever asks: a policy that hides more than it must tells nobody anything.
create function nt.restricted() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(r.fact_id), '{{}}') from rights_restriction r where r.ended_at is null
$$;
revoke all on function nt.restricted() from public;
grant execute on function nt.restricted() to nt_app;

alter policy restricted on cases_fact using (
    cases_fact.id <> all((select nt.restricted())::uuid[])
    or {rls.SYSTEM} = 'doctor'
    or ({rls.SYSTEM} = '' and (cases_fact.reported_by_id = {rls.ORGANISATION} or nt.leads(cases_fact.person_id))));
"""
BACKWARDS = f"""
alter policy restricted on cases_fact using (
    cases_fact.id not in (select r.fact_id from rights_restriction r where r.ended_at is null)
    or {rls.SYSTEM} = 'doctor'
    or ({rls.SYSTEM} = '' and (cases_fact.reported_by_id = {rls.ORGANISATION} or exists (
        select 1 from cases_case c join cases_responsibility lead on lead.case_id = c.id and lead.valid_until is null
        where c.person_id = cases_fact.person_id and lead.organisation_id = {rls.ORGANISATION}))));
drop function nt.restricted();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rights", "0003_protected"), ("cases", "0017_policies_plan_quickly")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
