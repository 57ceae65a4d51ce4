"""Jobs of the handovers: thin wrappers."""

from __future__ import annotations

from procrastinate.contrib.django import app

from nahtlos.handovers.sweep import sweep


@app.periodic(cron="12 0 * * *")
@app.task(name="handovers.sweep", queue="calendar", queueing_lock="handovers.sweep", priority=50)
def sweep_at_night(timestamp: int) -> None:
    """Shortly after midnight."""
    sweep()
