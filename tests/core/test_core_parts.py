"""The small parts everything stands on: the clock, keys, updates of many rows, migrations, roles."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.conf import settings
from django.db import DataError, connection, transaction

from nahtlos.core import clock
from nahtlos.core.bulk import insert_rows, update_rows
from nahtlos.core.ids import new_id
from nahtlos.core.migrate import harden, is_current
from nahtlos.core.roles import APP, ensure_database, ensure_roles
from nahtlos.people.models import Name, Person, SearchKey
from tests.cases.files import listed, open_file, person
from tests.database import PASSWORD, server
from tests.personas import Personas, acting_as


def test_the_workspace_lives_in_the_pinned_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2025, 2, 1))
    assert (clock.today(), clock.is_pinned()) == (date(2025, 2, 1), True)


def test_without_a_pinned_day_it_is_the_day_in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PINNED_TODAY", None)
    before = datetime.fromtimestamp(time.time(), clock.BERLIN).date()
    assert before <= clock.today() <= datetime.fromtimestamp(time.time(), clock.BERLIN).date()
    assert not clock.is_pinned()


def test_the_moment_of_a_record_is_the_real_one_in_training_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2016, 9, 30))
    before = datetime.fromtimestamp(time.time(), UTC)
    assert before <= clock.now() <= datetime.fromtimestamp(time.time(), UTC)


def test_keys_are_version_7_in_order_of_time_and_cannot_be_guessed() -> None:
    first = [new_id() for _ in range(50)]
    time.sleep(0.002)
    second = [new_id() for _ in range(50)]
    assert max(first) < min(second)
    assert {(key.version, key.variant) for key in first} == {(7, "specified in RFC 4122")}
    assert len({key.int & ((1 << 62) - 1) for key in first + second}) == 100


@pytest.mark.django_db
def test_many_rows_are_updated_in_one_statement(
    hochmosel: Personas, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with acting_as(hochmosel.soz):
        for family in ("Ahorn", "Buche", "Erle"):
            open_file(hochmosel.soz, person(family))
        people = list(Person.objects.order_by("family_name"))
        for number, one in enumerate(people):
            one.given_names, one.birth_on, one.birth_is_vague = f"N{number}", None, True
        with django_assert_num_queries(1):  # type: ignore[operator]
            update_rows(iter(people), ["given_names", "birth_on", "birth_is_vague"])
        assert list(
            Person.objects.order_by("family_name").values_list(
                "family_name", "given_names", "birth_on", "birth_is_vague"
            )
        ) == [("Ahorn", "N0", None, True), ("Buche", "N1", None, True), ("Erle", "N2", None, True)]


@pytest.mark.django_db
def test_relations_and_json_are_updated_as_well(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        one, other = (open_file(hochmosel.soz, person(family)) for family in ("Ahorn", "Buche"))
        name = Name.objects.filter(person=one).select_related("record").get()
        name.person_id, name.record.link_reasons = other, [{"key": "a'b", "weight": 1.5}]
        update_rows([name], ["person"])
        update_rows([name.record], ["link_reasons"])
        stored = Name.objects.select_related("record").get(pk=name.pk)
        assert (stored.person_id, stored.record.link_reasons) == (other, [{"key": "a'b", "weight": 1.5}])


def test_a_text_too_long_for_its_column_is_refused_and_never_cut(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        hers = Person.objects.get(id=open_file(hochmosel.abh))
        hers.family_name = "n" * 201
        with pytest.raises(DataError, match="too long"), transaction.atomic():
            update_rows([hers], ["family_name"])
        with pytest.raises(DataError, match="too long"), transaction.atomic():
            insert_rows(SearchKey, ("person", "use", "key"), [(hers.id, "search", "k" * 81)])


def test_names_and_numbers_longer_than_any_column_are_no_obstacle(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        record = listed(hochmosel.abh, person("Lang" * 60, "Vor" * 90))
        assert Person.objects.get(id=record.person_id).family_name == ("Lang" * 60)[:200]
        assert record.identity["spellings"][0][0] == "Lang" * 60


@pytest.mark.django_db
def test_no_rows_need_no_statement(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        update_rows([], ["given_names"])


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_database_is_current_and_hardening_may_be_repeated() -> None:
    assert is_current()
    harden()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_policies where policyname = 'owner_adds' and tablename like '%%event'")
        events = cursor.fetchone()[0]
        cursor.execute("select count(*) from pg_class where relname like '%%\\_%%event' and relkind = 'r'")
        assert cursor.fetchone()[0] == events > 5


def test_roles_lose_special_powers_somebody_gave_them() -> None:
    with psycopg.connect(server().url(), autocommit=True) as superuser:
        superuser.execute("alter role nt_app createdb")
        ensure_roles(server().url(), owner_password=PASSWORD, app_password=PASSWORD)
        found = superuser.execute("select rolcreatedb from pg_roles where rolname = %s", [APP]).fetchone()
        limits = superuser.execute("select setconfig from pg_db_role_setting s join pg_roles r on r.oid = s.setrole"
                                   " where rolname = %s", [APP]).fetchone()  # fmt: skip
    assert found == (False,)
    assert limits
    assert "statement_timeout=60s" in limits[0]


def test_a_database_is_made_once_and_closed_to_others() -> None:
    made = [ensure_database(server().url(), "made_by_a_test") for _ in range(2)]
    with psycopg.connect(server().url(), autocommit=True) as superuser:
        rights = superuser.execute(
            "select pg_get_userbyid(datdba), has_database_privilege('nt_app', oid, 'connect'),"
            " has_database_privilege('nt_app', oid, 'create') from pg_database where datname = 'made_by_a_test'"
        ).fetchone()
        superuser.execute("drop database made_by_a_test")
    assert made == [True, False]
    assert rights == ("nt_owner", True, False)
