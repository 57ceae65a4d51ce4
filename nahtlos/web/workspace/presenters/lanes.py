"""The lanes of the Zeitstrahl from the rows of a case file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext

from nahtlos.cases.models import AnswerPeriod, Fact
from nahtlos.cases.selectors import CaseFile
from nahtlos.web.workspace.timeline import Lane, Span
from nahtlos.web.workspace.words import facts, law


def lanes_of(file: CaseFile) -> list[Lane]:
    """Residence status, benefit law, authority, work, language, cooperation: one lane each, whatever is known."""
    return [
        Lane(gettext("Residence status"), tuple(_facts(file.facts, ["residence"]))),
        Lane(gettext("Benefit law"), tuple(_answers(file, "benefit_law"))),
        Lane(gettext("Authority"), tuple(_answers(file, "benefit_authority"))),
        Lane(gettext("Employment"), tuple(_answers(file, "employment"))),
        Lane(gettext("Integration course"), tuple(_answers(file, "integration_course"))),
        Lane(gettext("Lead"), tuple(_leads(file))),
    ]


def _answers(file: CaseFile, question: str) -> Iterable[Span]:
    """Stored periods of a question, from the entry on; what does not arise is left out."""
    since = _beginning(file)
    for period in file.answers.get(question, ()):
        if period.status in ("not_applicable", "borderline") or (period.next_change and period.next_change <= since):
            continue
        yield Span(
            text=law.answer(question, period.status, period.answer),
            start=max(period.valid_from, since),
            until=period.next_change,
            law=period.law,
            note=_why_open(period),
            is_open=period.status != "determined",
        )


def _why_open(period: AnswerPeriod) -> str:
    if not period.missing:
        return ""
    asked = ", ".join(facts.asked_for(path) for path in period.missing)
    return gettext("missing: %(facts)s") % {"facts": asked}


def _beginning(file: CaseFile) -> date:
    """Before she came nothing is drawn, although the law would have an answer."""
    days = [
        fact.valid_from
        for fact in file.facts
        if fact.kind in ("entry", "residence", "asylum_request") and fact.valid_from
    ]
    return min(days, default=file.case.opened_on)


def _facts(rows: Sequence[Fact], kinds: Sequence[str]) -> Iterable[Span]:
    """Statements of these kinds, the same said by several shown once with all sources, without overlap."""
    found: dict[tuple[str, date | None, date | None], list[Fact]] = {}
    for fact in rows:
        if fact.kind in kinds and fact.value:
            text = facts.describe(fact.kind, fact.value, fact.source_note)
            found.setdefault((text, fact.valid_from, fact.valid_until), []).append(fact)
    spans = sorted(found.items(), key=lambda item: (item[0][1] or date.min, item[0][2] or date.max))
    for place, ((text, start, until), same) in enumerate(spans):
        following = next((later[0][1] for later in spans[place + 1 :] if later[0][1]), None)
        end = min(until, following) if until and following else until or following
        if end and start and end <= start:
            continue
        sources = ", ".join(dict.fromkeys(fact.reported_by.short_name for fact in same))
        yield Span(text, start, end, note=sources)


def _leads(file: CaseFile) -> Iterable[Span]:
    for lead in file.responsibilities:
        yield Span(lead.organisation.short_name, lead.valid_from, lead.valid_until, law=lead.law)
