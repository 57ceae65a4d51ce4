"""What takes up interrupted imports sees the imports of its district, and none of their rows."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

OF_THE_DISTRICT = (
    f"{rls.SYSTEM} = 'imports' and exists (select 1 from organisations_organisation office"
    f" where office.id = exchange_importrun.organisation_id and office.district_id = {rls.DISTRICT})"
)
FORWARDS = f"""
create policy interrupted_read on exchange_importrun for select to nt_app using ({OF_THE_DISTRICT});
create policy interrupted_change on exchange_importrun for update to nt_app
    using ({OF_THE_DISTRICT}) with check ({OF_THE_DISTRICT});
"""
BACKWARDS = """
drop policy interrupted_change on exchange_importrun;
drop policy interrupted_read on exchange_importrun;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exchange", "0003_importrun_is_synthetic")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
