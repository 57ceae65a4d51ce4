"""Neu angekommen: whom the employment agency is to inform, letters for those who are chosen, and the proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Fact
from nahtlos.cases.protection import protected_among
from nahtlos.cases.sight import leaving
from nahtlos.core import clock
from nahtlos.inbox import newcomers as chain
from nahtlos.inbox.enums import ENTERED
from nahtlos.inbox.welcome import LANGUAGES
from nahtlos.inbox.welcome.letter import Addressee, Sender
from nahtlos.inbox.welcome.letter import letters as set_letters
from nahtlos.organisations.actor import Actor
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.paging import Pages
from nahtlos.web.workspace.trails import newcomer_trail


@require_safe
@page(Permission.CASE_READ)
def newcomers(request: StaffRequest) -> HttpResponse:
    """Those who are to be informed, or those who have been."""
    done = request.GET.get("erledigt") == "1"
    text = request.GET.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    found = chain.list_newcomers(request.actor, done=done, number=number)
    context = {
        "trail": newcomer_trail(),
        "lines": [(row, LANGUAGES[row.language], (row.due_on - clock.today()).days) for row in found.rows],
        "done": done,
        "total": found.total,
        "pages": Pages(found.page, found.pages, chain.PAGE, found.total),
        "ways": [(way.value, way.label) for way in ENTERED],
        "today": clock.today(),
        "may_tick": request.actor.may(Permission.DEADLINE_TICK),
        "may_count": request.actor.may(Permission.BOARD_READ),
    }
    return render(request, "workspace/newcomers.html", context)


@require_POST
@page(Permission.CASE_READ)
def letters(request: StaffRequest) -> HttpResponse:
    """One PDF with a letter for each of those who were chosen."""
    rows = chain.open_newcomers(request.actor, _keys(request))
    if not rows:
        tell(request, gettext("Please choose at least one person who is still to be informed."), level="warning")
        return redirect("newcomers")
    office = request.actor.membership.organisation
    places = _addresses(request.actor, [row.person_id for row in rows])
    made = set_letters(
        Sender(office.name, office.address, office.phone),
        [Addressee(_called(row.name), places.get(row.person_id, ()), row.language) for row in rows],
        on=clock.today(),
        base_url=settings.BASE_URL,
    )
    chain.note_printed(by=request.actor, keys=[row.id for row in rows])
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="willkommen-briefe.pdf"'
    return response


@require_POST
@page(Permission.DEADLINE_TICK)
def reopen(request: StaffRequest, key: UUID) -> HttpResponse:
    """It was entered by mistake."""
    chain.take_back_told(by=request.actor, key=key)
    tell(request, gettext("She is still to be informed."))
    return redirect("newcomers")


@require_safe
@page(Permission.BOARD_READ)
def figures(request: StaffRequest) -> HttpResponse:
    """How the chain works, in numbers without people."""
    context = {"trail": newcomer_trail(gettext("Figures")), "found": chain.figures(request.actor), "small": chain.SMALL}
    return render(request, "workspace/newcomer_figures.html", context)


@require_POST
@page(Permission.DEADLINE_TICK)
def told(request: StaffRequest) -> HttpResponse:
    """Those who were chosen have been informed: the proof."""
    keys = _keys(request)
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
        number = chain.note_told(by=request.actor, keys=keys, how=request.POST.get("how", ""), on=on)
    except ValueError:
        tell(request, gettext("Please enter the day."), level="warning")
    except chain.NotNow as problem:
        tell(request, gettext(str(problem)), level="warning")
    else:
        if number:
            text = ngettext("%(n)s person: the proof was entered.", "%(n)s people: the proof was entered.", number)
            undo = {"undo": reverse("newcomer_reopen", args=[keys[0]])} if number == 1 == len(keys) else {}
            tell(request, text % {"n": number}, **undo)
        else:
            tell(request, gettext("Please choose at least one person who is still to be informed."), level="warning")
    return redirect("newcomers")


def _keys(request: StaffRequest) -> list[UUID]:
    """What was ticked; anything else than ids is left out."""
    found = []
    for word in request.POST.getlist("key")[: chain.LETTERS]:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found


def _called(name: str) -> str:
    family, _comma, given = name.partition(", ")
    return f"{given} {family}".strip()


def _addresses(actor: Actor, people: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Where each of them lives today, as lines of an envelope; of a protected person it stands on no paper."""
    told = set(people) - protected_among(people) if leaving(actor).takes(DataClass.WHEREABOUTS) else set()
    places = Fact.objects.filter(person__in=told, kind=FactKind.PLACE, superseded_at=None, valid_until=None)
    return {
        fact.person_id: tuple(
            line
            for line in (
                str(fact.value.get("street", "")),
                f"{fact.value.get('postcode', '')} {fact.value.get('town', '')}".strip(),
            )
            if line
        )
        for fact in places.order_by("recorded_at", "id")
    }
