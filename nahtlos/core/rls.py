"""The words of row-level security: SQL for migrations that put the second lock on a table (security.md 2.3).

Every policy is for the role nt_app, asks the context through scalar sub-selects (evaluated once per statement), and is
forced on the owner as well. There is never DELETE on what belongs to a case, and never TRUNCATE.
"""

from __future__ import annotations

from django.db import migrations

from nahtlos.core.roles import APP

SYSTEM = "(select nt.system())"
ORGANISATION = "(select nt.organisation())"
DISTRICT = "(select nt.district())"
ACCOUNT = "(select nt.account())"
PURPOSE = "(select nt.purpose())"


def case_access(person: str) -> str:
    """The acting organisation takes part in the case of this person; `person` is a column with its table's name."""
    return (
        f"exists (select 1 from cases_caseaccess access where access.person_id = {_qualified(person)}"
        f" and access.organisation_id = {ORGANISATION})"
    )


def may_write(whose: str) -> str:
    """The acting organisation takes part, or has no access at all yet (a new file), or a job of the workspace runs.

    For restrictive policies on writing: a consent and an emergency open reading only. `whose`: a column with the id of a person or case.
    """
    column = _qualified(whose)
    key = "case_id" if column.endswith(".case_id") else "person_id"
    mine = (
        f"select 1 from cases_caseaccess access where access.{key} = {column}"
        f" and access.organisation_id = {ORGANISATION} and access.level"
    )
    return f"({SYSTEM} <> '' or not exists ({mine} <> 'participation') or exists ({mine} = 'participation'))"


def _qualified(column: str) -> str:
    """A bare column would mean the table inside `exists` and make the policy true for everybody."""
    if "." not in column:
        raise ValueError(f"name the table of {column}")
    return column


def takes_part(person: str) -> str:
    """Not by a grant: the acting organisation is among those who work with her."""
    return f"{case_access(person)[:-1]} and access.level = 'participation')"


def took_part(person: str) -> str:
    """Not by a grant: the acting organisation works with her, or did when her case was closed."""
    return f"{case_access(person)[:-1]} and access.level in ('participation', 'closed'))"


def job_here(person: str, *jobs: str) -> str:
    """One of these jobs of the workspace runs, and the person lives in the district it runs for."""
    names = ", ".join(f"'{job}'" for job in jobs)
    return f"({SYSTEM} in ({names}) and nt.lives_here({_qualified(person)}, {DISTRICT}))"


def open_class(person: str, data_class: str, *, own: str = "") -> str:
    """Her case is the acting organisation's, and this class of data is open to it: by statute, or by a grant.

    `own`: a condition that says that the organisation reported the row itself; enough where the statute goes no further.
    """
    terms = [f"'{data_class}' = any((select nt.opened('all'))::text[])"]
    if own:
        terms.append(f"('{data_class}' = any((select nt.opened('own'))::text[]) and {own})")
    return f"({case_access(person)} and ({' or '.join(terms)} or {grant_opens_class(person, data_class)}))"


def open_code(person: str, about: str, code: str, *, own: str = "") -> str:
    """The same for tables in which every row says its class by a code: the kind of a fact, the question of an answer."""
    terms = [f"{_qualified(code)} = any((select nt.opened_codes('{about}', 'all'))::text[])"]
    if own:
        terms.append(f"({code} = any((select nt.opened_codes('{about}', 'own'))::text[]) and {own})")
    return f"({case_access(person)} and ({' or '.join(terms)} or {grant_opens_code(person, about, code)}))"


def grant_opens_class(person: str, data_class: str) -> str:
    """A living grant covers the class, which is not among what can never be granted to this kind of organisation."""
    return f"((select nt.has_grants()) and nt.granted({_qualified(person)}, '{data_class}', (select nt.grantable())))"


def grant_opens_code(person: str, about: str, code: str) -> str:
    """The same for tables in which every row says its class by a code."""
    return (
        f"((select nt.has_grants()) and nt.granted_code({_qualified(person)}, {_qualified(code)}::text,"
        f" (select nt.codes('{about}')), (select nt.grantable())))"
    )


