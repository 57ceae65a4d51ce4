"""Consents, withdrawals and emergencies: who reads them, and the triggers that make grants and access follow them."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def led_by_mine(person: str) -> str:
    """My organisation leads her case, and it is not the immigration office: whom she trusts is not its business."""
    return (
        "(exists (select 1 from cases_responsibility led join cases_case file on file.id = led.case_id"
        f" where file.person_id = {person} and led.organisation_id = {rls.ORGANISATION} and led.valid_until is null)"
        f" and exists (select 1 from organisations_organisation office where office.id = {rls.ORGANISATION}"
        " and office.kind <> 'auslaenderbehoerde'))"
    )


DPO = (
    f"exists (select 1 from organisations_membership mine where mine.account_id = {rls.ACCOUNT}"
    f" and mine.organisation_id = {rls.ORGANISATION} and mine.role = 'data_protection_officer'"
    " and (mine.valid_until is null or mine.valid_until > current_date))"
)
BY_ME = "{0}.recorded_by_id = " + rls.ACCOUNT + " and {0}.recorded_for_id = " + rls.ORGANISATION

CONSENT = (
    f"{rls.case_access('grants_consent.person_id')} and (grants_consent.organisation_id = {rls.ORGANISATION}"
    f" or grants_consent.recorded_for_id = {rls.ORGANISATION} or {led_by_mine('grants_consent.person_id')})"
)
CONSENT_ADDED = (
    f"{BY_ME.format('grants_consent')} and {rls.case_access('grants_consent.person_id')}"
    f" and {rls.may_write('grants_consent.person_id')}"
)
EMERGENCY = (
    f"(grants_emergency.account_id = {rls.ACCOUNT} or (grants_emergency.organisation_id = {rls.ORGANISATION} and {DPO})"
    f" or ({rls.case_access('grants_emergency.person_id')}"
    f" and ({led_by_mine('grants_emergency.person_id')} or {DPO})))"
)


def of_consent(table: str) -> str:
    """The consent behind it is visible, and both speak of one person."""
    return (
        f"exists (select 1 from grants_consent parent where parent.id = {table}.consent_id"
        f" and parent.person_id = {table}.person_id)"
    )


REVIEW = (
    "exists (select 1 from grants_emergency parent where parent.id = grants_emergencyreview.emergency_id"
    " and parent.person_id = grants_emergencyreview.person_id)"
)
REVIEW_ADDED = (
    f"grants_emergencyreview.by_id = {rls.ACCOUNT} and grants_emergencyreview.organisation_id = {rls.ORGANISATION}"
    " and exists (select 1 from grants_emergency parent where parent.id = grants_emergencyreview.emergency_id"
    f" and parent.person_id = grants_emergencyreview.person_id and parent.account_id <> {rls.ACCOUNT})"
)
#: Whoever works for an organisation of this installation reads the texts.
TEXT = f"exists (select 1 from organisations_organisation office where office.id = {rls.ORGANISATION})"

LOCKS = (
    rls.lock("grants_consent", read=CONSENT, write=CONSENT_ADDED, update=False)
    + rls.lock("grants_consentproof", read=of_consent("grants_consentproof"), update=False)
    + rls.lock(
        "grants_withdrawal",
        read=of_consent("grants_withdrawal"),
        write=f"{of_consent('grants_withdrawal')} and {BY_ME.format('grants_withdrawal')}",
        update=False,
    )
    + rls.lock("grants_emergency", read=EMERGENCY, update=False)
    + rls.lock("grants_emergencyreview", read=REVIEW, write=REVIEW_ADDED, update=False)
    + rls.lock("grants_consenttext", read=TEXT, update=False)
    + """
-- An emergency is opened by its function, a text comes with the program: neither is written by the application.
drop policy app_adds on grants_emergency;
revoke insert on grants_emergency from nt_app;
drop policy app_adds on grants_consenttext;
revoke insert on grants_consenttext from nt_app;
create policy owner_keeps on grants_consenttext to nt_owner
    using (current_user = 'nt_owner') with check (current_user = 'nt_owner');
create policy owner_reads on grants_consent for select to nt_owner using (current_user = 'nt_owner');
create policy owner_reads on grants_emergency for select to nt_owner using (current_user = 'nt_owner');
create policy owner_adds on grants_emergency for insert to nt_owner with check (current_user = 'nt_owner');
create policy owner_reads_for_grants on people_person for select to nt_owner using (current_user = 'nt_owner');
"""
)
TABLES = (
    "grants_consent",
    "grants_consentproof",
    "grants_withdrawal",
    "grants_emergency",
    "grants_emergencyreview",
    "grants_consenttext",
)
UNLOCK = """
drop policy owner_reads_for_grants on people_person;
drop policy owner_adds on grants_emergency;
drop policy owner_reads on grants_emergency;
drop policy owner_reads on grants_consent;
drop policy owner_keeps on grants_consenttext;
""" + "".join(rls.unlock(table) for table in TABLES)

#: As in access.statutes when this was written; a test holds both against each other. Another law is another migration.
FOLLOW = f"""
alter policy app_reads on grants_grant using ((organisation_id = {rls.ORGANISATION}
    and (account_id is null or account_id = {rls.ACCOUNT}) and (ends_at is null or ends_at > now()))
    or {rls.SYSTEM} = 'doctor');

