"""The database, too, lets nobody but the leading office restrict a statement or lift the restriction."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

LEADS = f"({rls.SYSTEM} <> '' or nt.leads(rights_restriction.person_id))"
FORWARDS = f"""
create policy the_lead_restricts on rights_restriction as restrictive for insert to nt_app with check ({LEADS});
create policy the_lead_lifts on rights_restriction as restrictive for update to nt_app using ({LEADS}) with check ({LEADS});
"""
BACKWARDS = """
drop policy the_lead_lifts on rights_restriction;
drop policy the_lead_restricts on rights_restriction;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rights", "0004_restricted_plans_quickly")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
