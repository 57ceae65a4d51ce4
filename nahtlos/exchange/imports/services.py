"""The verbs of an import: prepare a preview, correct the mapping, carry it out or discard it, decide unclear rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from nahtlos.access.policy import LIST_KEEPERS, Permission
from nahtlos.audit import journal
from nahtlos.cases.intake import Intake, Link, take_part
from nahtlos.cases.models import Case
from nahtlos.cases.services.people import merge_people, unlink_record
from nahtlos.cases.withdrawal import withdraw
from nahtlos.core import clock
from nahtlos.exchange.imports.convert import convert, reference
from nahtlos.exchange.imports.layouts import layout_to_json, problem_to_json
from nahtlos.exchange.imports.recognise import Listed, Recognised, recognise
from nahtlos.exchange.lists.columns import recognise as recognise_columns
from nahtlos.exchange.lists.profile import PROFILES
from nahtlos.exchange.lists.read import ListFile, read_sheets
from nahtlos.exchange.lists.rows import Row
from nahtlos.exchange.lists.sheet import read_workbook
from nahtlos.exchange.lists.text import shown
from nahtlos.exchange.models import ColumnMapping, ImportRow, ImportRun, Outcome, RunState
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.data import PersonData
from nahtlos.people.enums import LinkedHow

#: Name of the job that carries an import out.
CARRY_OUT = "exchange.carry_out_import"
#: field → heading, letter or index of the column; None takes the column away from the field
ColumnChoice = Mapping[str, str | int | None]


class NotNow(Exception):
    """The import is not in a state in which this can be done; the text is a sentence for the user."""


@transaction.atomic
def prepare_import(
    *,
    by: Actor,
    content: bytes,
    filename: str,
    profile: str | None = None,
    mapping: ColumnChoice | None = None,
    as_of: date | None = None,
) -> ImportRun:
    """Read the file and say what would be created, changed, linked, refused. Nothing about people is written.

    Raises UnreadableFile (one sentence, nothing is kept) and AccessDenied (also for a list of another office).
    """
    by.require(Permission.LIST_IMPORT)
    own = LIST_KEEPERS[by.kind]
    if profile not in (None, own):
        raise AccessDenied("This is the list of another office; every office reads in its own.")
    run = ImportRun(
        organisation_id=by.organisation_id,
        account_id=by.account_id,
        profile=own,
        filename=filename[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        as_of=as_of,
        started_at=clock.now(),
    )
    read = _read(by, run, mapping)
    run.save(force_insert=True)
    _keep_rows(by, run, read)
    journal.record("import.prepared", "import", run.id, rows=run.total)
    return run


@transaction.atomic
def set_mapping(*, by: Actor, run_id: UUID, mapping: ColumnChoice) -> ImportRun:
    """Columns as a human assigned them; remembered for the next list with these headings. Raises NotNow, KeyError."""
    by.require(Permission.LIST_IMPORT)
    run = ImportRun.objects.select_for_update().get(id=run_id)
    if run.state != RunState.PREVIEW or run.content is None:
        raise NotNow("This import has been carried out already.")
    read = _read(by, run, mapping)
    run.save()
    ColumnMapping.objects.update_or_create(
        organisation_id=by.organisation_id,
        profile=run.profile,
        fingerprint=run.layout["fingerprint"],
        defaults={
            "mapping": read.layout.mapping(),
            "account_id": by.account_id,
            "changed_at": clock.now(),
        },
    )
    ImportRow.objects.filter(run=run).delete()
    _keep_rows(by, run, read)
    return run


@transaction.atomic
def commit_import(*, by: Actor, run_id: UUID) -> ImportRun:
    """Queue the job that carries it out. Raises NotNow, ImportRun.DoesNotExist."""
    by.require(Permission.LIST_IMPORT)
    run = ready(run_id)
    run.state = RunState.QUEUED
    run.save(update_fields=["state"])
    # By name: the job module knows this one, not the other way round.
    app.configure_task(CARRY_OUT, queue="imports").defer(
        run=str(run.id), membership=str(by.membership.id), purpose=by.purpose
    )
    journal.record("import.committed", "import", run.id)
    return run


@transaction.atomic
def discard_import(*, by: Actor, run_id: UUID) -> ImportRun:
    """The preview is thrown away with the file and its rows; only that there was one is kept. Raises NotNow."""
    by.require(Permission.LIST_IMPORT)
    run = ImportRun.objects.select_for_update().get(id=run_id)
    if run.state != RunState.PREVIEW:
        raise NotNow("This import has been carried out already.")
    ImportRow.objects.filter(run=run).delete()
    run.state, run.content = RunState.DISCARDED, None
    run.save(update_fields=["state", "content"])
    journal.record("import.discarded", "import", run.id)
    return run


def ready(run_id: UUID) -> ImportRun:
    """The run, locked, if it can be carried out. Raises NotNow."""
    run = ImportRun.objects.select_for_update().get(id=run_id)
    if run.state != RunState.PREVIEW:
        raise NotNow("This import has been carried out already.")
    if run.layout.get("missing"):
        raise NotNow("Columns are missing; please assign them first.")
    return run


@transaction.atomic
def decide_row(*, by: Actor, row_id: UUID, person_id: UUID | None) -> ImportRow:
    """A human says who an unclear row is: this person, or (None) somebody new.

    A candidate whose file the office may not open can be chosen as well: the row's own office then takes part in it.
    Raises AccessDenied, NotNow, ImportRow.DoesNotExist, Case.DoesNotExist for somebody who was no candidate.
    """
    by.require(Permission.MATCH_DECIDE)
    row = ImportRow.objects.select_for_update().get(id=row_id)
    if not row.in_queue:
        raise NotNow("Somebody has decided this already.")
    if person_id is not None and str(person_id) not in {c["person"] for c in row.candidates}:
        Case.objects.get(person=person_id)  # chosen by search: only from one's own cases
    if row.record_id:
        _decide_again(by, row, person_id)
    else:
        _decide(by, row, person_id)
    row.in_queue, row.decided_at, row.decided_by_id = False, clock.now(), by.account_id
    row.outcome = Outcome.LINKED if person_id else Outcome.CREATED
    row.save()
    journal.record("match.decided", "person", row.person_id, row=str(row.id), linked=person_id is not None)
    return row


def _decide(by: Actor, row: ImportRow, person_id: UUID | None) -> None:
    intake = Intake(by, clock.today(), row.run.profile, batch=row.run_id)
    data, link = PersonData.from_json(row.read), Link(LinkedHow.HUMAN, row.score, row.reasons, by.account_id)
    if person_id is None:
        record = intake.open_file(data, link, reference=row.reference)
    else:
        record = intake.attach(data, person_id, link, reference=row.reference)
    intake.flush()
    row.person_id, row.record_id = record.person_id, record.id


def _decide_again(by: Actor, row: ImportRow, person_id: UUID | None) -> None:
    """After a decision was taken back the row has a file of its own: it stays, or goes into the other."""
    record = row.record
    assert record is not None  # noqa: S101 -- for the type checker; the caller asks before
    if person_id is not None and person_id != record.person_id:
        take_part(by, person_id)
        merge_people(by=by, kept=person_id, gone=record.person_id, reason="decided from the queue")
        row.person_id = person_id
    else:
        row.person_id = record.person_id


@transaction.atomic
def take_back(*, by: Actor, row_id: UUID) -> ImportRow:
    """The decision on a row is undone: its record gets a file of its own and the row waits in the queue again.

    Also for rows that were linked automatically. Raises AccessDenied, NotNow.
    """
    by.require(Permission.MATCH_DECIDE)
    row = ImportRow.objects.select_for_update().get(id=row_id)
    if row.in_queue or row.record_id is None:
        raise NotNow("There is no decision to take back.")
    if row.outcome == Outcome.LINKED:
        row.person_id = unlink_record(by=by, record_id=row.record_id, reason="decision taken back")
    row.in_queue, row.outcome, row.decided_at, row.decided_by = True, Outcome.NEEDS_HUMAN, None, None
    row.save()
    journal.record("match.taken_back", "person", row.person_id, row=str(row.id))
    return row


@transaction.atomic
def undo_import(*, by: Actor, run_id: UUID) -> ImportRun:
    """What this import brought is taken back, decisions on its rows included; the rows stay readable.

    Facts that a later import changed again stay as that one left them. Raises AccessDenied, NotNow.
    """
    by.require(Permission.LIST_IMPORT)
    run = ImportRun.objects.select_for_update().get(id=run_id)
    if run.state not in (RunState.DONE, RunState.FAILED):
        raise NotNow("Only an import that was carried out can be undone.")
    rows = ImportRow.objects.filter(run=run)
    brought = set(
        rows.filter(outcome__in=[Outcome.CREATED, Outcome.LINKED], record__isnull=False).values_list(
            "record_id", flat=True
        )
    )
    people = withdraw(by=by, batch=run.id, records=brought)
    rows.update(in_queue=False)
    run.state = RunState.UNDONE
    run.save(update_fields=["state"])
    journal.record("import.undone", "import", run.id, people=len(people))
    return run


# -- reading -----------------------------------------------------------------------------------------------------------


def _read(by: Actor, run: ImportRun, mapping: ColumnChoice | None) -> ListFile:
    """Parse the stored file with the recognised, remembered or given columns; sets the run's layout and day."""
    content = bytes(run.content or b"")
    sheets = read_workbook(BytesIO(content), run.filename)
    layout = recognise_columns(sheets, PROFILES[run.profile])
    if mapping is None:
        remembered = ColumnMapping.objects.filter(
            organisation=by.organisation_id, profile=run.profile, fingerprint=layout.fingerprint
        ).first()
        mapping = remembered.mapping if remembered else None
    if mapping:
        layout = layout.with_mapping(mapping)
    read = read_sheets(sheets, layout, as_of=run.as_of)
    run.layout = layout_to_json(layout)
    run.as_of = read.as_of
    run.total = len(read.rows)
    return read


