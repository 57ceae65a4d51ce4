"""What the application role may do with organisations, accounts and Django's own tables."""

from typing import ClassVar

from django.db import migrations

FORWARDS = """
grant select on organisations_district, organisations_organisation, organisations_unit, organisations_membership,
    organisations_account to nt_app;
grant update (last_login, password, language) on organisations_account to nt_app;
grant select, insert, update, delete on django_session to nt_app;
grant select on django_content_type, django_migrations to nt_app;
"""

BACKWARDS = """
revoke all on organisations_district, organisations_organisation, organisations_unit, organisations_membership,
    organisations_account, django_session, django_content_type, django_migrations from nt_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("organisations", "0001_initial"),
        ("core", "0001_context"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
