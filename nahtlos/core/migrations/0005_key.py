"""The key by which somebody without an account came in: a policy may ask for it, like for who acts."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0004_classes_asked_once")]

    operations: ClassVar = [
        migrations.RunSQL(
            "create function nt.key() returns text language sql stable parallel safe"
            " return coalesce(nt.ctx() ->> 'key', '');",
            "drop function nt.key();",
        )
    ]
