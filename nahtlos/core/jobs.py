"""Jobs of the workspace itself, and which job goes first."""

from __future__ import annotations

from procrastinate.contrib.django import app

from nahtlos.core.sweep import sweep


@app.periodic(cron="* * * * *")
@app.task(name="core.sweep", queue="sweep", queueing_lock="core.sweep", priority=90)
def sweep_every_minute(timestamp: int) -> None:
    """Before everything else: a job of a dead worker is at work again within two minutes."""
    sweep()
