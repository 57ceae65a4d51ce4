"""Einlesen: upload, preview with correctable columns, carry out with a progress bar, report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.exchange.imports.selectors import (
    PAGE,
    get_run,
    is_interrupted,
    list_runs,
    refused_workbook,
    report_workbook,
    rows_of,
    waiting,
)
from nahtlos.exchange.imports.services import (
    NotNow,
    commit_import,
    discard_import,
    prepare_import,
    set_mapping,
    undo_import,
)
from nahtlos.exchange.lists.unreadable import UnreadableFile
from nahtlos.exchange.models import ImportRun, Outcome, RunState
from nahtlos.web.workspace.forms.imports import UploadForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.presenters.imports import columns_of, rows_in_words, tabs_of
from nahtlos.web.workspace.trails import import_trail
from nahtlos.web.workspace.views.cases import XLSX
from nahtlos.web.workspace.words.imports import unreadable

#: An import that is under way: the page asks again by itself.
_UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)


@require_http_methods(["GET", "POST"])
@page(Permission.LIST_IMPORT)
def imports(request: StaffRequest) -> HttpResponse:
    """Upload a list, see the earlier ones and what waits for a decision."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = prepare_import(by=request.actor, content=file.read(), filename=file.name)
        except UnreadableFile as problem:
            form.add_error("file", unreadable(problem))
        else:
            return redirect("import_run", run.id)
    context = {
        "form": form,
        "runs": list_runs(request.actor),
        "waiting": waiting(request.actor),
    }
    return render(request, "workspace/imports.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.LIST_IMPORT)
def import_run(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The preview, the progress or the report of one import, whatever it is now."""
    run = get_run(request.actor, run_id)
    if run.state in _UNDER_WAY:
        template = "workspace/import_progress.html" if request.htmx else "workspace/import_run.html"
        return render(request, template, _context(request, run))
    if request.htmx:
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    chosen = request.GET.get("ergebnis", "")
    if chosen not in Outcome.values:
        chosen = _first_tab(run)
    found = rows_of(request.actor, run_id, outcome=chosen, page=_number(request.GET.get("page")))
    context = _context(request, run) | {
        "tabs": tabs_of(run, chosen),
        "chosen": chosen,
        "rows": rows_in_words(found.rows),
        "pages": Pages(found.page, found.pages, PAGE, found.total),
        "columns": columns_of(run),
    }
    return render(request, "workspace/import_run.html", context)


@require_POST
@page(Permission.LIST_IMPORT)
def import_mapping(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Columns as a human assigned them; the preview is made again and the assignment remembered."""
    run = get_run(request.actor, run_id)
    wanted = {line.key: request.POST.get(f"column-{line.key}", "") for line in columns_of(run)}
    mapping = {
        key: int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None for key, text in wanted.items()
    }
    try:
        set_mapping(by=request.actor, run_id=run_id, mapping=mapping)
    except (NotNow, KeyError) as problem:
        tell(request, _sentence(problem), level="warning")
    except UnreadableFile as problem:
        tell(request, unreadable(problem), level="warning")
    else:
        tell(request, gettext("The columns were assigned anew and are remembered for the next list."))
    return redirect("import_run", run_id)


@require_POST
@page(Permission.LIST_IMPORT)
def import_act(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Carry out, discard, or take back."""
    get_run(request.actor, run_id)
    act = request.POST.get("act")
    try:
        if act == "commit":
            commit_import(by=request.actor, run_id=run_id)
        elif act == "discard":
            discard_import(by=request.actor, run_id=run_id)
            tell(request, gettext("The preview was discarded; nothing was taken over."), level="info")
            return redirect("imports")
        elif act == "undo":
            undo_import(by=request.actor, run_id=run_id)
            tell(request, gettext("The import was taken back."))
    except NotNow as problem:
        tell(request, _sentence(problem), level="warning")
    return redirect("import_run", run_id)


@require_safe
@page(Permission.LIST_IMPORT)
def import_refused(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The refused rows with the reason beside each cell, ready to be corrected and uploaded again."""
    return _workbook(refused_workbook(request.actor, run_id), "abgelehnt", run_id)


@require_safe
@page(Permission.LIST_IMPORT)
def import_report(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Every row of the file with what became of it."""
    return _workbook(report_workbook(request.actor, run_id, (get_language() or "de")[:2]), "bericht", run_id)


def _workbook(content: bytes, name: str, run_id: UUID) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="einlesen-{name}-{str(run_id)[:8]}.xlsx"'
    return response


def _context(request: StaffRequest, run: ImportRun) -> dict[str, Any]:
    return {
        "trail": import_trail((run.filename, "")),
        "run": run,
        "is_preview": run.state == RunState.PREVIEW,
        "is_failed": run.state == RunState.FAILED,
        "is_comparing": run.state == RunState.RUNNING and not run.progress,
        "is_interrupted": is_interrupted(run),
        "can_be_undone": run.state in (RunState.DONE, RunState.FAILED),
        "is_under_way": run.state in _UNDER_WAY,
        "missing": run.layout.get("missing", []),
        "self_url": reverse("import_run", args=[run.id]),
    }


def _first_tab(run: ImportRun) -> str:
    """What needs a look comes first."""
    order = (Outcome.NEEDS_HUMAN, Outcome.REFUSED, Outcome.CREATED, Outcome.CHANGED, Outcome.LINKED, Outcome.UNCHANGED)
    return next((outcome for outcome in order if run.counts.get(outcome)), Outcome.UNCHANGED)


def _sentence(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return gettext("This column does not exist in the file.")
    return gettext(str(problem))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
