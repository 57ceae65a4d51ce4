"""Processes killed in the middle of an import, as a power failure or an operator kills them: somebody takes it up again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from nahtlos.core.context import Acting, acting
from nahtlos.exchange.imports.interrupted import GIVEN_UP, NOBODY, TRIES, take_up
from nahtlos.exchange.imports.locks import carrying_out, is_carried_out_now
from nahtlos.exchange.imports.services import CARRY_OUT, commit_import
from nahtlos.exchange.models import ImportRow, ImportRun, RunState
from nahtlos.organisations.models import Account
from nahtlos.people.models import Person, Record
from tests.exchange.imports.offices import AZR, NAJIB, Town, as_linkage, doctor, people_rows, preview, workbook
from tests.personas import acting_as

ROOT = Path(__file__).resolve().parents[3]
#: More than two transactions of rows, all of them people nobody could confuse.
LINES = [
    {AZR: f"1509120{n:05}", **NAJIB, "Familienname": f"{first}{last}ari".title(), "Vornamen": f"{last}{first}an".title(),
     "Geburtsdatum": f"{n % 28 + 1:02}.{n % 12 + 1:02}.{1950 + n % 50}"}
    for n, (first, last) in enumerate(
        (a + b, c + d) for a in ("qa", "de", "ri") for b in ("mo", "su", "ba", "lin") for c in ("tar", "ge", "wo") for d in "nrskltmfdbpgv"
    )
]  # fmt: skip


@contextmanager
def program(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """`nahtlos …` on the database of the tests; killed at the end if it still runs."""
    url = os.environ["NAHTLOS_DATABASE_URL"]
    process = subprocess.Popen(
        [sys.executable, "-m", "nahtlos.config.command", *words], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(what: Callable[[], object], seconds: float = 90) -> None:
    """A limit for a process that hangs, no expectation of how fast it is."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def now(town: Town, run: ImportRun) -> ImportRun:
    with acting_as(town.abh):
        return ImportRun.objects.get(id=run.id)


def in_the_middle(town: Town, run: ImportRun) -> bool:
    there = now(town, run)
    return there.state == RunState.RUNNING and 0 < there.progress < len(LINES)


def committed(town: Town) -> ImportRun:
    run = preview(town.abh, LINES)
    with acting_as(town.abh):
        return commit_import(by=town.abh, run_id=run.id)


def job_of(run: ImportRun) -> ProcrastinateJob:
    return ProcrastinateJob.objects.filter(task_name=CARRY_OUT, args__run=str(run.id)).latest("id")


