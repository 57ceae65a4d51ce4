"""A transfer is visible to its two sides, and to the lead authority of the case; only the two sides change it.

Whom it goes from and to, and about which case, never changes: nobody can turn it to her own office.
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls
from nahtlos.core.roles import APP

SIDES = f"{rls.ORGANISATION} in (handovers_transfer.sender_id, handovers_transfer.receiver_id)"
LAW = f"({rls.SYSTEM} = 'recompute' and handovers_transfer.district_id = {rls.DISTRICT})"
LEAD = (
    "exists (select 1 from cases_responsibility chief where chief.case_id = handovers_transfer.case_id"
    f" and chief.valid_until is null and chief.organisation_id = {rls.ORGANISATION})"
)
DOCTOR = f"({rls.SYSTEM} = 'doctor')"
OF_TRANSFER = (
    "exists (select 1 from handovers_transfer parent where parent.id = handovers_transition.transfer_id"
    f" and ({rls.ORGANISATION} in (parent.sender_id, parent.receiver_id)"
    f" or ({rls.SYSTEM} = 'recompute' and parent.district_id = {rls.DISTRICT})))"
)

LOCKED = f"""
alter table handovers_transfer enable row level security;
alter table handovers_transfer force row level security;
grant select, insert, update on handovers_transfer to {APP};
create policy app_reads on handovers_transfer for select to {APP} using ({SIDES} or {LAW} or {LEAD} or {DOCTOR});
create policy app_adds on handovers_transfer for insert to {APP}
    with check (handovers_transfer.sender_id = {rls.ORGANISATION} or {LAW});
create policy app_changes on handovers_transfer for update to {APP} using ({SIDES} or {LAW}) with check ({SIDES} or {LAW});

create function nt.transfer_keeps_its_sides() returns trigger language plpgsql as $$
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
create trigger keeps_its_sides before update on handovers_transfer
    for each row execute function nt.transfer_keeps_its_sides();

alter table handovers_transition enable row level security;
alter table handovers_transition force row level security;
grant select, insert on handovers_transition to {APP};
create policy app_reads on handovers_transition for select to {APP} using ({OF_TRANSFER} or {DOCTOR});
create policy app_adds on handovers_transition for insert to {APP} with check ({OF_TRANSFER});
create trigger append_only before update or delete on handovers_transition
    for each row execute function nt.no_rewriting();
create trigger no_truncate before truncate on handovers_transition
    for each statement execute function nt.no_rewriting();
"""

OPEN_AGAIN = f"""
drop trigger no_truncate on handovers_transition;
drop trigger append_only on handovers_transition;
drop trigger keeps_its_sides on handovers_transfer;
drop function nt.transfer_keeps_its_sides();
{rls.unlock("handovers_transition")}
{rls.unlock("handovers_transfer")}
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("handovers", "0001_initial"),
        ("cases", "0009_drafts_second_lock"),
        ("audit", "0002_append_only"),
        ("core", "0001_context"),
    ]

    operations: ClassVar = [migrations.RunSQL(LOCKED, OPEN_AGAIN)]
