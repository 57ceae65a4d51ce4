"""The page around every form that records something in a file: who else is here, the draft, what happened meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from nahtlos.audit import journal
from nahtlos.cases.models import Case
from nahtlos.cases.presence import others_here
from nahtlos.web.workspace.drafts import Restored
from nahtlos.web.workspace.merging import Merged, hide
from nahtlos.web.workspace.page import StaffRequest
from nahtlos.web.workspace.presenters.meanwhile import Meanwhile
from nahtlos.web.workspace.trails import case_trail


def form_page(
    request: StaffRequest,
    case: Case,
    form: forms.Form,
    title: Any,
    *,
    restored: Restored | None = None,
    meanwhile: Meanwhile | None = None,
    merged: Merged | None = None,
    action: str = "",
) -> HttpResponse:
    """The form of this case. `action`: where it is sent, if not to where it stands."""
    if request.method != "POST":
        journal.record("form.opened", "person", case.person_id)
    if merged:
        hide(form, merged.clashes)
    context = {
        "trail": case_trail(case.person, str(title)),
        "person": case.person,
        "form": form,
        "title": title,
        "others": others_here(request.actor, case.person_id),
        "restored": restored,
        "meanwhile": meanwhile,
        "merged": merged,
        "action": action,
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "workspace/record.html", context, status=status)