def silent_for_a_minute() -> None:
    """As if a minute had passed since any worker was heard of."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 minute'")


def written_once(town: Town, run: ImportRun) -> None:
    """Every row has a record of its own, or waits for a human; nothing is there that no row stands for."""
    rows = people_rows(town.abh, run)
    written = [row.record_id for row in rows if row.record_id]
    assert len(rows) == len(LINES)
    assert {row.outcome for row in rows if row.record_id is None} <= {"needs_human"}
    assert len(written) == len(set(written)) > len(LINES) * 0.9
    with acting_as(town.abh), as_linkage(town.abh):
        assert set(Record.objects.filter(organisation=town.abh.organisation_id).values_list("id", flat=True)) == set(
            written
        )
        assert Person.objects.filter(district=town.abh.district_id).count() == len(
            {row.person_id for row in rows} - {None}
        )
    assert doctor() == []


def test_what_a_killed_worker_left_the_next_one_finishes(town: Town) -> None:
    run = committed(town)
    with program("worker") as worker:
        wait_until(lambda: in_the_middle(town, run))
        worker.kill()
        worker.wait()
    half = now(town, run)
    assert half.state == RunState.RUNNING
    wait_until(lambda: not is_carried_out_now(run.id))
    with acting_as(town.abh):
        written = set(ImportRow.objects.filter(run=run).exclude(record=None).values_list("record_id", flat=True))
    assert 0 < len(written) < len(LINES)
    silent_for_a_minute()
    with program("worker"):
        wait_until(lambda: now(town, run).state == RunState.DONE)
    with acting_as(town.abh):
        assert written < set(ImportRow.objects.filter(run=run).values_list("record_id", flat=True))
    written_once(town, run)


def test_what_a_killed_command_left_a_worker_finishes(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "liste.xlsx"
    file.write_bytes(workbook(LINES))
    user = town.abh.membership.account.username
    with program("import", str(file), "--profile", "auslaenderbehoerde", "--as", user) as command:
        wait_until(lambda: _the_only(town) and in_the_middle(town, _the_only(town)))  # type: ignore[arg-type]
        command.kill()
        command.wait()
    run = _the_only(town)
    assert run is not None
    wait_until(lambda: not is_carried_out_now(run.id))
    with program("worker"):
        wait_until(lambda: now(town, run).state == RunState.DONE)
    written_once(town, run)


def _the_only(town: Town) -> ImportRun | None:
    with acting_as(town.abh):
        return ImportRun.objects.first()


def test_an_import_somebody_is_at_or_that_waits_for_a_worker_is_left_alone(town: Town) -> None:
    waiting = committed(town)
    running = preview(town.abh, LINES[:1])
    with acting_as(town.abh):
        ImportRun.objects.filter(id=running.id).update(state=RunState.RUNNING)
    before = ProcrastinateJob.objects.count()
    with carrying_out(town.abh.district_id, running.id):
        take_up()
    assert (ProcrastinateJob.objects.count(), now(town, waiting).state) == (before, RunState.QUEUED)
    take_up()
    assert job_of(running).args["membership"] == str(town.abh.membership.id)
    take_up()
    assert ProcrastinateJob.objects.count() == before + 1


def test_a_worker_that_was_heard_of_keeps_its_import_and_a_silent_one_loses_it(town: Town) -> None:
    run = committed(town)
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values returning id")
        (worker,) = cursor.fetchone()
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [worker, job_of(run).id]
        )
    take_up()
    assert job_of(run).status == "doing"
    silent_for_a_minute()
    take_up()
    assert (job_of(run).status, job_of(run).attempts) == ("todo", 1)


def test_an_import_that_kills_every_worker_is_given_up_with_a_sentence_and_can_be_started_again(town: Town) -> None:
    run = committed(town)
    for _again in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set status = 'doing' where id = %s", [job_of(run).id])
        assert now(town, run).state == RunState.QUEUED
        take_up()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing' where id = %s", [job_of(run).id])
    take_up()
    assert (now(town, run).state, now(town, run).error) == (RunState.FAILED, GIVEN_UP)
    assert job_of(run).status == "failed"
    with acting_as(town.abh):
        again = commit_import(by=town.abh, run_id=run.id)
    assert (again.state, again.error, job_of(run).status) == (RunState.QUEUED, "", "todo")


def test_who_does_not_work_there_any_more_carries_nothing_on(town: Town) -> None:
    run = preview(town.abh, LINES[:1])
    with acting_as(town.abh):
        ImportRun.objects.filter(id=run.id).update(state=RunState.RUNNING)
    Account.objects.using("owner").filter(id=town.abh.account_id).update(is_active=False)
    take_up()
    assert (now(town, run).state, now(town, run).error) == (RunState.FAILED, NOBODY)
    assert not ProcrastinateJob.objects.filter(args__run=str(run.id)).exists()


def test_who_takes_up_imports_sees_those_of_the_district_and_no_row_of_them(town: Town) -> None:
    run = preview(town.abh, LINES[:2])
    at_home = Acting(None, None, town.abh.district_id, "imports", system="imports")
    with acting_as(town.abh), acting(at_home):
        assert [found.id for found in ImportRun.objects.all()] == [run.id]
        assert not ImportRow.objects.exists()
        assert not Person.objects.exists()
    abroad = Acting(None, None, uuid4(), "imports", system="imports")
    with acting_as(town.abh), acting(abroad):
        assert not ImportRun.objects.exists()
