"""Consents of one person: who may read what because she said so; giving, printing, taking back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from babel import Locale
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import LABELS, DataClass
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.core.paper.pdf import NoFont
from nahtlos.grants import paper
from nahtlos.grants.consents import consents_of, give_consent, is_living, withdraw_consent
from nahtlos.grants.export import as_json_ld
from nahtlos.grants.models import Consent, ConsentText
from nahtlos.grants.offer import needs_no_consent, on_offer, purposes_of
from nahtlos.grants.proof import NotAConsent
from nahtlos.organisations.actor import PURPOSE_LABELS
from nahtlos.organisations.models import Organisation
from nahtlos.web.workspace.forms.consents import ConsentForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail

_TEXT = "cooperation"


@dataclass(frozen=True, slots=True)
class Line:
    """One consent in words."""

    consent: Consent
    classes: list[str]
    purposes: list[str]
    lives: bool


@require_safe
@page(Permission.CASE_READ)
def consents(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What holds, what has ended, and to whom one could be given."""
    person = case_within_reach(request.actor, person_id).person
    today = clock.today()
    lines = [
        Line(one, _labels(one.classes), [_purpose(code) for code in one.purposes], is_living(one, today))
        for one in consents_of(request.actor, person_id)
    ]
    journal.record("consent.listed", "person", person_id)
    context = {
        "trail": case_trail(person, gettext("Consents")),
        "person": person,
        "living": [line for line in lines if line.lives],
        "ended": [line for line in lines if not line.lives],
        "may_record": request.actor.may(Permission.FACT_RECORD),
        "offers": _offers(request),
    }
    return render(request, "workspace/consents.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def consent_new(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """One signature for one organisation and one purpose."""
    person = case_within_reach(request.actor, person_id).person
    if not request.GET.get("stelle"):
        return redirect("consents", person_id)
    recipient, purpose = _asked(request)
    offered = sorted(on_offer(recipient.kind, purpose))
    texts = _texts()
    options = {
        "classes": [(one.value, _label(one)) for one in offered],
        "languages": [(one.language, _tongue(one.language)) for one in texts],
    }
    form = ConsentForm(request.POST or None, request.FILES or None, **options)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        text = next(one for one in texts if one.language == data["language"])
        try:
            give_consent(
                by=request.actor,
                person_id=person_id,
                organisation_id=recipient.id,
                text_id=text.id,
                classes={DataClass(one) for one in data["classes"]},
                purposes={purpose},
                given_how=data["given_how"],
                proof=data["evidence"],
                witness=data["witness"],
                interpreter=data["interpreter"],
                guardian=data["guardian"],
                valid_until=data["valid_until"],
            )
        except NotAConsent as refused:
            form.add_error(None, gettext(str(refused)))
        else:
            tell(request, gettext("The consent is recorded. It works from now on."))
            return redirect("consents", person_id)
    german = next(one for one in texts if one.language == "de")
    context = {
        "trail": case_trail(person, gettext("Record a consent")),
        "person": person,
        "recipient": recipient,
        "purpose": purpose,
        "purpose_label": _purpose(purpose),
        "form": form,
        "words": german.text.split("\n"),
        "not_asked": [_label(one) for one in sorted(needs_no_consent(recipient.kind, purpose))],
        "texts": [(one.language, _tongue(one.language)) for one in texts],
        "is_reviewed": all(one.is_reviewed or one.language == "de" for one in texts),
    }
    return render(request, "workspace/consent_new.html", context, status=422 if form.errors else 200)


@require_POST
@page(Permission.CASE_READ)
def consent_withdraw(request: StaffRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """She took it back: works on the next request of everybody."""
    withdraw_consent(by=request.actor, consent_id=consent_id, how=request.POST.get("how", "spoken")[:12])
    tell(request, gettext("The consent is withdrawn. Nobody reads anything because of it any more."))
    still = Consent.objects.filter(id=consent_id).exists()
    return redirect("consents", person_id) if still else redirect("cases")


@require_safe
@page(Permission.CASE_READ)
def consent_form(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The form to sign as PDF, in her language and in German."""
    person = case_within_reach(request.actor, person_id).person
    if not request.GET.get("stelle"):
        return redirect("consents", person_id)
    recipient, purpose = _asked(request)
    wanted = {"de", request.GET.get("sprache", "de")}
    texts = [one for one in _texts() if one.language in wanted]
    try:
        content = paper.form(
            name=str(person),
            recipient=recipient,
            classes=on_offer(recipient.kind, purpose),
            purpose=_purpose(purpose),
            texts=texts,
        )
    except NoFont as missing:
        tell(request, str(missing), level="warning")
        return redirect("consents", person_id)
    journal.record("consent.printed", "person", person_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="einwilligung.pdf"'
    return response


@require_safe
@page(Permission.CASE_READ)
def consent_export(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Her consents in the Data Privacy Vocabulary."""
    case_within_reach(request.actor, person_id)
    journal.record("consent.exported", "person", person_id)
    said = as_json_ld(consents_of(request.actor, person_id), clock.today())
    response = HttpResponse(json.dumps(said, ensure_ascii=False, indent=1), content_type="application/ld+json")
    response["Content-Disposition"] = 'attachment; filename="einwilligungen.jsonld"'
    return response


def _offers(request: StaffRequest) -> list[tuple[Organisation, str, str]]:
    """Organisations of the district and purposes for which there is something to ask."""
    offices = Organisation.objects.filter(district=request.actor.district_id).order_by("name")
    return [
        (office, purpose, _purpose(purpose))
        for office in offices
        for purpose in purposes_of(office.kind)
        if on_offer(office.kind, purpose)
    ]


def _asked(request: StaffRequest) -> tuple[Organisation, str]:
    """The recipient and the purpose named in the address."""
    wanted = request.GET.get("stelle", ""), request.GET.get("zweck", "")
    for office, purpose, _name in _offers(request):
        if wanted == (str(office.id), purpose):
            return office, purpose
    raise Http404


def _texts() -> list[ConsentText]:
    """The newest words in every language, German first."""
    known = ConsentText.objects.filter(purpose=_TEXT, valid_from__lte=clock.today())
    newest = known.aggregate(n=Max("version"))["n"]
    return sorted(known.filter(version=newest), key=lambda one: (one.language != "de", one.language))


def _purpose(code: str) -> str:
    return str(PURPOSE_LABELS.get(code, code))


def _label(data: DataClass) -> str:
    return LABELS[data][0 if (get_language() or "de").startswith("de") else 1]


def _labels(codes: list[str]) -> list[str]:
    return [_label(DataClass(code)) for code in codes]


def _tongue(code: str) -> str:
    """A language in its own script, and for whoever reads the page."""
    known, reader = Locale.parse(code), (get_language() or "de").split("-")[0]
    own, ours = str(known.get_display_name(code) or code), str(known.get_display_name(reader) or code)
    return own if own == ours else f"{own} · {ours}"
