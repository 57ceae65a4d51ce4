"""Jobs of the exchange: thin wrappers that act in the name of whoever asked, with her rights at the time they run."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from nahtlos.core.context import acting
from nahtlos.exchange.imports.carry_out import carry_out
from nahtlos.exchange.imports.services import CARRY_OUT
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.organisations.actor import Actor, actor_for
from nahtlos.organisations.models import Membership

log = logging.getLogger(__name__)


@app.task(name=CARRY_OUT, queue="imports", retry=2)
def carry_out_import(*, run: str, membership: str, purpose: str) -> None:
    """Carry out a prepared import. A second try after a crash finishes what the first began."""
    member = Membership.objects.select_related("account").get(id=UUID(membership))
    by = actor_for(member.account, membership_id=membership, purpose=purpose)
    try:
        carry_out(by=by, run_id=UUID(run))
    except Exception:
        _failed(by, run)
        raise


def _failed(by: Actor, run: str) -> None:
    log.exception("import failed")
    with acting(by.acting()), transaction.atomic():
        ImportRun.objects.filter(id=UUID(run)).update(
            state=RunState.FAILED, error="The import stopped; what was written is complete, the rest can be repeated."
        )
