"""A restricted note stands against erasing its file, as a restricted statement does."""

from typing import ClassVar

from django.db import migrations

NOTES = ("notes_counsellingnote", "notes_healthnote", "notes_youthnote", "notes_volunteernote")


def closed_files(also: str) -> str:
    """The function of 0002 with what else counts as restricted."""
    return f"""
create or replace function nt.closed_files() returns table (person uuid, closed_on date, kinds text[], contested boolean, restricted boolean)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    if not nt.is_officer() then
        raise exception 'only a data protection officer sees which files are due';
    end if;
    return query
        select c.person_id, c.closed_on,
            array(select distinct o.kind::text from cases_participation p
                  join organisations_organisation o on o.id = p.organisation_id where p.case_id = c.id order by 1),
            exists (select 1 from rights_contest x where x.person_id = c.person_id and x.closed_at is null),
            exists (select 1 from rights_restriction x where x.person_id = c.person_id and x.ended_at is null){also}
        from cases_case c join people_person who on who.id = c.person_id and who.merged_into_id is null
        where c.district_id = nt.district() and c.closed_on is not null
          and nt.organisation() = (select r.organisation_id from cases_responsibility r where r.case_id = c.id
                                   order by r.valid_from desc limit 1)
        order by c.closed_on, c.person_id;
end $$;
"""


ALSO = "".join(
    f"\n            or exists (select 1 from {table} n where n.person_id = c.person_id"
    " and n.superseded_at is null and n.restricted_at is not null)"
    for table in NOTES
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rights", "0005_the_lead_restricts"), ("notes", "0002_second_lock")]

    operations: ClassVar = [migrations.RunSQL(closed_files(ALSO), closed_files(""))]
