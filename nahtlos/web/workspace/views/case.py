"""The case file on one page, as of today or of a day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.explain import deadlines_on, explain, may_tell_of, programmes_in
from nahtlos.cases.selectors import get_case_file
from nahtlos.cases.services.closing import may_close, may_reopen
from nahtlos.cases.sight import may_state
from nahtlos.core import clock
from nahtlos.handovers.selectors import of_case
from nahtlos.web.workspace.days import asked_for
from nahtlos.web.workspace.emergency import open_until
from nahtlos.web.workspace.opening import reason_of
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.answers import answers_of
from nahtlos.web.workspace.presenters.change import next_change, turning_days
from nahtlos.web.workspace.presenters.closed import closed_classes, own_classes
from nahtlos.web.workspace.presenters.closing import earlier_closings, ending_of
from nahtlos.web.workspace.presenters.due import deadlines_of
from nahtlos.web.workspace.presenters.head import desks_of, head_of, lead_on, stretch_of
from nahtlos.web.workspace.presenters.lanes import lanes_of
from nahtlos.web.workspace.presenters.notes import notes_in
from nahtlos.web.workspace.presenters.programmes import board_of
from nahtlos.web.workspace.presenters.records import records_of
from nahtlos.web.workspace.presenters.statements import topics_of
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.relatives import relatives_of
from nahtlos.web.workspace.timeline import draw
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words.recording import SHORTCUTS
from nahtlos.web.workspace.words.spoken import TONGUES, language


@require_safe
@page(Permission.CASE_READ)
def case(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who is this, who is responsible, until when, what changes next, what is due, whom do I call; then the rest."""
    today = clock.today()
    on = asked_for(request.GET.get("on"), today)
    is_today = on == today
    file = get_case_file(
        request.actor, person_id, on=None if is_today else on, reason=reason_of(request, request.actor, person_id)
    )
    change, lead = next_change(file, on), lead_on(file, on)
    transfers = of_case(request.actor, person_id, lead.organisation_id if lead else None) if is_today else []
    notes = notes_in(request.actor, file)
    ending = ending_of(file)
    can_reopen = ending is not None and may_reopen(request.actor, person_id)
    explanation = explain(file, on)  # asked last, as a job of the workspace: the database is told once who asks
    turning, board = (
        turning_days(file),
        board_of(programmes_in(file, explanation), may_tell_of(file, explanation.known)),
    )
    topics = topics_of(file, request.actor.organisation_id, None if is_today else on)
    rows = file.deadlines if is_today else deadlines_on(file, explanation)
    return render(
        request,
        "workspace/case.html",
        {
            "trail": case_trail(file.person),
            "file": file,
            "others": file.others,
            "today": today,
            "on": on,
            "is_today": is_today,
            "turning_days": turning,
            "before": max((day for day in turning if day < on), default=None),
            "after": min((day for day in turning if day > on), default=None),
            "head": head_of(file, on),
            "lead": lead,
            "transfers": transfers,
            "stretch": stretch_of(file, "benefit_authority", on),
            "change": change,
            "desks": desks_of(file, lead),
            "answers": answers_of(file, explanation),
            "board": board,
            "unclear_more": max(0, len(board.unclear) - 4),
            "deadlines": deadlines_of([] if is_today and ending else rows, on, file.participations, lead),
            "ending": ending,
            "is_closed": ending is not None,
            "earlier_closings": earlier_closings(file),
            "may_close": is_today and may_close(request.actor, file.lead),
            "may_reopen": can_reopen,
            "chart": draw(lanes_of(file), on, change.on if change else None),
            "topics": topics,
            "other_times": sum(len(topic.other_times) for topic in topics),
            "conflicts": [topic for topic in topics if topic.conflict],
            "records": records_of(file, request.actor.organisation_id),
            **notes,
            "closed": closed_classes(file.sight),
            "own_classes": own_classes(file.sight),
            "shortcuts": [
                kind
                for kind in SHORTCUTS
                if not file.reads_only
                and may_state(
                    request.actor,
                    kind,
                    leads=bool(file.lead and file.lead.organisation_id == request.actor.organisation_id),
                    is_protected=file.is_protected,
                )
            ],
            "emergency": open_until(request, person_id),
            "reads_only": file.reads_only,
            "own": request.actor.organisation_id,
            "may_see_looks": request.actor.may(Permission.JOURNAL_OF_CASE)
            and (file.lead is None or file.lead.organisation_id == request.actor.organisation_id),
            **_rights(request, is_today and not file.reads_only),
            # What she may ask for does not end with her case.
            **({"may_contest": bool(request.actor.may(Permission.FACT_CONTEST))} if is_today and ending else {}),
        },
    )


def _rights(request: StaffRequest, is_today: bool) -> dict[str, bool]:
    """What the page offers to do; another day than today is only looked at."""
    return {
        name: is_today and bool(request.actor.may(permission))
        for name, permission in (
            ("may_record", Permission.FACT_RECORD),
            ("may_settle", Permission.CONFLICT_CLOSE),
            ("may_tick", Permission.DEADLINE_TICK),
            ("may_decide", Permission.MATCH_DECIDE),
            ("may_contest", Permission.FACT_CONTEST),
            ("may_protect", Permission.CASE_RESTRICT),
            ("may_hand_over", Permission.HANDOVER_WORK),
        )
    }


@require_safe
@page(Permission.CASE_READ)
def explained(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every answer with all its sentences, in German, English or plain German: to read out and to hand over."""
    on = asked_for(request.GET.get("on"), clock.today())
    file = get_case_file(request.actor, person_id, reason=reason_of(request, request.actor, person_id))
    tongue = request.GET.get("sprache", "")
    if tongue not in TONGUES:
        tongue = language()
    context = {
        "trail": case_trail(file.person, gettext("Explanation")),
        "person": file.person,
        "on": on,
        "is_today": on == clock.today(),
        "tongue": tongue,
        "tongues": TONGUES.items(),
        "answers": answers_of(file, explain(file, on), tongue),
    }
    return render(request, "workspace/explained.html", context)


@require_safe
@page(Permission.CASE_READ)
def household(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The members of her household side by side; the file takes the table from here."""
    person = case_within_reach(request.actor, person_id).person
    on = asked_for(request.GET.get("on"), clock.today())
    context = {
        "trail": case_trail(person, gettext("Household")),
        "person": person,
        "on": on,
        "relatives": relatives_of(request.actor, person_id, on),
    }
    return render(request, "workspace/household.html", context)