def lock(
    table: str, *, read: str, write: str | None = None, update: bool = True, delete: bool = False, doctor: bool = True
) -> str:
    """SQL that lets nt_app read rows where `read` holds and write rows where `write` (default: `read`) holds.

    The invariants are checked in every row, unless `doctor` is false: what is only for its author is not looked at.
    """
    write = write or read
    checked = f" or ({SYSTEM} = 'doctor')" if doctor else ""
    grants = ["select", "insert"] + ["update"] * update + ["delete"] * delete
    statements = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"grant {', '.join(grants)} on {table} to {APP}",
        f"create policy app_reads on {table} for select to {APP} using ({read}{checked})",
        f"create policy app_adds on {table} for insert to {APP} with check ({write})",
    ]
    if update:
        statements.append(
            f"create policy app_changes on {table} for update to {APP} using ({read}) with check ({write})"
        )
    if delete:
        statements.append(f"create policy app_deletes on {table} for delete to {APP} using ({write})")
    return ";\n".join(statements) + ";\n"


def follows_merge(*tables: str) -> migrations.RunSQL:
    """Rows of these tables go with their person into the file with which hers becomes one (nt.follow_merge), and back."""
    return migrations.RunSQL(
        "".join(
            f"create policy follows_merge on {table} to nt_owner"
            " using (current_user = 'nt_owner') with check (current_user = 'nt_owner');\n"
            for table in tables
        ),
        "".join(f"drop policy follows_merge on {table};\n" for table in tables),
    )


def unlock(table: str, *, grants: bool = True) -> str:
    """The way back of `lock`."""
    names = ("app_reads", "app_adds", "app_changes", "app_deletes")
    statements = [f"drop policy if exists {name} on {table}" for name in names]
    statements += [
        f"alter table {table} no force row level security",
        f"alter table {table} disable row level security",
    ]
    if grants:
        statements.append(f"revoke all on {table} from {APP}")
    return ";\n".join(statements) + ";\n"


def locks(tables: dict[str, dict[str, str | bool]]) -> migrations.RunSQL:
    """One reversible migration operation for several tables."""
    return migrations.RunSQL(
        "".join(lock(table, **terms) for table, terms in tables.items()),  # type: ignore[arg-type]
        "".join(unlock(table) for table in tables),
    )


# Words in which earlier migrations said the same; a policy that asks other tables is planned anew in every statement.


def system_in_district(person: str, *jobs: str) -> str:
    """One of these jobs of the workspace runs, and the person lives in the district it runs for."""
    names = ", ".join(f"'{job}'" for job in jobs)
    return (
        f"({SYSTEM} in ({names}) and exists (select 1 from people_person known"
        f" where known.id = {_qualified(person)} and known.district_id = {DISTRICT}))"
    )


def by_class(person: str, data_class: str, *, own: str = "") -> str:
    """Her case is the acting organisation's, and this class of data is open to it: by statute, or by a grant.

    `own`: a condition that says that the organisation reported the row itself; enough where the statute goes no further.
    """
    terms = [f"'{data_class}' = any((select nt.opened('all'))::text[])"]
    if own:
        terms.append(f"('{data_class}' = any((select nt.opened('own'))::text[]) and {own})")
    terms.append(granted(person, f"given.data_class = '{data_class}'"))
    return f"({case_access(person)} and ({' or '.join(terms)}))"


def by_code(person: str, about: str, code: str, *, own: str = "") -> str:
    """The same for tables in which every row says its class by a code: the kind of a fact, the question of an answer."""
    terms = [f"{_qualified(code)} = any((select nt.opened_codes('{about}', 'all'))::text[])"]
    if own:
        terms.append(f"({code} = any((select nt.opened_codes('{about}', 'own'))::text[]) and {own})")
    terms.append(granted(person, f"((select nt.codes('{about}')) -> given.data_class::text) ? {code}::text"))
    return f"({case_access(person)} and ({' or '.join(terms)}))"


def granted(person: str, covers: str) -> str:
    """A living grant covers it that is not among what can never be granted to this kind of organisation."""
    return (
        f"exists (select 1 from grants_grant given where given.person_id = {_qualified(person)}"
        f" and given.organisation_id = {ORGANISATION} and given.purpose = {PURPOSE}"
        " and (given.ends_at is null or given.ends_at > now())"
        f" and given.data_class = any((select nt.grantable())::text[]) and {covers})"
    )
