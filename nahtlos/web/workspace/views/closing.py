"""Closing a case, with a preview of what ends, and opening it again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.enums import Reopened
from nahtlos.cases.models import Case, Participation
from nahtlos.cases.services.closing import NotNow, Outdated, closable, close, may_reopen, reopen
from nahtlos.handovers.selectors import of_case
from nahtlos.inbox.enums import TaskKind
from nahtlos.inbox.tasks import tasks_of
from nahtlos.web.workspace.forms.closing import ClosingForm, ReopenForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page, posted
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_CLOSE)
def case_close(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What will end, the outcome, the last day, and one click; the message afterwards takes it back."""
    found = closable(request.actor, person_id)
    start = {"last_day": found.latest, "version": found.case.version}
    form = ClosingForm(posted(request), earliest=found.earliest, latest=found.latest, initial=start)
    if form.is_bound and form.is_valid():
        try:
            close(by=request.actor, person_id=person_id, **form.cleaned_data)
        except NotNow as problem:
            form.add_error(None, str(problem))
            if isinstance(problem, Outdated):  # she sees the case as it is now; the next click is about that
                form.data = {**form.data.dict(), "version": str(found.case.version)}  # type: ignore[attr-defined]
        else:
            tell(
                request,
                gettext("The case is closed."),
                undo=reverse("case_reopen", args=[person_id]),
                fields=(("why", Reopened.CLOSED_BY_MISTAKE.value),),
            )
            return redirect("case", person_id)
    journal.record("form.opened", "person", person_id)
    context = {
        "trail": case_trail(found.case.person, gettext("Close the case")),
        "person": found.case.person,
        "form": form,
        "obstacle": found.obstacle,
        **_what_ends(request, found.case),
    }
    return render(request, "workspace/case_close.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_CLOSE)
def case_reopen(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Why it is opened again, and what follows from it."""
    case = case_within_reach(request.actor, person_id)
    form = ReopenForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            reopen(by=request.actor, person_id=person_id, **form.cleaned_data)
        except NotNow as problem:
            tell(request, str(problem), level="warning")
        else:
            tell(request, gettext("The case is open again."))
        return redirect("case", person_id)
    journal.record("form.opened", "person", person_id)
    context = {
        "trail": case_trail(case.person, gettext("Open the case again")),
        "person": case.person,
        "form": form,
        "is_open": case.closed_on is None,
        "may_reopen": may_reopen(request.actor, person_id),
    }
    return render(request, "workspace/case_reopen.html", context, status=422 if form.errors else 200)


def _what_ends(request: StaffRequest, case: Case) -> dict[str, object]:
    """What the page says before the click: whose tasks, which requests, who takes part."""
    return {
        "tasks": [
            (task, TaskKind(task.kind).label) for task in tasks_of(request.actor, case.person_id) if task.is_open
        ],
        "transfers": [
            line for line in of_case(request.actor, case.person_id, None) if line.transfer.state != "rejected"
        ],
        "offices": list(
            Participation.objects.filter(case=case, valid_until=None)
            .exclude(organisation=request.actor.organisation_id)
            .order_by("organisation__name")
            .values_list("organisation__name", flat=True)
        ),
    }
