"""Protecting where a person lives, and ending it: at the leading office."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.protection import living_marks
from nahtlos.cases.services.protection import NotAProtection, end_protection, may_protect, protect
from nahtlos.web.workspace.forms.protection import ProtectionForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page, posted
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_RESTRICT)
def protection(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What the mark does, and the form that sets or ends it; why it was set is shown to the leading office."""
    person = case_within_reach(request.actor, person_id).person
    form = ProtectionForm(None if request.POST.get("act") == "end" else posted(request))
    try:
        if request.method == "POST" and request.POST.get("act") == "end":
            end_protection(by=request.actor, person_id=person_id)
            tell(request, gettext("The protection has ended. Offices see again what the law opens to them."))
            return redirect("case", person_id)
        if form.is_bound and form.is_valid():
            protect(by=request.actor, person_id=person_id, **form.cleaned_data)
            tell(request, gettext("Protected: where she lives is now with the leading office only."))
            return redirect("case", person_id)
    except NotAProtection as problem:
        tell(request, gettext(str(problem)), level="warning")
        return redirect("protection", person_id)
    journal.record("form.opened", "person", person_id)
    context = {
        "trail": case_trail(person, gettext("Protection")),
        "person": person,
        "form": form,
        "marks": list(living_marks().filter(person=person_id).select_related("reason", "set_by", "set_for")),
        "may_protect": may_protect(request.actor, person_id),
    }
    return render(request, "workspace/protection.html", context, status=422 if form.errors else 200)
