"""The policies by class ask functions of their own: to plan a statement cost more than to carry it out.

A policy is expanded into every statement that touches its table, with the policies of all tables it asks, and planned
anew; a function in plpgsql is planned once a session. All of them run with the rights of whoever asks, behind the same
policies, so they tell nobody more than the sub-selects did; only the list of restricted statements is read as the owner.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

FUNCTIONS = """
-- Whether the acting organisation reads anybody by grant for its purpose; most never do.
create function nt.has_grants() returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from public.grants_grant given
                   where given.organisation_id = nt.organisation() and given.purpose = nt.purpose()
                     and (given.ends_at is null or given.ends_at > now()));
end $$;

-- Whether a living grant opens this class of hers. `grantable`: what can be granted to this kind of organisation at all.
create function nt.granted(whose uuid, class text, grantable text[]) returns boolean language plpgsql stable as $$
begin
    return class = any(grantable)
        and exists (select 1 from public.grants_grant given
                    where given.person_id = whose and given.organisation_id = nt.organisation()
                      and given.purpose = nt.purpose() and (given.ends_at is null or given.ends_at > now())
                      and given.data_class = class);
end $$;

-- The same where a row says its class by a code. `codes`: class → its codes.
create function nt.granted_code(whose uuid, code text, codes jsonb, grantable text[]) returns boolean
language plpgsql stable as $$
begin
    return exists (select 1 from public.grants_grant given
                   where given.person_id = whose and given.organisation_id = nt.organisation()
                     and given.purpose = nt.purpose() and (given.ends_at is null or given.ends_at > now())
                     and given.data_class = any(grantable) and (codes -> given.data_class::text) ? code);
end $$;

-- Whether she lives in the district for which a job runs.
create function nt.lives_here(whose uuid, district uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from public.people_person known
                   where known.id = whose and known.district_id = district);
end $$;

-- Whether the record is the acting organisation's own.
create function nt.our_record(record uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from public.people_record mine
                   where mine.id = record and mine.organisation_id = nt.organisation());
end $$;

-- Whether the acting organisation leads her case.
create function nt.leads(whose uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from public.cases_case c
                   join public.cases_responsibility lead on lead.case_id = c.id and lead.valid_until is null
                   where c.person_id = whose and lead.organisation_id = nt.organisation());
end $$;

revoke all on function nt.has_grants(), nt.granted(uuid, text, text[]), nt.granted_code(uuid, text, jsonb, text[]),
    nt.lives_here(uuid, uuid), nt.our_record(uuid), nt.leads(uuid) from public;
grant execute on function nt.has_grants(), nt.granted(uuid, text, text[]), nt.granted_code(uuid, text, jsonb, text[]),
    nt.lives_here(uuid, uuid), nt.our_record(uuid), nt.leads(uuid) to nt_app;
"""
NO_FUNCTIONS = """
drop function nt.leads(uuid);
drop function nt.our_record(uuid);
drop function nt.lives_here(uuid, uuid);
drop function nt.granted_code(uuid, text, jsonb, text[]);
drop function nt.granted(uuid, text, text[]);
drop function nt.has_grants();
"""

BY_CLASS = import_module("nahtlos.cases.migrations.0011_by_class")
ONLY = import_module("nahtlos.cases.migrations.0014_grants_open_their_classes_only")
#: A row the acting organisation stated itself.
OWN = {
    "people_record": f"people_record.organisation_id = {rls.ORGANISATION}",
    "people_householdmember": "nt.our_record(people_householdmember.record_id)",
    "cases_fact": f"cases_fact.reported_by_id = {rls.ORGANISATION}",
}
READ = {
    **{
        table: rls.open_class(f"{table}.person_id", data_class, own=OWN.get(table, ""))
        for table, data_class in ONLY.OF_CLASS.items()
    },
    **{
        table: rls.open_code(f"{table}.person_id", about, f"{table}.{code}", own=OWN.get(table, ""))
        for table, (about, code) in ONLY.OF_CODE.items()
    },
}
GRANTED = {
    **{table: rls.grant_opens_class(f"{table}.person_id", data) for table, data in ONLY.OF_CLASS.items()},
    **{
        table: rls.grant_opens_code(f"{table}.person_id", about, f"{table}.{code}")
        for table, (about, code) in ONLY.OF_CODE.items()
    },
}


def said(table: str) -> str:
    """The policies of a table, in the new words."""
    jobs = rls.job_here(f"{table}.person_id", "linkage", "recompute")
    read, write = f"({READ[table]} or {jobs})", f"({BY_CLASS.WRITE.get(table, READ[table])} or {jobs})"
    return str(BY_CLASS.said(table, read, write)) + only(table, GRANTED[table])


def only(table: str, granted: str) -> str:
    """What a grant opens, on top of whatever opens a row."""
    return (
        f"alter policy grants_open_theirs on {table}"
        f" using ({rls.SYSTEM} <> '' or {rls.takes_part(f'{table}.person_id')} or {granted});\n"
    )


#: A case, which the policies of participations and leads ask in turn.
CASE = f"({rls.case_access('cases_case.person_id')} or {rls.job_here('cases_case.person_id', 'linkage', 'recompute')})"
FORWARDS = FUNCTIONS + "".join(said(table) for table in READ) + BY_CLASS.said("cases_case", CASE, CASE)
BACKWARDS = (
    BY_CLASS.said("cases_case", BY_CLASS.before("cases_case"), BY_CLASS.before("cases_case"))
    + BY_CLASS.FORWARDS
    + "".join(only(table, ONLY.GRANTED[table]) for table in READ)
    + NO_FUNCTIONS
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0016_protected_second_lock")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
