"""From days to periods: an answer holds until the first day on which a finding behind it may change.

So a timeline is computed by hopping from one such day to the next instead of looking at every day.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.tree import Exploration
from nahtlos.law.engine.verdict import Verdict

#: A guard against a finding that never lets go; no life has that many legal changes.
MOST_HOPS = 2000


class AnswerPeriod(NamedTuple):
    """The same verdict on all days `start <= day < end`; `end` is FAR if no change is foreseeable."""

    start: int
    end: int
    verdict: Verdict


def periods(code: str, facts: Facts, start: int, end: int, order: Sequence[Any] = ()) -> Iterator[AnswerPeriod]:
    """The periods from `start` on whose first day is not after `end`; the last one runs to its true end."""
    begun, verdict, day = start, None, start
    for _ in range(MOST_HOPS):
        exploration = Exploration(code, facts, day)
        found = Verdict(exploration, order)
        if verdict is None:
            verdict = found
        elif found.key != verdict.key:
            yield AnswerPeriod(begun, day, verdict)
            begun, verdict = day, found
        if exploration.horizon >= FAR or begun > end:
            break
        day = exploration.horizon
    if verdict is not None and begun <= end:
        yield AnswerPeriod(begun, FAR, verdict)


def period_on(code: str, facts: Facts, day: int, order: Sequence[Any] = ()) -> AnswerPeriod:
    """The verdict of a day and the first later day on which it differs."""
    return next(periods(code, facts, day, day, order))
