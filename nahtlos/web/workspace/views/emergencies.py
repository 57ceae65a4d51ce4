"""Break-glass: finding the desk, opening one file for half an hour, and looking at it afterwards."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nahtlos.access.policy import Permission
from nahtlos.cases.locating import AskedTooOften, Desk, locate
from nahtlos.grants.emergencies import NoEmergency, open_emergency, review_emergency
from nahtlos.grants.models import Emergency
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.emergency import remember_end
from nahtlos.web.workspace.forms.consents import EmergencyForm, LocateForm, ReviewForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page, posted
from nahtlos.web.workspace.searches import recall, remember
from nahtlos.web.workspace.stepup import require_recent_login

FORM = ["GET", "POST"]


@require_http_methods(FORM)
@page(Permission.CASE_READ)
def emergency(request: StaffRequest) -> HttpResponse:
    """Is she known in the district, and whom does one call? Nothing else of her is said."""
    form = LocateForm(posted(request))
    desk: Desk | None = None
    asked = False
    status = 200
    if form.is_bound and form.is_valid():
        asked = True
        try:
            desk = locate(by=request.actor, **form.cleaned_data)
        except AskedTooOften as refused:
            form.add_error(None, gettext(str(refused)))
            status = 429
    context = {
        "trail": [Step(gettext("Emergency"))],
        "form": form,
        "asked": asked and status == 200,
        "desk": desk,
        "word": remember(request, str(desk.person_id)) if desk else "",
    }
    return render(request, "workspace/emergency.html", context, status=422 if form.errors and status == 200 else status)


@require_http_methods(FORM)
@page(Permission.CASE_READ)
@require_recent_login
def emergency_open(request: StaffRequest, word: str) -> HttpResponse:
    """The reason, and then the file."""
    try:
        person_id = UUID(recall(request, word) or "")
    except ValueError:
        return redirect("emergency")
    form = EmergencyForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            opened = open_emergency(by=request.actor, person_id=person_id, **form.cleaned_data)
        except NoEmergency as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            remember_end(request, person_id, opened.ends_at)
            tell(request, gettext("The file is open to you for 30 minutes, for reading. Who must know has been told."))
            return redirect("case", person_id)
    context = {
        "trail": [Step(gettext("Emergency"))],
        "title": gettext("Open the file in an emergency"),
        "form": form,
        "button": gettext("Open for 30 minutes"),
    }
    return render(request, "workspace/emergency_form.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@page()
def emergency_review(request: StaffRequest, emergency_id: UUID) -> HttpResponse:
    """Was it one, and does the person know?"""
    found = Emergency.objects.select_related("account", "organisation").get(id=emergency_id, review=None)
    form = ReviewForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            review_emergency(by=request.actor, emergency_id=emergency_id, **form.cleaned_data)
        except NoEmergency as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            tell(request, gettext("The review is recorded."))
            return redirect("heute")
    context = {
        "trail": [Step(gettext("Review an emergency"))],
        "title": gettext("Review an emergency"),
        "form": form,
        "found": found,
        "may_open": request.actor.may(Permission.CASE_READ),
        "button": gettext("Record the review"),
    }
    return render(request, "workspace/emergency_form.html", context, status=422 if form.errors else 200)
