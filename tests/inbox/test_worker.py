"""Jobs of a dead worker go on within two minutes, once; deadlines never wait behind a list; whoever runs it sees it all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from nahtlos.config.checkup import violations
from nahtlos.config.commands.worker import _queues
from nahtlos.core import clock
from nahtlos.core.sweep import TRIES, sweep
from nahtlos.inbox.condition import condition
from tests.personas import Personas
from tests.web.workspace.conftest import browser

__all__ = ["browser"]

pytestmark = pytest.mark.django_db


def job(silent: timedelta, attempts: int = 0, name: str = "inbox.send_due", lock: str | None = None) -> int:
    """One that a worker has been at, who was last heard of so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (%s) returning id", [clock.now() - silent]
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, priority, status, attempts, worker_id, queueing_lock)"
            " values ('mail', %s, 0, 'doing', %s, %s, %s) returning id",
            [name, attempts, worker, lock],
        )
        return int(cursor.fetchone()[0])


def states() -> dict[int, str]:
    return dict(ProcrastinateJob.objects.values_list("id", "status"))


def test_what_a_dead_worker_left_is_queued_again_once_and_a_living_one_is_left_alone(hochmosel: Personas) -> None:
    dead, living = job(timedelta(minutes=3)), job(timedelta(seconds=5))
    hopeless, doubled = job(timedelta(minutes=3), attempts=TRIES), job(timedelta(minutes=3), lock="inbox.send_due")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, priority, status, queueing_lock)"
            " values ('mail', 'inbox.send_due', 0, 'todo', 'inbox.send_due')"
        )
    assert {one["invariant"] for one in violations()} == {"no-dead-jobs"}
    assert condition().interrupted == 3
    assert sweep() == 1
    assert sweep() == 0
    found = states()
    assert (found[dead], found[living], found[hopeless], found[doubled]) == ("todo", "doing", "failed", "failed")
    assert violations() == []


def test_every_queue_has_a_lane_and_the_calendar_goes_before_mail() -> None:
    app.perform_import_paths()
    every = {task.queue for task in app.tasks.values()}
    assert set(_queues("quick") or ()) | set(_queues("imports") or ()) == every
    assert _queues("all") is None
    first = {name: task.priority or 0 for name, task in app.tasks.items()}
    deadlines = [rank for name, rank in first.items() if name.startswith("cases.")]
    assert min(deadlines) > first["exchange.carry_out_import"] > first["inbox.send_due"] > first["inbox.send_weekly"]


def test_the_administrator_sees_that_no_mail_server_is_there(hochmosel: Personas, browser: Any) -> None:
    page = browser("admin").get(reverse("condition")).content.decode()
    assert "NAHTLOS_MAIL" in page
    assert "No worker is running" in page
    assert browser("aa").get(reverse("condition")).status_code == 403
