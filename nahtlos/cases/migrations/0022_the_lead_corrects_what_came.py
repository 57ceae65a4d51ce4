"""In a file that came from another district, the lead authority ends and corrects what offices there have stated.

Nobody else could: whoever stated it takes no part in the file here.
"""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

TERMS = (
    f"{rls.SYSTEM} = '' and nt.stated_elsewhere(cases_fact.reported_by_id)"
    " and cases_fact.kind = any((select nt.opened_codes('fact', 'all', true))::text[]) and nt.leads(cases_fact.person_id)"
)
FORWARDS = f"""
-- Whether an office belongs to another district than the one for which somebody acts.
create function nt.stated_elsewhere(office uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from public.organisations_organisation o
                   where o.id = office and o.district_id <> nt.district());
end $$;
revoke all on function nt.stated_elsewhere(uuid) from public;
grant execute on function nt.stated_elsewhere(uuid) to nt_app;
create policy lead_corrects_what_came on cases_fact for update to nt_app using ({TERMS}) with check ({TERMS});
"""
BACKWARDS = """
drop policy lead_corrects_what_came on cases_fact;
drop function nt.stated_elsewhere(uuid);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0021_came_from"), ("organisations", "0005_accounts_second_lock")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
