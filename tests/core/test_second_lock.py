"""The second lock on the door: what the database itself refuses, whatever the application forgets."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from nahtlos.cases.models import Case, CaseAccess, Conflict, Fact, Participation, Responsibility
from nahtlos.core import clock
from nahtlos.core.context import SYSTEM_JOBS, Acting, acting, as_system
from nahtlos.core.rls import case_access, lock, system_in_district
from nahtlos.people.models import Household, Name, Person, SearchKey
from tests.cases import full
from tests.cases.files import open_file, person
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    return full.fill(hochmosel)


def run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def refused(statement: str) -> None:
    """The database refuses the statement for lack of a right; nothing else went wrong."""
    with pytest.raises(ProgrammingError, match=r"permission denied|row-level security"):
        run(statement)


def test_the_application_role_has_no_special_powers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("nt_app", False, False)
        cursor.execute("select count(*) from pg_class where relowner = 'nt_app'::regrole")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from pg_auth_members where member = 'nt_app'::regrole")
        assert cursor.fetchone() == (0,)


def test_every_table_about_people_is_locked_and_the_lock_binds_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and relrowsecurity and relforcerowsecurity"
        )
        locked = {name for (name,) in cursor.fetchall()}
    assert set(full.tables_about_people()) - locked == set()


def test_without_an_actor_no_row_of_any_table_is_there(hochmosel: Personas, hers: UUID) -> None:
    there = full.seen_by_the_doctor() | full.seen_by(hochmosel.abh, full.OF_A_DESK)
    assert [table for table, rows in there.items() if not rows] == [], "nothing to hide there: fill it"
    assert {table: rows for table in there if (rows := full.rows_of(table))} == {}


@pytest.mark.parametrize("job", sorted(SYSTEM_JOBS))
def test_no_job_of_the_workspace_looks_at_what_somebody_keeps_for_herself(
    hochmosel: Personas, hers: UUID, job: str
) -> None:
    for who in (None, hochmosel.jc.account_id):
        with acting(Acting(who, hochmosel.soz.organisation_id, hochmosel.soz.district_id, "x", system=job)):
            assert {table: rows for table in full.OF_A_DESK if (rows := full.rows_of(table))} == {}


def test_fremd_sees_no_row_of_any_table(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.fremd):
        assert {table: rows for table in full.tables_about_people() if (rows := full.rows_of(table))} == {}


def test_a_colleague_who_does_not_take_part_sees_nothing_either(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.ja):
        assert {table: rows for table in full.tables_about_people() if (rows := full.rows_of(table))} == {}


def test_the_linkage_of_another_district_sees_nobody_of_this_one(hochmosel: Personas, hers: UUID) -> None:
    assert full.seen_by_linkage_of(hochmosel, "soz")["people_person"] == 2
    assert {table: rows for table, rows in full.seen_by_linkage_of(hochmosel, "fremd").items() if rows} == {}


def test_history_says_who_acted_and_for_which_purpose(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh), connection.cursor() as cursor:
        cursor.execute("select distinct nt_ctx ->> 'account', nt_ctx ->> 'purpose' from cases_factevent")
        wrote = (hochmosel.soz, hochmosel.abh, hochmosel.beratung, hochmosel.ja, hochmosel.verein)
        assert set(cursor.fetchall()) == {(str(actor.account_id), actor.purpose) for actor in wrote}


def test_history_keeps_what_was_before_a_change(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh), connection.cursor() as cursor:
        name = Name.objects.filter(person=hers, given="Ameera").get()
        Name.objects.filter(pk=name.pk).update(given="Amirah")
        cursor.execute("select given from people_nameevent where pgh_obj_id = %s order by pgh_id", [name.pk])
        assert [given for (given,) in cursor.fetchall()] == ["Ameera", "Amirah"]


@pytest.mark.parametrize("table", ["audit_journalentry", "people_personevent", "cases_factevent", "cases_caseevent"])
def test_the_past_cannot_be_rewritten(hochmosel: Personas, hers: UUID, table: str) -> None:
    with acting_as(hochmosel.abh):
        assert full.rows_of(table)
        column = "verb" if table == "audit_journalentry" else "pgh_label"
        for statement in (
            "update {table} set {column} = 'nothing'",
            "delete from {table}",
            "truncate {table}",
            "insert into {table} ({column}) values ('nothing')",
        ):
            refused(statement.format(table=table, column=column))


def test_every_history_table_is_closed_for_writing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relname like '%%event'"
            " and (has_table_privilege('nt_app', oid, 'insert') or has_table_privilege('nt_app', oid, 'update')"
            " or has_table_privilege('nt_app', oid, 'delete') or has_table_privilege('nt_app', oid, 'truncate'))"
        )
        assert cursor.fetchall() == []


def test_nothing_that_belongs_to_a_case_can_be_deleted_or_emptied(hers: UUID) -> None:
    derived = {"people_searchkey", "cases_answerperiod", "cases_deadline", "exchange_importrow"}
    derived |= full.OF_A_DESK
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, has_table_privilege('nt_app', oid, 'delete'), has_table_privilege('nt_app', oid,"
            " 'truncate') from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        )
        rights = {name: (delete, empty) for name, delete, empty in cursor.fetchall()}
    about = full.tables_about_people()
    assert {name for name in about if rights[name][0]} == derived
    assert {name for name in about if rights[name][1]} == set()


@pytest.mark.parametrize("model", [Name, Fact, Conflict, SearchKey])
def test_nothing_can_be_planted_in_a_file_one_does_not_see(hochmosel: Personas, hers: UUID, model: type) -> None:
    row = {
        Name: lambda: Name(person_id=hers, kind="alias", given="planted"),
        Fact: lambda: Fact(
            person_id=hers, kind="sex", reported_by_id=hochmosel.fremd.organisation_id, recorded_at=clock.now()
        ),
        Conflict: lambda: Conflict(person_id=hers, kind="place", opened_at=clock.now()),
        SearchKey: lambda: SearchKey(person_id=hers, use="search", key="planted"),
    }[model]()
    for actor in (hochmosel.fremd, hochmosel.jc):
        with acting_as(actor), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            type(row).objects.bulk_create([row])


def test_nobody_lets_herself_into_a_case(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        case = Case.objects.get(person=hers)
    with acting_as(hochmosel.jc):
        mine = {"case": case, "organisation_id": hochmosel.jc.organisation_id}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Participation.objects.create(**mine, legal_basis="§ 36 SGB II", valid_from=clock.today())
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Responsibility.objects.create(**mine, valid_from=clock.today(), authority="jobcenter")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            CaseAccess.objects.create(**mine, person_id=hers)
        assert CaseAccess.objects.count() == 0


def test_who_takes_part_cannot_write_the_access_table_either(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        assert CaseAccess.objects.filter(person=hers).count() == 1, "one sees one's own access only"
        refused("delete from cases_caseaccess")
        refused("update cases_caseaccess set organisation_id = nt.organisation()")


def test_access_ends_with_the_participation(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        Participation.objects.filter(case__person=hers, organisation=hochmosel.abh.organisation_id).update(
            valid_until=clock.today().replace(day=1, month=10)
        )
        assert full.rows_of("people_name") == full.rows_of("people_nameevent") == 0


def test_a_person_cannot_be_put_into_another_district(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.filter(pk=hers).update(district=hochmosel.fremd.district_id)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.create(district_id=hochmosel.fremd.district_id, created_at=clock.now())


def test_changing_what_one_does_not_see_changes_nothing(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.fremd):
        assert Name.objects.filter(person=hers).update(family="Nobody") == 0
        assert Household.objects.update(reference="nothing") == 0
    with acting_as(hochmosel.abh):
        assert not Name.objects.filter(family="Nobody").exists()


def test_the_lock_cannot_be_switched_off(hers: UUID) -> None:
    with pytest.raises(DatabaseError, match="row-level security"):
        run("set local row_security = off", "select count(*) from people_person")


def test_numbers_of_two_offices_do_not_betray_each_other(hochmosel: Personas, hers: UUID) -> None:
    """The same number with another issuer is no error, so a refusal cannot tell that somebody is known elsewhere."""
    with acting_as(hochmosel.fremd):
        theirs = open_file(hochmosel.fremd, person("Other", "Else", numbers=[("azr", full.NUMBER)]))
        assert Name.objects.filter(person=theirs).exists()


def test_one_lead_authority_a_day_is_kept_by_the_database(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        lead = Responsibility.objects.get(case__person=hers, valid_until=None)
        with pytest.raises(IntegrityError, match="one_lead_authority"), transaction.atomic():
            Responsibility.objects.create(
                case=lead.case, organisation_id=hochmosel.jc.organisation_id, valid_from=clock.today(), authority=""
            )


def test_policies_name_the_table_of_their_columns() -> None:
    """A bare column would mean the table inside `exists` and open the door for everybody."""
    for terms in (case_access, system_in_district):
        with pytest.raises(ValueError, match="name the table of person_id"):
            terms("person_id")
    assert "access.person_id = people_name.person_id" in case_access("people_name.person_id")


def test_a_lock_grants_delete_and_update_only_when_asked() -> None:
    assert "grant select, insert, update on a_table to nt_app" in lock("a_table", read="true")
    assert "grant select, insert on a_table" in lock("a_table", read="true", update=False)
    assert "app_changes" not in lock("a_table", read="true", update=False)
    assert "create policy app_deletes on a_table for delete" in lock("a_table", read="true", delete=True)


def test_no_policy_compares_a_column_with_itself() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            r"select tablename, policyname from pg_policies where qual ~ '(\m\w+\.\w+) = \1\M'"
            r" or with_check ~ '(\m\w+\.\w+) = \1\M'"
        )
        assert cursor.fetchall() == []


def test_functions_with_the_rights_of_the_owner_are_not_for_everybody() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            " where n.nspname in ('nt', 'public') and p.prosecdef"
            " and (has_function_privilege('public', p.oid, 'execute') or p.proconfig is null)"
        )
        assert cursor.fetchall() == []


def test_a_job_of_the_workspace_needs_somebody_on_whose_behalf_it_runs(hers: UUID) -> None:
    with pytest.raises(LookupError), as_system("linkage"):
        pass
    with acting(None):
        assert Person.objects.count() == 0
