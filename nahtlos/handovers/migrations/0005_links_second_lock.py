"""A link is its sender's; the partner who comes by it sees this one referral, and no file.

The job `link` reads the row of its key and the transfer behind it, and notes wrong PINs. The answer itself is a step like
everybody's, taken by the job that follows transfers in the district.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

SIDES = import_module("nahtlos.handovers.migrations.0002_second_lock")
COUNTED = import_module("nahtlos.handovers.migrations.0003_counted")

MINE = (
    "exists (select 1 from handovers_transfer parent where parent.id = handovers_link.transfer_id"
    f" and parent.sender_id = {rls.ORGANISATION})"
)
FOLLOWED = (
    f"({rls.SYSTEM} = 'recompute' and exists (select 1 from handovers_transfer parent"
    f" where parent.id = handovers_link.transfer_id and parent.district_id = {rls.DISTRICT}))"
)
BY_KEY = f"({rls.SYSTEM} = 'link' and handovers_link.fingerprint = (select nt.key()))"
KNOWN = f"{SIDES.SIDES} or {SIDES.LAW} or {SIDES.LEAD} or {SIDES.DOCTOR} or {COUNTED.COUNTED}"

LOCK = (
    rls.lock(
        "handovers_link",
        read=f"({rls.SYSTEM} = '' and {MINE}) or {FOLLOWED} or {BY_KEY}",
        write=f"{MINE} and handovers_link.made_by_id = {rls.ACCOUNT}",
        update=False,
    )
    + f"""
grant update on handovers_link to nt_app;
create policy app_changes on handovers_link for update to nt_app
    using ({MINE} or {FOLLOWED} or {BY_KEY}) with check ({MINE} or {FOLLOWED} or {BY_KEY});
create policy owner_reads on handovers_link for select to nt_owner using (current_user = 'nt_owner');

-- To which referral the key of this context leads; none where it is over.
create function nt.linked() returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select l.transfer_id from handovers_link l
    where nt.system() = 'link' and l.fingerprint = nt.key() and l.ended_at is null
$$;
revoke all on function nt.linked() from public;
grant execute on function nt.linked() to nt_app;

alter policy app_reads on handovers_transfer using ({KNOWN} or handovers_transfer.id = (select nt.linked()));

-- What was passed on, how, and to whom never changes; neither does a link that is over.
create function nt.link_stays() returns trigger language plpgsql as $$
begin
    if (new.transfer_id, new.way, new.fingerprint, new.pin, new.shared, new.made_at, new.made_by_id) is distinct from
       (old.transfer_id, old.way, old.fingerprint, old.pin, old.shared, old.made_at, old.made_by_id)
       or old.ended_at is not null or (nt.system() = 'link' and new.expires_on <> old.expires_on) then
        raise exception 'a link stays what it was given for' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger link_stays before update on handovers_link for each row execute function nt.link_stays();

create or replace function nt.transfer_keeps_its_sides() returns trigger language plpgsql as $$
begin
    if (new.case_id, new.district_id, new.sender_id, new.receiver_id, new.partner, new.kind, new.service, new.reference)
       is distinct from
       (old.case_id, old.district_id, old.sender_id, old.receiver_id, old.partner, old.kind, old.service, old.reference)
    then
        raise exception 'a transfer keeps its case, sides and kind' using errcode = 'insufficient_privilege';
    end if;
    if old.state in ('rejected', 'completed', 'failed', 'cancelled', 'entered_in_error') then
        raise exception 'a transfer that has ended stays as it is' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
"""
)
UNLOCK = f"""
create or replace function nt.transfer_keeps_its_sides() returns trigger language plpgsql as $$
begin
    if (new.case_id, new.district_id, new.sender_id, new.receiver_id, new.kind, new.service, new.reference)
       is distinct from
       (old.case_id, old.district_id, old.sender_id, old.receiver_id, old.kind, old.service, old.reference) then
        raise exception 'a transfer keeps its case, sides and kind' using errcode = 'insufficient_privilege';
    end if;
    if old.state in ('rejected', 'completed', 'failed', 'cancelled', 'entered_in_error') then
        raise exception 'a transfer that has ended stays as it is' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
drop trigger link_stays on handovers_link;
drop function nt.link_stays();
alter policy app_reads on handovers_transfer using ({KNOWN});
drop function nt.linked();
drop policy owner_reads on handovers_link;
{rls.unlock("handovers_link")}
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("handovers", "0004_partner_without_account"), ("core", "0005_key")]

    operations: ClassVar = [migrations.RunSQL(LOCK, UNLOCK)]
