"""Recording, correcting and withdrawing facts; settling contradictions; ticking deadlines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Case, Conflict, Deadline, Fact
from nahtlos.cases.services.facts import (
    InvalidFact,
    StaleCase,
    close_conflict,
    correct_fact,
    record_fact,
    reopen_conflict,
    tick_deadline,
)
from nahtlos.web.workspace.effects import Before
from nahtlos.web.workspace.forms.fact import FactForm
from nahtlos.web.workspace.forms.kinds import FORMS
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.targets import local_target
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words.recording import GROUPS


@require_safe
@page(Permission.FACT_RECORD)
def choice(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Everything that can be recorded by hand."""
    case = case_within_reach(request.actor, person_id)
    context = {
        "trail": case_trail(case.person, gettext("Record")),
        "person": case.person,
        "groups": [(label, [(kind, FactKind(kind).label) for kind in kinds]) for label, kinds in GROUPS],
    }
    return render(request, "workspace/record_choice.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def record(request: StaffRequest, person_id: UUID, kind: str) -> HttpResponse:
    """A form for one kind of fact; after saving the file says what the law now answers differently."""
    form_class = _form_class(kind)
    case = case_within_reach(request.actor, person_id)
    if request.method != "POST":
        form = form_class(kind=kind, initial={"version": case.version})
        return _page(request, case, form, FactKind(kind).label)
    form = form_class(request.POST, kind=kind)
    if form.is_valid():
        before = Before(person_id)
        try:
            fact = record_fact(
                by=request.actor, person_id=person_id, stated=form.stated(), version=form.cleaned_data["version"]
            )
        except StaleCase:
            return _stale(request, case, form)
        except InvalidFact as problem:
            form.add_error(None, gettext(str(problem)))
        else:
            tell(
                request,
                gettext("Recorded: %(kind)s") % {"kind": FactKind(kind).label},
                lines=before.changes(),
                undo=reverse("withdraw", args=[person_id]),
                fields=[("fact", str(fact.id)), ("why", gettext("taken back at once"))],
            )
            return redirect("case", person_id)
    return _page(request, case, form, FactKind(kind).label, status=422)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def correct(request: StaffRequest, person_id: UUID, fact_id: UUID) -> HttpResponse:
    """The wrong statement stays readable; the right one takes its place."""
    fact = Fact.objects.get(id=fact_id, person=person_id, superseded_at=None, reported_by=request.actor.organisation_id)
    form_class = _form_class(fact.kind)
    case = case_within_reach(request.actor, person_id)
    label = gettext("Correct: %(kind)s") % {"kind": FactKind(fact.kind).label}
    if request.method != "POST":
        initial = form_class.initial_of(fact) | {"version": case.version}
        return _page(request, case, form_class(kind=fact.kind, initial=initial), label)
    form = form_class(request.POST, kind=fact.kind)
    if form.is_valid():
        before = Before(person_id)
        try:
            correct_fact(
                by=request.actor,
                fact_id=fact_id,
                stated=form.stated(),
                why="corrected",
                version=form.cleaned_data["version"],
            )
        except StaleCase:
            return _stale(request, case, form)
        except InvalidFact as problem:
            form.add_error(None, gettext(str(problem)))
        else:
            tell(request, gettext("Corrected. The earlier statement stays readable."), lines=before.changes())
            return redirect("case", person_id)
    return _page(request, case, form, label, status=422)


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


def _form_class(kind: str) -> type[FactForm]:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _id(text: str | None) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise ObjectDoesNotExist from None


def _stale(request: StaffRequest, case: Case, form: FactForm) -> HttpResponse:
    """What was typed stays; saving again counts as having seen what the other one recorded."""
    form.data = {**dict(form.data.items()), "version": str(case.version)}
    form.add_error(
        None,
        gettext(
            "Somebody else has recorded something in this file meanwhile. What you typed is kept. "
            "Please look at the file, then save again."
        ),
    )
    return _page(request, case, form, FactKind(form.fact_kind).label, status=409, is_stale=True)


def _page(
    request: StaffRequest, case: Case, form: FactForm, title: Any, *, status: int = 200, is_stale: bool = False
) -> HttpResponse:
    context = {
        "trail": case_trail(case.person, str(title)),
        "person": case.person,
        "form": form,
        "title": title,
        "is_stale": is_stale,
    }
    return render(request, "workspace/record.html", context, status=status)
