"""Imports whose process was killed are taken up again: by a worker, from where they stopped, exactly once in effect.

What was written is recognised and stays as it is (`carry_out`). One try too many therefore adds nothing; one too few would
leave an office waiting for ever.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connection, models, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.exchange.imports.locks import is_carried_out_now
from nahtlos.exchange.imports.services import CARRY_OUT, queue_import
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.organisations.actor import actor_for, memberships_of
from nahtlos.organisations.models import District

log = logging.getLogger(__name__)

#: A worker that has been silent for so long is dead; it says something every ten seconds.
SILENCE = timedelta(seconds=30)
#: An import that was interrupted so often may be what kills its worker; then a human has to look.
TRIES = 5

GIVEN_UP = "The import was interrupted again and again and does not go on by itself; what was written is complete."
NOBODY = "Whoever asked for this import does not work here any more; please start it again."


def take_up() -> int:
    """Queue every interrupted import again; returns how many. Call it outside a transaction, as often as you like."""
    return sum(_district(district) for district in District.objects.values_list("id", flat=True))


def _district(district: UUID) -> int:
    with acting(Acting(account=None, organisation=None, district=district, purpose="imports", system="imports")):
        with transaction.atomic():
            under_way = list(_under_way().values_list("id", flat=True))
        return sum(_take_up(run) for run in under_way)


def _under_way() -> models.QuerySet[ImportRun]:
    return ImportRun.objects.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).defer("content")


@transaction.atomic
def _take_up(run_id: UUID) -> bool:
    """Whether this import was interrupted and is queued again."""
    run = (
        _under_way()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("account")
        .filter(id=run_id)
        .first()
    )
    if run is None or is_carried_out_now(run_id):
        return False
    jobs = list(
        ProcrastinateJob.objects.filter(task_name=CARRY_OUT, args__run=str(run_id))
        .select_related("worker")
        .order_by("id")
    )
    if any(_goes_on(job) for job in jobs):
        return False
    last = jobs[-1] if jobs else None
    if last is not None and last.attempts >= TRIES:
        return _give_up(run, GIVEN_UP, last)
    if last is not None and last.status in ("doing", "failed"):
        app.job_manager.retry_job_by_id(last.id, retry_at=clock.now())
    elif not _queued_anew(run):
        return _give_up(run, NOBODY, None)
    log.warning("import %s was interrupted and is taken up again", run_id)
    journal.record("import.taken_up", "import", run_id)
    return True


def _goes_on(job: ProcrastinateJob) -> bool:
    """It waits for a worker, or a worker that lives is at it."""
    heard = job.worker.last_heartbeat if job.worker else None
    return job.status == "todo" or (job.status == "doing" and heard is not None and heard > clock.now() - SILENCE)


def _queued_anew(run: ImportRun) -> bool:
    """An import from the command line has no job; it goes on in the name of whoever began it, if she still works there."""
    mine = [own for own in memberships_of(run.account) if own.organisation_id == run.organisation_id]
    if not mine:
        return False
    queue_import(actor_for(run.account, membership_id=str(mine[0].id)), run)
    return True


def _give_up(run: ImportRun, sentence: str, job: ProcrastinateJob | None) -> bool:
    run.state, run.error = RunState.FAILED, sentence
    run.save(update_fields=["state", "error"])
    if job is not None and job.status == "doing":
        with connection.cursor() as cursor:
            cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [job.id])
    journal.record("import.given_up", "import", run.id)
    return False
