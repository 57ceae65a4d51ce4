"""In whose name a transaction runs: handed over whenever it changes, and gone with the transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection, transaction

from nahtlos.core import context
from nahtlos.core.context import SYSTEM_JOBS, Acting, acting, as_system
from nahtlos.people.models import Person
from tests.cases.files import open_file
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

SOMEBODY, ELSE = (Acting(UUID(int=n), UUID(int=n + 10), UUID(int=n + 20), "sgb_ii_task") for n in (1, 2))


def organisation() -> UUID | None:
    """For whom the database believes to work."""
    with connection.cursor() as cursor:
        cursor.execute("select nt.organisation()")
        found: UUID | None = cursor.fetchone()[0]
        return found


def elsewhere(work: Callable[[], object]) -> object:
    """The work done by a thread with a connection of its own, which ends with it."""
    done: list[object] = []

    def run() -> None:
        try:
            done.append(work())
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return done[0]


def test_the_database_knows_account_organisation_district_purpose_and_job() -> None:
    with transaction.atomic(), acting(SOMEBODY), as_system("linkage"), connection.cursor() as cursor:
        cursor.execute("select nt.account(), nt.organisation(), nt.district(), nt.purpose(), nt.system()")
        assert cursor.fetchone() == (UUID(int=1), UUID(int=11), UUID(int=21), "sgb_ii_task", "linkage")


def test_what_is_unknown_is_left_out_of_what_the_database_is_told() -> None:
    told = json.loads(Acting(None, None, None, "doctor", "doctor").as_guc())
    assert told == {"purpose": "doctor", "system": "doctor"}
    assert context.as_guc() == ""


def test_an_inner_actor_gives_way_to_the_outer_one_again() -> None:
    with transaction.atomic():
        assert organisation() is None
        with acting(SOMEBODY):
            assert organisation() == SOMEBODY.organisation
            with acting(ELSE):
                assert organisation() == ELSE.organisation
            assert organisation() == SOMEBODY.organisation
            with acting(None):
                assert organisation() is None
        assert organisation() is None


def test_a_savepoint_that_is_rolled_back_does_not_bring_back_an_earlier_actor() -> None:
    with transaction.atomic(), acting(SOMEBODY):
        assert organisation() == SOMEBODY.organisation
        with acting(ELSE):
            with transaction.atomic():
                assert organisation() == ELSE.organisation
                transaction.set_rollback(True)
            assert organisation() == ELSE.organisation
        with transaction.atomic():
            assert organisation() == SOMEBODY.organisation
        assert organisation() == SOMEBODY.organisation


def test_an_actor_of_a_released_savepoint_does_not_stay() -> None:
    with transaction.atomic(), acting(SOMEBODY):
        with transaction.atomic(), acting(ELSE):
            assert organisation() == ELSE.organisation
        assert organisation() == SOMEBODY.organisation


def test_nobody_acts_any_more_after_the_commit() -> None:
    def work() -> list[UUID | None]:
        with acting(SOMEBODY), transaction.atomic():
            inside = organisation()
        between = organisation()
        with transaction.atomic():
            after = organisation()
        return [inside, between, after]

    assert elsewhere(work) == [SOMEBODY.organisation, None, None]


def test_without_a_transaction_there_is_no_actor() -> None:
    def work() -> UUID | None:
        with acting(SOMEBODY):
            return organisation()

    assert elsewhere(work) is None


def test_a_new_transaction_knows_the_actor_without_being_told_again() -> None:
    def work() -> list[UUID | None]:
        with acting(SOMEBODY):
            found = []
            for _time in range(2):
                with transaction.atomic():
                    found.append(organisation())
            return found

    assert elsewhere(work) == [SOMEBODY.organisation] * 2


def test_two_threads_never_see_each_others_actor() -> None:
    together, seen = Barrier(2, timeout=10), {}

    def work(actor: Acting) -> None:
        try:
            with acting(actor), transaction.atomic():
                for _time in range(5):
                    together.wait()
                    seen.setdefault(actor, set()).add(organisation())
        finally:
            connection.close()

    threads = [Thread(target=work, args=[actor]) for actor in (SOMEBODY, ELSE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {SOMEBODY: {SOMEBODY.organisation}, ELSE: {ELSE.organisation}}


def test_a_list_read_after_the_actor_has_left_is_empty(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        open_file(hochmosel.soz)
        everybody = Person.objects.all()
        assert everybody.count() == 1
        in_pieces = Person.objects.iterator(chunk_size=1)
    assert (list(everybody), list(in_pieces)) == ([], [])


def test_only_jobs_that_somebody_has_defined_run() -> None:
    with acting(SOMEBODY), pytest.raises(ValueError, match="unknown job"), as_system("curiosity"):
        pass
    assert {"linkage", "recompute", "doctor"} <= SYSTEM_JOBS


def test_a_job_keeps_the_actor_on_whose_behalf_it_runs() -> None:
    with acting(SOMEBODY):
        with as_system("recompute"):
            job = context.current()
            assert job is not None
            assert (job.account, job.system) == (SOMEBODY.account, "recompute")
        assert context.current() == SOMEBODY


def test_the_actor_ends_with_the_block_even_when_it_fails() -> None:
    with pytest.raises(ZeroDivisionError), acting(SOMEBODY):
        raise ZeroDivisionError
    assert context.current() is None


def test_a_cursor_on_the_server_knows_the_actor_as_well() -> None:
    with transaction.atomic(), acting(SOMEBODY), connection.chunked_cursor() as cursor:
        cursor.execute("select nt.organisation()")
        assert cursor.fetchone() == (SOMEBODY.organisation,)


def test_a_plan_the_database_keeps_serves_each_actor_what_is_hers_only(hochmosel: Personas) -> None:
    """Statements are planned once per connection; whose rows they show must follow the actor of each transaction."""
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz)

    def seen(actor: Acting | None) -> bool:
        with acting(actor):
            return Person.objects.filter(pk=hers).exists()

    soz, fremd = hochmosel.soz.acting(), hochmosel.fremd.acting()
    for _ in range(8):
        assert [seen(soz), seen(fremd), seen(None)] == [True, False, False]
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where statement like '%%people_person%%'")
        assert cursor.fetchone()[0] > 0, "the plan is kept"
