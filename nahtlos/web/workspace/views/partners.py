"""Referrals to partners without an account: asking, the link or letter that is shown once, and answers by telephone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nahtlos.access.policy import Permission
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.selectors import get_transfer
from nahtlos.handovers.services.asking import AlreadyAsked, NotAskable
from nahtlos.handovers.services.links import Given, give_again, note_answer, refer_to_partner
from nahtlos.handovers.sharing import PIECES, known_of
from nahtlos.organisations.actor import Actor
from nahtlos.web.components.context import Step as TrailStep
from nahtlos.web.workspace.forms.partners import AgainForm, NotedForm, PartnerForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.partners import answers_to_note
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words import facts


@require_http_methods(["GET", "POST"])
@never_cache
@page(Permission.HANDOVER_WORK)
def partner_new(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Somebody without an account is asked; the link or the code is shown once."""
    case = case_within_reach(request.actor, person_id)
    form = PartnerForm(request.POST or None, known=_in_words(request.actor, person_id))
    if request.method == "POST" and form.is_valid():
        try:
            given = refer_to_partner(by=request.actor, person_id=person_id, asked=form.asked())
        except AlreadyAsked as twice:
            if twice.transfer is not None and twice.transfer.sender_id == request.actor.organisation_id:
                tell(request, gettext(str(twice)), level="warning")
                return redirect("transfer", twice.transfer.id)
            form.add_error(None, gettext(str(twice)))
        except NotAskable as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            return _given(request, given)
    context = {
        "trail": case_trail(case.person, gettext("Refer to a partner without an account")),
        "person": case.person,
        "form": form,
    }
    return render(request, "workspace/transfers/partner.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@page(Permission.HANDOVER_WORK)
def partner_again(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """A new link or code; the one before leads nowhere any more."""
    _of_mine(request, transfer_id)
    form = AgainForm(request.POST)
    if not form.is_valid():
        tell(request, gettext("Please choose how the partner gets it."), level="warning")
        return redirect("transfer", transfer_id)
    data = form.cleaned_data
    try:
        given = give_again(by=request.actor, transfer_id=transfer_id, way=data["way"], version=data["version"])
    except NotPossible as refused:
        tell(request, gettext(str(refused)), level="warning")
        return redirect("transfer", transfer_id)
    return _given(request, given)


@require_POST
@page(Permission.HANDOVER_WORK)
def partner_noted(request: StaffRequest, transfer_id: UUID, act: str) -> HttpResponse:
    """An answer that came by telephone or letter is noted."""
    transfer = _of_mine(request, transfer_id)
    step = next((step for step, _label in answers_to_note(transfer) if step.act == act), None)
    if step is None:
        tell(request, gettext("This is not possible any more."), level="warning")
        return redirect("transfer", transfer_id)
    form = NotedForm(request.POST, step=step, version=transfer.version)
    if not form.is_valid():
        context = {
            "trail": [TrailStep(gettext("Handovers"), reverse("transfers")), TrailStep(transfer.reference)],
            "one": transfer,
            "form": form,
            "label": {one.act: label for one, label in answers_to_note(transfer)}[step.act],
        }
        return render(request, "workspace/transfers/noted.html", context, status=422)
    data = form.cleaned_data
    try:
        note_answer(
            by=request.actor,
            transfer_id=transfer_id,
            act=step.act,
            reason=data.get("reason", ""),
            note=data["note"],
            version=data["version"],
        )
    except NotPossible as refused:
        tell(request, gettext(str(refused)), level="warning")
    else:
        tell(request, gettext("The answer is noted."))
    return redirect("transfer", transfer_id)


def _of_mine(request: StaffRequest, transfer_id: UUID) -> Transfer:
    """A referral of the actor's organisation to a partner; anything else is not found."""
    try:
        one = get_transfer(request.actor, transfer_id).line.transfer
    except Transfer.DoesNotExist:
        raise Http404 from None
    if not one.partner:
        raise Http404
    return one


def _given(request: StaffRequest, given: Given) -> HttpResponse:
    """Shown once: what was typed is gone, and nobody can show it again."""
    one = given.transfer
    way_in = reverse("partner_link", args=[given.secret]) if given.pin else reverse("partner_code")
    context = {
        "trail": [TrailStep(gettext("Handovers"), reverse("transfers")), TrailStep(one.reference)],
        "one": one,
        "given": given,
        "address": request.build_absolute_uri(way_in),
        "shared": [PIECES[str(piece["code"])] for piece in given.link.shared],
    }
    return render(request, "workspace/transfers/given.html", context)


def _in_words(actor: Actor, person_id: UUID) -> Mapping[str, tuple[Promise, Sequence[str]]]:
    """What may be passed on of her, as the partner would read it."""
    return {
        code: (
            PIECES[code],
            [one if isinstance(one, str) else facts.describe(*one) for one in values],
        )
        for code, values in known_of(actor, person_id).items()
    }
