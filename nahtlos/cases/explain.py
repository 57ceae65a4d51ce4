"""Why the law answers as it does, from the facts in the file: asked anew when somebody looks, never stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nahtlos import law
from nahtlos.cases.answers import QUESTIONS, lawfacts_of
from nahtlos.cases.modules import rules_in_force
from nahtlos.cases.selectors import CaseFile
from nahtlos.core.context import as_system
from nahtlos.law.catalogue.texts import condition_text


@dataclass(frozen=True, slots=True)
class Because:
    """One condition that was looked at: the fact, its value, and whether it is met (None: unknown)."""

    condition: str
    fact: str
    value: Any
    met: bool | None

    def text(self, language: str) -> str:
        """The condition in `de` or `en`."""
        return condition_text(self.condition, language)


@dataclass(frozen=True, slots=True)
class Explained:
    """One answer with everything that explains it, in the terms of the law engine (interface section 6)."""

    question: str
    status: str
    answer: Any
    discretion: str | None
    because: list[Because]
    law: list[dict[str, Any]]
    missing: list[str]
    acts_needed: list[dict[str, str]]
    next_change: date | None
    rule: str
    reason: str = ""
    candidates: list[Any] = field(default_factory=list)
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All answers on one day; `assumed` names facts nobody recorded (fact key → why, a catalogue key).

    `rules` are those the law was asked under.
    """

    on: date
    answers: list[Explained]
    assumed: dict[str, str]
    rules: law.Rules


def explain(file: CaseFile, on: date) -> Explanation:
    """The answers to the questions a file keeps, with reasons, for any day since 2015."""
    with as_system("recompute"):
        known = lawfacts_of([file.case])[file.person.id]
    rules = rules_in_force()
    answers = law.answer(known.facts, on=on, questions=QUESTIONS, check=False, rules=rules)
    return Explanation(on, [_explained(answer) for answer in answers], known.assumed, rules)


def _explained(answer: dict[str, Any]) -> Explained:
    changes = answer["next_change"]
    return Explained(
        question=answer["question"],
        status=answer["status"],
        answer=answer["answer"],
        discretion=answer["discretion"],
        because=[Because(b["condition"], b["fact"], b["value"], b["met"]) for b in answer["because"]],
        law=answer["law"],
        missing=answer["missing"],
        acts_needed=answer.get("acts_needed", []),
        next_change=date.fromisoformat(changes) if changes else None,
        rule=answer["rule"],
        reason=answer.get("reason", ""),
        candidates=answer.get("candidates", []),
        confidence=answer.get("confidence", ""),
    )
