"""What the application role may do with colleagues, invitations, sessions, second factors and counted attempts.

Who works in an organisation is changed only by somebody who acts for that organisation, whatever the application forgets.
"""

from typing import ClassVar

from django.db import migrations

_OWN = ("organisations_membership", "organisations_unit", "organisations_invitation")

FORWARDS = """
grant insert on organisations_membership, organisations_unit, organisations_account to nt_app;
grant update (unit_id, role, phone, email, room, valid_until, absent_from, absent_until, substitute_id)
    on organisations_membership to nt_app;
grant update (name) on organisations_unit to nt_app;
grant update (name, is_active) on organisations_account to nt_app;
grant select, insert, update (ended_at) on organisations_invitation to nt_app;
grant select, insert, update, delete on organisations_session, mfa_authenticator to nt_app;
grant select on account_emailaddress to nt_app;
create table django_cache (cache_key varchar(255) primary key, value text not null, expires timestamptz not null);
create index django_cache_expires on django_cache (expires);
grant select, insert, update, delete on django_cache to nt_app;
delete from django_session;
revoke all on django_session from nt_app;
create function nt.not_ones_own_role() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
    if old.account_id = nt.account() then
        raise exception 'nobody changes her own role' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger not_ones_own_role before update on organisations_membership
    for each row when (new.role is distinct from old.role) execute function nt.not_ones_own_role();
create function nt.account_of_own_organisation() returns trigger language plpgsql
    set search_path = pg_catalog, public as $$
begin
    if current_user = 'nt_app' and not exists (select 1 from organisations_membership m
            where m.account_id = new.id and m.organisation_id = nt.organisation()) then
        raise exception 'this account does not belong to the organisation' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger account_of_own_organisation before update on organisations_account
    for each row when (new.is_active is distinct from old.is_active) execute function nt.account_of_own_organisation();
create policy organisation_adds on organisations_account as restrictive for insert to nt_app
    with check ((select nt.organisation()) is not null);
""" + "".join(
    f"""
create policy own_organisation_adds on {table} as restrictive for insert to nt_app
    with check (organisation_id = (select nt.organisation()));
create policy own_organisation_changes on {table} as restrictive for update to nt_app
    using (organisation_id = (select nt.organisation())) with check (organisation_id = (select nt.organisation()));
"""
    for table in _OWN
)

BACKWARDS = (
    "".join(
        f"drop policy own_organisation_adds on {table}; drop policy own_organisation_changes on {table};"
        for table in _OWN
    )
    + """
drop policy organisation_adds on organisations_account;
drop trigger account_of_own_organisation on organisations_account;
drop function nt.account_of_own_organisation();
drop trigger not_ones_own_role on organisations_membership;
drop function nt.not_ones_own_role();
grant select, insert, update, delete on django_session to nt_app;
drop table django_cache;
revoke all on account_emailaddress, organisations_session, mfa_authenticator, organisations_invitation from nt_app;
revoke insert on organisations_membership, organisations_unit, organisations_account from nt_app;
revoke update (unit_id, role, phone, email, room, valid_until, absent_from, absent_until, substitute_id)
    on organisations_membership from nt_app;
revoke update (name) on organisations_unit from nt_app;
revoke update (name, is_active) on organisations_account from nt_app;
"""
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("organisations", "0004_accounts"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
