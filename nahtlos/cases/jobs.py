"""Jobs of the case file: thin wrappers."""

from __future__ import annotations

from procrastinate.contrib.django import app

from nahtlos.cases.follow_rules import follow_rules
from nahtlos.cases.services.drafts import forget_drafts


@app.periodic(cron="37 0 * * *")
@app.task(name="cases.follow_rules", queue="calendar", queueing_lock="cases.follow_rules", priority=50)
def follow_rules_at_night(timestamp: int) -> None:
    """After midnight: what an interrupted command or a new version of the rule book has left behind."""
    follow_rules()


@app.periodic(cron="17 0 * * *")
@app.task(name="cases.forget_drafts", queue="calendar", queueing_lock="cases.forget_drafts", priority=50)
def forget_drafts_at_night(timestamp: int) -> None:
    """What nobody came back to within a week."""
    forget_drafts()
