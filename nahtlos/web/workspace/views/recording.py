"""Recording and correcting facts by hand. Nothing typed is ever lost, whoever else is at work in the file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.cases.changes import changed_since, last_act, successor
from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Case, Fact
from nahtlos.cases.protection import protected_among
from nahtlos.cases.services.facts import (
    InvalidFact,
    StaleCase,
    Stated,
    Superseded,
    answers_for,
    correct_fact,
    record_fact,
)
from nahtlos.cases.services.protection import may_protect
from nahtlos.cases.sight import may_state
from nahtlos.web.workspace.drafts import Drafts, Restored
from nahtlos.web.workspace.effects import Before
from nahtlos.web.workspace.forms.fact import FactForm
from nahtlos.web.workspace.forms.kinds import FORMS
from nahtlos.web.workspace.merging import MARK, decided, merge, say
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.meanwhile import same_was_said, was_corrected, was_withdrawn
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.recording import form_page
from nahtlos.web.workspace.trails import case_trail
from nahtlos.web.workspace.words.recording import GROUPS


@require_safe
@page(Permission.FACT_RECORD)
def choice(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Everything that can be recorded by hand."""
    case = case_within_reach(request.actor, person_id)
    stands = {"is_protected": bool(protected_among([person_id])), "leads": may_protect(request.actor, person_id)}
    context = {
        "trail": case_trail(case.person, gettext("Record")),
        "person": case.person,
        "groups": [
            (label, [(kind, FactKind(kind).label) for kind in kinds if may_state(request.actor, kind, **stands)])
            for label, kinds in GROUPS
        ],
    }
    return render(request, "workspace/record_choice.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def record(request: StaffRequest, person_id: UUID, kind: str) -> HttpResponse:
    """A form for one kind of fact; after saving the file says what the law now answers differently."""
    form_class = _form_class(kind)
    case = case_within_reach(request.actor, person_id)
    title = FactKind(kind).label
    drafts = Drafts(request, f"record:{person_id}:{kind}")
    if request.method != "POST":
        restored = drafts.restored(form_class(kind=kind).fields)
        form = form_class(kind=kind, initial={"version": case.version} | _typed(restored))
        return form_page(request, case, form, title, restored=restored)
    form = form_class(request.POST, kind=kind)
    if (answer := drafts.answer(form.fields)) is not None:
        return answer
    if form.is_valid():
        before, stated, version = Before(person_id), form.stated(), form.cleaned_data["version"]
        try:
            fact = record_fact(by=request.actor, person_id=person_id, stated=stated, version=version)
        except StaleCase as stale:
            if any(_says(one, stated, request) for one in stale.facts):
                drafts.done()
                tell(request, gettext("Exactly this was recorded meanwhile; it stands in the file once."), level="info")
                return redirect("case", person_id)
            say(form, version=str(case.version))
            return form_page(request, case, form, title, meanwhile=same_was_said(request.actor, stale.facts))
        except InvalidFact as problem:
            form.add_error(None, gettext(str(problem)))
        else:
            drafts.done()
            tell(
                request,
                gettext("Recorded: %(kind)s") % {"kind": title},
                lines=[*before.changes(), *_also(case, version, fact)],
                undo=reverse("withdraw", args=[person_id]),
                fields=[("fact", str(fact.id)), ("why", gettext("taken back at once"))],
            )
            return redirect("case", person_id)
    return form_page(request, case, form, title)


@require_http_methods(["GET", "POST"])
@page(Permission.FACT_RECORD)
def correct(request: StaffRequest, person_id: UUID, fact_id: UUID) -> HttpResponse:
    """The wrong statement stays readable; the right one takes its place."""
    fact = Fact.objects.filter(answers_for(request.actor)).get(id=fact_id, person=person_id)
    form_class = _form_class(fact.kind)
    case = case_within_reach(request.actor, person_id)
    title = gettext("Correct: %(kind)s") % {"kind": FactKind(fact.kind).label}
    drafts = Drafts(request, f"correct:{fact_id}")
    if request.method != "POST":
        return _correction(request, case, fact, title, drafts)
    form = form_class(request.POST, kind=fact.kind)
    if (answer := drafts.answer(form.fields)) is not None:
        return answer
    if MARK in request.POST:
        merged = decided(form, form_class.initial_of(fact))
        form = form_class(merged.data, kind=fact.kind)
        if merged.clashes:
            meanwhile = was_corrected(request.actor, fact)
            return form_page(request, case, form, title, meanwhile=meanwhile, merged=merged)
    if form.is_valid():
        before = Before(person_id)
        try:
            correct_fact(by=request.actor, fact_id=fact_id, stated=form.stated(), why="corrected")
        except Superseded as gone:
            return _overtaken(request, case, fact, gone.by, form)
        except InvalidFact as problem:
            form.add_error(None, gettext(str(problem)))
        else:
            drafts.done()
            tell(request, gettext("Corrected. The earlier statement stays readable."), lines=before.changes())
            return redirect("case", person_id)
    return form_page(request, case, form, title)


def _correction(request: StaffRequest, case: Case, fact: Fact, title: str, drafts: Drafts) -> HttpResponse:
    """The form as it opens: with the statement as it stands, or with what was typed before."""
    form_class = _form_class(fact.kind)
    restored = drafts.restored(form_class(kind=fact.kind).fields)
    initial = form_class.initial_of(fact) | {"version": case.version} | _typed(restored)
    if fact.superseded_at is None:
        return form_page(request, case, form_class(kind=fact.kind, initial=initial), title, restored=restored)
    now = successor(fact)
    if restored is None or now is None:
        tell(request, gettext("This statement has been changed or taken back meanwhile."), level="info")
        return redirect("correct", case.person_id, now.id) if now else redirect("case", case.person_id)
    typed = {name: value for name, value in initial.items() if value is not None}
    return _overtaken(request, case, fact, now, form_class(typed, kind=fact.kind))


def _overtaken(request: StaffRequest, case: Case, fact: Fact, now: Fact | None, form: FactForm) -> HttpResponse:
    """Somebody else was faster: her entries and mine in one form, which corrects the statement as it stands now."""
    label, form_class = FactKind(fact.kind).label, type(form)
    if now is None:
        meanwhile = was_withdrawn(last_act(request.actor, case.person_id, "fact.corrected", fact=str(fact.id)))
        say(form, version=str(case.version))
        action = reverse("record", args=[case.person_id, fact.kind])
        return form_page(request, case, form, label, meanwhile=meanwhile, action=action)
    merged = merge(form, form_class.initial_of(fact), form_class.initial_of(now))
    return form_page(
        request,
        case,
        form_class(merged.data, kind=fact.kind),
        gettext("Correct: %(kind)s") % {"kind": label},
        meanwhile=was_corrected(request.actor, now),
        merged=merged,
        action=reverse("correct", args=[case.person_id, now.id]),
    )


def _form_class(kind: str) -> type[FactForm]:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _typed(restored: Restored | None) -> dict[str, object]:
    return dict(restored.typed) if restored else {}


def _says(fact: Fact, stated: Stated, request: StaffRequest) -> bool:
    """My organisation has stated just this, and it counts."""
    mine = fact.reported_by_id == request.actor.organisation_id and fact.superseded_at is None
    same = (fact.value, fact.valid_from, fact.valid_until) == (stated.value, stated.valid_from, stated.valid_until)
    return mine and same


def _also(case: Case, version: int, mine: Fact) -> list[str]:
    """What else was recorded while the form was open."""
    if version == case.version:
        return []
    news = changed_since(case, version)
    others = [fact for fact in news if fact.kind != mine.kind and fact.recorded_by_id != mine.recorded_by_id]
    kinds = dict.fromkeys(str(FactKind(fact.kind).label) for fact in others if fact.kind in FactKind.values)
    if not kinds:
        return []
    return [gettext("Recorded meanwhile by others: %(kinds)s") % {"kinds": ", ".join(kinds)}]
