"""Carrying out an import: chunk by chunk, each in one transaction, so that a crash loses nothing and a repeat adds nothing.

Lists of one district are carried out one after another (`locks`): two offices that import at the same moment must not both
make a file for the same person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.intake import Intake, Link
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.core.context import acting
from nahtlos.exchange.imports.decisions import NotNow
from nahtlos.exchange.imports.locks import carrying_out
from nahtlos.exchange.imports.look_again import look_again
from nahtlos.exchange.imports.recognise import Listed, Recognised, recognise
from nahtlos.exchange.imports.services import apply
from nahtlos.exchange.imports.waiting import is_copy, not_asked_twice
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome, RunState
from nahtlos.law.many import all_cores
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Record

#: Rows written in one transaction.
CHUNK = 200
Progress = Callable[[int, int], None]


def carry_out(*, by: Actor, run_id: UUID, progress: Progress | None = None, is_synthetic: bool = False) -> ImportRun:
    """Write every row that can be written; rows in doubt go to the queue. Call it outside a transaction.

    May be called again after a crash: rows that were written stay as they are; a finished import is left alone.
    Raises AccessDenied, NotNow, ImportRun.DoesNotExist.
    """
    by.require(Permission.LIST_IMPORT)
    with acting(by.acting()), carrying_out(by.district_id, run_id):
        with transaction.atomic():
            run = ImportRun.objects.select_for_update().get(id=run_id)
            if run.state == RunState.DONE:
                return run
            _check(run)
            run.state, run.error = RunState.RUNNING, ""
            run.is_synthetic = run.is_synthetic or is_synthetic  # remembered for whoever finishes it after a crash
            run.save(update_fields=["state", "error", "is_synthetic"])
            people = list(
                ImportRow.objects.filter(run=run)
                .exclude(read={})
                .select_related("record")
                .defer("cells", "read")  # the bulk of a row; fetched again chunk by chunk
                .order_by("number")
            )
            rows = [row for row in people if row.record_id is None]
            known = {row.number: row.person_id for row in people if row.record_id and row.person_id}
            _recognise(by, run, people)
        with all_cores(len(rows)):
            _Writer(by, run, known).write(rows, progress)
            look_again(by)
        with transaction.atomic():
            return _finish(run)


def _check(run: ImportRun) -> None:
    """Raises NotNow for what was thrown away, taken back or never understood."""
    if run.state in (RunState.DISCARDED, RunState.UNDONE):
        raise NotNow("This import was discarded or undone; please upload the list again.")
    if run.layout.get("missing"):
        raise NotNow("Columns are missing; please assign them first.")


def _recognise(by: Actor, run: ImportRun, people: Sequence[ImportRow]) -> None:
    """Once more, because other lists may have been read in since the preview; rows that are written stay what they are."""
    stored = ImportRow.objects.filter(run=run).exclude(read={}).order_by("number")
    listed = [
        # Facts do not help to recognise anybody, and a large list has many.
        Listed(number, PersonData.from_json({**read, "facts": []}), reference, fingerprint)
        for number, read, reference, fingerprint in stored.values_list(
            "number", "read", "reference", "fingerprint"
        ).iterator(chunk_size=500)
    ]
    written = {
        row.number: Recognised(Outcome(row.outcome), row.person_id, record=row.record) for row in people if row.record
    }
    found = recognise(by, run.profile, listed, written)
    for row in people:
        if row.number not in written:
            apply(row, found[row.number])
            row.record = found[row.number].record


class _Writer:
    """Writes rows in the order in which they refer to each other."""

    def __init__(self, by: Actor, run: ImportRun, known: dict[int, UUID]) -> None:
        self.by, self.run, self.known = by, run, dict(known)
        self.asked: dict[int, list[dict[str, Any]]] = {}
        self.on = min(run.as_of, clock.today()) if run.as_of else clock.today()

    def write(self, rows: Sequence[ImportRow], progress: Progress | None) -> None:
        waiting = sorted(rows, key=lambda row: (row.same_as_row is not None, row.number))
        before = len(self.known)  # what an interrupted import has written counts as done
        for start in range(0, len(waiting), CHUNK):
            chunk = waiting[start : start + CHUNK]
            with transaction.atomic():
                self._write(chunk)
                self.run.progress = before + min(start + CHUNK, len(waiting))
                self.run.save(update_fields=["progress"])
            if progress:
                progress(self.run.progress, before + len(waiting))

    def _write(self, rows: Sequence[ImportRow]) -> None:
        intake = Intake(self.by, self.on, self.run.profile, is_synthetic=self.run.is_synthetic, batch=self.run.id)
        intake.load([row.record for row in rows if row.outcome == Outcome.CHANGED and row.record])
        said = dict(ImportRow.objects.filter(id__in=[row.id for row in rows]).values_list("id", "read"))
        records = {row.number: self._row(intake, row, PersonData.from_json(said[row.id])) for row in rows}
        intake.flush()
        for row in rows:
            if records[row.number] is not None:
                row.record = records[row.number]
        not_asked_twice(self.run, rows)
        update_rows(rows, ["outcome", "person", "record", "same_as_row", "score", "reasons", "candidates", "in_queue"])

    def _row(self, intake: Intake, row: ImportRow, data: PersonData) -> Record | None:
        """What one row says goes into the file it belongs to."""
        record = row.record
        if row.same_as_row is not None:
            row.person_id = self.known.get(row.same_as_row)
            if row.person_id is None:
                self._follow(row)
        if row.outcome == Outcome.CREATED:
            record = intake.open_file(
                data, Link(LinkedHow.CREATED), reference=row.reference, fingerprint=row.fingerprint
            )
            row.person_id = record.person_id
        elif row.outcome == Outcome.LINKED and row.person_id:
            link = Link(LinkedHow.AUTOMATIC, row.score, row.reasons)
            record = intake.attach(data, row.person_id, link, reference=row.reference, fingerprint=row.fingerprint)
        elif row.outcome == Outcome.CHANGED and record is not None:
            intake.update(record, data, fingerprint=row.fingerprint, reference=row.reference)
        elif row.outcome == Outcome.UNCHANGED and record is not None:
            intake.seen(record)
        elif row.outcome == Outcome.NEEDS_HUMAN and not is_copy(row):
            self._ask(row)
        if row.person_id:
            self.known[row.number] = row.person_id
        return record

    def _follow(self, row: ImportRow) -> None:
        """The row it equals is in doubt, so it is as well. A copy follows that decision; another spelling is asked about."""
        copied, row.outcome = row.outcome == Outcome.UNCHANGED, Outcome.NEEDS_HUMAN
        if not copied and row.same_as_row is not None:
            asked = {"person": None, "row": row.same_as_row, "score": row.score or 0.0, "reasons": row.reasons}
            row.candidates = [asked, *self.asked.get(row.same_as_row, ())]
            row.same_as_row = None

    def _ask(self, row: ImportRow) -> None:
        """Into the queue."""
        for candidate in row.candidates:
            other = candidate.get("row")
            if other is not None and candidate.get("person") is None and other in self.known:
                candidate["person"] = str(self.known[other])
        self.asked[row.number] = [dict(candidate) for candidate in row.candidates]
        row.in_queue = True


def _finish(run: ImportRun) -> ImportRun:
    outcomes = ImportRow.objects.filter(run=run).values_list("outcome", flat=True)
    run.counts = dict(Counter(outcomes))
    run.state, run.finished_at, run.content = RunState.DONE, clock.now(), None
    run.save(update_fields=["counts", "state", "finished_at", "content"])
    journal.record("import.done", "import", run.id, **run.counts)
    return run
