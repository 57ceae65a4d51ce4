"""`nahtlos audit` on a real installation, against somebody who owns the database and rewrites the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from nahtlos.config import instance
from tests.config.commands.installation import Installation


def look(app: psycopg.Connection[tuple[object, ...]]) -> None:
    """One entry of a Jobcenter clerk, in the transaction of this connection."""
    app.execute("select set_config('nt.ctx', %s, true)", ['{"purpose": "sgb_ii_task"}'])
    app.execute("select nt.journal('case.read', 'person', gen_random_uuid(), '{}')")


@pytest.fixture
def sealed(installation: Installation) -> Installation:
    """With a few entries in the journal, all of them sealed and the head published."""
    with psycopg.connect(installation.url()) as app:
        for _ in range(6):
            look(app)
    installation.run("audit", "seal")
    return installation


@contextmanager
def rewriting(installation: Installation) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The superuser with triggers off: what she did is taken back afterwards."""
    server = instance.server(installation.folder)
    with psycopg.connect(server.url(database=instance.DATABASE), autocommit=True) as superuser:
        superuser.execute("set session_replication_role = replica")
        for table in ("audit_journalentry", "audit_journalseal"):
            superuser.execute(f"create temp table kept_{table} as select * from {table}")  # noqa: S608 -- names from above
        try:
            yield superuser
        finally:
            for table in ("audit_journalseal", "audit_journalentry"):
                superuser.execute(f"delete from {table}")  # noqa: S608 -- names from above
                superuser.execute(f"insert into {table} select * from kept_{table}")  # noqa: S608


def proof(installation: Installation, *words: str, code: int = 0) -> dict[str, object]:
    found: dict[str, object] = json.loads(installation.run("audit", "verify", "--json", *words, code=code).stdout)
    return found


def test_an_untouched_journal_is_proved_against_its_published_head(sealed: Installation) -> None:
    found = proof(sealed)
    assert found["breaks"] == []
    assert found["heads_compared"]
    assert (sealed.folder / "journal-heads.jsonl").exists()


def test_a_changed_entry_is_found_at_its_place(sealed: Installation) -> None:
    with rewriting(sealed) as superuser:
        superuser.execute(
            "update audit_journalentry set account = gen_random_uuid()"
            " where id = (select entry_id from audit_journalseal where seq = 3)"
        )
        breaks = proof(sealed, code=1)["breaks"]
    assert [one["seq"] for one in breaks] == [3]  # type: ignore[attr-defined]


def test_a_deleted_entry_is_found_at_its_place(sealed: Installation) -> None:
    with rewriting(sealed) as superuser:
        superuser.execute(
            "delete from audit_journalentry where id = (select entry_id from audit_journalseal where seq = 2)"
        )
        breaks = proof(sealed, code=1)["breaks"]
    assert [one["seq"] for one in breaks] == [2]  # type: ignore[attr-defined]


def test_a_chain_computed_anew_does_not_match_the_published_head(sealed: Installation, tmp_path: Path) -> None:
    with rewriting(sealed) as superuser:
        superuser.execute("update audit_journalentry set purpose = 'statistics'")
        superuser.execute("delete from audit_journalseal")
        superuser.execute("""select set_config('nt.ctx', '{"purpose": "audit", "system": "seal"}', false)""")
        superuser.execute("select nt.seal_journal(100000)")
        empty = tmp_path / "none.jsonl"
        empty.touch()
        assert proof(sealed, "--head", str(empty))["breaks"] == [], "without a head from outside nobody could tell"
        assert proof(sealed, code=1)["breaks"]


def test_a_cut_off_end_is_found_through_the_published_head(sealed: Installation) -> None:
    with rewriting(sealed) as superuser:
        superuser.execute(
            "delete from audit_journalentry where id in (select entry_id from audit_journalseal where seq > 4)"
        )
        superuser.execute("delete from audit_journalseal where seq > 4")
        done = sealed.run("audit", "verify", code=1)
    assert "the chain ends at 4" in done.stdout


def test_an_entry_that_was_committed_late_is_sealed_behind_the_others(sealed: Installation) -> None:
    """Its number is lower than those of entries that were sealed before it; it must not be passed over."""
    with psycopg.connect(sealed.url()) as late, psycopg.connect(sealed.url()) as early:
        look(late)
        look(early)
        early.commit()
        assert json.loads(sealed.run("audit", "seal", "--json").stdout)["sealed"] == 1
        late.commit()
    assert json.loads(sealed.run("audit", "seal", "--json").stdout)["sealed"] == 1
    assert (proof(sealed)["breaks"], proof(sealed)["unsealed"]) == ([], 0)


def test_a_file_of_heads_that_cannot_be_read_is_named(sealed: Installation, tmp_path: Path) -> None:
    missing = sealed.run("audit", "verify", "--head", str(tmp_path / "nothing.jsonl"), code=2)
    assert "nothing.jsonl" in missing.stderr
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text("nonsense\n")
    assert "line 1" in sealed.run("audit", "verify", "--head", str(wrong), code=2).stderr


def test_a_worker_does_not_start_while_a_table_stands_open_and_says_which(installation: Installation) -> None:
    server = instance.server(installation.folder)
    with psycopg.connect(server.url(database=instance.DATABASE), autocommit=True) as superuser:
        superuser.execute("create table cases_loose (id int); grant select on cases_loose to nt_app")
        try:
            stopped = installation.run("worker", code=2)
        finally:
            superuser.execute("drop table cases_loose")
    assert "cases_loose" in stopped.stderr
    assert stopped.stderr.count("\n") == 1
