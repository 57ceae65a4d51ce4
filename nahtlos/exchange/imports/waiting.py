"""Rows in the queue among each other: copies follow a decision, a newer list takes an older question over, and gives it back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from nahtlos.exchange.imports.recognise import SAME_NUMBER
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome, RunState
from nahtlos.linkage.score import score
from nahtlos.people.data import PersonData


def is_copy(row: ImportRow) -> bool:
    """It says in every cell what another row of its list says, and follows what is decided about that one."""
    return row.outcome == Outcome.NEEDS_HUMAN and row.same_as_row is not None


def not_asked_twice(run: ImportRun, rows: Sequence[ImportRow]) -> None:
    """What this list says again, earlier lists of the office need not be asked about any more.

    Rows that have a file of their own (a decision was taken back) stay in the queue.
    """
    older = ImportRow.objects.filter(
        organisation=run.organisation_id, run__profile=run.profile, in_queue=True, record=None
    ).exclude(run=run)
    older.filter(fingerprint__in={row.fingerprint for row in rows}).update(in_queue=False)
    by_reference: dict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.reference:
            by_reference[row.reference].append(row)
    repeated = [
        question.pk
        for question in older.filter(in_queue=True, reference__in=by_reference)
        if any(_same_person(question, row) for row in by_reference[question.reference])
    ]
    ImportRow.objects.filter(pk__in=repeated).update(in_queue=False)


def _same_person(one: ImportRow, other: ImportRow) -> bool:
    """Whether two rows with one number are one person; an office may use a number for a household, or again."""
    a, b = (PersonData.from_json(row.read).identity(str(row.pk), "") for row in (one, other))
    return score(a, b).probability >= SAME_NUMBER


def tell_others(row: ImportRow) -> None:
    """A row was decided: its copies are decided with it, and rows it may be the same as learn its file."""
    same_list = ImportRow.objects.filter(run=row.run_id).exclude(pk=row.pk)
    same_list.filter(same_as_row=row.number, fingerprint=row.fingerprint, record=None).update(
        outcome=Outcome.UNCHANGED, person=row.person_id, record=row.record_id
    )
    for other in same_list.filter(in_queue=True, candidates__contains=[{"row": row.number}]):
        for candidate in other.candidates:
            if candidate.get("row") == row.number:
                candidate["person"] = str(row.person_id)
        other.save(update_fields=["candidates"])


def take_back_copies(row: ImportRow) -> None:
    """The decision on a row was taken back: its copies are in doubt again as well."""
    ImportRow.objects.filter(run=row.run_id, same_as_row=row.number, record=row.record_id).exclude(pk=row.pk).update(
        outcome=Outcome.NEEDS_HUMAN, person=None, record=None
    )


def recount(run: ImportRun) -> None:
    """The figures of the import follow its rows."""
    run.counts = dict(Counter(ImportRow.objects.filter(run=run).values_list("outcome", flat=True)))
    run.save(update_fields=["counts"])


def ask_again(undone: ImportRun, fingerprints: Collection[str]) -> None:
    """The list that took questions over was undone: the newest earlier list that stands asks them again."""
    standing = ImportRow.objects.filter(
        organisation=undone.organisation_id, run__profile=undone.profile, fingerprint__in=fingerprints
    ).exclude(run__state__in=[RunState.UNDONE, RunState.DISCARDED, RunState.PREVIEW])
    newest: dict[str, UUID] = {}
    answered: set[str] = set()
    for row in standing.exclude(run=undone).order_by("run__started_at", "-number"):
        if row.record_id or row.in_queue:
            answered.add(row.fingerprint)
        elif row.outcome == Outcome.NEEDS_HUMAN and row.same_as_row is None:
            newest[row.fingerprint] = row.pk
    again = [key for fingerprint, key in newest.items() if fingerprint not in answered]
    ImportRow.objects.filter(pk__in=again).update(in_queue=True)
