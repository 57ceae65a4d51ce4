"""Fälle: the list with its filter, and its export of exactly what is filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.export import export_cases
from nahtlos.cases.saved_views import as_stored, list_views
from nahtlos.cases.selectors import PAGE, CaseFilter, CaseLine, list_cases
from nahtlos.core import clock
from nahtlos.exchange.lists.workbook import write_table
from nahtlos.web.workspace.forms.filters import wanted
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.presenters.closing import outcome
from nahtlos.web.workspace.presenters.saved_views import address, shown
from nahtlos.web.workspace.stepup import require_recent_login
from nahtlos.web.workspace.words import facts, law
from nahtlos.web.workspace.words.deadlines import deadline
from nahtlos.web.workspace.words.statuses import STATUSES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Shown:
    """A line of the list in words; `why` says why a search found it."""

    def __init__(self, line: CaseLine, why: str = "") -> None:
        self.line = line
        self.why = why
        self.status = str(STATUSES.get(line.status, line.status_as_written or "–"))
        self.nationality = facts.country(line.nationality) if line.nationality else "–"
        self.authority = law.answer("benefit_authority", line.authority_status, line.authority)
        self.is_open = line.authority_status != "determined"
        self.last_day = line.closed_on - timedelta(days=1) if line.closed_on else None
        self.outcome = outcome(line.outcome)
        self.deadline = deadline(line.deadline_code) if line.deadline_code else ""


@require_safe
@page(Permission.CASE_LIST)
def cases(request: StaffRequest) -> HttpResponse:
    """A page of the list, narrowed by what stands in the address."""
    form, chosen = wanted(request.GET)
    views = shown(list_views(request.actor), chosen)
    opens_with = next((one for one in views if one.view.is_default), None)
    if opens_with and not request.GET:
        return redirect(opens_with.url)
    found = list_cases(request.actor, chosen, page=_number(request.GET.get("page")))
    context = {
        "form": form,
        "filter_query": urlencode(as_stored(chosen)),
        "views": views,
        "all_url": address(CaseFilter()),
        "is_kept": any(one.is_open for one in views),
        "today": clock.today(),
        "lines": [Shown(line) for line in found.lines],
        "total": found.total,
        "pages": Pages(found.page, found.pages, PAGE, found.total),
        "is_filtered": any(form.cleaned_data.values()),
    }
    return render(request, "workspace/cases.html", context)


@require_safe
@page(Permission.CASE_EXPORT)
@require_recent_login
def export(request: StaffRequest) -> HttpResponse:
    """The filtered list as a spreadsheet; every text a text cell, with what the policy lets out of the house."""
    _form, chosen = wanted(request.GET)
    target = BytesIO()
    write_table(_headings(), _rows(export_cases(request.actor, chosen)), target, title=gettext("Cases"))
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="faelle-{clock.today():%Y-%m-%d}.xlsx"'
    return response


def _headings() -> list[str]:
    return [
        gettext("Name"),
        gettext("Date of birth"),
        gettext("Nationality"),
        gettext("Residence status"),
        gettext("Lead"),
        gettext("since"),
        gettext("Paid by"),
        gettext("until"),
        gettext("Contact person"),
        gettext("Next deadline"),
        gettext("on"),
        gettext("Closed, last day"),
        gettext("Outcome"),
    ]


def _rows(lines: Iterable[CaseLine]) -> Iterator[list[Any]]:
    for line in lines:
        shown = Shown(line)
        yield [
            line.name,
            line.birth_on or line.birth_year,
            shown.nationality,
            shown.status,
            line.lead,
            line.lead_since,
            shown.authority,
            line.next_change_on,
            line.contact,
            shown.deadline,
            line.deadline_on,
            shown.last_day,
            shown.outcome,
        ]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
