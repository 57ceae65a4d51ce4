"""Protected persons (F30): where she lives is with the leading office only, on every way there is.

The numbers are those of the list of attacks in the design.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, ProgrammingError, connection, transaction

from nahtlos.access.vocabulary import DataClass
from nahtlos.cases import show
from nahtlos.cases.models import ProtectionEnd, ProtectionMark, ProtectionReason
from nahtlos.cases.protection import WHEREABOUTS, protected_among
from nahtlos.cases.search import search
from nahtlos.cases.selectors import CaseFilter, filtered, get_case_file
from nahtlos.cases.services.facts import record_fact
from nahtlos.cases.services.people import merge_people, unlink_record
from nahtlos.cases.services.protection import NotAProtection, end_protection, protect
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.handovers.paper.contents import _address
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import Record
from tests.cases.files import ARRIVED, asylum_seeker, intake, listed, open_file, person, said, stated
from tests.core.test_second_lock_by_class import PLANT
from tests.database import server
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

TOWN, STREET = "Zzyxort", "Zzyxweg 7"
PLACE = HOME = {"postcode": "99997", "town": TOWN, "street": STREET}
#: Where an office may look with its own SQL.
TABLES = (
    "cases_fact",
    "cases_factevent",
    "cases_conflict",
    "people_record",
    "people_recordevent",
    "people_searchkey",
    "rights_contest",
)


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Led by the Sozialamt; immigration office and jobcenter take part, and each has its own list with her address."""
    with acting_as(hochmosel.soz):
        her = listed(hochmosel.soz, asylum_seeker(facts=(said("place", PLACE, ARRIVED),), **HOME)).person_id
    for office in (hochmosel.abh, hochmosel.jc):
        with acting_as(office):
            listed(office, person(facts=(said("place", PLACE, ARRIVED),), **HOME), her)
    return her


def shield(people: Personas, her: UUID) -> None:
    with acting_as(people.soz):
        protect(by=people.soz, person_id=her, code="violence", note="Zzyxgrund")


def told(actor: Actor) -> set[str]:
    """Tables in which the office finds her town or street in raw SQL, without any filter."""
    with acting_as(actor), connection.cursor() as cursor:
        found = set()
        for table in TABLES:
            cursor.execute(f"select count(*) from {table} t where t::text ilike '%zzyx%'")  # noqa: S608 -- names of this file
            if cursor.fetchone()[0]:
                found.add(table)
        return found


def kinds(actor: Actor) -> set[str]:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("select kind from cases_fact union select kind from cases_factevent")
        return {kind for (kind,) in cursor.fetchall()}


@pytest.fixture
def granted(hers: UUID) -> Iterator[Callable[..., None]]:
    """Grants as no consent could ever have made them."""

    def give(actor: Actor, classes: Iterable[DataClass]) -> None:
        for data in classes:
            connection.cursor().execute(
                "select nt.plant_grant(%s, %s, %s, %s, %s)",
                [hers, actor.organisation_id, actor.purpose, data.value, clock.now() + timedelta(days=9999)],
            )

    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(server().url(database=name), autocommit=True) as superuser:
        superuser.execute(PLANT)
        yield give
        superuser.execute("drop function nt.plant_grant(uuid, uuid, text, text, timestamptz)")


def test_a15_no_forged_grant_opens_protected_whereabouts_to_anybody_in_raw_sql(
    hochmosel: Personas, hers: UUID, granted: Callable[..., None]
) -> None:
    assert told(hochmosel.abh) >= {"cases_fact", "cases_factevent", "people_record"}
    shield(hochmosel, hers)
    for office in (hochmosel.abh, hochmosel.jc):
        granted(office, DataClass)
        assert told(office) == set()
        assert kinds(office) & WHEREABOUTS == set()
        assert "birth" in kinds(office), "the rest of the file is as before"
    assert told(hochmosel.soz) >= {"cases_fact"}
    assert kinds(hochmosel.soz) >= WHEREABOUTS


def test_a15_the_immigration_office_does_not_see_them_as_the_leading_office_either(
    hochmosel: Personas, hers: UUID
) -> None:
    shield(hochmosel, hers)
    with acting_as(hochmosel.soz), as_system("linkage"):
        connection.cursor().execute(
            "update cases_responsibility set organisation_id = %s where valid_until is null",
            [hochmosel.abh.organisation_id],
        )
    assert told(hochmosel.abh) | told(hochmosel.soz) == set()


