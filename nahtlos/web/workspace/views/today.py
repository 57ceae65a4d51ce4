"""Heute: one list of what needs me."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.enums import FactKind
from nahtlos.cases.ladder import Rung, rung
from nahtlos.cases.worklist import MOST, Item, worklist
from nahtlos.core import clock
from nahtlos.exchange.imports.selectors import waiting
from nahtlos.grants.selectors import ended_since
from nahtlos.handovers import selectors as handovers
from nahtlos.inbox.sources import Need, needs
from nahtlos.rights.oversight import open_contests
from nahtlos.web.workspace.emergency import notices_of
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.views.oversight import hints_in_words
from nahtlos.web.workspace.words import law
from nahtlos.web.workspace.words.deadlines import RUNGS, deadline

#: Lines of a group that are shown beside the other groups, and on a page of its own.
FIRST, PAGE = 12, 60
#: How long it is said that a consent has ended.
_ENDED_FOR = timedelta(days=7)
#: The group of what has no day.
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, in words."""

    item: Item | Need
    what: str
    why: str
    days: int | None
    link: str = ""  #: where it is settled; empty for what stands in the file
    note: str = ""  #: who asked for it, and what for


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that have the same urgency."""

    name: str  #: as in the address of the whole group
    title: Promise
    lines: list[Line]
    total: int  #: also those that are not on this page
    is_far: bool = False  #: folded, because nothing is urgent

    @property
    def is_dated(self) -> bool:
        """Whether the lines have a day and a provision: contradictions have neither."""
        return any(line.item.on for line in self.lines)


@require_safe
@page()
def today(request: StaffRequest) -> HttpResponse:
    """The beginning of each rung of the ladder and of what has no day; `?gruppe=` shows one of them page by page.

    Who may see no cases is told so.
    """
    if request.actor.may(Permission.JOURNAL_OF_OFFICE):
        return render(request, "workspace/today_officer.html", {"hints": hints_in_words(request)})
    if not request.actor.may(Permission.CASE_READ):
        return render(request, "workspace/no_cases.html", {"emergencies": notices_of(request.actor)})
    everybody = request.GET.get("alle") == "1"
    found = worklist(request.actor, only_mine=not everybody, limit=MOST)
    now = clock.today()
    rungs: dict[Rung, list[Item | Need]] = {step: list(items) for step, items in found.rungs.items()}
    for need in needs(request.actor, only_mine=not everybody, limit=MOST):
        rungs[rung(need.on or now, now)].append(need)
    for items in rungs.values():
        items.sort(key=lambda item: (item.on or now, item.name))
    parts: dict[str, tuple[Promise, list[Item | Need]]] = {
        str(step): (RUNGS[step], items) for step, items in rungs.items() if step is not Rung.LATER
    }
    parts[UNDATED] = (_("Contradictions to be settled"), list(found.undated))
    parts[str(Rung.LATER)] = (RUNGS[Rung.LATER], rungs[Rung.LATER])
    whole = request.GET.get("gruppe", "")
    pages = None
    if whole in parts:
        parts = {whole: parts[whole]}
        pages = Pages.of(request.GET.get("page", ""), PAGE, len(parts[whole][1]))
    shown = slice(pages.first_row - 1, pages.last_row) if pages else slice(0, FIRST)
    groups = [
        Group(name, title, _lines(items[shown], now), len(items), not pages and name == Rung.LATER)
        for name, (title, items) in parts.items()
        if items
    ]
    context = {
        "groups": groups,
        "everybody": everybody,
        "pages": pages,
        "whole": whole if pages else "",
        "is_cut": found.is_cut,
        "today": now,
        "waiting": waiting(request.actor),
        "may_count": request.actor.may(Permission.BOARD_READ),
        "emergencies": notices_of(request.actor),
        "ended": ended_since(request.actor, clock.now().astimezone(clock.BERLIN).date() - _ENDED_FOR),
        "contests": open_contests(request.actor),
        "transfers": [] if pages else handovers.waiting(request.actor, only_mine=not everybody),
    }
    return render(request, "workspace/today.html", context)


def _lines(items: Sequence[Item | Need], now: date) -> list[Line]:
    return [_line(item, (item.on - now).days if item.on else None) for item in items]


def _line(item: Item | Need, days: int | None) -> Line:
    if isinstance(item, Item):
        return Line(item, _what(item), item.law, days)
    note = " · ".join(part for part in (item.cause, item.note) if part)
    return Line(item, item.what, item.law, days, reverse(item.page, args=item.args), note)


def _what(item: Item) -> str:
    if item.kind == "deadline":
        return deadline(item.code)
    if item.kind == "change":
        authority = law.answer("benefit_authority", "determined", item.code)
        return gettext("Responsibility changes: %(authority)s") % {"authority": authority}
    kind = FactKind(item.code).label if item.code in FactKind.values else item.code
    return gettext("Statements differ: %(kind)s") % {"kind": kind}
