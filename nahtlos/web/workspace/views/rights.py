"""The rights of the person at the desk: everything about her to hand over, contested and restricted statements."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.models import Fact
from nahtlos.cases.selectors import get_case_file
from nahtlos.core.paper import pdf
from nahtlos.organisations.actor import Actor
from nahtlos.rights.about import as_json, everything_about
from nahtlos.rights.kit.notice import languages
from nahtlos.rights.letter import Wording, letter
from nahtlos.rights.models import Contest, Restriction
from nahtlos.rights.services import answer_contest, contest_fact, leads, lift_restriction, restrict_fact
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.stepup import require_recent_login
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words import facts
from nahtlos.web.workspace.words.journal import verb


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.FACT_CONTEST)
def rights(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What she can ask for, and what became of it."""
    if request.method == "POST":
        case_within_reach(request.actor, person_id)
        if request.POST.get("act") in ("confirm", "contest", "restrict", "lift"):
            _act(request, person_id)
        return redirect("rights", person_id)
    file = get_case_file(request.actor, person_id)
    contests = list(Contest.objects.filter(person=person_id).select_related("fact", "source").order_by("-opened_at"))
    contested = {one.fact_id for one in contests if one.closed_at is None}
    restricted = set(Restriction.objects.filter(person=person_id, ended_at=None).values_list("fact_id", flat=True))
    context = {
        "trail": case_trail(file.person, gettext("Rights of the person")),
        "person": file.person,
        "contests": contests,
        "lines": [
            {
                "fact": fact,
                "kind": fact.get_kind_display(),
                "value": facts.describe(fact.kind, fact.value),
                "is_contested": fact.id in contested,
                "is_restricted": fact.id in restricted,
            }
            for fact in file.facts
        ],
        "languages": languages(),
        "own": request.actor.organisation_id,
        "may_report": request.actor.may(Permission.REPORT_MAKE),
        "may_restrict": leads(request.actor, person_id),
    }
    return render(request, "workspace/rights.html", context)


def _act(request: StaffRequest, person_id: UUID) -> None:
    act, text, by = request.POST.get("act"), request.POST.get("text", "").strip(), request.actor
    if act == "confirm":
        answer_contest(by=by, contest_id=_id(request, "contest"), right=None, note=text)
        tell(request, gettext("The answer was noted; her letter says so."))
        return
    fact = Fact.objects.get(id=_id(request, "fact"), person=person_id)
    if act == "lift":
        lift_restriction(by=by, fact_id=fact.id)
        tell(request, gettext("The statement is used again."))
    elif not text:
        tell(request, gettext("Please write what she says, or why."), level="warning")
    elif act == "contest":
        contest_fact(by=by, fact_id=fact.id, said=text)
        tell(request, gettext("The statement is marked as contested; the office it comes from is asked."))
    elif act == "restrict":
        restrict_fact(by=by, fact_id=fact.id, reason=text)
        tell(request, gettext("Only the leading office and the source see the statement now."))


def _id(request: StaffRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Fact.DoesNotExist from None


@require_safe
@page(Permission.REPORT_MAKE)
@require_recent_login
def report(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Everything about her, to hand over; journalled with whoever made it."""
    actor: Actor = request.actor
    about = everything_about(actor, person_id)
    if request.GET.get("form") == "json":
        content = json.dumps(as_json(about), ensure_ascii=False, indent=1).encode()
        ending, kind = "json", "application/json"
    else:
        content = pdf.made_of(letter(about, request.GET.get("sprache", "de"), Wording(facts.describe, verb)))
        ending, kind = "pdf", "application/pdf"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="auskunft-{str(person_id)[-8:]}.{ending}"'
    return response
