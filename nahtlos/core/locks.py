"""Whether the second lock really locks: looked at in the catalogue, and tried on rows that must not be seen.

Web and worker ask before they serve, and refuse to if anything is found (security.md, sections 0 and 2.4).
"""

from __future__ import annotations

from uuid import uuid4

from django.db import connection, transaction

from nahtlos.core import sight
from nahtlos.core.context import Acting, acting
from nahtlos.core.roles import APP

#: Each line of the catalogue that comes back is a hole: what is wrong, and where.
_HOLES = """
with ours as (
    select c.oid, c.oid::regclass::text as name, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity,
           coalesce(c.reloptions::text, '') as options
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%%'
), functions as (
    select p.oid, p.oid::regprocedure::text as name, coalesce(p.proconfig::text, '') as config
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
)
select 'the role is a superuser or passes row-level security by', rolname::text from pg_roles
    where rolname = %(app)s and (rolsuper or rolbypassrls)
union all select 'the role is a member of', rolname::text from pg_roles
    where rolname <> %(app)s and pg_has_role(%(app)s, oid, 'member')
union all select 'owned by the role', name from ours where relowner = %(app)s::regrole
union all select 'readable without row-level security', name from ours
    where relkind in ('r', 'p') and not relrowsecurity and has_table_privilege(%(app)s, oid, 'select')
union all select 'row-level security does not bind the owner', name from ours where relrowsecurity and not relforcerowsecurity
union all select 'row-level security without any policy', name from ours
    where relrowsecurity and not exists (select 1 from pg_policy where polrelid = ours.oid)
union all select 'a policy lets everything through', polname || ' on ' || polrelid::regclass::text from pg_policy
    where 'true' in (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
union all select 'a view with the rights of its owner', name from ours
    where relkind = 'v' and options !~ 'security_invoker=(true|on)' and has_table_privilege(%(app)s, oid, 'select')
union all select 'a materialised view, which no policy reaches', name from ours
    where relkind = 'm' and has_table_privilege(%(app)s, oid, 'select')
union all select 'the role may empty the table', name from ours
    where relkind = 'r' and has_table_privilege(%(app)s, oid, 'truncate')
union all select 'runs as its owner without a fixed search_path', name from functions where config not like '%%search_path%%'
union all select 'runs as its owner for everybody', name from functions where has_function_privilege('public', oid, 'execute')
union all select 'the role may create in the schema', nspname::text from pg_namespace
    where nspname not like 'pg\\_%%' and has_schema_privilege(%(app)s, oid, 'create')
"""

_ABOUT_PEOPLE = (
    "select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'p')"
    " and c.relnamespace = 'public'::regnamespace and c.relname ~ '^(people|grants|cases|inbox|exchange|audit)_' order by 1"
)


class NotLocked(Exception):
    """The second lock has a hole; `holes` has one line for each."""

    def __init__(self, holes: list[str]) -> None:
        super().__init__("; ".join(holes))
        self.holes = holes


def holes() -> list[str]:
    """What is wrong with the second lock, one line each; empty when it locks."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLES, {"app": APP})
        found = [f"{what}: {where}" for what, where in cursor.fetchall()]
    return sorted(found) + sight.differences() + _seen_by("nobody", None) + _seen_by("a stranger", _stranger())


def insist() -> None:
    """Raises NotLocked if the second lock has a hole."""
    found = holes()
    if found:
        raise NotLocked(found)


def _stranger() -> Acting:
    """Somebody of an organisation and a district that do not exist."""
    return Acting(account=uuid4(), organisation=uuid4(), district=uuid4(), purpose="sgb_ii_task")


def _seen_by(whom: str, actor: Acting | None) -> list[str]:
    """Tables in which somebody sees a row although there is none for her, and the canary."""
    with acting(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select nt.canary_lives()")
        (lives,) = cursor.fetchone()
        if not lives:
            return ["the canary is gone: restore nt.canary"]
        cursor.execute(_ABOUT_PEOPLE)
        tables = ["nt.canary", *(name for (name,) in cursor.fetchall())]
        cursor.execute(" union all ".join(f"select '{name}' where exists (select 1 from {name})" for name in tables))  # noqa: S608 -- names from the catalogue
        return [f"{whom} sees a row of {name}" for (name,) in cursor.fetchall()]
