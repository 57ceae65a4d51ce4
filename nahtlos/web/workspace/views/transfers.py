"""Handovers and referrals: the list, one of them in the view of its side, acts, paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.models import Responsibility
from nahtlos.core import clock
from nahtlos.handovers.enums import Act, Kind, Side, State
from nahtlos.handovers.machines import NotPossible, Step
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.moving.receivers import LOCAL, elsewhere
from nahtlos.handovers.selectors import BOXES, Detail, get_transfer, list_transfers
from nahtlos.handovers.services.answering import accept, act_as_receiver, reject, staff
from nahtlos.handovers.services.asking import AlreadyAsked, NotAskable, act_as_sender, amend, begin_transfer
from nahtlos.handovers.services.reach import Answered
from nahtlos.organisations.models import Organisation
from nahtlos.web.components.context import Step as TrailStep
from nahtlos.web.workspace.forms.transfers import ActForm, NewForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.partners import partner_side
from nahtlos.web.workspace.presenters.transfers import (
    consents_within,
    deadlines_of,
    moments_of,
    package_of,
    preview_of,
    tasks_within,
)
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words import transfers as words


@require_safe
@page(Permission.CASE_LIST)
def transfers(request: StaffRequest) -> HttpResponse:
    """What comes in, what went out, what is overdue, with counts."""
    box = request.GET.get("fach", "incoming")
    box = box if box in BOXES else "incoming"
    lines, counts = list_transfers(request.actor, box)
    context = {
        "box": box,
        "boxes": [(name, words.BOXES[name], counts[name]) for name in BOXES],
        "lines": lines,
        "empty": words.EMPTY[box],
        "today": clock.today(),
    }
    return render(request, "workspace/transfers/list.html", context)


@require_safe
@page(Permission.CASE_LIST)
def transfer(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """One of them: what it is about, who must act, the package, what was done, what can be done."""
    return _shown(request, _found(request, transfer_id))


@require_POST
@page(Permission.HANDOVER_WORK)
def transfer_act(request: StaffRequest, transfer_id: UUID, act: str) -> HttpResponse:
    """One act of the table; what was typed stays where it is not possible."""
    detail = _found(request, transfer_id)
    step = next((step for step in detail.possible if step.act == act), None)
    if step is None:
        if act not in Act.values:
            raise Http404
        return _too_late(request, detail, gettext("This is not possible any more."))
    form = _form(request, detail, step, request.POST)
    if not form.is_valid():
        return _shown(request, detail, form, status=422)
    try:
        done = _doing(request, detail, step, form)()
    except Answered as faster:
        return _too_late(request, detail, _sentence(faster))
    except NotPossible as refused:
        form.add_error(None, gettext(str(refused)))
        return _shown(request, detail, form, status=422)
    told = words.DONE[step.act]
    if step.act == Act.ACCEPT and done.kind == Kind.MOVE:
        told = words.MOVE_ACCEPTED[done.state == State.COMPLETED]
    tell(request, str(told))
    return redirect("transfer", done.id)


@require_http_methods(["GET", "POST"])
@page(Permission.HANDOVER_WORK)
def transfer_new(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A handover or referral somebody begins; drafts are kept by their author."""
    case = case_within_reach(request.actor, person_id)
    leads = Responsibility.objects.filter(
        case=case, valid_until=None, organisation=request.actor.organisation_id
    ).exists()
    form = NewForm(
        request.POST or None,
        offices=_others(request),
        leads=leads,
        elsewhere=list(elsewhere(request.actor.district_id)) if leads else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_transfer(
                by=request.actor, person_id=person_id, request=form.request(), as_draft="draft" in request.POST
            )
        except AlreadyAsked as twice:
            form.add_error(None, gettext(str(twice)))
            already = twice.transfer
            if already is not None and request.actor.organisation_id in (already.sender_id, already.receiver_id):
                tell(request, gettext(str(twice)), level="warning")
                return redirect("transfer", already.id)
        except NotAskable as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            tell(request, gettext("It is asked for. You stay responsible until it is accepted."))
            return redirect("transfer", made.id)
    context = {"trail": case_trail(case.person, gettext("Hand over or refer")), "person": case.person, "form": form}
    return render(request, "workspace/transfers/new.html", context, status=422 if form.errors else 200)


def _found(request: StaffRequest, transfer_id: UUID) -> Detail:
    try:
        return get_transfer(request.actor, transfer_id)
    except Transfer.DoesNotExist:
        raise Http404 from None


def _shown(request: StaffRequest, detail: Detail, wrong: ActForm | None = None, status: int = 200) -> HttpResponse:
    today, one = clock.today(), detail.line.transfer
    forms = [wrong if wrong and wrong.step == step else _form(request, detail, step) for step in detail.possible]
    context = {
        "trail": [TrailStep(gettext("Handovers"), reverse("transfers")), TrailStep(one.reference)],
        "detail": detail,
        "one": one,
        "line": detail.line,
        "is_sender": detail.line.side == Side.SENDER,
        "package": package_of(detail, today),
        "deadlines": deadlines_of(detail, today),
        "tasks": tasks_within(request.actor, detail),
        "consents": consents_within(request.actor, detail, today),
        "moments": moments_of(detail.steps),
        "acts": [(form.step, words.BUTTONS[form.step.act], form, form is wrong) for form in forms],
        "side": partner_side(request.actor, one, today),
        "is_move": one.kind == Kind.MOVE,
        "preview": preview_of(one) if one.kind == Kind.MOVE else None,
        "has_letter": detail.may_open
        and one.receiver_id is not None
        and one.state in (State.ACCEPTED, State.IN_PROGRESS, State.COMPLETED),
        "today": today,
    }
    return render(request, "workspace/transfers/one.html", context, status=status)


def _form(request: StaffRequest, detail: Detail, step: Step, data: Any = None) -> ActForm:
    team = staff(request.actor) if step.act == Act.ACCEPT else []
    offices = _others(request) if step.act == Act.REJECT else []
    if detail.line.transfer.kind == Kind.MOVE:
        offices = [one for one in offices if one.kind in LOCAL]
    initial = {"contact": str(request.actor.membership.id)}
    return ActForm(data, step=step, detail=detail, team=team, offices=offices, initial=initial)


def _others(request: StaffRequest) -> list[Organisation]:
    others = Organisation.objects.filter(district=request.actor.district_id).exclude(id=request.actor.organisation_id)
    return list(others.order_by("name"))


def _doing(request: StaffRequest, detail: Detail, step: Step, form: ActForm) -> Callable[[], Transfer]:
    data = form.cleaned_data
    same: dict[str, Any] = {
        "by": request.actor,
        "transfer_id": detail.line.transfer.id,
        "version": data["version"],
        "note": data.get("note", ""),
    }
    if step.act == Act.ACCEPT:
        return lambda: accept(**same, contact=UUID(data["contact"]) if data["contact"] else None)
    if step.act == Act.REJECT:
        named = UUID(data["named"]) if data.get("named") else None
        return lambda: reject(**same, reason=data["reason"], named=named)
    if step.act == Act.AMEND:
        return lambda: amend(**same, wanted_on=data.get("wanted_on"))
    change = act_as_sender if step.side == Side.SENDER else act_as_receiver
    return lambda: change(**same, act=step.act, reason=data.get("reason", ""))


def _sentence(faster: Answered) -> str:
    step = faster.step
    who = step.by.name if step.by else "nahtlos"
    office = step.organisation.short_name if step.organisation else ""
    at = f"{step.at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"
    words_ = {"who": who, "office": office, "what": Act(step.act).label, "at": at}
    return gettext("Somebody was faster: %(who)s (%(office)s), %(at)s: %(what)s.") % words_


def _too_late(request: StaffRequest, detail: Detail, sentence: str) -> HttpResponse:
    tell(request, sentence, level="warning")
    return redirect("transfer", detail.line.transfer.id)
