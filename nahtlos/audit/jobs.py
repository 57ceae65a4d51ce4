"""Jobs of the journal: thin wrappers."""

from __future__ import annotations

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from nahtlos.audit import seal

log = logging.getLogger("nahtlos.audit.heads")


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queue="audit", queueing_lock="audit.seal")
def seal_every_minute(timestamp: int) -> None:
    """No entry stays unsealed for longer than about a minute."""
    seal.seal()


@app.periodic(cron="3 * * * *")
@app.task(name="audit.publish", queue="audit", queueing_lock="audit.publish")
def publish_every_hour(timestamp: int) -> None:
    """The head goes where the owner of the database cannot reach it: a file, and the stream of the log."""
    seal.seal()
    path = settings.JOURNAL_HEADS
    end = seal.publish(path) if path else seal.head()
    if end is not None:
        log.warning("journal head %s", end.line())
