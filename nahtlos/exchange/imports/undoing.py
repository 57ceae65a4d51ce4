"""Undoing an import: afterwards the files say what the other imports of the office say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.withdrawal import Said, withdraw
from nahtlos.exchange.imports.decisions import NotNow
from nahtlos.exchange.imports.waiting import ask_again
from nahtlos.exchange.models import ImportRow, ImportRun, RunState
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData


@transaction.atomic
def undo_import(*, by: Actor, run_id: UUID) -> ImportRun:
    """What this import brought is taken back, decisions on its rows included; the rows stay readable.

    What a later import of the office has said again stays as that one left it. Raises AccessDenied, NotNow.
    """
    by.require(Permission.LIST_IMPORT)
    run = ImportRun.objects.select_for_update().get(id=run_id)
    if run.state not in (RunState.DONE, RunState.FAILED):
        raise NotNow("Only an import that was carried out can be undone.")
    rows = ImportRow.objects.filter(run=run)
    asked = set(rows.filter(Q(in_queue=True) | Q(decided_at__isnull=False)).values_list("fingerprint", flat=True))
    people = withdraw(by=by, **_what_stands(run))
    rows.update(in_queue=False)
    ask_again(run, asked)
    run.state = RunState.UNDONE
    run.save(update_fields=["state"])
    journal.record("import.undone", "import", run.id, people=len(people))
    return run


def _what_stands(run: ImportRun) -> dict[str, Any]:
    """The records of this import with what every import that is not undone said about them, the oldest first."""
    records = set(ImportRow.objects.filter(run=run, record__isnull=False).values_list("record_id", flat=True))
    runs = list(
        ImportRun.objects.filter(organisation=run.organisation_id, profile=run.profile)
        .annotate(at=Coalesce("finished_at", "started_at"))
        .order_by("at", "id")
        .values_list("id", "state")
    )
    undone = {key for key, state in runs if state == RunState.UNDONE} | {run.id}
    order = {key: place for place, (key, _state) in enumerate(runs)}
    said: dict[UUID, list[Said]] = {record: [] for record in records}
    for row in ImportRow.objects.filter(record__in=records).exclude(run__in=undone):
        if row.record_id is not None:
            data = PersonData.from_json(row.read)
            said[row.record_id].append(Said(order[row.run_id], data, row.reference, row.fingerprint))
    for sayings in said.values():
        sayings.sort(key=lambda one: one.place)
    return {"said": said, "undone": {key: order[key] for key in undone}}
