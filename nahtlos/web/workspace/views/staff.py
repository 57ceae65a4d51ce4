"""People who work here, for the administrators of an organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.evaluation import Who, judge
from nahtlos.access.policy import ROLES, Permission, may
from nahtlos.access.vocabulary import LABELS, DataClass, Relation, Verb
from nahtlos.audit import journal
from nahtlos.cases.services import leaving
from nahtlos.core import clock
from nahtlos.organisations import staff
from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.forms.staff import AbsenceForm, InvitationForm, LeavingForm, PlaceForm, RoleForm, UnitForm
from nahtlos.web.workspace.frame import preview_of
from nahtlos.web.workspace.invitations import send_link
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page, posted
from nahtlos.web.workspace.stepup import require_recent_login
from nahtlos.web.workspace.words.roles import PERMISSIONS
from nahtlos.web.workspace.words.roles import ROLES as IN_WORDS

_MANAGE = Permission.STAFF_MANAGE
FORM = ["GET", "POST"]


@require_http_methods(FORM)
@page(_MANAGE)
def people(request: StaffRequest) -> HttpResponse:
    """Everybody who works here, the invitations under way, and the teams; POST adds a team."""
    form = UnitForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(form, lambda: staff.add_unit(by=request.actor, name=form.cleaned_data["name"]))
    ):
        tell(request, gettext("The team is there."))
        return redirect("staff")
    today, members = clock.today(), staff.colleagues(request.actor)
    context = {
        "trail": [Step(gettext("People who work here"))],
        "members": [(one, _away(one, today)) for one in members],
        "invitations": staff.open_invitations(request.actor),
        "units": staff.units_of(request.actor.organisation_id),
        "form": form,
        "own": request.actor.membership.pk,
    }
    return render(request, "workspace/staff/people.html", context)


@require_http_methods(FORM)
@page(_MANAGE)
@require_recent_login
def invite(request: StaffRequest) -> HttpResponse:
    """A link for one new colleague."""
    form = InvitationForm(
        posted(request),
        roles=staff.roles_of(request.actor.kind),
        units=staff.units_of(request.actor.organisation_id),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        secret = _done(form, lambda: staff.invite(by=request.actor, **data))
        if secret:
            send_link(request, secret, data["email"])
            return redirect("staff")
    return _form(request, form, gettext("Invite a colleague"), gettext("Invite"))


@require_POST
@page(_MANAGE)
def withdraw(request: StaffRequest, invitation_id: UUID) -> HttpResponse:
    """The link leads nowhere any more."""
    staff.withdraw_invitation(by=request.actor, invitation=invitation_id)
    tell(request, gettext("The invitation is withdrawn."))
    return redirect("staff")


@require_http_methods(FORM)
@page(_MANAGE)
def place(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    """Team, telephone, room and address of a colleague."""
    member = staff.colleague(request.actor, membership_id)
    initial = {"unit": member.unit_id, "phone": member.phone, "room": member.room, "email": member.email}
    form = PlaceForm(posted(request), initial=initial, units=staff.units_of(request.actor.organisation_id))
    if request.method == "POST" and form.is_valid():
        staff.change_desk(by=request.actor, membership=membership_id, **form.cleaned_data)
        return _saved(request)
    return _form(request, form, gettext("Team and telephone"), member=member)


@require_http_methods(FORM)
@page(_MANAGE)
def absence(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    """When a colleague is away, and who stands in."""
    member = staff.colleague(request.actor, membership_id)
    others = [one for one in staff.colleagues(request.actor) if one.pk != membership_id]
    initial = {"start": member.absent_from, "until": member.absent_until, "substitute": member.substitute_id}
    form = AbsenceForm(posted(request), initial=initial, others=others)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _done(form, lambda: staff.note_absence(by=request.actor, membership=membership_id, **data) or True):
            return _saved(request)
    return _form(request, form, gettext("Absence"), member=member)


@require_http_methods(FORM)
@page(_MANAGE)
@require_recent_login
def role(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    """What a colleague may do, from her next click on."""
    member = staff.colleague(request.actor, membership_id)
    form = RoleForm(posted(request), initial={"role": member.role}, roles=staff.roles_of(request.actor.kind))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["role"]
        if _done(form, lambda: leaving.give_role(by=request.actor, membership=membership_id, role=chosen) or True):
            return _saved(request)
    return _form(request, form, gettext("Role"), member=member)


@require_http_methods(FORM)
@page(_MANAGE)
@require_recent_login
def leave(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    """A colleague's work here ends now; who takes over her cases."""
    member = staff.colleague(request.actor, membership_id)
    named = leaving.named_in(request.actor, membership_id)
    units: dict[UUID | None, str] = {unit.pk: unit.name for unit in staff.units_of(request.actor.organisation_id)}
    teams = {unit: f"{units.get(unit, gettext('no team'))} ({count})" for unit, count in named.items()}
    form = LeavingForm(posted(request), teams=teams, others=leaving.may_take_over(request.actor, membership_id))
    if request.method == "POST" and form.is_valid():
        successors = form.successors(named)
        if _done(form, lambda: (leaving.leave(by=request.actor, membership=membership_id, successors=successors),)):
            tell(request, gettext("Her work here has ended. She is logged out everywhere."))
            return redirect("staff")
    more = {"cases": sum(named.values()), "leaving": True}
    return _form(request, form, gettext("End the work here"), gettext("End now"), member=member, **more)


