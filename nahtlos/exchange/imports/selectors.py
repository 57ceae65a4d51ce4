"""Reading imports: the organisation's own runs and rows, and the candidates of an unclear row as far as one may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.matching import identities_of
from nahtlos.cases.models import Participation
from nahtlos.core.context import as_system
from nahtlos.exchange.imports.discretion import discreet, visible_to
from nahtlos.exchange.imports.layouts import layout_of, row_of
from nahtlos.exchange.imports.locks import is_carried_out_now
from nahtlos.exchange.lists.problems import message
from nahtlos.exchange.lists.workbook import write_refused, write_table
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome, RunState
from nahtlos.linkage.identity import Identity
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData, reason_text

PAGE = 50


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows of a run, or of the queue."""

    rows: Sequence[ImportRow]
    total: int
    page: int
    pages: int
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Somebody the row may be. `identity` only where the actor may open the file; else `desk` is whom to ask."""

    person_id: UUID
    score: float
    reasons: Sequence[dict[str, Any]]
    identity: Identity | None
    desk: str
    agencies: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class UnclearRow:
    """A row that waits for a human, with both sides."""

    row: ImportRow
    data: PersonData
    candidates: Sequence[CandidateView]
    next_id: UUID | None
    waiting: int


def list_runs(actor: Actor, limit: int = 50) -> list[ImportRun]:
    """The organisation's imports, newest first, without the files."""
    actor.require(Permission.LIST_IMPORT)
    return list(
        ImportRun.objects.exclude(state=RunState.DISCARDED)
        .select_related("account")
        .defer("content")
        .order_by("-started_at")[:limit]
    )


def get_run(actor: Actor, run_id: UUID) -> ImportRun:
    """One import. Raises ImportRun.DoesNotExist, also for another organisation's."""
    actor.require(Permission.LIST_IMPORT)
    return ImportRun.objects.select_related("account").defer("content").get(id=run_id)


def is_interrupted(run: ImportRun) -> bool:
    """It is being carried out, and nobody is at it: its process was killed, and a worker will take it up again."""
    return run.state == RunState.RUNNING and not is_carried_out_now(run.id)


def rows_of(actor: Actor, run_id: UUID, outcome: str = "", page: int = 1) -> RowPage:
    """Rows of an import in the order of the file."""
    actor.require(Permission.LIST_IMPORT)
    rows = ImportRow.objects.filter(run=run_id).order_by("number")
    return _page(actor, rows.filter(outcome=outcome) if outcome else rows, page)


def queue(actor: Actor, page: int = 1) -> RowPage:
    """Rows that wait for a human, the longest first."""
    actor.require(Permission.MATCH_DECIDE)
    return _page(
        actor, ImportRow.objects.filter(in_queue=True).select_related("run").order_by("run__started_at", "number"), page
    )


def waiting(actor: Actor) -> int:
    """How many rows wait for a human."""
    return ImportRow.objects.filter(in_queue=True).count() if actor.may(Permission.MATCH_DECIDE) else 0


def get_row(actor: Actor, row_id: UUID) -> UnclearRow:
    """One unclear row with its candidates. Raises ImportRow.DoesNotExist. Journalled."""
    actor.require(Permission.MATCH_DECIDE)
    (row,) = discreet(actor, [ImportRow.objects.select_related("run").get(id=row_id)])
    known = [candidate for candidate in row.candidates if candidate.get("person")]
    ids = list(dict.fromkeys(UUID(candidate["person"]) for candidate in known))
    seen = {UUID(identity.key): identity for identity in identities_of(visible_to(actor, ids))}
    desks: dict[UUID, list[str]] = {}
    with as_system("linkage"):
        for person, name in (
            Participation.objects.filter(case__person__in=ids, valid_until=None)
            .order_by("valid_from", "id")
            .values_list("case__person_id", "organisation__name")
        ):
            desks.setdefault(person, []).append(name)
    journal.record("match.opened", "import_row", row.id, candidates=len(ids))
    later = ImportRow.objects.filter(in_queue=True).exclude(id=row.id).order_by("run__started_at", "number")
    return UnclearRow(
        row=row,
        data=PersonData.from_json(row.read),
        candidates=[_view(candidate, seen, desks) for candidate in known],
        next_id=later.values_list("id", flat=True).first(),
        waiting=ImportRow.objects.filter(in_queue=True).count(),
    )


