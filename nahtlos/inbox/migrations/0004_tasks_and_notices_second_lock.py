"""A task is seen by all who take part in the case and given only to one of them; a notice is its receiver's alone."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

TASK = "inbox_task"
OF_PERSON = (
    f"({rls.case_access(f'{TASK}.person_id')} or {rls.system_in_district(f'{TASK}.person_id', 'linkage', 'recompute')})"
)
COUNTED = f"({OF_PERSON} or ({rls.SYSTEM} = 'figures' and {TASK}.district_id = {rls.DISTRICT}))"
#: Whoever has left the case may still be named on an old task, but gets no new one.
GIVEN = f"""
drop policy app_adds on {TASK};
create policy app_adds on {TASK} for insert to nt_app with check ({OF_PERSON} and exists (
    select 1 from cases_participation part join cases_case c on c.id = part.case_id
    where c.person_id = {TASK}.person_id and part.organisation_id = {TASK}.organisation_id and part.valid_until is null));
"""
HERS = f"(inbox_notice.account_id = {rls.ACCOUNT} and inbox_notice.organisation_id = {rls.ORGANISATION})"
MAIL = f"{rls.SYSTEM} = 'mail'"
CAUSED = (
    f"({HERS} or {MAIL} or {rls.case_access('inbox_notice.person_id')}"
    f" or {rls.system_in_district('inbox_notice.person_id', 'linkage', 'recompute')})"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0003_tasks_and_notices"), ("inbox", "0002_newcomers_second_lock")]

    operations: ClassVar = [
        rls.locks(
            {
                TASK: {"read": COUNTED, "write": OF_PERSON},
                "inbox_notice": {"read": f"({HERS} or {MAIL})", "write": CAUSED},
                "inbox_mailsetting": {"read": f"(inbox_mailsetting.account_id = {rls.ACCOUNT} or {MAIL})"},
            }
        ),
        migrations.RunSQL(GIVEN, migrations.RunSQL.noop),
    ]
