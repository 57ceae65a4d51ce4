"""Calendars: made, shown once, revoked; and fetched by a program that has nothing but the secret address."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.core.context import acting
from nahtlos.inbox import feeds as store
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.words.deadlines import deadline


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_READ)
def feeds(request: StaffRequest) -> HttpResponse:
    """Her calendars; a new one is shown on this page and never again."""
    address = ""
    if request.method == "POST":
        if request.POST.get("revoke"):
            try:
                store.revoke_feed(by=request.actor, feed_id=UUID(request.POST["revoke"]))
            except ValueError:
                raise Http404 from None
            tell(request, gettext("The address leads nowhere from now on."))
            return redirect("feeds")
        secret = store.make_feed(by=request.actor, is_team=request.POST.get("team") == "1")
        address = f"{settings.BASE_URL}{reverse('calendar', args=[secret])}"
    steps = [Step(gettext("My work and language"), reverse("profile")), Step(gettext("Calendar"))]
    context = {"trail": steps, "feeds": store.list_feeds(request.actor), "address": address}
    return render(request, "workspace/feeds.html", context)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the secret; the same answer whoever is logged in."""
    try:
        with acting(None):
            text = store.calendar(token, deadline)
    except store.NoFeed:
        return HttpResponse(status=404)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
