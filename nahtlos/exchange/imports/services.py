"""The verbs of an import: prepare a preview, correct the mapping, carry it out or discard it; deciding and undoing beside."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from nahtlos.access.policy import LIST_KEEPERS, Permission
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.exchange.imports.convert import convert, reference
from nahtlos.exchange.imports.decisions import NotNow, decide_row, take_back
from nahtlos.exchange.imports.layouts import layout_to_json, problem_to_json
from nahtlos.exchange.imports.recognise import Listed, Recognised, recognise
from nahtlos.exchange.imports.undoing import undo_import
from nahtlos.exchange.lists.columns import recognise as recognise_columns
from nahtlos.exchange.lists.profile import PROFILES
from nahtlos.exchange.lists.read import ListFile, read_sheets
from nahtlos.exchange.lists.rows import Row
from nahtlos.exchange.lists.sheet import Cell, Sheet, read_workbook
from nahtlos.exchange.lists.text import shown
from nahtlos.exchange.lists.workbook import safe_text
from nahtlos.exchange.models import ColumnMapping, ImportRow, ImportRun, Outcome, RunState
from nahtlos.organisations.actor import AccessDenied, Actor

__all__ = [
    "CARRY_OUT", "ColumnChoice", "NotNow", "commit_import", "decide_row", "discard_import", "prepare_import", "ready",
    "set_mapping", "take_back", "undo_import",
]  # fmt: skip

#: Name of the job that carries an import out.
CARRY_OUT = "exchange.carry_out_import"
_ROWS_AT_ONCE = 500
#: field → heading, letter or index of the column; None takes the column away from the field
ColumnChoice = Mapping[str, str | int | None]


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
        filename=safe_text(filename.encode("utf-8", "replace").decode("utf-8"))[:200],
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
    run.state, run.error = RunState.QUEUED, ""
    run.save(update_fields=["state", "error"])
    queue_import(by, run)
    journal.record("import.committed", "import", run.id)
    return run


def queue_import(by: Actor, run: ImportRun) -> None:
    """A worker carries it out, in her name."""
    # By name: the job module knows this one, not the other way round.
    app.configure_task(CARRY_OUT, queue="imports").defer(
        run=str(run.id), membership=str(by.membership.id), purpose=by.purpose
    )


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
    """The run, locked, if it can be carried out, for the first time or for what a failure left. Raises NotNow."""
    run = ImportRun.objects.select_for_update().get(id=run_id)
    if run.state not in (RunState.PREVIEW, RunState.FAILED):
        raise NotNow("This import has been carried out already.")
    if run.layout.get("missing"):
        raise NotNow("Columns are missing; please assign them first.")
    return run


# -- reading -----------------------------------------------------------------------------------------------------------


def _read(by: Actor, run: ImportRun, mapping: ColumnChoice | None) -> ListFile:
    """Parse the stored file with the recognised, remembered or given columns; sets the run's layout and day."""
    content = bytes(run.content or b"")
    sheets = [_storable(sheet) for sheet in read_workbook(BytesIO(content), run.filename)]
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


def _storable(sheet: Sheet) -> Sheet:
    """Without characters that no database and no workbook takes; a workbook can smuggle them in as _x0000_."""

    def cleaned(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(safe_text(cell) if isinstance(cell, str) else cell for cell in row)

    return replace(sheet, name=safe_text(sheet.name), rows=[cleaned(row) for row in sheet.rows])


def listed_rows(rows: Iterable[Row], profile: str) -> Iterator[Listed]:
    """The rows that are people and can be used."""
    for row in rows:
        if row.person is not None and not row.refused:
            data = convert(row.person, profile)
            yield Listed(row.number, data, reference(row.person, profile), data.fingerprint())


def _keep_rows(by: Actor, run: ImportRun, read: ListFile) -> None:
    """Recognised all together, written in chunks: of a long list only what recognition needs is held at once."""
    usable = () if read.layout.missing else read.rows
    people = [one.to_recognise() for one in listed_rows(usable, run.profile)]
    found = recognise(by, run.profile, people)
    counts: Counter[str] = Counter()
    for start in range(0, len(read.rows), _ROWS_AT_ONCE):
        rows = read.rows[start : start + _ROWS_AT_ONCE]
        said = {one.number: one for one in listed_rows(rows if usable else (), run.profile)}
        kept = [_kept(run, row, said.get(row.number), found.get(row.number)) for row in rows]
        ImportRow.objects.bulk_create(kept)
        counts.update(row.outcome for row in kept)
    run.counts = dict(counts)
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
