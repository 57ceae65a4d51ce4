"""For the data protection officer: the journal of her organisation without contents, and what is due for erasure."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.core import clock
from nahtlos.exchange.lists.workbook import write_table
from nahtlos.organisations.actor import PURPOSE_LABELS
from nahtlos.organisations.enums import Role
from nahtlos.rights.jobs import order_erasure
from nahtlos.rights.oversight import (
    PAGE,
    Line,
    Wanted,
    colleagues_of,
    hints,
    office_export,
    office_looks,
    verbs_of,
)
from nahtlos.rights.schedule import files_of, would_erase
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.stepup import require_recent_login
from nahtlos.web.workspace.views.cases import XLSX
from nahtlos.web.workspace.words.journal import HINTS, verb

#: Files offered for erasure on one page: each is tried and taken back, to say how much would go.
_AT_ONCE = 20


def in_words(line: Line) -> dict[str, Any]:
    """A line as the pages show it."""
    return {
        "at": line.at,
        "who": line.who or gettext("the workspace"),
        "office": line.office,
        "role": str(Role(line.role).label) if line.role in Role.values else "",
        "what": verb(line.verb),
        "purpose": PURPOSE_LABELS.get(line.purpose, line.purpose),
        "file": line.file,
        "classes": ", ".join(line.classes),
        "reason": line.reason,
    }


def _wanted(query: QueryDict) -> Wanted:
    try:
        day = date.fromisoformat(query.get("tag", ""))
    except ValueError:
        day = None
    try:
        account = UUID(query.get("wer", ""))
    except ValueError:
        account = None
    return Wanted(day, account, query.get("art", "")[:60])


@require_safe
@page(Permission.JOURNAL_OF_OFFICE)
def office_journal(request: StaffRequest) -> HttpResponse:
    """Who of the organisation opened which file; narrowed by day, colleague and kind, all of it in the address."""
    wanted = _wanted(request.GET)
    text = request.GET.get("page", "")
    found = office_looks(
        request.actor, wanted, page=int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    )
    chosen = {"tag": wanted.day or "", "wer": wanted.account or "", "art": wanted.verb}
    context = {
        "lines": [in_words(line) for line in found.lines],
        "pages": Pages(found.page, found.pages, PAGE, found.total),
        "total": found.total,
        "hints": hints_in_words(request),
        "colleagues": colleagues_of(request.actor),
        "verbs": [(code, verb(code)) for code in verbs_of(request.actor)],
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "query": urlencode({key: value for key, value in chosen.items() if value}),
    }
    return render(request, "workspace/office_journal.html", context)


def hints_in_words(request: StaffRequest) -> list[dict[str, Any]]:
    """What looks unusual, each with a sentence."""
    return [
        {
            "hint": one,
            "text": HINTS[one.kind] % {"n": one.count},
            "query": urlencode({"tag": one.day, "wer": one.account}),
        }
        for one in hints(request.actor)
    ]


@require_safe
@page(Permission.JOURNAL_EXPORT)
@require_recent_login
def journal_export(request: StaffRequest) -> HttpResponse:
    """The same as a spreadsheet; journalled."""
    lines = [in_words(line) for line in office_export(request.actor, _wanted(request.GET))]
    heads = [
        gettext("When"),
        gettext("Who"),
        gettext("Function"),
        gettext("What"),
        gettext("Purpose"),
        gettext("Case file"),
        gettext("Classes of data"),
        gettext("Reason"),
    ]
    keys = ("who", "role", "what", "purpose", "file", "classes", "reason")
    target = BytesIO()
    rows = (
        [f"{line['at'].astimezone(clock.BERLIN):%d.%m.%Y %H:%M:%S}", *(str(line[key]) for key in keys)]
        for line in lines
    )
    write_table(heads, rows, target, title=gettext("Journal"))
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="protokoll-{clock.today():%Y-%m-%d}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ERASURE_SEE)
@require_recent_login
def erasure(request: StaffRequest) -> HttpResponse:
    """Which closed files are due, why others are not, how much would go; and the order to erase what was ticked."""
    if request.method == "POST":
        request.actor.require(Permission.ERASURE_ORDER)
        ready = {str(one.person) for one in files_of(request.actor) if one.is_due and not one.obstacle}
        chosen = sorted(ready & set(request.POST.getlist("person")))
        if chosen:
            order_erasure(by=request.actor, people=chosen)
            tell(request, gettext("The files are being erased. What remains is a mark without a name."))
        return redirect("erasure")
    found = files_of(request.actor)
    due = [one for one in found if one.is_due and not one.obstacle]
    context = {
        "due": [{"file": one, "rows": sum(would_erase(request.actor, one.person).values())} for one in due[:_AT_ONCE]],
        "more": max(0, len(due) - _AT_ONCE),
        "others": [one for one in found if not (one.is_due and not one.obstacle)][:PAGE],
        "today": clock.today(),
    }
    return render(request, "workspace/erasure.html", context)
