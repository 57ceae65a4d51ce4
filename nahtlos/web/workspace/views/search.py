"""Looking for a person: sent as a form, shown under an address that says nothing about her."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.search import search as search_people
from nahtlos.core import clock
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.searches import recall, remember
from nahtlos.web.workspace.views.cases import Shown


@require_POST
@page(Permission.PERSON_SEARCH)
def search(request: StaffRequest) -> HttpResponse:
    """Takes what was typed and shows who may be meant; nothing typed shows the list."""
    text = request.POST.get("q", "").strip()
    return redirect("found", remember(request, text)) if text else redirect("cases")


@require_safe
@page(Permission.PERSON_SEARCH)
def found(request: StaffRequest, word: str) -> HttpResponse:
    """The people who may be meant, best first, each with the reason why."""
    query = recall(request, word)
    if not query:
        tell(request, gettext("This search is no longer known; please search again."), level="info")
        return redirect("cases")
    language = get_language() or "de"
    hits = search_people(request.actor, query)
    request.query = query  # shown in the field of the bar
    context = {
        "query": query,
        "today": clock.today(),
        "lines": [Shown(hit.line, hit.text(language)) for hit in hits],
        "total": len(hits),
        "may_ask": request.actor.may(Permission.CASE_READ),
    }
    return render(request, "workspace/search.html", context)
