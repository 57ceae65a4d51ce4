"""What a newly recorded fact changes in the answers of the law, told after saving."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from nahtlos.cases.enums import AnswerStatus
from nahtlos.cases.models import AnswerPeriod
from nahtlos.core import clock
from nahtlos.web.workspace.presenters.answers import ORDER
from nahtlos.web.workspace.words import law

Timeline = list[tuple[date, str]]


class Before:
    """The answers from today on, before something is saved; `changes` compares with those after."""

    def __init__(self, person_id: UUID) -> None:
        self._person = person_id
        self._today = clock.today()
        self._before = self._answers()

    def changes(self) -> list[str]:
        """One sentence per question whose answer is another now or later; the order in which a clerk asks."""
        after = self._answers()
        lines = []
        for question in sorted(after.keys() | self._before.keys(), key=_place):
            old, new = self._before.get(question, []), after.get(question, [])
            if different := _first_difference(old, new):
                day, then, now = different
                lines.append(_sentence(question, day, then, now, self._today) + _later(new, day, now))
        return lines or [gettext("The answers of the law stay as they are.")]

    def _answers(self) -> dict[str, Timeline]:
        found: dict[str, Timeline] = {}
        rows = AnswerPeriod.objects.filter(person=self._person).exclude(status=AnswerStatus.BORDERLINE)
        for row in rows.order_by("valid_from"):
            if row.next_change is None or row.next_change > self._today:
                text = law.answer(row.question, row.status, row.answer)
                found.setdefault(row.question, []).append((max(row.valid_from, self._today), text))
        return found


def _place(question: str) -> tuple[int, str]:
    return (ORDER.index(question) if question in ORDER else len(ORDER), question)


def _on(timeline: Timeline, day: date) -> str:
    return next((text for start, text in reversed(timeline) if start <= day), "")


def _first_difference(old: Timeline, new: Timeline) -> tuple[date, str, str] | None:
    for day in sorted({start for start, _text in [*old, *new]}):
        if _on(old, day) != _on(new, day):
            return day, _on(old, day), _on(new, day)
    return None


def _sentence(question: str, day: date, then: str, now: str, today: date) -> str:
    words = {"question": law.question(question), "now": now or "–", "then": then or "–", "day": f"{day:%d.%m.%Y}"}
    if day <= today:
        return gettext("%(question)s: now %(now)s, before %(then)s") % words
    return gettext("%(question)s: from %(day)s %(now)s, before %(then)s") % words


def _later(timeline: Timeline, day: date, now: str) -> str:
    """The next step after the first difference, so that a change in two steps is told whole."""
    step = next(((start, text) for start, text in timeline if start > day and text != now), None)
    return gettext(", from %(day)s %(now)s") % {"day": f"{step[0]:%d.%m.%Y}", "now": step[1]} if step else ""