create function nt.opens_never(kind text, data_class text) returns boolean language sql immutable parallel safe return
    (kind = 'auslaenderbehoerde' and data_class in ('health', 'youth', 'counselling', 'volunteering'))
    or (kind = 'verein' and data_class not in ('contact', 'learning', 'work', 'volunteering'));

-- The first moment of the day after, in Berlin: the last day lasts 23 or 25 hours when the clocks change.
create function nt.day_ends(last_day date) returns timestamptz language sql stable parallel safe return
    (last_day + 1)::timestamp at time zone 'Europe/Berlin';

create function nt.follow_consent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    office record;
    ends timestamptz := nt.day_ends(new.valid_until);
begin
    select o.kind, o.district_id into strict office from organisations_organisation o where o.id = new.organisation_id;
    if not exists (select 1 from people_person p where p.id = new.person_id and p.district_id = office.district_id) then
        raise exception 'the recipient of a consent works in the district of the person' using errcode = 'check_violation';
    end if;
    if exists (select 1 from unnest(new.classes) one where nt.opens_never(office.kind, one)) then
        raise exception 'no consent opens this class to this organisation' using errcode = 'check_violation';
    end if;
    insert into grants_grant (person_id, organisation_id, purpose, data_class, basis, source, ends_at)
    select new.person_id, new.organisation_id, purpose, data_class, 'consent', new.id, ends
    from unnest(new.purposes) purpose cross join unnest(new.classes) data_class
    on conflict do nothing;
    insert into cases_caseaccess (organisation_id, case_id, person_id, level, source, ends_at)
    select new.organisation_id, c.id, c.person_id, 'consent', new.id, ends from cases_case c
    where c.person_id = new.person_id;
    return null;
end $$;
revoke all on function nt.follow_consent() from public;
create trigger follow_consent after insert on grants_consent for each row execute function nt.follow_consent();

create function nt.follow_withdrawal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    delete from grants_grant where source = new.consent_id;
    delete from cases_caseaccess where source = new.consent_id;
    return null;
end $$;
revoke all on function nt.follow_withdrawal() from public;
create trigger follow_withdrawal after insert on grants_withdrawal for each row execute function nt.follow_withdrawal();

create function nt.follow_emergency() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into cases_caseaccess (organisation_id, case_id, person_id, level, account_id, source, ends_at)
    select new.organisation_id, c.id, c.person_id, 'emergency', new.account_id, new.id, new.ends_at from cases_case c
    where c.person_id = new.person_id;
    insert into grants_grant (person_id, organisation_id, account_id, purpose, data_class, basis, source, ends_at)
    select new.person_id, new.organisation_id, new.account_id, new.purpose, data_class, 'statute', new.id, new.ends_at
    from unnest(array['identity', 'contact', 'whereabouts', 'family', 'health']) data_class
    where not exists (select 1 from organisations_organisation o
                      where o.id = new.organisation_id and o.kind <> 'verein' and nt.opens_never(o.kind, data_class));
    return null;
end $$;
revoke all on function nt.follow_emergency() from public;
create trigger follow_emergency after insert on grants_emergency for each row execute function nt.follow_emergency();

-- One file, one account, half an hour. Who acts comes from the transaction and never from an argument.
create function nt.open_emergency(of_person uuid, of_category text, words text) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    made uuid := gen_random_uuid();
begin
    if nt.account() is null or nt.organisation() is null or nt.system() <> '' then
        raise exception 'an emergency is opened by somebody who works here' using errcode = 'insufficient_privilege';
    end if;
    if length(btrim(words)) < 20 or coalesce(of_category, '') = '' then
        raise exception 'an emergency needs a category and a reason of 20 letters' using errcode = 'check_violation';
    end if;
    perform 1 from people_person p join cases_case c on c.person_id = p.id
    where p.id = of_person and p.district_id = nt.district() and p.merged_into_id is null and p.withdrawn_at is null;
    if not found then
        return null;
    end if;
    insert into grants_emergency (id, person_id, account_id, organisation_id, purpose, category, reason, opened_at, ends_at)
    values (made, of_person, nt.account(), nt.organisation(), coalesce(nt.purpose(), ''), of_category, btrim(words), now(),
            now() + interval '30 minutes');
    perform nt.journal('emergency.opened', 'person', of_person, jsonb_build_object('emergency', made, 'category', of_category));
    return made;
end $$;
revoke all on function nt.open_emergency(uuid, text, text) from public;
grant execute on function nt.open_emergency(uuid, text, text) to nt_app;
"""
FOLLOW_BACK = f"""
drop function nt.open_emergency(uuid, text, text);
drop trigger follow_emergency on grants_emergency;
drop trigger follow_withdrawal on grants_withdrawal;
drop trigger follow_consent on grants_consent;
drop function nt.follow_emergency();
drop function nt.follow_withdrawal();
drop function nt.follow_consent();
drop function nt.day_ends(date);
drop function nt.opens_never(text, text);
alter policy app_reads on grants_grant using (organisation_id = {rls.ORGANISATION} or {rls.SYSTEM} = 'doctor');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("grants", "0003_consents_and_emergencies"),
        ("cases", "0013_levels_second_lock"),
        ("audit", "0002_append_only"),
    ]

    operations: ClassVar = [migrations.RunSQL(LOCKS, UNLOCK), migrations.RunSQL(FOLLOW, FOLLOW_BACK)]
