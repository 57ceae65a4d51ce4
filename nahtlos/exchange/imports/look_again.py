"""Rows that wait for a human, looked at again after every import: another office's list may have made them clear.

Without this the order in which offices read in their lists would decide how much is left to people. Every office's rows
are decided in its own name, on behalf of whoever uploaded them.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from nahtlos.cases.intake import Intake, Link
from nahtlos.cases.matching import candidates_for
from nahtlos.core import clock
from nahtlos.core.context import acting, as_system
from nahtlos.exchange.imports.recognise import Recognised, recognised, waiting_identities
from nahtlos.exchange.imports.waiting import recount, tell_others
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome
from nahtlos.linkage.decide import resolve
from nahtlos.organisations.actor import Actor, NobodyToActFor, actor_for
from nahtlos.people.data import PersonData
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Record

#: Once more if the first look has made anything clear: each link may remove the doubt of another row.
ROUNDS = 2


def look_again(by: Actor) -> int:
    """Decide the waiting rows of all offices of the actor's district that have become clear; returns how many.

    Call it inside the lock of the district and the actor's context, outside a transaction.
    """
    decided = 0
    for _round in range(ROUNDS):
        found = sum(_office(office, profile) for office, profile in _offices(by))
        decided += found
        if not found:
            break
    return decided


def _offices(by: Actor) -> list[tuple[Actor, str]]:
    """Offices with waiting rows, each with whoever uploaded last; one whose uploader has left waits for its people."""
    with transaction.atomic(), as_system("linkage"):
        waiting = set(ImportRow.objects.filter(in_queue=True).values_list("organisation_id", "run__profile"))
        runs = {
            (run.organisation_id, run.profile): run
            for run in ImportRun.objects.filter(organisation__in={office for office, _ in waiting})
            .select_related("account")
            .defer("content")
            .order_by("started_at")
        }
    offices: list[tuple[Actor, str]] = []
    for office, profile in sorted(waiting, key=str):
        try:
            actor = actor_for(runs[office, profile].account)
        except NobodyToActFor:
            continue
        if actor.organisation_id == office:
            offices.append((actor, profile))
    return offices


def _office(by: Actor, profile: str) -> int:
    """One office's waiting rows."""
    with acting(by.acting()), transaction.atomic():
        rows = list(
            ImportRow.objects.select_for_update(of=("self",))
            .filter(organisation=by.organisation_id, run__profile=profile, in_queue=True, record=None)
            .order_by("run__started_at", "number")
        )
        found = _decided(by, profile, rows)
        if found:
            _write(by, profile, rows, found)
        return len(found)


def _decided(by: Actor, profile: str, rows: Sequence[ImportRow]) -> dict[UUID, Recognised]:
    keys = {f"row:{place}": row for place, row in enumerate(rows)}
    identities = [PersonData.from_json(row.read).identity(key, profile) for key, row in keys.items()]
    persons = candidates_for(identities)
    with as_system("linkage"):
        listed = set(
            Record.objects.filter(
                organisation=by.organisation_id,
                profile=profile,
                withdrawn_at=None,
                person__in=[UUID(person.key) for person in persons],
            ).values_list("person_id", flat=True)
        )
    decisions = resolve(
        identities, persons, listed=frozenset(str(key) for key in listed), waiting=waiting_identities(profile)
    )
    found: dict[UUID, Recognised] = {}
    for decision in decisions:
        result = recognised(decision)
        if result.outcome in (Outcome.LINKED, Outcome.CREATED) and result.row is None:
            found[keys[decision.record].id] = result
    return found


def _write(by: Actor, profile: str, rows: Sequence[ImportRow], found: dict[UUID, Recognised]) -> None:
    intake = Intake(by, clock.today(), profile)
    written: list[tuple[ImportRow, Record]] = []
    for row in rows:
        result = found.get(row.id)
        if result is None:
            continue
        data = PersonData.from_json(row.read)
        intake.batch = row.run_id
        if result.person is not None:
            link = Link(LinkedHow.AUTOMATIC, result.score, result.reasons)
            record = intake.attach(data, result.person, link, reference=row.reference, fingerprint=row.fingerprint)
        else:
            record = intake.open_file(
                data, Link(LinkedHow.CREATED), reference=row.reference, fingerprint=row.fingerprint
            )
        row.outcome, row.person_id, row.score, row.reasons = (
            result.outcome,
            record.person_id,
            result.score,
            result.reasons,
        )
        row.in_queue = False
        written.append((row, record))
    intake.flush()
    for row, record in written:
        row.record = record
        row.save(update_fields=["outcome", "person", "score", "reasons", "in_queue", "record"])
        tell_others(row)
    for run in ImportRun.objects.filter(id__in={row.run_id for row, _record in written}).defer("content"):
        recount(run)
