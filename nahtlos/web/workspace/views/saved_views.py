"""Ansichten: the list of cases kept under a name, mine or shared with my organisation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from nahtlos.access.policy import Permission
from nahtlos.cases.saved_views import as_stored, filter_of, list_views
from nahtlos.cases.services.saved_views import NoSuchName, change_view, delete_view, open_with, save_view
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.forms.filters import wanted
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.saved_views import address, shown


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_LIST)
def saved_views(request: StaffRequest) -> HttpResponse:
    """All views I may open; a POST keeps the filter that came with it under a name."""
    if request.method == "POST":
        return _save(request)
    context = {
        "trail": [Step(gettext("Cases"), reverse("cases")), Step(gettext("Views"))],
        "views": shown(list_views(request.actor)),
    }
    return render(request, "workspace/saved_views.html", context)


@require_POST
@page(Permission.CASE_LIST)
def saved_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    """Rename, share, delete, or let my list open with it."""
    act, by = request.POST.get("act"), request.actor
    try:
        if act == "delete":
            gone = delete_view(by=by, view_id=view_id)
            fields = [
                ("name", gone.name),
                ("shared", "1" if gone.is_shared else ""),
                *as_stored(filter_of(gone)).items(),
            ]
            tell(
                request,
                gettext("The view “%(name)s” was deleted.") % {"name": gone.name},
                undo=reverse("saved_views"),
                fields=fields,
            )
        elif act == "default":
            open_with(by=by, view_id=view_id)
            tell(request, gettext("Your list of cases opens with this view now."))
        elif act == "no-default":
            open_with(by=by, view_id=None)
            tell(request, gettext("Your list of cases opens with all cases now."))
        else:
            change_view(
                by=by, view_id=view_id, name=request.POST.get("name", ""), is_shared=bool(request.POST.get("shared"))
            )
            tell(request, gettext("The view was changed."))
    except NoSuchName as problem:
        tell(request, gettext(str(problem)), level="warning")
    return redirect("saved_views")


def _save(request: StaffRequest) -> HttpResponse:
    # Only what the filter offers gets through: a name typed into the address never does.
    _form, chosen = wanted(request.POST)
    name = request.POST.get("name", "")
    try:
        view = save_view(by=request.actor, name=name, chosen=chosen, is_shared=bool(request.POST.get("shared")))
    except NoSuchName as problem:
        tell(request, gettext(str(problem)), level="warning")
    else:
        tell(request, gettext("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(address(chosen))
