"""The chain of the journal: complete, gapless, in nobody's reach."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from nahtlos.audit import journal, seal
from nahtlos.audit.models import JournalEntry, JournalSeal
from nahtlos.audit.seal import DOCTOR, SEALER
from nahtlos.core.context import acting
from tests.database import server
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def five_looks(hochmosel: Personas) -> None:
    with acting_as(hochmosel.jc):
        for number in range(5):
            journal.record("case.read", "person", uuid4(), rows=number)


def test_every_entry_gets_a_place_and_the_numbers_have_no_gap(five_looks: None) -> None:
    assert seal.seal() >= 5
    with acting(DOCTOR):
        places = list(JournalSeal.objects.order_by("seq").values_list("seq", flat=True))
        assert places == list(range(1, JournalEntry.objects.count() + 1))
    assert seal.seal() == 0, "sealing again seals nothing twice"


def test_a_sealed_journal_is_proved_whole(five_looks: None) -> None:
    seal.seal()
    proof = seal.verify([])
    assert (proof.breaks, proof.unsealed) == ((), 0)
    assert proof.head is not None
    assert proof.head.seq == proof.sealed >= 5
    end = seal.head()
    assert end is not None
    assert end.hash == proof.head.hash


def test_what_is_not_sealed_yet_is_counted(hochmosel: Personas, five_looks: None) -> None:
    seal.seal()
    with acting_as(hochmosel.jc):
        journal.record("case.read", "person", uuid4())
    proof = seal.verify([])
    assert (proof.unsealed, proof.breaks) == (1, ())
    assert proof.oldest_unsealed is not None


def test_the_head_is_published_once_and_a_chain_that_lost_its_end_is_found_out(
    five_looks: None, tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    seal.seal()
    first = seal.publish(heads)
    assert first is not None
    assert seal.publish(heads) is None, "nothing new to publish"
    published = seal.read_heads(heads)
    assert [json.loads(line)["hash"] for line in heads.read_text().splitlines()] == [first.hash]
    proof = seal.verify(published)
    assert (proof.heads_compared, proof.breaks) == (1, ())
    later = seal.Head(first.seq + 3, "00" * 32, "2016-09-30")
    assert [one.seq for one in seal.verify([*published, later]).breaks] == [first.seq + 3]
    other = seal.Head(first.seq, "00" * 32, "2016-09-30")
    assert [one.seq for one in seal.verify([other]).breaks] == [first.seq]


def test_a_file_that_holds_no_heads_is_named_with_its_line(tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    heads.write_text('{"seq": 1, "hash": "aa", "at": ""}\n\nnonsense\n')
    with pytest.raises(ValueError, match="line 3"):
        seal.read_heads(heads)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into audit_journalseal (seq, entry_id, hash, sealed_at) values (1, 1, '', now())",
        "update audit_journalseal set hash = ''",
        "delete from audit_journalseal",
        "truncate audit_journalseal",
    ],
)
def test_the_application_cannot_touch_the_chain(five_looks: None, statement: str) -> None:
    seal.seal()
    with acting(SEALER), pytest.raises(DatabaseError, match="permission denied"):
        execute(statement)


def test_only_the_sealer_seals_and_the_sealer_reads_no_entry(hochmosel: Personas, five_looks: None) -> None:
    with acting_as(hochmosel.jc), pytest.raises(DatabaseError, match="only the sealer"):
        execute("select nt.seal_journal(10)")
    with acting(SEALER):
        assert JournalEntry.objects.count() == 0


PLANT = """
create function nt.plant_entry(entry_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public as $$
    insert into audit_journalentry (at, account, organisation, purpose, verb, subject_type, detail)
    values (entry_at, nt.account(), nt.organisation(), 'sgb_ii_task', 'case.listed', '', '{}') $$;
alter function nt.plant_entry(timestamptz) owner to nt_owner;
grant execute on function nt.plant_entry(timestamptz) to nt_app;
"""


def test_c11_a_clock_that_was_set_back_leaves_the_chain_whole(hochmosel: Personas, five_looks: None) -> None:
    """Places follow the order in which entries came, whatever the clock said."""
    seal.seal()
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(server().url(database=name), autocommit=True) as superuser:
        superuser.execute(PLANT)
        try:
            with acting_as(hochmosel.jc):
                execute("select nt.plant_entry(now() - interval '2 hours')")
                journal.record("case.listed")
        finally:
            superuser.execute("drop function nt.plant_entry(timestamptz)")
    assert seal.seal() == 2
    proof = seal.verify([])
    assert (proof.breaks, proof.unsealed) == ((), 0)
    with acting(DOCTOR):
        order = list(JournalSeal.objects.order_by("seq").values_list("entry_id", flat=True))
        times = list(JournalEntry.objects.order_by("id").values_list("at", flat=True))
    assert order == sorted(order)
    assert times != sorted(times), "there was a step back"
