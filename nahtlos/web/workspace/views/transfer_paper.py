"""Paper about a handover: the cover sheet for the offices, the letter to the person. File names say nothing of her."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.protection import protected_among
from nahtlos.cases.sight import Leaving, leaving
from nahtlos.core import clock
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.paper.contents import letter_of
from nahtlos.handovers.paper.letter import compiled, pdf
from nahtlos.handovers.selectors import Detail, get_transfer
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.transfers import moments_of, package_of


@require_safe
@page(Permission.CASE_READ)
def letter(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """German and her language; only once somebody has accepted."""
    try:
        words, language = letter_of(request.actor, transfer_id)
    except Transfer.DoesNotExist:
        raise Http404 from None
    return _paper(pdf(words, language), f"brief-{words.reference}")


@require_safe
@page(Permission.CASE_READ)
def cover(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """The package on one sheet, for those to whom the file is open."""
    try:
        detail = get_transfer(request.actor, transfer_id)
    except Transfer.DoesNotExist:
        raise Http404 from None
    if not detail.may_open:
        raise Http404
    person_id = detail.line.person_id
    out = leaving(request.actor, is_protected=person_id is None or bool(protected_among([person_id])))
    return _paper(compiled("cover", _cover(detail, out)), f"deckblatt-{detail.line.transfer.reference}")


def _cover(detail: Detail, out: Leaving) -> dict[str, object]:
    one, today = detail.line.transfer, clock.today()
    rows = [
        (gettext("Person"), detail.line.name),
        (gettext("From"), one.sender.name),
        (gettext("To"), one.to_name),
        (gettext("From when"), f"{one.wanted_on:%d.%m.%Y}" if one.wanted_on else ""),
        (gettext("Provision"), one.law),
        (gettext("State"), one.get_state_display()),
        (gettext("Note"), one.note),
    ]
    missing = gettext("missing")
    items = [
        [str(item.label), ("; ".join(item.values) or "–") if item.is_there else missing, ", ".join(item.at) or "–"]
        for item in package_of(detail, today, out)
    ]
    steps = [
        f"{moment.step.at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M} {moment.what}, {moment.who}"
        + (f": {moment.why}" if moment.why else "")
        for moment in moments_of(detail.steps)
    ]
    columns = [gettext("What"), gettext("What it says"), gettext("Already available at")]
    return {
        "title": f"{one.get_kind_display()} {one.reference}",
        "language": (get_language() or "de")[:2],
        "reference": one.reference,
        "printed": f"{today:%d.%m.%Y}",
        "rows": [[name, text] for name, text in rows if text],
        "items": items,
        "steps": steps,
        "words": {
            "package": gettext("What the receiver needs"),
            "steps": gettext("What was done"),
            "columns": columns,
        },
    }


def _paper(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
