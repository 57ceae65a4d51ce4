"""Heute: one list of what needs me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
from nahtlos.cases.worklist import Item, worklist
from nahtlos.core import clock
from nahtlos.exchange.imports.selectors import waiting
from nahtlos.inbox.sources import Need, needs
from nahtlos.organisations.actor import Actor
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.words import law
from nahtlos.web.workspace.words.deadlines import RUNGS, deadline


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

    title: Promise
    lines: list[Line]
    is_far: bool = False  #: folded, because nothing is urgent

    @property
    def is_dated(self) -> bool:
        """Whether the lines have a day and a provision: contradictions have neither."""
        return any(line.item.on for line in self.lines)


@require_safe
@page()
def today(request: StaffRequest) -> HttpResponse:
    """The rungs of the ladder, then what has no day. Who may see no cases is told so."""
    if not request.actor.may(Permission.CASE_READ):
        return render(request, "workspace/no_cases.html")
    everybody = request.GET.get("alle") == "1"
    found = worklist(request.actor, only_mine=not everybody)
    now = clock.today()
    more = _more(request.actor, now, only_mine=not everybody)
    groups = [
        Group(RUNGS[step], sorted([*_lines(items, now), *more[step]], key=_when), step is Rung.LATER)
        for step, items in found.rungs.items()
    ]
    groups.insert(-1, Group(_("Contradictions to be settled"), _lines(found.undated, now)))
    return render(
        request,
        "workspace/today.html",
        {
            "groups": [group for group in groups if group.lines],
            "everybody": everybody,
            "hidden": found.hidden,
            "today": now,
            "waiting": waiting(request.actor),
            "may_count": request.actor.may(Permission.BOARD_READ),
        },
    )


def _lines(items: list[Item], now: date) -> list[Line]:
    return [Line(item, _what(item), item.law, (item.on - now).days if item.on else None) for item in items]


def _more(actor: Actor, now: date, *, only_mine: bool) -> dict[Rung, list[Line]]:
    """What the registered sources have, on its rung."""
    lines: dict[Rung, list[Line]] = {step: [] for step in Rung}
    for need in needs(actor, only_mine=only_mine):
        days = (need.on - now).days if need.on else None
        note = " · ".join(part for part in (need.cause, need.note) if part)
        lines[rung(need.on or now, now)].append(
            Line(need, need.what, need.law, days, reverse(need.page, args=need.args), note)
        )
    return lines


def _when(line: Line) -> tuple[date, str]:
    return line.item.on or date.max, line.item.name


def _what(item: Item) -> str:
    if item.kind == "deadline":
        return deadline(item.code)
    if item.kind == "change":
        authority = law.answer("benefit_authority", "determined", item.code)
        return gettext("Responsibility changes: %(authority)s") % {"authority": authority}
    kind = FactKind(item.code).label if item.code in FactKind.values else item.code
    return gettext("Statements differ: %(kind)s") % {"kind": kind}
