"""Jobs whose worker died are taken up again: nothing stays "being carried out" by nobody.

Every job may run twice; the second run finds done what the first has done. Imports look after themselves
(`exchange.imports.interrupted`), because they can tell who is at work on them.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from nahtlos.core import clock

log = logging.getLogger(__name__)

#: A worker that has been silent for so long is dead; it says something every ten seconds.
SILENCE = timedelta(seconds=30)
#: A job that was interrupted so often may be what kills its worker; then a human has to look.
TRIES = 5
#: Has a sweep of its own.
ELSEWHERE = ("exchange.carry_out_import",)


def sweep() -> int:
    """Queue every job of a dead worker again; returns how many. As often as you like, outside a transaction."""
    dead = Q(worker=None) | Q(worker__last_heartbeat__lt=clock.now() - SILENCE)
    found = ProcrastinateJob.objects.filter(dead, status="doing").exclude(task_name__in=ELSEWHERE)
    return sum(_again(job) for job in found.order_by("id"))


def _again(job: ProcrastinateJob) -> bool:
    if job.attempts >= TRIES:
        log.error("job %s was interrupted %s times and is given up", job.id, job.attempts)
        _finish(job.id)
        return False
    if job.queueing_lock and ProcrastinateJob.objects.filter(queueing_lock=job.queueing_lock, status="todo").exists():
        _finish(job.id)  # the next one of its kind waits already and does the same
        return False
    app.job_manager.retry_job_by_id(job.id, retry_at=clock.now())
    log.warning("job %s was interrupted and is taken up again", job.id)
    return True


def _finish(key: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [key])
