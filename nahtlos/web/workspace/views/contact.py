"""How she wants to be met, her further names, and the colleague of my organisation whom one calls."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nahtlos.access.policy import Permission
from nahtlos.cases.changes import last_act
from nahtlos.cases.models import Case, Participation
from nahtlos.cases.services.contact import NotOnTheTeam, add_name, name_contact, set_contact_wish, team_of
from nahtlos.cases.services.facts import case_of
from nahtlos.people.models import ContactWish
from nahtlos.web.workspace.drafts import Drafts
from nahtlos.web.workspace.forms.contact import ContactWishForm, DeskForm, NameForm, SharedForm
from nahtlos.web.workspace.merging import MARK, Merged, decided, merge, say
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.meanwhile import was_changed
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.recording import form_page

Form = TypeVar("Form", bound=SharedForm)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def wish(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Interpreter, whom she speaks to, how to reach her; what was noted before comes back with one click."""
    case, title = case_within_reach(request.actor, person_id), gettext("How she wants to be met")
    drafts = Drafts(request, f"wish:{person_id}")
    if request.method != "POST":
        before = _wish_now(person_id)
        restored = drafts.restored(ContactWishForm.base_fields)
        form = ContactWishForm(initial={**before, "base": before, **(restored.typed if restored else {})})
        return form_page(request, case, form, title, restored=restored)
    if (answer := drafts.answer(ContactWishForm.base_fields)) is not None:
        return answer
    case_of(request.actor, person_id)  # nobody changes it between the comparison and the saving
    before = _wish_now(person_id)
    form, taken, conflict = _merged(request, case, title, ContactWishForm, before, "wish.noted")
    if conflict is not None:
        return conflict
    if not form.is_valid():
        return form_page(request, case, form, title)
    set_contact_wish(by=request.actor, person_id=person_id, **form.wish())
    drafts.done()
    undo, after = reverse("contact_wish", args=[person_id]), _wish_now(person_id)
    tell(request, gettext("The wishes are noted."), lines=taken, undo=undo, fields=_back(before, after))
    return redirect("case", person_id)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def name(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A name as spoken, in the original script, at birth, or an alias; from now on she is found by it."""
    case = case_within_reach(request.actor, person_id)
    drafts = Drafts(request, f"name:{person_id}")
    restored = None
    if request.method != "POST":
        restored = drafts.restored(NameForm.base_fields)
        form = NameForm(initial=dict(restored.typed) if restored else {"kind": "spoken"})
    else:
        form = NameForm(request.POST)
        if (answer := drafts.answer(form.fields)) is not None:
            return answer
        if form.is_valid():
            add_name(by=request.actor, person_id=person_id, spelling=form.spelling())
            drafts.done()
            tell(request, gettext("The name is added. The search finds her by it."))
            return redirect("case", person_id)
    return form_page(request, case, form, gettext("Add a name"), restored=restored)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def desk(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who is called about this case at my organisation."""
    case, title = case_within_reach(request.actor, person_id), gettext("Contact person in our organisation")
    team = team_of(request.actor)

    def form_class(*args: Any, **options: Any) -> DeskForm:
        return DeskForm(*args, team=team, **options)

    if request.method != "POST":
        before = _desk_now(request, case)
        return form_page(request, case, form_class(initial={**before, "base": before}), title)
    case_of(request.actor, person_id)
    before = _desk_now(request, case)
    form, taken, conflict = _merged(request, case, title, form_class, before, "contact.named")
    if conflict is not None:
        return conflict
    if form.is_valid():
        try:
            name_contact(by=request.actor, person_id=person_id, **form.named())  # type: ignore[arg-type]
        except NotOnTheTeam as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            undo = reverse("contact_desk", args=[person_id]) if before["contact"] else ""
            fields = _back(before, _desk_now(request, case))
            tell(request, gettext("The contact person is named."), lines=taken, undo=undo, fields=fields)
            return redirect(reverse("case", args=[person_id]) + "#beteiligte")
    return form_page(request, case, form, title)


def _merged(
    request: StaffRequest,
    case: Case,
    title: str,
    form_class: Callable[..., Form],
    now: Mapping[str, Any],
    verb: str,
) -> tuple[Form, list[str], HttpResponse | None]:
    """The form with what others changed meanwhile, one line about that, and the page to choose on where both changed."""
    form = form_class(request.POST)
    form.is_valid()
    base = form.opened_with()
    if base is None:
        return form, [], None

    def side_by_side(merged: Merged, stands: Mapping[str, Any]) -> HttpResponse:
        shown = form_class(merged.data)
        say(shown, base=json.dumps(stands))
        meanwhile = was_changed(last_act(request.actor, case.person_id, verb))
        return form_page(request, case, shown, title, meanwhile=meanwhile, merged=merged)

    if MARK in request.POST:
        chosen = decided(form, base)
        if chosen.clashes:
            return form, [], side_by_side(chosen, base)
        form = form_class(chosen.data)
    merged = merge(form, base, now)
    if merged.clashes:
        return form, [], side_by_side(merged, now)
    lines = [gettext("Taken over from others: %(fields)s") % {"fields": ", ".join(merged.taken)}]
    return form_class(merged.data), lines if merged.taken else [], None


def _back(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a form sends to undo: what was before, over what stands now; what others change later stays theirs."""
    return [*before.items(), ("base", json.dumps(after))]


def _wish_now(person_id: UUID) -> dict[str, str]:
    return ContactWishForm.initial_of(ContactWish.objects.filter(person=person_id).first())


def _desk_now(request: StaffRequest, case: Case) -> dict[str, str]:
    part = Participation.objects.get(case=case, organisation=request.actor.organisation_id, valid_until=None)
    return {"contact": str(part.contact_id or ""), "deputy": str(part.deputy_id or "")}
