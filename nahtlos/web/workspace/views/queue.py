"""Zu klären: rows of lists of which nobody is sure who they are, both sides side by side."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.exchange.imports.second_files import second_files
from nahtlos.exchange.imports.selectors import PAGE, get_row, queue
from nahtlos.exchange.imports.services import NotNow, decide_row, take_back
from nahtlos.exchange.models import ImportRow
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.presenters.imports import rows_in_words
from nahtlos.web.workspace.presenters.pairs import pair_of
from nahtlos.web.workspace.presenters.records import percent
from nahtlos.web.workspace.trails import import_trail


@require_safe
@page(Permission.MATCH_DECIDE)
def unclear(request: StaffRequest) -> HttpResponse:
    """The rows that wait, oldest import first."""
    text = request.GET.get("page", "")
    found = queue(request.actor, int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1)
    context = {
        "trail": import_trail((gettext("To be decided"), "")),
        "rows": rows_in_words(found.rows),
        "total": found.total,
        "pages": Pages(found.page, found.pages, PAGE, found.total),
    }
    return render(request, "workspace/queue.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.MATCH_DECIDE)
def decide(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """The row and its candidates side by side; after the decision the next row comes."""
    if request.method == "POST":
        return _decided(request, row_id)
    found = get_row(request.actor, row_id)
    context = {
        "trail": import_trail((gettext("To be decided"), reverse("queue")), (gettext("Row"), "")),
        "pair": pair_of(found),
        "row": found.row,
        "left": found.waiting,
        "later": _next(request, row_id),
    }
    return render(request, "workspace/queue_row.html", context)


def _decided(request: StaffRequest, row_id: UUID) -> HttpResponse:
    choice = request.POST.get("person", "")
    following = _next(request, row_id)
    try:
        person = None if choice == "new" else UUID(choice)
    except ValueError:
        raise Http404 from None
    try:
        row = decide_row(by=request.actor, row_id=row_id, person_id=person)
    except NotNow as problem:
        tell(request, gettext(str(problem)), level="warning")
    else:
        text = gettext("A new file was opened.") if person is None else gettext("The row was linked.")
        offers = _second_files(request, row, following)
        tell(request, text, undo=reverse("queue_undo", args=[row.id]), offers=offers)
    if following is None:
        return redirect("queue")
    return redirect("queue_row", following)


def _second_files(request: StaffRequest, row: ImportRow, following: UUID | None) -> list[tuple[str, str]]:
    """Another candidate who may be the same person has a file as well: both can be looked at and made one."""
    back = reverse("queue_row", args=[following]) if following else reverse("queue")
    return [
        (
            gettext("%(name)s has a file of her own and may be the same person (%(n)s %%): compare the two files")
            % {"name": one.name, "n": percent(one.probability)},
            f"{reverse('merge', args=[row.person_id])}?{urlencode({'mit': str(one.person_id), 'next': back})}",
        )
        for one in second_files(request.actor, row)
    ]


@require_POST
@page(Permission.MATCH_DECIDE)
def undo(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """The decision is taken back and the row waits again."""
    try:
        take_back(by=request.actor, row_id=row_id)
    except NotNow as problem:
        tell(request, gettext(str(problem)), level="warning")
        return redirect("queue")
    tell(request, gettext("Taken back. The row waits for a decision again."), level="info")
    return redirect("queue_row", row_id)


def _next(request: StaffRequest, row_id: UUID) -> UUID | None:
    """The row after this one in the queue; the first one after the last."""
    ids: list[UUID] = [row.id for row in queue(request.actor, 1).rows]
    if row_id in ids:
        place = ids.index(row_id)
        rest = ids[place + 1 :] + ids[:place]
    else:
        rest = ids
    return rest[0] if rest else None