def test_a15_nobody_finds_her_by_where_she_lives(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        before = {hit.text("en") for hit in search(hochmosel.abh, f"Probst {TOWN}")}
    assert any("zzyxort" in why.lower() for why in before), "so it could be found out"
    shield(hochmosel, hers)
    for actor in (hochmosel.abh, hochmosel.jc, hochmosel.soz):
        with acting_as(actor):
            scores = {
                text: [hit.score for hit in search(actor, text)] for text in (f"Probst {TOWN}", "Probst Nirgends")
            }
            assert [hit.line.person_id for hit in search(actor, "Probst")] == [hers], "by her name she is found"
        assert scores[f"Probst {TOWN}"] == scores["Probst Nirgends"]
    with acting_as(hochmosel.fremd):
        assert search(hochmosel.fremd, "Probst") == []


def test_b9_no_filter_of_the_list_tells_where_she_lives(hochmosel: Personas, hers: UUID) -> None:
    """A contradiction between two addresses would say that one of them is not hers."""
    with acting_as(hochmosel.jc):
        elsewhere = stated("place", {"postcode": "11111", "town": "Anderswo"}, ARRIVED + timedelta(days=1))
        record_fact(by=hochmosel.jc, person_id=hers, stated=elsewhere)
        assert filtered(hochmosel.jc, CaseFilter(conflict="1")).count() == 1
    shield(hochmosel, hers)
    for actor, seen in ((hochmosel.abh, 0), (hochmosel.jc, 0), (hochmosel.soz, 1)):
        with acting_as(actor):
            assert filtered(actor, CaseFilter(conflict="1")).count() == seen


def test_the_file_says_so_calmly_to_whoever_takes_part_and_why_only_to_the_lead(
    hochmosel: Personas, hers: UUID
) -> None:
    shield(hochmosel, hers)
    for actor, reasons in ((hochmosel.soz, 1), (hochmosel.jc, 0), (hochmosel.abh, 0)):
        with acting_as(actor):
            file = get_case_file(actor, hers)
            assert file.is_protected
            assert file.sight.shows(DataClass.WHEREABOUTS) is bool(reasons)
            assert bool({fact.kind for fact in file.facts} & WHEREABOUTS) is bool(reasons)
            assert ProtectionReason.objects.count() == reasons
            assert protected_among([hers]) == {hers}
    with acting_as(hochmosel.fremd):
        assert ProtectionMark.objects.count() == 0
        with pytest.raises(ObjectDoesNotExist):
            get_case_file(hochmosel.fremd, hers)


def test_nothing_that_leaves_the_house_says_it_not_even_from_the_lead(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        assert TOWN in json.dumps(show.as_json(hochmosel.soz, hers))
        assert _address(hochmosel.soz, hers, clock.today())
    shield(hochmosel, hers)
    with acting_as(hochmosel.soz):
        said_ = json.dumps(show.as_json(hochmosel.soz, hers))
        assert TOWN not in said_
        assert STREET not in said_
        assert not any(fact["kind"] in WHEREABOUTS for fact in json.loads(said_)["facts"])
        assert _address(hochmosel.soz, hers, clock.today()) == ()


def test_only_the_lead_sets_and_ends_it_and_nobody_rewrites_it(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.jc), pytest.raises(AccessDenied):
        protect(by=hochmosel.jc, person_id=hers, code="other")
    with acting_as(hochmosel.fremd), pytest.raises(ObjectDoesNotExist):
        protect(by=hochmosel.fremd, person_id=hers, code="other")
    shield(hochmosel, hers)
    with acting_as(hochmosel.soz), pytest.raises(NotAProtection):
        protect(by=hochmosel.soz, person_id=hers, code="other")
    with acting_as(hochmosel.jc):
        (mark,) = ProtectionMark.objects.all()
        by = {"ended_by_id": hochmosel.jc.account_id, "ended_for_id": hochmosel.jc.organisation_id}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            ProtectionEnd.objects.create(mark=mark, person_id=hers, ended_at=clock.now(), **by)
    with acting_as(hochmosel.soz):
        for model in (ProtectionMark, ProtectionReason):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                model.objects.update(person=hers)
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                model.objects.all()._raw_delete("default")
        end_protection(by=hochmosel.soz, person_id=hers)
        assert protected_among([hers]) == set()
        with pytest.raises(NotAProtection):
            end_protection(by=hochmosel.soz, person_id=hers)
    assert kinds(hochmosel.jc) >= {"place"}
    with acting_as(hochmosel.soz), connection.cursor() as cursor:
        cursor.execute("select verb, detail::text from audit_journalentry where verb like 'protection.%' order by id")
        rows = cursor.fetchall()
        assert [verb for verb, _detail in rows] == ["protection.set", "protection.ended"]
        assert "Zzyxgrund" not in str(rows)


def test_what_others_write_about_it_is_refused_or_left_out_and_a_list_does_not_bring_it_back(
    hochmosel: Personas, hers: UUID
) -> None:
    shield(hochmosel, hers)
    with acting_as(hochmosel.jc), pytest.raises(AccessDenied, match="protected"):
        record_fact(by=hochmosel.jc, person_id=hers, stated=stated("place", PLACE, ARRIVED))
    for actor in (hochmosel.jc, hochmosel.abh, hochmosel.ja):
        with acting_as(actor):
            listed(actor, person(facts=(said("place", {**PLACE, "town": "Zzyxneu"}, ARRIVED),), **HOME), hers)
        assert told(actor) == set()
    with acting_as(hochmosel.soz):
        door = intake(hochmosel.soz)
        record = Record.objects.get(person=hers, organisation=hochmosel.soz.organisation_id)
        door.load([record])
        door.update(record, person(facts=(said("place", {**PLACE, "town": "Zzyxlead"}, clock.today()),), **HOME))
        door.flush()
        places = [fact.value["town"] for fact in get_case_file(hochmosel.soz, hers).facts if fact.kind == "place"]
        assert "Zzyxlead" in places
        assert "Zzyxneu" not in places


def test_the_protection_goes_where_her_records_go(hochmosel: Personas, hers: UUID) -> None:
    shield(hochmosel, hers)
    with acting_as(hochmosel.soz):
        kept = open_file(hochmosel.soz, person("Probst", "Amira"))
        merge_people(by=hochmosel.soz, kept=kept, gone=hers, reason="the same papers")
        assert kept in protected_among([kept])
    for actor in (hochmosel.abh, hochmosel.jc):
        assert told(actor) == set()
    with acting_as(hochmosel.jc):
        record = Record.objects.get(person=kept, organisation=hochmosel.jc.organisation_id)
        own = unlink_record(by=hochmosel.jc, record_id=record.id, reason="somebody else")
        assert protected_among([own]) == {own}
