"""Jobs of the exchange: thin wrappers that act in the name of whoever asked, with her rights at the time they run."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from nahtlos.core.context import Acting, acting
from nahtlos.exchange.imports.carry_out import carry_out
from nahtlos.exchange.imports.interrupted import NOBODY, take_up
from nahtlos.exchange.imports.services import CARRY_OUT, NotNow
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.organisations.actor import AccessDenied, Actor, NobodyToActFor, actor_for
from nahtlos.organisations.models import Membership

log = logging.getLogger(__name__)


@app.task(name=CARRY_OUT, queue="imports", retry=2)
def carry_out_import(*, run: str, membership: str, purpose: str) -> None:
    """Carry out a prepared import. A second try after a crash finishes what the first began.

    Raises what stopped it, after the import says so in one sentence; AccessDenied when whoever asked may not any more.
    """
    member = Membership.objects.select_related("account", "organisation").get(id=UUID(membership))
    try:
        carry_out(by=_still(member, purpose), run_id=UUID(run))
    except Exception as problem:
        log.warning("import %s stopped: %s", run, type(problem).__name__)
        _stopped(member, purpose, run, problem)
        raise


@app.periodic(cron="* * * * *")
@app.task(name="exchange.take_up_imports", queue="sweep", queueing_lock="exchange.take_up_imports", priority=10)
def take_up_imports(timestamp: int) -> None:
    """Every minute, and not behind an import that runs."""
    take_up()


def _still(member: Membership, purpose: str) -> Actor:
    """Whoever asked, with the rights of this very membership as they are now."""
    try:
        by = actor_for(member.account, membership_id=str(member.id), purpose=purpose)
    except NobodyToActFor:
        by = None
    if by is None or by.membership.id != member.id:
        raise AccessDenied(NOBODY)
    return by


def _stopped(member: Membership, purpose: str, run: str, problem: Exception) -> None:
    """The office reads why, even if whoever asked may not act for it any more."""
    if isinstance(problem, AccessDenied | NotNow):
        sentence = str(problem)
    else:
        sentence = "The import stopped; what was written is complete, the rest can be repeated."
    office = Acting(member.account_id, member.organisation_id, member.organisation.district_id, purpose)
    with acting(office), transaction.atomic():
        ImportRun.objects.filter(id=UUID(run), state__in=[RunState.QUEUED, RunState.RUNNING]).update(
            state=RunState.FAILED, error=sentence
        )
