"""Was heute gilt: one line per question with answer, provision, reasons, end, and what is missing to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, gettext

from nahtlos.cases.explain import Because, Explained, Explanation
from nahtlos.law.book.content import place_of
from nahtlos.web.workspace.words import facts, law, reasons

#: The order in which a clerk asks.
ORDER = (
    "benefit_authority",
    "benefit_law",
    "benefit.asylblg_level",
    "benefit.sgb_ii_starts_on",
    "employment_service",
    "employment",
    "apprenticeship",
    "self_employment",
    "ba_approval",
    "priority_check",
    "integration_course",
    "seed_group",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition, whether it is met, and the fact it looked at."""

    text: str
    met: bool | None
    fact: str


@dataclass(frozen=True, slots=True)
class Line:
    """The answer to one question, in words."""

    question: str
    answer: str
    is_open: bool
    does_not_arise: bool
    discretion: str
    provision: str  #: the main one; its rule stands in the rule book
    rule_address: str
    other_provisions: tuple[str, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    candidates: tuple[str, ...]
    acts: tuple[str, ...]
    until: date | None
    note: str
    assumed: tuple[str, ...]


def answers_of(explanation: Explanation) -> list[Line]:
    """The lines in the order in which a clerk asks."""
    found = {one.question: one for one in explanation.answers}
    codes = [code for code in ORDER if code in found] + [code for code in found if code not in ORDER]
    return [_line(found[code], explanation) for code in codes]


def _line(one: Explained, explanation: Explanation) -> Line:
    language, assumed = (get_language() or "de")[:2], explanation.assumed
    named = explanation.rules.label(one.question, one.answer, explanation.on, language)
    provisions = tuple(norm["cite"] for norm in one.law)
    used = dict.fromkeys(_root(because.fact) for because in one.because)
    return Line(
        question=law.question(one.question),
        answer=named or law.answer(one.question, one.status, one.answer),
        is_open=one.status in ("undetermined", "borderline", "manual_check"),
        does_not_arise=one.status == "not_applicable",
        discretion=str(law.DISCRETION.get(one.discretion or "", "")),
        provision=provisions[0] if provisions else "",
        rule_address=_rule_address(one, explanation, language),
        other_provisions=provisions[1:],
        reasons=tuple(_reason(because, language) for because in one.because),
        missing=tuple(dict.fromkeys(facts.asked_for(path) for path in one.missing)),
        candidates=tuple(
            law.answer(one.question, "determined", value) for value in one.candidates if value is not None
        ),
        acts=tuple(_act(act) for act in one.acts_needed),
        until=one.next_change,
        note=gettext(one.reason) if one.reason else "",
        assumed=tuple(reasons.assumed(key, assumed[key]) for key in used if key in assumed),
    )


def _rule_address(one: Explained, explanation: Explanation, language: str) -> str:
    """Where the rule behind the answer stands in the rule book."""
    place = place_of(explanation.rules, one.question, one.rule, explanation.on)
    if place is None:
        return ""
    table, anchor = place
    name = "law_page" if language == "de" else "law_page_en"
    return f"{reverse(name, args=[table])}#{anchor}"


def _root(path: str) -> str:
    """The key of the fact at the beginning of a path: residence[1].from speaks of residence."""
    return path.split(".")[0].split("[")[0]


def _reason(because: Because, language: str) -> Reason:
    shown = reasons.value(because.fact, because.value) if because.value is not None else ""
    return Reason(because.text(language), because.met, shown)


def _act(act: Mapping[str, str]) -> str:
    name = str(law.ACTS.get(act["act"], act["act"]))
    return gettext("%(act)s (%(by)s)") % {"act": name, "by": reasons.who(act["by"])} if act.get("by") else name
