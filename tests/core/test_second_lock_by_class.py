"""The second lock by class: raw SQL as the application's role sees what the law or a grant opens, and no more.

The numbers are those of the list of attacks in the design.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from nahtlos.access.pieces import FACTS
from nahtlos.access.statutes import HARD_DENIALS
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Fact
from nahtlos.cases.selectors import get_case_file
from nahtlos.cases.services.facts import record_fact
from nahtlos.core import clock, sight
from nahtlos.organisations.actor import AccessDenied, Actor
from tests.cases.files import asylum_seeker, listed, person, recognise, said, stated
from tests.database import server
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Known to immigration office, social welfare office, jobcenter and youth welfare office, each with its facts."""
    with acting_as(hochmosel.soz):
        facts = (said("single_parent", {"value": True}), said("remark", {"text": "Zzyxremark"}))
        her = listed(hochmosel.soz, asylum_seeker(phones=[("+4915199990001", "01519 9990001")], facts=facts)).person_id
    for office in (hochmosel.abh, hochmosel.jc, hochmosel.ja):
        with acting_as(office):
            listed(office, person(), her)
    with acting_as(hochmosel.abh):
        recognise(hochmosel.abh, her)
    with acting_as(hochmosel.ja):
        record_fact(
            by=hochmosel.ja, person_id=her, stated=stated("youth_welfare", {"kind": "inobhutnahme"}, source="document")
        )
    return her


def kinds(actor: Actor) -> set[str]:
    """Kinds of facts the office sees in raw SQL, without any filter."""
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("select distinct kind from cases_fact")
        return {kind for (kind,) in cursor.fetchall()}


def rows(actor: Actor, table: str) -> int:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")  # noqa: S608 -- names of this file
        return int(cursor.fetchone()[0])


PLANT = """
create function nt.plant_grant(of_person uuid, organisation uuid, purpose text, data_class text, ends timestamptz)
returns void language sql security definer set search_path = pg_catalog, public as $$
    insert into grants_grant (person_id, organisation_id, purpose, data_class, basis, source, ends_at)
    values (of_person, organisation, purpose, data_class, 'consent', gen_random_uuid(), ends) $$;
alter function nt.plant_grant(uuid, uuid, text, text, timestamptz) owner to nt_owner;
grant execute on function nt.plant_grant(uuid, uuid, text, text, timestamptz) to nt_app;
"""


@pytest.fixture
def granted(hochmosel: Personas, hers: UUID) -> Iterator[Callable[..., None]]:
    """Grants as triggers of the owner write them, even those no consent could ever have made."""

    def give(actor: Actor, classes: Iterable[DataClass], *, purpose: str = "", hours: int = 1) -> None:
        ends = clock.now() + timedelta(hours=hours)
        with connection.cursor() as cursor:
            for data in classes:
                cursor.execute(
                    "select nt.plant_grant(%s, %s, %s, %s, %s)",
                    [hers, actor.organisation_id, purpose or actor.purpose, data.value, ends],
                )

    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(server().url(database=name), autocommit=True) as superuser:
        superuser.execute(PLANT)
        yield give
        superuser.execute("drop function nt.plant_grant(uuid, uuid, text, text, timestamptz)")


def test_a13_the_policy_of_the_database_is_the_policy_of_the_program() -> None:
    assert sight.differences() == []


def test_a14_the_application_neither_reads_nor_changes_the_policy() -> None:
    for statement in (
        "select * from nt.statute",
        "insert into nt.statute values ('auslaenderbehoerde', 'aufenthg_task', 'health', 'all', true)",
        "delete from nt.never",
        "update nt.piece set data_class = 'frame'",
        "create or replace function nt.opened(text, boolean) returns text[] language sql as 'select null::text[]'",
    ):
        with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
            connection.cursor().execute(statement)


def test_a15_no_grant_opens_to_the_immigration_office_what_is_denied_to_it(
    hochmosel: Personas, hers: UUID, granted: Callable[..., None]
) -> None:
    granted(hochmosel.abh, DataClass)
    seen = kinds(hochmosel.abh)
    assert "benefits" in seen, "the grants are there: what may be granted is open"
    assert {kind for kind in seen if FACTS[kind] in HARD_DENIALS["auslaenderbehoerde"]} == set()
    with acting_as(hochmosel.abh):
        file = get_case_file(hochmosel.abh, hers)
        assert {data for data, _why in file.sight.closed} == set(HARD_DENIALS["auslaenderbehoerde"])


def test_a15_a_grant_opens_its_class_for_its_purpose_and_time_to_its_receiver_for_reading(
    hochmosel: Personas, hers: UUID, granted: Callable[..., None]
) -> None:
    asylum = {"asylum_request", "asylum_application", "asylum_decision"}
    granted(hochmosel.jc, [DataClass.ASYLUM], hours=-1)
    granted(hochmosel.jc, [DataClass.ASYLUM], purpose="statistics")
    granted(hochmosel.fremd, [DataClass.ASYLUM, DataClass.IDENTITY])
    assert kinds(hochmosel.jc) & asylum == set()
    assert kinds(hochmosel.fremd) == set(), "a grant does not make anybody take part"
    granted(hochmosel.jc, [DataClass.ASYLUM])
    assert kinds(hochmosel.jc) >= asylum
    with acting_as(hochmosel.jc):
        assert get_case_file(hochmosel.jc, hers).sight.shows(DataClass.ASYLUM)
        changed = Fact.objects.filter(person=hers, kind="asylum_request", superseded_at=None)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            changed.update(superseded_at=clock.now(), superseded_why="planted")


