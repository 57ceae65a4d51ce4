"""Carrying out an import: chunk by chunk, each in one transaction, so that a crash loses nothing and a repeat adds nothing.

Lists of one district are carried out one after another (advisory lock): two offices that import at the same moment must
not both make a file for the same person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from nahtlos.audit import journal
from nahtlos.cases.intake import Intake, Link
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.core.context import acting
from nahtlos.exchange.imports.look_again import look_again
from nahtlos.exchange.imports.recognise import Listed, recognise
from nahtlos.exchange.imports.services import apply
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome, RunState
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Record

#: Rows written in one transaction.
CHUNK = 200
Progress = Callable[[int, int], None]


def carry_out(*, by: Actor, run_id: UUID, progress: Progress | None = None, is_synthetic: bool = False) -> ImportRun:
    """Write every row that can be written; rows in doubt go to the queue. Call it outside a transaction.

    May be called again after a crash: rows that were written are recognised and stay as they are.
    """
    with acting(by.acting()), _one_at_a_time(by.district_id):
        with transaction.atomic():
            run = ImportRun.objects.select_for_update().get(id=run_id)
            run.state, run.error = RunState.RUNNING, ""
            run.save(update_fields=["state", "error"])
            rows = list(ImportRow.objects.filter(run=run, record=None).exclude(read={}).order_by("number"))
            known = dict(
                ImportRow.objects.filter(run=run, person__isnull=False, record__isnull=False).values_list(
                    "number", "person_id"
                )
            )
            _recognise(by, run, rows)
        _Writer(by, run, known, is_synthetic).write(rows, progress)
        look_again(by)
        with transaction.atomic():
            return _finish(run)


@contextmanager
def _one_at_a_time(district: UUID) -> Iterator[None]:
    key = district.int & ((1 << 62) - 1)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [key])


def _recognise(by: Actor, run: ImportRun, rows: Sequence[ImportRow]) -> None:
    """Once more, because other lists may have been read in since the preview."""
    listed = [Listed(row.number, PersonData.from_json(row.read), row.reference, row.fingerprint) for row in rows]
    found = recognise(by, run.profile, listed)
    for row in rows:
        apply(row, found[row.number])
        if found[row.number].record:
            row.record = found[row.number].record


class _Writer:
    """Writes rows in the order in which they refer to each other."""

    def __init__(self, by: Actor, run: ImportRun, known: dict[int, UUID], is_synthetic: bool) -> None:
        self.by, self.run, self.known, self.is_synthetic = by, run, dict(known), is_synthetic
        self.on = min(run.as_of, clock.today()) if run.as_of else clock.today()

    def write(self, rows: Sequence[ImportRow], progress: Progress | None) -> None:
        waiting = sorted(rows, key=lambda row: (row.same_as_row is not None, row.number))
        for start in range(0, len(waiting), CHUNK):
            chunk = waiting[start : start + CHUNK]
            with transaction.atomic():
                self._write(chunk)
                self.run.progress = min(start + CHUNK, len(waiting))
                self.run.save(update_fields=["progress"])
            if progress:
                progress(self.run.progress, len(waiting))

    def _write(self, rows: Sequence[ImportRow]) -> None:
        intake = Intake(self.by, self.on, self.run.profile, is_synthetic=self.is_synthetic, batch=self.run.id)
        intake.load([row.record for row in rows if row.outcome == Outcome.CHANGED and row.record])
        records = {row.number: self._row(intake, row) for row in rows}
        intake.flush()
        for row in rows:
            if records[row.number] is not None:
                row.record = records[row.number]
        update_rows(rows, ["outcome", "person", "record", "same_as_row", "score", "reasons", "candidates", "in_queue"])

    def _row(self, intake: Intake, row: ImportRow) -> Record | None:
        """What one row says goes into the file it belongs to."""
        data = PersonData.from_json(row.read)
        record = row.record
        if row.same_as_row is not None:
            row.person_id = self.known.get(row.same_as_row)
            if row.person_id is None:  # the other row is itself in doubt, so is this one
                row.outcome = Outcome.NEEDS_HUMAN
        if row.outcome == Outcome.CREATED:
            record = intake.open_file(
                data, Link(LinkedHow.CREATED), reference=row.reference, fingerprint=row.fingerprint
            )
            row.person_id = record.person_id
        elif row.outcome == Outcome.LINKED and row.person_id:
            link = Link(LinkedHow.AUTOMATIC, row.score, row.reasons)
            record = intake.attach(data, row.person_id, link, reference=row.reference, fingerprint=row.fingerprint)
        elif row.outcome == Outcome.CHANGED and record is not None:
            intake.update(record, data, fingerprint=row.fingerprint)
        elif row.outcome == Outcome.UNCHANGED and record is not None:
            intake.seen(record)
        elif row.outcome == Outcome.NEEDS_HUMAN:
            self._ask(row)
        if row.person_id:
            self.known[row.number] = row.person_id
        return record

    def _ask(self, row: ImportRow) -> None:
        """Into the queue; the same row of an earlier import need not be asked twice."""
        for candidate in row.candidates:
            other = candidate.get("row")
            if other is not None and candidate.get("person") is None and other in self.known:
                candidate["person"] = str(self.known[other])
        ImportRow.objects.filter(
            organisation=self.by.organisation_id, fingerprint=row.fingerprint, in_queue=True
        ).exclude(pk=row.pk).update(in_queue=False)
        row.in_queue = True


def _finish(run: ImportRun) -> ImportRun:
    outcomes = ImportRow.objects.filter(run=run).values_list("outcome", flat=True)
    run.counts = dict(Counter(outcomes))
    run.state, run.finished_at, run.content = RunState.DONE, clock.now(), None
    run.save(update_fields=["counts", "state", "finished_at", "content"])
    journal.record("import.done", "import", run.id, **run.counts)
    return run
