"""The case file on one page, as of today or of a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.explain import explain
from nahtlos.cases.selectors import get_case_file
from nahtlos.core import clock
from nahtlos.web.components.fields import parse_day
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.answers import answers_of
from nahtlos.web.workspace.presenters.change import next_change
from nahtlos.web.workspace.presenters.due import deadlines_of
from nahtlos.web.workspace.presenters.head import desks_of, head_of, lead_on, stretch_of
from nahtlos.web.workspace.presenters.lanes import lanes_of
from nahtlos.web.workspace.presenters.records import records_of
from nahtlos.web.workspace.presenters.statements import topics_of
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.relatives import relatives_of
from nahtlos.web.workspace.timeline import draw
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words.recording import SHORTCUTS


@require_safe
@page(Permission.CASE_READ)
def case(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who is this, who is responsible, until when, what changes next, what is due, whom do I call; then the rest."""
    file = get_case_file(request.actor, person_id)
    today = clock.today()
    on = _day(request.GET.get("on"), today)
    change = next_change(file, on)
    lead = lead_on(file, on)
    topics = topics_of(file, request.actor.organisation_id)
    return render(
        request,
        "workspace/case.html",
        {
            "trail": case_trail(file.person),
            "file": file,
            "others": file.others,
            "today": today,
            "on": on,
            "is_today": on == today,
            "head": head_of(file, on),
            "lead": lead,
            "stretch": stretch_of(file, "benefit_authority", on),
            "change": change,
            "desks": desks_of(file, lead),
            "answers": answers_of(explain(file, on)),
            "deadlines": deadlines_of(file.deadlines, on),
            "chart": draw(lanes_of(file), on, change.on if change else None),
            "topics": topics,
            "conflicts": [topic for topic in topics if topic.conflict],
            "records": records_of(file, request.actor.organisation_id),
            "shortcuts": SHORTCUTS,
            "own": request.actor.organisation_id,
            "may_record": request.actor.may(Permission.FACT_RECORD),
            "may_settle": request.actor.may(Permission.CONFLICT_CLOSE),
            "may_tick": request.actor.may(Permission.DEADLINE_TICK),
            "may_decide": request.actor.may(Permission.MATCH_DECIDE),
        },
    )


@require_safe
@page(Permission.CASE_READ)
def household(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The members of her household side by side; the file takes the table from here."""
    person = case_within_reach(request.actor, person_id).person
    on = _day(request.GET.get("on"), clock.today())
    context = {
        "trail": case_trail(person, gettext("Household")),
        "person": person,
        "on": on,
        "relatives": relatives_of(request.actor, person_id, on),
    }
    return render(request, "workspace/household.html", context)


def _day(text: str | None, today: date) -> date:
    """The day of `?on=`; today when it names none, or one outside the years the law knows."""
    try:
        day = parse_day(text or "")
    except ValueError:
        return today
    return day if 2015 <= day.year <= today.year + 5 else today
