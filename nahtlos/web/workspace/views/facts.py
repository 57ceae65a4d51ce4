"""Taking statements back, settling contradictions, ticking deadlines."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from nahtlos.access.policy import Permission
from nahtlos.cases.models import Conflict, Deadline, Fact
from nahtlos.cases.services.facts import (
    close_conflict,
    correct_fact,
    reopen_conflict,
    tick_deadline,
)
from nahtlos.web.workspace.effects import Before
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.targets import local_target


@require_POST
@page(Permission.FACT_RECORD)
def withdraw(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A statement of my organisation no longer counts; it stays readable with the reason."""
    fact = Fact.objects.get(id=_id(request.POST.get("fact")), person=person_id)
    before = Before(person_id)
    correct_fact(by=request.actor, fact_id=fact.id, stated=None, why=request.POST.get("why", "")[:200] or "withdrawn")
    tell(request, gettext("Taken back. The statement stays readable in the file."), lines=before.changes())
    return redirect("case", person_id)


@require_POST
@page(Permission.CONFLICT_CLOSE)
def settle(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Which of the contradicting statements holds, or that both may stand."""
    case_within_reach(request.actor, person_id)
    conflict_id = Conflict.objects.get(id=_id(request.POST.get("conflict")), person=person_id).id
    before = Before(person_id)
    if request.POST.get("reopen"):
        reopen_conflict(by=request.actor, conflict_id=conflict_id)
        tell(request, gettext("The contradiction is open again."), level="info", lines=before.changes())
    else:
        chosen = request.POST.get("holds", "")
        close_conflict(
            by=request.actor,
            conflict_id=conflict_id,
            holds=_id(chosen) if chosen else None,
            note=request.POST.get("note", ""),
        )
        tell(
            request,
            gettext("The contradiction is settled. Both statements stay in the file."),
            lines=before.changes(),
            undo=reverse("settle", args=[person_id]),
            fields=[("conflict", str(conflict_id)), ("reopen", "1")],
        )
    return redirect(reverse("case", args=[person_id]) + "#angaben")


@require_POST
@page(Permission.DEADLINE_TICK)
def tick(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A deadline is met, or open again."""
    case_within_reach(request.actor, person_id)
    key = request.POST.get("deadline", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    deadline = Deadline.objects.get(id=int(key), person=person_id)
    done = request.POST.get("done") == "1"
    tick_deadline(by=request.actor, deadline_id=deadline.id, done=done)
    back = local_target(request, reverse("case", args=[person_id]) + "#schritte")
    if done:
        tell(
            request,
            gettext("Marked as done."),
            undo=reverse("tick", args=[person_id]),
            fields=[("deadline", key), ("done", "0"), ("next", back)],
        )
    return redirect(back)


def _id(text: str | None) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise ObjectDoesNotExist from None
