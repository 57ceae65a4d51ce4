"""The four lists of 2016, end to end through `nahtlos import`, beside writing the same rows by hand."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import psycopg

from benchmarks.place import empty, import_lists, people
from benchmarks.report import Section

RECORDED = Path(__file__).resolve().parents[2] / "shared" / "data" / "lists" / "2016"


def measure(folder: Path, options: argparse.Namespace) -> Section:
    recorded = RECORDED.is_dir() and not options.quick
    number = options.people if options.quick else 1424
    place = empty(folder / "imports", "2016" if recorded else "today")
    lists = RECORDED if recorded else people(place, number, 2016)
    measured = import_lists(place, lists)
    seconds = sum(one[0] for one in measured.values())
    rows = sum(one[2] for one in measured.values())
    bare, written = _bare(place)
    section = Section("Import of the four lists", ["list", "rows", "seconds", "ms a row", "peak memory"])
    for profile, (took, peak, count) in measured.items():
        section.rows.append([profile, str(count), f"{took:.1f}", f"{took / count * 1000:.1f}", f"{peak:.0f} MB"])
    section.rows.append(["all four", str(rows), f"{seconds:.1f}", f"{seconds / rows * 1000:.1f}", ""])
    section.rows.append(
        [f"limit: the same {written:,} rows written by hand", "", f"{bare:.1f}", f"{bare / rows * 1000:.1f}", ""]
    )
    section.notes = [
        "The lists of 2016 (1,424 people)."
        if recorded
        else f"Synthetic lists of {number:,} people, not the recorded ones.",
        "One `nahtlos import` per list: start of Python and of the database, reading, recognising, writing, law, report.",
        "Goal: under 60 s on two cores, under 500 MB.",
        f"Ratio to the limit: {seconds / bare:.0f}. The limit copies the finished rows of all tables into plain tables: no reading,"
        " no recognition, no law, no history, no row-level security.",
    ]
    return section


def _bare(place: Path) -> tuple[float, int]:
    """Seconds for inserting the same rows into tables without triggers, constraints and policies, and how many."""
    from nahtlos.config import instance  # noqa: PLC0415 -- only here

    with instance.opened(place) as server, psycopg.connect(server.url(database=instance.DATABASE)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                " and (relname like 'people\\_%' or relname like 'cases\\_%') and relname not like '%event'"
            )
        ]
        copies = {}
        for table in tables:
            with connection.cursor().copy(f'copy "{table}" to stdout') as copy:
                copies[table] = b"".join(bytes(block) for block in copy)
            connection.execute(f'create temp table "bare_{table}" as select * from "{table}" limit 0')
        began = time.perf_counter()
        written = 0
        for table, content in copies.items():
            cursor = connection.cursor()
            with cursor.copy(f'copy "bare_{table}" from stdin') as copy:
                copy.write(content)
            written += cursor.rowcount
        return time.perf_counter() - began, written
