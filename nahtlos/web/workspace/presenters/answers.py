"""Was heute gilt: per question the answer, provisions, reasons with their sources, end, what comes then, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nahtlos import law as engine
from nahtlos.cases.explain import Explanation, Told, source_of
from nahtlos.cases.selectors import CaseFile
from nahtlos.law.book.content import place_of
from nahtlos.law.wording import Condition
from nahtlos.law.wording.programmes import why_no
from nahtlos.web.workspace.words import law, reasons
from nahtlos.web.workspace.words.spoken import language

#: The order in which a clerk asks. What stands in the first group is shown at once, the other groups are folded.
GROUPS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    (
        "now",
        _("What holds"),
        (
            "benefit_authority",
            "benefit_law",
            "benefit.asylblg_level",
            "benefit.sgb_ii_starts_on",
            "employment_service",
            "employment",
            "apprenticeship",
            "integration_course",
        ),
    ),
    (
        "work",
        _("More about work and courses"),
        (
            "self_employment",
            "ba_approval",
            "priority_check",
            "integration_course.entitlement_ends_on",
            "integration_course_duty",
            "vocational_language_course",
        ),
    ),
    (
        "place",
        _("Where she may live and travel"),
        ("residence_rule_12a", "spatial_restriction"),
    ),
    (
        "title",
        _("Routes to a residence title"),
        (
            "title_continues",
            "title.25a",
            "title.25b",
            "title.104c",
            "title.60c",
            "title.60d",
            "title.26_3",
        ),
    ),
)
ORDER = tuple(code for _key, _title, codes in GROUPS for code in codes)


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition in words, and whose statement the fact is."""

    condition: Condition
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """The answer to one question, in words."""

    code: str
    told: engine.Explanation
    is_yes: bool
    why_no: str
    discretion: str
    short: str  #: the answer itself; the name a module of the law gives it, where it does
    rule_address: str  #: where the rule behind it stands in the rule book
    reasons: tuple[Reason, ...]
    until: date | None
    assumed: tuple[str, ...]
    is_veiled: bool  #: it rests on facts the reader may not see

    @property
    def is_open(self) -> bool:
        """Whether facts or the law leave it open."""
        return self.told.status in ("undetermined", "borderline", "manual_check")

    @property
    def does_not_arise(self) -> bool:
        """Whether the question makes no sense for her."""
        return self.told.status == "not_applicable"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together."""

    key: str
    title: Promise | str
    lines: tuple[Line, ...]

    @property
    def open(self) -> int:
        """So many of them are open."""
        return sum(line.is_open for line in self.lines)

    @property
    def possible(self) -> tuple[str, ...]:
        """What is answered with yes, by name: worth knowing without unfolding."""
        return tuple(line.told.name for line in self.lines if line.is_yes)


def answers_of(file: CaseFile, explanation: Explanation, tongue: str = "") -> list[Group]:
    """The questions in groups; a question no group names stands in the last one. `tongue`: another language than the page's."""
    found = {one.answer["question"]: one for one in explanation.answers}
    rest = tuple(code for code in found if code not in ORDER)
    groups = [*GROUPS, ("more", _("More questions"), rest)]
    tongue = tongue or language()
    return [
        Group(key, title, tuple(_line(file, explanation, found[code], tongue) for code in codes if code in found))
        for key, title, codes in groups
        if any(code in found for code in codes)
    ]


def _line(file: CaseFile, explanation: Explanation, one: Told, tongue: str) -> Line:
    told = one.words(tongue)
    used = dict.fromkeys(_root(condition.fact) for condition in told.conditions)
    following = one.answer["next_change"]
    return Line(
        code=told.question,
        told=told,
        is_yes=one.answer["answer"] is True,
        why_no=why_no(one.answer, tongue) if told.question.startswith("title.") else "",
        discretion=law.discretion(one.answer["discretion"]),
        short=_named(one, explanation) or told.short,
        rule_address="" if one.is_veiled else _rule_address(one, explanation),
        reasons=tuple(Reason(condition, _source(file, explanation, condition)) for condition in told.conditions),
        until=date.fromisoformat(following) if following else None,
        assumed=tuple(reasons.assumed(key, explanation.assumed[key]) for key in used if key in explanation.assumed),
        is_veiled=one.is_veiled,
    )


def _named(one: Told, explanation: Explanation) -> str:
    """The name a module of the law in force gives the answer on the day, if one does."""
    tongue = (get_language() or "de")[:2]
    return explanation.rules.label(one.answer["question"], one.answer["answer"], explanation.on, tongue) or ""


def _rule_address(one: Told, explanation: Explanation) -> str:
    """Where the rule behind the answer stands in the rule book."""
    place = place_of(explanation.rules, one.answer["question"], one.answer["rule"], explanation.on)
    if place is None:
        return ""
    table, anchor = place
    name = "law_page" if (get_language() or "de").startswith("de") else "law_page_en"
    return f"{reverse(name, args=[table])}#{anchor}"


def _source(file: CaseFile, explanation: Explanation, condition: Condition) -> str:
    """Whose statement it is and how she knows: sozialamt, list of the organisation."""
    fact = source_of(file, explanation, condition.fact) if condition.value else None
    if fact is None:
        return ""
    return f"{fact.reported_by.short_name}, {fact.get_source_display()}"


def _root(path: str) -> str:
    """The key of the fact at the beginning of a path: residence[1].from speaks of residence."""
    return path.split(".")[0].split("[")[0]
