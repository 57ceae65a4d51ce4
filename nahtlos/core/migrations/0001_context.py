"""What policies ask of the acting context, in a schema of its own. Reversible: nothing else is in the schema yet."""

from typing import ClassVar

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

CONTEXT = """
create schema nt;
grant usage on schema nt to nt_app;

-- After COMMIT the setting reads '' and not NULL, hence nullif.
create function nt.ctx() returns jsonb language sql stable parallel safe
    return nullif(current_setting('nt.ctx', true), '')::jsonb;
create function nt.account() returns uuid language sql stable parallel safe return (nt.ctx() ->> 'account')::uuid;
create function nt.organisation() returns uuid language sql stable parallel safe return (nt.ctx() ->> 'organisation')::uuid;
create function nt.district() returns uuid language sql stable parallel safe return (nt.ctx() ->> 'district')::uuid;
create function nt.purpose() returns text language sql stable parallel safe return nt.ctx() ->> 'purpose';
create function nt.system() returns text language sql stable parallel safe return coalesce(nt.ctx() ->> 'system', '');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = []

    operations: ClassVar = [
        BtreeGistExtension(),
        migrations.RunSQL(CONTEXT, "drop schema nt cascade"),
    ]
