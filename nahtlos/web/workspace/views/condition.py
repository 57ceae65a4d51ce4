"""Betrieb: whether jobs and mails get through."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nahtlos.access.policy import Permission
from nahtlos.inbox.condition import condition_for
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.page import StaffRequest, page


@require_safe
@page(Permission.WORKER_WATCH)
def condition(request: StaffRequest) -> HttpResponse:
    """For administrators."""
    found = condition_for(request.actor)
    context = {
        "trail": [Step(gettext("Operation"))],
        "found": found,
        "problems": [gettext(problem) for problem in found.problems],
    }
    return render(request, "workspace/condition.html", context)
