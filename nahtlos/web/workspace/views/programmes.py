"""The programme finder: for one person from her file, and for anybody from a few facts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nahtlos import law
from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.explain import programmes_of
from nahtlos.core import clock
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.days import asked_for
from nahtlos.web.workspace.forms.somebody import SomebodyForm
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.programmes import board_of
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail


@require_safe
@page(Permission.CASE_READ)
def programmes(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What is open to her, soon, unclear or closed, on the facts of her file. Journalled."""
    case = case_within_reach(request.actor, person_id)
    today = clock.today()
    on = asked_for(request.GET.get("on"), today)
    finding, sight = programmes_of(request.actor, case, on)
    context = {
        "trail": case_trail(case.person, gettext("Programmes")),
        "person": case.person,
        "on": on,
        "is_today": on == today,
        "board": board_of(finding, sight.tells),
        "may_record": request.actor.may(Permission.FACT_RECORD),
    }
    journal.record("programmes.read", "person", person_id)
    return render(request, "workspace/programmes.html", context)


@require_safe
@page(Permission.CASE_READ)
def finder(request: StaffRequest) -> HttpResponse:
    """The same for somebody of whom only a few facts are known; nothing is stored."""
    form = SomebodyForm(request.GET or None, today=clock.today())
    board = None
    if form.is_bound and form.is_valid():
        board = board_of(law.find_programmes(form.facts(), on=form.cleaned_data["on"]))
    context = {"trail": [Step(gettext("Programmes"))], "form": form, "board": board}
    return render(request, "workspace/finder.html", context)
