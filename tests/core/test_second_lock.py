"""The second lock on the door: what the database itself refuses, whatever the application forgets."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_application_role_has_no_special_powers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("nt_app", False, False)