def test_a15_a_forged_grant_is_refused(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        for data in HARD_DENIALS["auslaenderbehoerde"]:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(
                    "insert into grants_grant (person_id, organisation_id, purpose, data_class, basis, source)"
                    " values (%s, %s, 'aufenthg_task', %s, 'consent', %s)",
                    [hers, hochmosel.abh.organisation_id, data.value, uuid4()],
                )


@pytest.mark.parametrize("name", ["abh", "soz", "aa", "jc"])
def test_a21_no_office_but_the_one_that_wrote_it_sees_youth_welfare(hochmosel: Personas, hers: UUID, name: str) -> None:
    assert "youth_welfare" not in kinds(getattr(hochmosel, name))
    assert "youth_welfare" in kinds(hochmosel.ja)


def test_a22_the_immigration_office_sees_no_benefits_and_no_family_of_others(hochmosel: Personas, hers: UUID) -> None:
    seen = kinds(hochmosel.abh)
    others = {"benefits", "able_to_work", "jobseeker", "single_parent", "youth_welfare"}
    assert seen & others == set()
    assert {"residence", "asylum_decision", "place"} <= seen
    assert rows(hochmosel.abh, "people_householdmember") == 0
    with acting_as(hochmosel.abh), connection.cursor() as cursor:
        cursor.execute("select distinct kind from cases_factevent")
        assert {kind for (kind,) in cursor.fetchall()} & others == set(), "history is as closed as what is"
        cursor.execute("select distinct question from cases_answerperiod")
        assert {question for (question,) in cursor.fetchall()} == {
            "seed_group",
            "benefit_authority",
            "employment_service",
            "employment",
            "apprenticeship",
            "self_employment",
        }


def test_a23_the_jobcenter_sees_its_own_statements_on_asylum_and_nobody_elses(hochmosel: Personas, hers: UUID) -> None:
    assert {kind for kind in kinds(hochmosel.jc) if FACTS[kind] is DataClass.ASYLUM} == set()
    with acting_as(hochmosel.jc):
        paper = stated("asylum_request", {"on": "2015-09-02"})
        record_fact(by=hochmosel.jc, person_id=hers, stated=paper)
    assert {kind for kind in kinds(hochmosel.jc) if FACTS[kind] is DataClass.ASYLUM} == {"asylum_request"}


def test_a24_free_words_of_a_list_are_for_the_office_that_wrote_them(hochmosel: Personas, hers: UUID) -> None:
    readers = {name for name in ("abh", "soz", "jc", "ja") if "remark" in kinds(getattr(hochmosel, name))}
    assert readers == {"soz"}


def test_b3_another_purpose_than_the_offices_task_opens_the_frame_and_nothing_else(
    hochmosel: Personas, hers: UUID
) -> None:
    curious = Actor(hochmosel.soz.membership, "statistics")
    assert kinds(curious) == set()
    assert {name: rows(curious, name) for name in ("people_name", "people_contact", "people_identifier")} == {
        "people_name": 0,
        "people_contact": 0,
        "people_identifier": 0,
    }
    assert rows(curious, "cases_participation") > 0


def test_b9_what_somebody_may_not_state_is_refused_in_the_application_and_in_the_database(
    hochmosel: Personas, hers: UUID
) -> None:
    with acting_as(hochmosel.soz), pytest.raises(AccessDenied):
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("youth_welfare", {"kind": "inobhutnahme"}))
    for kind, whose in (("youth_welfare", hochmosel.soz), ("residence", hochmosel.abh)):
        with (
            acting_as(hochmosel.soz),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            Fact.objects.create(
                person_id=hers, kind=kind, reported_by_id=whose.organisation_id, recorded_at=clock.now(), source="told"
            )


def test_b14_the_page_says_what_is_closed_and_the_look_is_journalled_with_its_classes(
    hochmosel: Personas, hers: UUID
) -> None:
    with acting_as(hochmosel.abh), connection.cursor() as cursor:
        file = get_case_file(hochmosel.abh, hers)
        closed = {data for data, _found in file.sight.closed}
        assert closed == set(HARD_DENIALS["auslaenderbehoerde"])
        assert file.answers["benefit_authority"]
        assert "benefit_law" not in file.answers
        cursor.execute(
            "select detail -> 'classes' ? 'residence', detail -> 'classes' ?| array['health', 'youth']"
            " from audit_journalentry where verb = 'case.read' and subject = %s and account = %s order by id desc limit 1",
            [hers, hochmosel.abh.account_id],
        )
        assert cursor.fetchone() == (True, False)


def test_everybody_who_takes_part_sees_who_is_responsible_and_whom_to_call(hochmosel: Personas, hers: UUID) -> None:
    for name in ("abh", "soz", "jc", "ja"):
        actor = getattr(hochmosel, name)
        with acting_as(actor):
            file = get_case_file(actor, hers)
            assert file.lead
            assert len(file.participations) == 4
            assert file.answers["benefit_authority"], name
