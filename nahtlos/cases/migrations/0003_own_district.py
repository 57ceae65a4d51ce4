"""The linkage of one district sees neither households nor merges of another (security.md 2.3)."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

JOBS = f"{rls.SYSTEM} in ('linkage', 'recompute')"
HOUSEHOLD = (
    f"(people_household.organisation_id = {rls.ORGANISATION}"
    f" or ({JOBS} and exists (select 1 from organisations_organisation office"
    f" where office.id = people_household.organisation_id and office.district_id = {rls.DISTRICT}))"
    " or exists (select 1 from people_householdmember member where member.household_id = people_household.id))"
)
MERGE = (
    f"({rls.case_access('cases_merge.kept_id')} or {rls.case_access('cases_merge.gone_id')}"
    f" or {rls.system_in_district('cases_merge.kept_id', 'linkage')})"
)
HOUSEHOLD_BEFORE = (
    f"(people_household.organisation_id = {rls.ORGANISATION} or {JOBS}"
    " or exists (select 1 from people_householdmember member where member.household_id = people_household.id))"
)
MERGE_BEFORE = (
    f"({rls.case_access('cases_merge.kept_id')} or {rls.case_access('cases_merge.gone_id')}"
    f" or {rls.SYSTEM} = 'linkage')"
)


def policies(table: str, terms: str) -> str:
    """The three policies of a table, said anew."""
    return f"""
alter policy app_reads on {table} using ({terms} or ({rls.SYSTEM} = 'doctor'));
alter policy app_adds on {table} with check ({terms});
alter policy app_changes on {table} using ({terms}) with check ({terms});
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0002_second_lock")]

    operations: ClassVar = [
        migrations.RunSQL(policies("people_household", HOUSEHOLD), policies("people_household", HOUSEHOLD_BEFORE)),
        migrations.RunSQL(policies("cases_merge", MERGE), policies("cases_merge", MERGE_BEFORE)),
    ]
