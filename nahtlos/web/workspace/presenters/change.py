"""What changes next: the day on which the law answers differently, and what has to be found out before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext

from nahtlos.cases.models import AnswerPeriod, Fact
from nahtlos.cases.selectors import CaseFile
from nahtlos.web.workspace.presenters.answers import ORDER
from nahtlos.web.workspace.presenters.head import answer_on, holds
from nahtlos.web.workspace.words import facts, law

#: So many questions and facts are named; the rest is counted.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Change:
    """What the law will answer differently, and from when."""

    on: date
    lines: tuple[str, ...]


def next_change(file: CaseFile, on: date) -> Change | None:
    """The first later day on which the law answers one of the kept questions differently, in words."""
    coming: dict[date, list[AnswerPeriod]] = {}
    for periods in file.answers.values():
        now = answer_on(periods, on)
        for before, period in pairwise([now, *(p for p in periods if p.valid_from > on)]):
            if period and period.status not in ("borderline", "not_applicable") and _text(period) != _text(before):
                coming.setdefault(period.valid_from, []).append(period)
    if not coming:
        return None
    day = min(coming)
    changed = sorted(coming[day], key=_place)
    lines = [f"{law.question(p.question)}: {_text(p)}" for p in changed if _is_settled(p)]
    if unsettled := [p for p in changed if not _is_settled(p)]:
        ending = _ending(file.facts, on, day) if any(_lacks_residence(p) for p in unsettled) else ""
        lines += [ending] if ending else []
        lines.append(_open_line(unsettled, without_residence=bool(ending)))
    return Change(day, tuple(lines))


def turning_days(file: CaseFile) -> list[date]:
    """The days on which an answer or the lead authority changed or will change, in order."""
    days = {period.valid_from for periods in file.answers.values() for period in periods}
    return sorted(days | {lead.valid_from for lead in file.responsibilities})


def _lacks_residence(period: AnswerPeriod) -> bool:
    return any(path.split(".")[0].split("[")[0] == "residence" for path in period.missing)


def _ending(known: Sequence[Fact], on: date, day: date) -> str:
    """The paper that has run out by the day, in words: what to look for is its renewal."""
    running = [fact for fact in known if fact.kind == "residence" and fact.value.get("status") and holds(fact, on)]
    ends = [(end, fact) for fact in running if (end := _last_day(fact)) and on <= end < day]
    if not ends:
        return ""
    end, fact = max(ends, key=lambda item: item[0])
    words = {"title": facts.describe("residence", fact.value, fact.source_note), "day": f"{end:%d.%m.%Y}"}
    return gettext("%(title)s ends on %(day)s, renewal not recorded") % words


def _last_day(fact: Fact) -> date | None:
    if fact.valid_until:
        return fact.valid_until - timedelta(days=1)
    printed = fact.value.get("valid_until")
    return date.fromisoformat(printed) if printed else None


def _open_line(periods: Sequence[AnswerPeriod], *, without_residence: bool = False) -> str:
    """Answers that will be open, a few by name, and the facts that would settle them."""
    names = [law.question(period.question) for period in periods]
    named = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        named = gettext("%(names)s and %(n)s more") % {"names": named, "n": len(names) - _NAMED}
    asked = list(dict.fromkeys(facts.asked_for(path) for period in periods for path in period.missing))
    if without_residence:
        asked = [name for name in asked if name != facts.asked_for("residence")]
    if not asked:
        return gettext("open: %(questions)s") % {"questions": named}
    return gettext("open: %(questions)s (missing: %(facts)s)") % {
        "questions": named,
        "facts": ", ".join(asked[:_NAMED]),
    }


def _text(period: AnswerPeriod | None) -> str:
    return law.answer(period.question, period.status, period.answer) if period else ""


def _is_settled(period: AnswerPeriod) -> bool:
    return bool(period.status == "determined")


def _place(period: AnswerPeriod) -> int:
    return ORDER.index(period.question) if period.question in ORDER else len(ORDER)
