"""My work: for which organisation, for which purpose, in which language; and who looked at a file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.grants.offer import purposes_of
from nahtlos.organisations.actor import PURPOSE_LABELS, PURPOSES, memberships_of
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.rights.oversight import PAGE, case_looks
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.middleware import MEMBERSHIP_KEY, PURPOSE_KEY
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.views.oversight import in_words


@require_http_methods(["GET", "POST"])
@page()
def profile(request: StaffRequest) -> HttpResponse:
    """Switch organisation and purpose; each change is journalled."""
    memberships = memberships_of(request.actor.membership.account)
    own = PURPOSES[OrganisationKind(request.actor.kind)]
    purposes = dict.fromkeys([own, *purposes_of(request.actor.kind), "case_conference"])
    if request.method == "POST":
        chosen = request.POST.get("membership", "")
        purpose = request.POST.get("purpose", "")
        if chosen in {str(one.id) for one in memberships} and chosen != str(request.actor.membership.id):
            request.session.cycle_key()  # other rights, another key
            request.session[MEMBERSHIP_KEY] = chosen
            request.session.pop(PURPOSE_KEY, None)
            journal.record("membership.chosen", "membership", UUID(chosen))
            tell(request, gettext("You work for another organisation now."))
        elif purpose in purposes and purpose != request.actor.purpose:
            request.session[PURPOSE_KEY] = purpose
            journal.record("purpose.chosen", chosen=purpose)
            tell(request, gettext("You work for another purpose now. The change was recorded."))
        return redirect("profile")
    context = {
        "trail": [Step(gettext("My work and language"))],
        "memberships": memberships,
        "present": request.actor.membership,
        "purposes": [(code, PURPOSE_LABELS[code], code == request.actor.purpose) for code in purposes],
    }
    return render(request, "workspace/profile.html", context)


@require_safe
@page(Permission.JOURNAL_OF_CASE)
def case_journal(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who did or saw what in this file, newest first; for its leading office."""
    case = case_within_reach(request.actor, person_id)
    text = request.GET.get("page", "")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    found = case_looks(request.actor, person_id, page=wanted)
    context = {
        "trail": case_trail(case.person, gettext("Who looked")),
        "person": case.person,
        "lines": [in_words(line) for line in found.lines],
        "pages": Pages(found.page, found.pages, PAGE, found.total),
        "back": reverse("case", args=[person_id]),
    }
    return render(request, "workspace/journal.html", context)
