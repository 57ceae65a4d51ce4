"""A recipient learns that consents have ended: on which day and how many, neither whose nor why."""

from typing import ClassVar

from django.db import migrations

ENDED = """
create policy owner_reads on grants_withdrawal for select to nt_owner using (current_user = 'nt_owner');

create function nt.consents_ended(since date) returns table(last_day date, files bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    select ended.on_day, count(distinct ended.person_id)
    from (
        select c.person_id, case when w.id is not null then (w.at at time zone 'Europe/Berlin')::date
                                 else c.valid_until end as on_day
        from grants_consent c left join grants_withdrawal w on w.consent_id = c.id
        where c.organisation_id = nt.organisation()
          and (w.id is not null or nt.day_ends(c.valid_until) <= now())
    ) ended
    where ended.on_day >= since
    group by ended.on_day order by ended.on_day desc
$$;
revoke all on function nt.consents_ended(date) from public;
grant execute on function nt.consents_ended(date) to nt_app;
"""
BACK = """
drop function nt.consents_ended(date);
drop policy owner_reads on grants_withdrawal;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("grants", "0004_consents_second_lock")]

    operations: ClassVar = [migrations.RunSQL(ENDED, BACK)]
