"""Whether jobs and mails get through: for whoever runs the installation. Numbers and times, nothing about people."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_noop as _

from nahtlos.access.policy import Permission
from nahtlos.core import clock
from nahtlos.core.context import acting
from nahtlos.core.sweep import SILENCE
from nahtlos.inbox.models import Notice
from nahtlos.inbox.post import POST
from nahtlos.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue. `oldest_seconds`: how long the oldest job has been waiting although it could run."""

    name: str
    waiting: int
    doing: int
    failed: int
    oldest_seconds: int


@dataclass(frozen=True, slots=True)
class Condition:
    """Everything at once; `problems` are sentences, and empty when all is well."""

    workers: int  #: heard of in the last thirty seconds
    last_heartbeat: datetime | None
    queues: list[Queue]
    interrupted: int  #: jobs of a dead worker that nobody has taken up yet
    mail_is_sent: bool
    outbox_waiting: int
    outbox_retrying: int
    outbox_oldest: datetime | None
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()
        }


def condition_for(actor: Actor) -> Condition:
    """For the page. Raises AccessDenied."""
    actor.require(Permission.WORKER_WATCH)
    return condition()


def condition() -> Condition:
    """As it is now."""
    now = clock.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where last_heartbeat > %s), max(last_heartbeat) from procrastinate_workers",
            [now - SILENCE],
        )
        workers, heard = cursor.fetchone()
        cursor.execute(
            """
            select job.queue_name, count(*) filter (where job.status = 'todo'), count(*) filter (where job.status = 'doing'),
                   count(*) filter (where job.status = 'failed'),
                   coalesce(extract(epoch from %(now)s - min(coalesce(job.scheduled_at, queued.at))
                       filter (where job.status = 'todo')), 0)
            from procrastinate_jobs job
            left join lateral (select min(event.at) as at from procrastinate_events event where event.job_id = job.id) queued on true
            group by 1 order by 1
            """,
            {"now": now},
        )
        queues = [
            Queue(name, waiting, doing, failed, max(0, int(age)))
            for name, waiting, doing, failed, age in cursor.fetchall()
        ]
        cursor.execute(
            "select count(*) from procrastinate_jobs job left join procrastinate_workers w on w.id = job.worker_id"
            " where job.status = 'doing' and (w.id is null or w.last_heartbeat < %s)",
            [now - SILENCE],
        )
        (interrupted,) = cursor.fetchone()
    with acting(POST), transaction.atomic():
        outbox = Notice.objects.filter(mailed_at=None, dropped="").aggregate(
            all=Count("id"),
            tried=Count("id", filter=Q(attempts__gt=0)),
            oldest=Min("created_at"),
            last=Max("created_at"),
        )
    found = Condition(
        workers, heard, queues, interrupted, settings.MAIL_IS_SENT, outbox["all"], outbox["tried"], outbox["oldest"]
    )
    found.problems.extend(_problems(found))
    return found


def _problems(found: Condition) -> list[str]:
    problems = []
    if not found.workers:
        problems.append(_("No worker is running: jobs wait."))
    if found.interrupted:
        problems.append(_("Jobs of a dead worker wait to be taken up; this happens within two minutes."))
    if any(
        queue.oldest_seconds > timedelta(minutes=10).total_seconds()
        for queue in found.queues
        if queue.name != "imports"
    ):
        problems.append(_("A job has been waiting for more than ten minutes."))
    if not found.mail_is_sent:
        problems.append(_("No mail server is configured (NAHTLOS_MAIL): mails wait in the outbox and are not lost."))
    if found.outbox_retrying:
        problems.append(_("The mail server has refused mails; they are tried again."))
    return problems