@require_POST
@page(_MANAGE)
@require_recent_login
def renew(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    """A link for a colleague who lost her password or second factor."""
    member = staff.colleague(request.actor, membership_id)
    try:
        secret = staff.renew_access(by=request.actor, membership=membership_id)
    except staff.NotPossible as refused:
        tell(request, gettext(str(refused)), level="warning")
    else:
        send_link(request, secret, member.email)
    return redirect("staff")


@require_safe
@page(_MANAGE)
def roles(request: StaffRequest) -> HttpResponse:
    """Each role in a sentence, with an example, and who has it."""
    members = staff.colleagues(request.actor)
    shown = [
        {"role": one, "words": IN_WORDS[one], "who": [m.account.name for m in members if m.role == one]}
        for one in staff.roles_of(request.actor.kind)
    ]
    trail = [Step(gettext("People who work here"), reverse("staff")), Step(gettext("Roles"))]
    return render(request, "workspace/staff/roles.html", {"trail": trail, "roles": shown})


@require_safe
@page(_MANAGE)
def view_as(request: StaffRequest, role: str) -> HttpResponse:
    """The workspace as somebody with this role sees it: navigation and what she may do, without any case; journalled."""
    if role not in staff.roles_of(request.actor.kind):
        raise Http404
    journal.record("role.viewed", role=role)
    request.frame = preview_of(request, request.actor, role)
    context = {
        "role": Role(role),
        "words": IN_WORDS[role],
        "may": [(text, may(role, request.actor.kind, one).allowed) for one, text in PERMISSIONS.items()],
        "classes": _classes(request, role),
        "trail": [Step(gettext("View of a role"))],
    }
    return render(request, "workspace/staff/view_as.html", context)


def _classes(request: StaffRequest, role: str) -> list[str]:
    """What somebody with this role reads of a case in which the organisation takes part, for the present purpose."""
    actor, language = request.actor, 0 if get_language() == "de" else 1
    who = Who(role, actor.kind, str(actor.organisation_id), actor.purpose, Relation.PARTICIPANT, clock.today())
    if Permission.CASE_READ not in ROLES[role]:
        return []
    return [LABELS[one][language] for one in DataClass if judge(who, Verb.READ, one).allowed]


def _away(member: Membership, today: Any) -> bool:
    return bool(member.absent_from and member.absent_until and member.absent_from <= today < member.absent_until)


def _done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the act returns; None when it was refused, and the form says why."""
    try:
        return act()
    except staff.NotPossible as refused:
        form.add_error(None, gettext(str(refused)))
    except leaving.StillNamed as named:
        text = gettext("%(count)s cases name her. Choose who takes over first: no case may lose its contact person.")
        form.add_error(None, text % {"count": named.count})
    return None


def _saved(request: StaffRequest) -> HttpResponse:
    tell(request, gettext("Saved."))
    return redirect("staff")


def _form(request: StaffRequest, form: forms.Form, title: str, action: str = "", **more: Any) -> HttpResponse:
    trail = [Step(gettext("People who work here"), reverse("staff")), Step(title)]
    context = {"trail": trail, "form": form, "title": title, "action": action or gettext("Save"), **more}
    context["days"] = settings.INVITATION_DAYS
    return render(request, "workspace/staff/form.html", context, status=422 if form.errors else 200)
