"""A draft is read by nobody but its author; after a week it is deleted by a function that returns only how many."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls

HERS = f"(cases_draft.account_id = {rls.ACCOUNT} and cases_draft.organisation_id = {rls.ORGANISATION})"
OLD = "saved_at < now() - interval '7 days'"

FORGETTING = f"""
-- The function below runs as the owner, whom FORCE binds as well: it may see and delete what is old, and nothing else.
create policy owner_forgets on cases_draft for delete to nt_owner using (current_user = 'nt_owner' and {OLD});
create policy owner_finds_old on cases_draft for select to nt_owner using (current_user = 'nt_owner' and {OLD});
create function nt.forget_drafts() returns bigint
language sql security definer set search_path = pg_catalog, public as $$
    with gone as (delete from cases_draft where {OLD} returning 1) select count(*) from gone;
$$;
revoke all on function nt.forget_drafts() from public;
grant execute on function nt.forget_drafts() to nt_app;
"""
REMEMBERING = """
drop function nt.forget_drafts();
drop policy owner_finds_old on cases_draft;
drop policy owner_forgets on cases_draft;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0008_drafts"), ("core", "0001_context")]

    operations: ClassVar = [
        rls.locks({"cases_draft": {"read": HERS, "delete": True, "doctor": False}}),
        migrations.RunSQL(FORGETTING, REMEMBERING),
    ]
