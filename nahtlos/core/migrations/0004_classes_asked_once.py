"""What is open to whom, by functions whose statements are planned once a session and ask for each thing once.

The words are those of 0003; there `nt.opened` was asked again for every code, which cost a page of facts 20 ms.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

FORWARDS = """
create or replace function nt.opened(how text, writing boolean default false) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select coalesce(array_agg(s.data_class), '{}') from nt.statute s
            where s.kind = (select office.kind from organisations_organisation office where office.id = nt.organisation())
              and s.purpose = nt.purpose() and s.scope = how and (s.writes or not writing));
end $$;

create or replace function nt.opened_codes(what text, how text, writing boolean default false) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    everybodys text[] := nt.opened('all', writing);
    classes text[] := case how when 'all' then array_append(everybodys, 'frame') else everybodys || nt.opened('own', writing) end;
begin
    return (select coalesce(array_agg(p.code), '{}') from nt.piece p
            where p.about = what and p.data_class = any(classes) and (how <> 'all' or not p.for_the_author));
end $$;

create or replace function nt.grantable() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    office text := (select o.kind from organisations_organisation o where o.id = nt.organisation());
begin
    -- Nobody's organisation: nothing can be granted to it.
    return case when office is null then '{}'::text[] else (
        select coalesce(array_agg(distinct p.data_class), '{}')
        from (select data_class from nt.piece where data_class <> 'frame'
              union select data_class from nt.statute union select data_class from nt.never) p
        where p.data_class not in (select n.data_class from nt.never n where n.kind = office)) end;
end $$;

create or replace function nt.codes(what text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select coalesce(jsonb_object_agg(data_class, codes), '{}') from (
        select data_class, jsonb_agg(code) as codes from nt.piece
        where about = what and not for_the_author group by data_class) c);
end $$;
"""
WORDS = import_module("nahtlos.core.migrations.0003_classes").FORWARDS
#: The four functions as they were: everything between the tables and the function the program compares itself with.
BACKWARDS = (WORDS[WORDS.index("-- Classes open by law") : WORDS.index("-- What the program compares")]).replace(
    "create function", "create or replace function"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0003_classes")]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