def _view(candidate: dict[str, Any], seen: dict[UUID, Identity], desks: dict[UUID, list[str]]) -> CandidateView:
    person_id = UUID(candidate["person"])
    agencies = desks.get(person_id, [])
    return CandidateView(
        person_id=person_id,
        score=candidate["score"],
        reasons=candidate["reasons"],
        identity=seen.get(person_id),
        desk=agencies[0] if agencies else "",
        agencies=agencies,
    )


def refused_workbook(actor: Actor, run_id: UUID) -> bytes:
    """The refused rows as a spreadsheet with the reason beside each cell, ready to correct and upload again."""
    run = get_run(actor, run_id)
    layout = layout_of(run)
    rows = ImportRow.objects.filter(run=run, outcome=Outcome.REFUSED).order_by("number")
    target = BytesIO()
    write_refused([row_of(row, layout) for row in rows], target)
    journal.record("import.refused_rows_taken", "import", run.id)
    return target.getvalue()


def report_workbook(actor: Actor, run_id: UUID, language: str = "de") -> bytes:
    """Every row of the file with what became of it and why."""
    run = get_run(actor, run_id)
    rows = ImportRow.objects.filter(run=run).order_by("number")
    headings = {"de": ("Zeile", "Ergebnis", "Akte", "Warum"), "en": ("Row", "Outcome", "File", "Why")}[language]
    target = BytesIO()
    write_table(
        [*headings, *run.layout["headings"]],
        (
            [
                row.number,
                str(row.get_outcome_display()),
                str(row.person_id or ""),
                "; ".join(reasons_of(row, language)),
                *row.cells,
            ]
            for row in _discreetly(actor, rows)
        ),
        target,
        title=run.filename[:30],
    )
    journal.record("import.report_taken", "import", run.id)
    return target.getvalue()


def _discreetly(actor: Actor, rows: QuerySet[ImportRow]) -> Iterator[ImportRow]:
    """Some at a time: a list of a whole district costs no more memory than a short one."""
    remaining = rows.iterator(chunk_size=500)
    while some := list(islice(remaining, 500)):
        yield from discreet(actor, some)


_ROW_REASONS = {
    "title": ("Titelzeile", "title"),
    "group_heading": ("Gruppenüberschrift", "group heading"),
    "header": ("Kopfzeile", "header row"),
    "empty": ("leere Zeile", "empty row"),
    "total": ("Summenzeile", "total"),
    "subtotal": ("Zwischensumme", "subtotal"),
    "carry_over": ("Übertrag", "carry-over"),
    "signature": ("Unterschriftszeile", "signature"),
    "section": ("Zwischenüberschrift", "section heading"),
}


def reasons_of(row: ImportRow, language: str) -> list[str]:
    """Why the row became what it did, as sentences in `de` or `en`; for refused rows the cell and its problem."""
    said = [_reason(reason, language) for reason in row.reasons]
    if row.outcome == Outcome.REFUSED:
        layout = layout_of(row.run)
        for problem in row_of(row, layout).problems:
            if problem.severity == "refuse":
                said.append(f"{problem.column or '?'}{row.number}: {message(problem)}")
    return said


def _reason(reason: dict[str, Any], language: str) -> str:
    key = str(reason["key"])
    place = 1 if language == "en" else 0
    if key.startswith("row."):
        return _ROW_REASONS.get(key.removeprefix("row."), (key, key))[place]
    if key == "import.copy":
        number = dict(reason["params"])["row"]
        return f"The same as row {number}" if place else f"Wie Zeile {number}"
    return reason_text(reason, language)


def report_json(actor: Actor, run: ImportRun, language: str = "en") -> dict[str, Any]:
    """The machine's report: one entry for every row of the file."""
    rows = ImportRow.objects.filter(run=run).select_related("run").order_by("number")
    return {
        "file": run.filename,
        "profile": run.profile,
        "rows": [
            {
                "row": row.number,
                "outcome": str(row.outcome),
                "person": str(row.person_id) if row.person_id else None,
                "reasons": reasons_of(row, language),
                "candidates": [
                    {
                        "person": candidate["person"],
                        "score": candidate["score"],
                        "reasons": [reason_text(reason, language) for reason in candidate["reasons"]],
                    }
                    for candidate in row.candidates
                    if candidate.get("person")
                ]
                if row.outcome == Outcome.NEEDS_HUMAN
                else [],
            }
            for row in _discreetly(actor, rows)
        ],
    }


def _page(actor: Actor, rows: QuerySet[ImportRow], page: int) -> RowPage:
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = rows.select_related("run", "person")[(page - 1) * PAGE : page * PAGE]
    return RowPage(discreet(actor, shown), total, page, pages)
