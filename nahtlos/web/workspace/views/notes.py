"""Notes of a file: reading them all, writing, correcting and withdrawing."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.models import Case
from nahtlos.cases.selectors import get_case_file
from nahtlos.core import clock
from nahtlos.notes.models import Note
from nahtlos.notes.selectors import notes_of, own_note, require_writing
from nahtlos.notes.services import (
    Overtaken,
    correct_note,
    lift_note_restriction,
    may_change,
    restrict_note,
    withdraw_note,
    write_note,
)
from nahtlos.organisations.actor import AccessDenied
from nahtlos.web.workspace.drafts import Drafts
from nahtlos.web.workspace.forms.notes import NoteForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.opening import reason_of
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.meanwhile import Meanwhile, note_was_changed
from nahtlos.web.workspace.presenters.notes import class_of, lines_of, offers
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.recording import form_page
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words.notes import NAMES


@require_safe
@page(Permission.CASE_READ)
def notes(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every note that the reader may see, with what was corrected or withdrawn."""
    file = get_case_file(request.actor, person_id, reason=reason_of(request, request.actor, person_id))
    found = notes_of(request.actor, person_id, file.sight, also_earlier=True)
    context = {
        "trail": case_trail(file.person, gettext("Notes")),
        "person": file.person,
        "notes": lines_of(request.actor, [one for one in found if one.superseded_at is None]),
        "earlier": lines_of(request.actor, [one for one in found if one.superseded_at is not None]),
        "writes_notes": [] if file.reads_only else offers(request.actor),
    }
    return render(request, "workspace/notes.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.NOTE_WRITE)
def note_new(request: StaffRequest, person_id: UUID, data: str) -> HttpResponse:
    """A note of one class; what the class is and who reads it stands above."""
    case, of_class = case_within_reach(request.actor, person_id), class_of(data)
    if of_class is None:
        raise Http404
    require_writing(request.actor, of_class)
    title, drafts = str(NAMES[of_class]), Drafts(request, f"note:{person_id}:{data}")
    if request.method != "POST":
        restored = drafts.restored(NoteForm.base_fields)
        form = NoteForm(initial={"day": clock.today()} | (dict(restored.typed) if restored else {}))
        return form_page(request, case, form, title, restored=restored)
    form = NoteForm(request.POST)
    if (answer := drafts.answer(form.fields)) is not None:
        return answer
    if not form.is_valid():
        return form_page(request, case, form, title)
    note = write_note(by=request.actor, person_id=person_id, data=of_class, **form.cleaned_data)
    drafts.done()
    tell(
        request,
        gettext("The note is in the file."),
        undo=reverse("note_act", args=[person_id, note.id]),
        fields=[("act", "withdraw"), ("why", gettext("taken back at once"))],
    )
    return _back(person_id)


@require_http_methods(["GET", "POST"])
@page(Permission.NOTE_WRITE)
def note_correct(request: StaffRequest, person_id: UUID, note_id: UUID) -> HttpResponse:
    """Other words take the place of one's own; the earlier ones stay readable to the own organisation."""
    data, note = _note(request, person_id, note_id)
    case, title = case_within_reach(request.actor, person_id), gettext("Correct the note")
    if not may_change(request.actor, note):
        raise AccessDenied("Only whoever wrote a note corrects or withdraws it.")
    drafts = Drafts(request, f"note:{person_id}:{note_id}")
    if request.method != "POST":
        restored = drafts.restored(NoteForm.base_fields)
        form = NoteForm(initial={"day": note.day, "text": note.text} | (dict(restored.typed) if restored else {}))
        return form_page(request, case, form, title, restored=restored)
    form = NoteForm(request.POST)
    if (answer := drafts.answer(form.fields)) is not None:
        return answer
    if not form.is_valid():
        return form_page(request, case, form, title)
    try:
        correct_note(by=request.actor, note_id=note_id, **form.cleaned_data)
    except Overtaken as gone:
        return _overtaken(request, case, data, gone.by, form)
    drafts.done()
    tell(request, gettext("Corrected. The earlier note stays readable to your organisation."))
    return _back(person_id)


@require_POST
@page(Permission.NOTE_WRITE)
def note_act(request: StaffRequest, person_id: UUID, note_id: UUID) -> HttpResponse:
    """It was entered in error, or it is restricted, or no longer."""
    _note(request, person_id, note_id)
    act, why = request.POST.get("act"), request.POST.get("why", "").strip()
    try:
        if act == "withdraw":
            withdraw_note(by=request.actor, note_id=note_id, why=why)
            tell(request, gettext("Withdrawn. Your organisation can still read it, with the reason."))
        elif act == "restrict":
            restrict_note(by=request.actor, note_id=note_id, why=why)
            tell(request, gettext("Only your organisation sees the note now."))
        elif act == "lift":
            lift_note_restriction(by=request.actor, note_id=note_id)
            tell(request, gettext("The restriction is lifted."))
    except Overtaken:
        tell(request, gettext("This note has been corrected or withdrawn meanwhile."), level="info")
    return _back(person_id)


def _note(request: StaffRequest, person_id: UUID, note_id: UUID) -> tuple[str, Note]:
    data, note = own_note(request.actor, note_id)
    if note.person_id != person_id:
        raise ObjectDoesNotExist
    return data.value, note


def _overtaken(request: StaffRequest, case: Case, data: str, now: Note | None, form: NoteForm) -> HttpResponse:
    """What was typed is kept; saving corrects the note as it stands now, or writes a new one."""
    kept: Meanwhile = note_was_changed(now)
    action = (
        reverse("note_correct", args=[case.person_id, now.id])
        if now
        else reverse("note_new", args=[case.person_id, data])
    )
    return form_page(request, case, form, gettext("Correct the note"), meanwhile=kept, action=action)


def _back(person_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('case', args=[person_id])}#notizen")
