"""How she wants to be met, her further names, and the colleague of my organisation whom one calls."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nahtlos.access.policy import Permission
from nahtlos.cases.models import Case, Participation
from nahtlos.cases.services.contact import NotOnTheTeam, add_name, name_contact, set_contact_wish, team_of
from nahtlos.people.models import ContactWish
from nahtlos.web.workspace.forms.contact import ContactWishForm, DeskForm, NameForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def wish(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Interpreter, whom she speaks to, how to reach her; what was noted before comes back with one click."""
    case = case_within_reach(request.actor, person_id)
    before = ContactWishForm.initial_of(ContactWish.objects.filter(person=person_id).first())
    form = ContactWishForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        set_contact_wish(by=request.actor, person_id=person_id, **form.wish())
        undo = reverse("contact_wish", args=[person_id])
        tell(request, gettext("The wishes are noted."), undo=undo, fields=list(before.items()))
        return redirect("case", person_id)
    return _page(request, case, form, gettext("How she wants to be met"))


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def name(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A name as spoken, in the original script, at birth, or an alias; from now on she is found by it."""
    case = case_within_reach(request.actor, person_id)
    form = NameForm(request.POST or None, initial={"kind": "spoken"})
    if request.method == "POST" and form.is_valid():
        add_name(by=request.actor, person_id=person_id, spelling=form.spelling())
        tell(request, gettext("The name is added. The search finds her by it."))
        return redirect("case", person_id)
    return _page(request, case, form, gettext("Add a name"))


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def desk(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who is called about this case at my organisation."""
    case = case_within_reach(request.actor, person_id)
    part = Participation.objects.get(case=case, organisation=request.actor.organisation_id, valid_until=None)
    before = {"contact": str(part.contact_id or ""), "deputy": str(part.deputy_id or "")}
    form = DeskForm(request.POST or None, initial=before, team=team_of(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            name_contact(by=request.actor, person_id=person_id, **form.cleaned_data)
        except NotOnTheTeam as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            undo = reverse("contact_desk", args=[person_id]) if before["contact"] else ""
            tell(request, gettext("The contact person is named."), undo=undo, fields=list(before.items()))
            return redirect(reverse("case", args=[person_id]) + "#beteiligte")
    return _page(request, case, form, gettext("Contact person in our organisation"))


def _page(request: StaffRequest, case: Case, form: forms.Form, title: str) -> HttpResponse:
    context = {"trail": case_trail(case.person, title), "person": case.person, "form": form, "title": title}
    return render(request, "workspace/record.html", context, status=422 if form.errors else 200)
