"""Who has no part in a case and reads it by consent or in an emergency sees the classes of the grant, not those of statute."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

OF_CLASS = {
    "people_record": "identity",
    "people_name": "identity",
    "people_identifier": "identity",
    "people_searchkey": "identity",
    "people_contact": "contact",
    "people_contactwish": "contact",
    "people_householdmember": "family",
}
OF_CODE = {
    "cases_fact": ("fact", "kind"),
    "cases_conflict": ("fact", "kind"),
    "cases_answerperiod": ("answer", "question"),
    "cases_deadline": ("deadline", "code"),
}
GRANTED = {
    **{table: rls.granted(f"{table}.person_id", f"given.data_class = '{data}'") for table, data in OF_CLASS.items()},
    **{
        table: rls.granted(
            f"{table}.person_id", f"((select nt.codes('{about}')) -> given.data_class::text) ? {table}.{code}::text"
        )
        for table, (about, code) in OF_CODE.items()
    },
}


def only(table: str) -> str:
    """On top of whatever opens a row."""
    part = (
        f"exists (select 1 from cases_caseaccess part where part.person_id = {table}.person_id"
        f" and part.organisation_id = {rls.ORGANISATION} and part.level = 'participation')"
    )
    return (
        f"create policy grants_open_theirs on {table} as restrictive for select to nt_app"
        f" using ({rls.SYSTEM} <> '' or {part} or {GRANTED[table]});\n"
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0013_levels_second_lock"), ("grants", "0003_consents_and_emergencies")]

    operations: ClassVar = [
        migrations.RunSQL(
            "".join(only(table) for table in GRANTED),
            "".join(f"drop policy grants_open_theirs on {table};\n" for table in GRANTED),
        )
    ]