def listed_rows(rows: Sequence[Row], profile: str) -> list[Listed]:
    """The rows that are people and can be used."""
    usable = [(row.number, row.person) for row in rows if row.person is not None and not row.refused]
    found = []
    for number, person in usable:
        data = convert(person, profile)
        found.append(Listed(number, data, reference(person, profile), data.fingerprint()))
    return found


def _keep_rows(by: Actor, run: ImportRun, read: ListFile) -> None:
    people = {} if read.layout.missing else {row.number: row for row in listed_rows(read.rows, run.profile)}
    found = recognise(by, run.profile, list(people.values()))
    kept = [_kept(run, row, people.get(row.number), found.get(row.number)) for row in read.rows]
    ImportRow.objects.bulk_create(kept, batch_size=500)
    run.counts = dict(Counter(row.outcome for row in kept))
    run.save(update_fields=["counts", "total", "as_of", "layout"])


def _kept(run: ImportRun, row: Row, listed: Listed | None, found: Recognised | None) -> ImportRow:
    kept = ImportRow(
        run=run,
        organisation_id=run.organisation_id,
        number=row.number,
        cells=[shown(cell) for cell in row.cells],
        problems=[problem_to_json(problem) for problem in row.problems],
        outcome=Outcome.NOT_A_PERSON,
    )
    if listed is not None and found is not None:
        kept.read, kept.reference, kept.fingerprint = listed.data.to_json(), listed.reference, listed.fingerprint
        apply(kept, found)
    elif row.kind == "person":
        kept.outcome = Outcome.REFUSED
    else:
        kept.reasons = [{"key": f"row.{row.why}", "params": [], "weight": 0.0}]
    return kept


def apply(row: ImportRow, found: Recognised) -> None:
    """What the row was found to be."""
    row.outcome, row.person_id, row.same_as_row = found.outcome, found.person, found.row
    row.score, row.reasons, row.candidates = found.score, found.reasons, found.candidates
