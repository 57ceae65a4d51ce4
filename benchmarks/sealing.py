"""Sealing and proving a journal of one million entries."""

from __future__ import annotations

import argparse
from pathlib import Path

import psycopg

from benchmarks.place import empty, run
from benchmarks.report import Section

_MANY, _FEW = 1_000_000, 20_000


def measure(folder: Path, options: argparse.Namespace) -> Section:
    number = _FEW if options.quick else _MANY
    place = empty(folder / f"journal-{number}")
    _fill(place, number)
    section = Section("Proving the journal", ["what", "entries", "seconds", "entries a second", "peak memory"])
    for what in ("seal", "verify"):
        seconds, peak = run(["audit", what, "--data", str(place)])
        section.rows.append([what, f"{number:,}", f"{seconds:.1f}", f"{number / seconds:,.0f}", f"{peak:.0f} MB"])
    section.notes = ["Start of Python and of the database included. Goal: one million proved in under 60 s."]
    return section


def _fill(place: Path, number: int) -> None:
    """Entries of many people at work, written by the owner of the machine in one statement."""
    from nahtlos.config import instance  # noqa: PLC0415 -- only here

    with instance.opened(place) as server, psycopg.connect(server.url(database=instance.DATABASE)) as connection:
        connection.execute(
            "insert into audit_journalentry (at, account, organisation, purpose, verb, subject_type, subject, detail)"
            " select now() - make_interval(secs => n), gen_random_uuid(), gen_random_uuid(), 'aufenthg_task',"
            " 'case.viewed', 'case', gen_random_uuid(), jsonb_build_object('page', mod(n, 7))"
            " from generate_series(1, %s) n",
            [number],
        )
