"""Jobs of the inbox: thin wrappers. Each may run twice; the second finds nothing to do."""

from __future__ import annotations

from procrastinate.contrib.django import app

from nahtlos.inbox.post import send_due, send_weekly


@app.periodic(cron="* * * * *")
@app.task(name="inbox.send_due", queue="mail", queueing_lock="inbox.send_due", priority=-10)
def send_due_every_minute(timestamp: int) -> None:
    """What is urgent goes within about a minute."""
    send_due()


@app.periodic(cron="*/15 * * * *")
@app.task(name="inbox.send_weekly", queue="mail", queueing_lock="inbox.send_weekly", priority=-20)
def send_weekly_every_quarter(timestamp: int) -> None:
    """On the day and at the time each account wants it."""
    send_weekly()
