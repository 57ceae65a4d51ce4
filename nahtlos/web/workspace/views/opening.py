"""The page before a file of somebody else's work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.caseload import NoReason
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.forms.opening import ReasonForm
from nahtlos.web.workspace.opening import keep_reason
from nahtlos.web.workspace.page import StaffRequest, page, posted
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.targets import local_target


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_READ)
def reason(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Asks once a day for each file, and leads on to `next`."""
    case_within_reach(request.actor, person_id)
    target = local_target(request, reverse("case", args=[person_id]))
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            keep_reason(request, request.actor, person_id, **form.cleaned_data)
        except NoReason as refused:
            form.add_error("words", gettext(str(refused)))
        else:
            return redirect(target)
    context = {
        "trail": [Step(gettext("Cases"), reverse("cases")), Step(gettext("Open a file"))],
        "form": form,
        "target": target,
    }
    return render(request, "workspace/reason.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.CASE_READ)
def still_open(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What an open page asks now and then: an empty answer while the file is open; 404 like any other page when not."""
    case_within_reach(request.actor, person_id)
    return HttpResponse(content_type="text/plain")
