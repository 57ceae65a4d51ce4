"""Jobs act with the rights of whoever asked, as they are when the job runs; what stops says so in one sentence."""

from __future__ import annotations

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from nahtlos.exchange.imports import carry_out as carrying
from nahtlos.exchange.imports.services import NotNow, commit_import, discard_import
from nahtlos.exchange.jobs import carry_out_import
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.organisations import actor as actors
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import Record
from tests.exchange.imports.offices import AZR, HIWOT, NAJIB, doctor, outcomes, preview
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

LINES = [{AZR: "150912000001", **NAJIB}, {AZR: "150912000002", **HIWOT}]


def queued(by: Actor) -> ImportRun:
    run = preview(by, LINES)
    with acting_as(by):
        return commit_import(by=by, run_id=run.id)


def work(by: Actor, run: ImportRun) -> None:
    """What the worker does with the job as it was queued."""
    job = ProcrastinateJob.objects.filter(task_name="exchange.carry_out_import").latest("id")
    assert job.args == {"run": str(run.id), "membership": str(by.membership.id), "purpose": by.purpose}
    carry_out_import(**job.args)


def now(by: Actor, run: ImportRun) -> ImportRun:
    with acting_as(by):
        return ImportRun.objects.get(id=run.id)


def test_a_committed_import_is_carried_out_by_its_job(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = queued(by)
    assert (run.state, now(by, run).content is not None) == (RunState.QUEUED, True)
    work(by, run)
    done = now(by, run)
    assert (done.state, done.error, done.content, done.progress) == (RunState.DONE, "", None, 2)
    assert done.finished_at
    assert outcomes(by, done) == ["created", "created"]


def test_an_import_is_committed_once(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = queued(by)
    with acting_as(by), pytest.raises(NotNow):
        commit_import(by=by, run_id=run.id)
    with acting_as(by), pytest.raises(NotNow):
        discard_import(by=by, run_id=run.id)
    assert ProcrastinateJob.objects.filter(args__run=str(run.id)).count() == 1


def test_a_job_that_runs_twice_writes_once(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = queued(by)
    work(by, run)
    work(by, run)
    assert outcomes(by, now(by, run)) == ["created", "created"]
    with acting_as(by):
        assert Record.objects.count() == 2


@pytest.mark.parametrize("what", ["deactivated", "left", "another office", "another role"])
def test_who_may_not_any_more_is_refused_when_the_job_runs(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    by = hochmosel.abh
    run = queued(by)
    left: list[Any] = [hochmosel.jc.membership] if what == "another office" else []
    if what == "another role":
        by.membership.role = "volunteer"
        left = [by.membership]
    # Accounts belong to the owner of the database; here it is enough that the directory says so.
    monkeypatch.setattr(actors, "memberships_of", lambda account: left)
    with pytest.raises(AccessDenied):
        work(by, run)
    monkeypatch.undo()
    by.membership.role = "clerk"
    stopped = now(by, run)
    assert stopped.state == RunState.FAILED
    assert stopped.error.endswith(".")
    with acting_as(by):
        assert not Record.objects.exists()


def test_a_failure_leaves_one_sentence_and_the_next_try_finishes(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = hochmosel.abh
    run = queued(by)

    def burn(*_args: Any, **_more: Any) -> None:
        raise OSError("the disk is full: /var/lib/secret/path")

    monkeypatch.setattr(carrying._Writer, "_write", burn)
    with pytest.raises(OSError, match="disk"):
        work(by, run)
    stopped = now(by, run)
    assert stopped.state == RunState.FAILED
    assert stopped.error.endswith(".")
    assert "secret" not in stopped.error
    monkeypatch.undo()
    work(by, run)
    assert (now(by, run).state, now(by, run).error) == (RunState.DONE, "")
    assert outcomes(by, run) == ["created", "created"]
    assert doctor() == []


def test_a_job_for_what_was_discarded_meanwhile_changes_nothing(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = preview(by, LINES)
    with acting_as(by):
        discard_import(by=by, run_id=run.id)
    with pytest.raises(NotNow):
        carry_out_import(run=str(run.id), membership=str(by.membership.id), purpose=by.purpose)
    assert now(by, run).state == RunState.DISCARDED
