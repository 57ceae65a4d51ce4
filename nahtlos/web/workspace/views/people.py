"""Adding a person, merging two files of one person, separating a record again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from nahtlos.access.policy import Permission
from nahtlos.cases.matching import identities_of
from nahtlos.cases.search import search
from nahtlos.cases.selectors import CaseFile, get_case_file, lines_of
from nahtlos.cases.services.people import (
    NotMergeable,
    attach_entry,
    check_for_match,
    merge_people,
    open_case,
    undo_merge,
    unlink_record,
)
from nahtlos.linkage.score import score
from nahtlos.people.models import Person, Record
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.drafts import Drafts, Restored
from nahtlos.web.workspace.forms.people import IntakeForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.presenters.records import in_words, percent
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.searches import recall, remember
from nahtlos.web.workspace.targets import local_target
from nahtlos.web.workspace.trails import case_trail


@require_http_methods(["GET", "POST"])
@page(Permission.PERSON_CREATE)
def person_new(request: StaffRequest) -> HttpResponse:
    """Five fields; before a file is opened, everybody who may be the same person is shown."""
    drafts = Drafts(request, "person:new")
    if request.method != "POST":
        restored = drafts.restored(IntakeForm.base_fields)
        return _intake(request, IntakeForm(initial=dict(restored.typed) if restored else None), restored=restored)
    if (answer := drafts.answer(IntakeForm.base_fields)) is not None:
        return answer
    form = IntakeForm(request.POST)
    if not form.is_valid():
        return _intake(request, form, status=422)
    data = form.person()
    if chosen := request.POST.get("attach"):
        person_id = case_within_reach(request.actor, _id(chosen)).person_id
        attach_entry(by=request.actor, data=data, person_id=person_id)
        drafts.done()
        tell(request, gettext("What you entered stands in this file now."))
        return redirect("case", person_id)
    matches = check_for_match(by=request.actor, data=data)
    if matches and request.POST.get("anyway") != "1":
        return _intake(request, form, matches=_matches(request, matches))
    person_id = open_case(by=request.actor, data=data)
    drafts.done()
    tell(request, gettext("A new file was opened."))
    return redirect("case", person_id)


@require_http_methods(["GET", "POST"])
@page(Permission.MATCH_DECIDE)
def merge(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Choose the other file, see both side by side, then make them one."""
    kept = get_case_file(request.actor, person_id)
    other_id = request.POST.get("other") or request.GET.get("mit")
    context: dict[str, Any] = {"trail": case_trail(kept.person, gettext("Merge")), "kept": kept, "query": ""}
    if "suche" in request.POST:
        word = remember(request, request.POST["suche"].strip())
        return redirect(f"{reverse('merge', args=[person_id])}?suche={word}")
    if not other_id:
        query = recall(request, request.GET.get("suche", ""))
        hits = [hit for hit in search(request.actor, query) if hit.line.person_id != person_id] if query else []
        return render(request, "workspace/merge_search.html", context | {"query": query, "hits": hits})
    gone = get_case_file(request.actor, _id(other_id))
    back = local_target(request, reverse("case", args=[person_id]))
    if request.method == "POST":
        try:
            done = merge_people(
                by=request.actor, kept=person_id, gone=gone.person.id, reason=request.POST.get("reason", "")[:300]
            )
        except NotMergeable as problem:
            context["problem"] = gettext(str(problem))
        else:
            tell(
                request,
                gettext("The two files are one now."),
                undo=reverse("unmerge", args=[person_id]),
                fields=[("merge", str(done.id))],
            )
            return redirect(back)
    context |= {"gone": gone, "sides": [_side(kept), _side(gone)], "back": back} | _why(kept, gone)
    return render(request, "workspace/merge.html", context)


@require_POST
@page(Permission.MATCH_DECIDE)
def unmerge(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Both files are there again."""
    undone = undo_merge(by=request.actor, merge_id=_id(request.POST.get("merge")))
    tell(request, gettext("Both files are there again, each with what it had."))
    return redirect("case", undone.kept_id)


@require_http_methods(["GET", "POST"])
@page(Permission.MATCH_DECIDE)
def separate(request: StaffRequest, person_id: UUID, record_id: UUID) -> HttpResponse:
    """A record of my organisation was linked to the wrong person: it gets a file of its own."""
    case = case_within_reach(request.actor, person_id)
    record = Record.objects.get(id=record_id, person=person_id, organisation=request.actor.organisation_id)
    problem = ""
    if request.method == "POST":
        try:
            new = unlink_record(by=request.actor, record_id=record.id, reason=request.POST.get("reason", "")[:300])
        except NotMergeable as refused:
            problem = gettext(str(refused))
        else:
            tell(request, gettext("The record has a file of its own now. If this was wrong, merge the two files."))
            return redirect("case", new)
    context = {
        "trail": case_trail(case.person, gettext("Separate")),
        "person": case.person,
        "record": record,
        "reasons": list(in_words(record.link_reasons)),
        "score": percent(record.link_score),
        "problem": problem,
    }
    return render(request, "workspace/separate.html", context)


def _intake(
    request: StaffRequest,
    form: IntakeForm,
    *,
    matches: list[dict[str, Any]] | None = None,
    restored: Restored | None = None,
    status: int = 200,
) -> HttpResponse:
    trail = [Step(gettext("Cases"), reverse("cases")), Step(gettext("Add a person"))]
    context = {"form": form, "matches": matches, "trail": trail, "restored": restored}
    return render(request, "workspace/person_new.html", context, status=status)


def _matches(request: StaffRequest, matches: list[Any]) -> list[dict[str, Any]]:
    """Possible matches in words; of people outside the actor's cases only the desk to ask."""
    mine = [match.person_id for match in matches if match.person_id]
    lines = {line.person_id: line for line in lines_of(request.actor, list(Person.objects.filter(id__in=mine)))}
    return [
        {
            "line": lines.get(match.person_id),
            "score": percent(match.score),
            "reasons": list(in_words(match.reasons)),
            "desk": match.desk,
        }
        for match in matches
    ]


def _side(file: CaseFile) -> dict[str, Any]:
    counts = [
        (gettext("Names"), len(file.names)),
        (gettext("Numbers"), len(file.identifiers)),
        (gettext("Statements"), len(file.facts)),
        (gettext("Records"), len(file.records)),
    ]
    return {"file": file, "counts": counts}


def _why(kept: CaseFile, gone: CaseFile) -> dict[str, Any]:
    """How likely the linkage takes them for one person, and what speaks for and against it."""
    both = {identity.key: identity for identity in identities_of([kept.person.id, gone.person.id])}
    one, other = both.get(str(kept.person.id)), both.get(str(gone.person.id))
    if one is None or other is None:
        return {}
    result = score(one, other)
    reasons = [reason.text(get_language() or "de") for reason in result.reasons]
    return {"score": percent(result.probability), "reasons": reasons}


def _id(text: str | None) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise Http404 from None
