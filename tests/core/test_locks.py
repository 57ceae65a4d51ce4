"""The second lock is looked at before anything is served: each hole is found, by the catalogue or by trying."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from nahtlos.core import locks
from tests.cases import full
from tests.database import server
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    return full.fill(hochmosel)


def test_the_lock_has_no_hole(hers: UUID) -> None:
    assert locks.holes() == []
    locks.insist()


#: (what somebody did to the database, how it is taken back, what is said)
SLIPS = [
    (
        "create table public.cases_loose (id int); grant select on cases_loose to nt_app; insert into cases_loose values (1)",
        "drop table cases_loose",
        ["readable without row-level security: cases_loose", "nobody sees a row of cases_loose"],
    ),
    (
        "alter table people_person no force row level security",
        "alter table people_person force row level security",
        ["row-level security does not bind the owner: people_person"],
    ),
    (
        "create policy oops on people_name for select to nt_app using (true)",
        "drop policy oops on people_name",
        ["a policy lets everything through: oops on people_name"],
    ),
    (
        "create policy oops on nt.canary for select to nt_app using (note <> '')",
        "drop policy oops on nt.canary",
        ["nobody sees a row of nt.canary", "a stranger sees a row of nt.canary"],
    ),
    (
        "create view public.all_of_them as select * from people_person; grant select on all_of_them to nt_app",
        "drop view all_of_them",
        ["a view with the rights of its owner: all_of_them"],
    ),
    (
        "create function public.anybody() returns int language sql security definer as 'select 1'",
        "drop function anybody()",
        ["runs as its owner for everybody: anybody()", "runs as its owner without a fixed search_path: anybody()"],
    ),
    (
        "grant create on schema public to nt_app",
        "revoke create on schema public from nt_app",
        ["may create in the schema"],
    ),
    ("delete from nt.canary", "insert into nt.canary values (gen_random_uuid(), 'back')", ["the canary is gone"]),
]


def looked_at() -> tuple[list[str], bool]:
    """The holes, and whether a start is refused; by a connection of its own, whose transaction is over afterwards."""

    def look() -> tuple[list[str], bool]:
        try:
            found = locks.holes()
            try:
                locks.insist()
            except locks.NotLocked:
                return found, True
            return found, False
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(look).result()


@contextmanager
def slipped(done: str, undone: str) -> Iterator[None]:
    with psycopg.connect(server().url(database=connection.settings_dict["NAME"]), autocommit=True) as superuser:
        superuser.execute(done)
        try:
            yield
        finally:
            superuser.execute(undone)


@pytest.mark.parametrize(("done", "undone", "said"), SLIPS, ids=[slip[0][:40] for slip in SLIPS])
def test_a_slip_of_the_hand_is_found_and_nothing_is_served(done: str, undone: str, said: list[str]) -> None:
    with slipped(done, undone):
        found, refused = looked_at()
    assert refused
    for words in said:
        assert any(words in hole for hole in found), (words, found)
