"""A PostgreSQL of our own beside the data."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from nahtlos.config.serving import _Database
from nahtlos.core import embedded
from nahtlos.core.embedded import PostgresUnavailable, Server, binaries


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of this test alone: pytest closes the one above tmp_path whenever another run begins."""
    folder = Path(tempfile.mkdtemp(prefix="nahtlos-test-"))
    yield folder
    shutil.rmtree(folder)


def killed_and_back(server: Server) -> None:
    """As `nahtlos serve` keeps it: on the port its children know, with what was written."""
    keeper, address = _Database(server), server.url()
    assert not keeper.keep_alive()
    os.kill(int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGKILL)
    while server.is_alive():  # it is gone as soon as whoever adopted it has noticed
        time.sleep(0.02)
    assert keeper.keep_alive()
    with psycopg.connect(address) as connection:
        assert connection.execute("select word from kept").fetchone() == ("still here",)


def test_the_database_runs_while_somebody_uses_it_and_keeps_what_was_written(place: Path) -> None:
    server = Server(place / "data", "a secret for one test")
    assert not server.is_running()
    with server.in_use() as first:
        with psycopg.connect(first.url(), autocommit=True) as connection:
            connection.execute("create table kept (word text)")
            connection.execute("insert into kept values ('still here')")
            listens = connection.execute("show listen_addresses").fetchone()
            checked = connection.execute("show data_checksums").fetchone()
        with Server(place / "data", "a secret for one test").in_use():
            pass
        assert server.is_running(), "somebody else still uses it"
        killed_and_back(first)
    assert (listens, checked) == (("127.0.0.1",), ("on",))
    assert not server.is_running()
    with pytest.raises(PostgresUnavailable, match="is not running"):
        server.port()
    server.stay()
    with server.in_use(), psycopg.connect(server.url()) as connection:
        assert connection.execute("select word from kept").fetchone() == ("still here",)
    assert server.is_running(), "it was asked to stay"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url(password="guessed"))
    server.stop()
    assert not server.is_running()


def test_a_secret_in_an_address_survives_its_special_characters(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "postmaster.pid").write_text("1\n/x\n0\n5544\n")
    address = Server(tmp_path, "p@ss/word").url(user="nt_app", database="d")
    assert address == "postgresql://nt_app:p%40ss/word@127.0.0.1:5544/d"


def test_a_postgresql_on_the_path_serves_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    program = tmp_path / "bin" / "pg_ctl"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert binaries() == program.parent
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(PostgresUnavailable, match="DATABASE_URL"):
        binaries()


def test_what_cannot_be_set_up_says_why(place: Path) -> None:
    (place / "postgres").mkdir()
    (place / "postgres" / "somebody elses file").touch()
    with pytest.raises(PostgresUnavailable, match="could not be set up"):
        Server(place, "secret").start()


def test_what_does_not_start_names_its_log(place: Path) -> None:
    server = Server(place, "secret")
    server.start()
    server.stop()
    with (server.cluster / "postgresql.auto.conf").open("a") as settings:
        settings.write("shared_buffers = 'nonsense'\n")
    with pytest.raises(PostgresUnavailable, match="postgres/log"):
        server.start()


def test_folders_above_are_opened_for_passing_through_only(tmp_path: Path) -> None:
    inner = tmp_path / "private" / "postgres"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    embedded._let_through(inner)
    assert stat.S_IMODE(inner.parent.stat().st_mode) == 0o701


def test_root_runs_it_as_a_system_user_who_is_made_when_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[list[str]] = []
    monkeypatch.setattr(embedded.os, "geteuid", lambda: 0)
    monkeypatch.setattr(embedded.subprocess, "run", lambda args, **_more: made.append(args))

    def unknown(_name: str) -> None:
        raise KeyError

    monkeypatch.setattr(embedded.pwd, "getpwnam", unknown)
    assert Server._run_as() == embedded.SYSTEM_USER
    assert [args[0] for args in made] == ["/usr/sbin/useradd"]
    assert "/usr/sbin/nologin" in made[0]


def test_an_ordinary_user_runs_it_herself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded.os, "geteuid", lambda: 1000)
    assert Server._run_as() is None
    assert Server(Path("/nowhere"), "x")._identity() == {}
