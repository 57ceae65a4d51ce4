"""From days to periods: an answer holds until the first day on which a finding behind it may change.

So a timeline is computed by hopping from one such day to the next instead of looking at every day.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.exploration import Exploration, explored
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.verdict import Verdict

#: A guard against a finding that never lets go; no life has that many legal changes.
MOST_HOPS = 20_000


class AnswerPeriod(NamedTuple):
    """The same verdict on all days `start <= day < end`; `end` is FAR if no change is foreseeable."""

    start: int
    end: int
    verdict: Verdict


def verdict_on(code: str, facts: Facts, day: int, order: Sequence[Any] = ()) -> Verdict:
    """The verdict of a day, without the day of its next change."""
    return _weighed(explored(code, facts, day), order)


def _weighed(exploration: Exploration, order: Sequence[Any]) -> Verdict:
    if exploration.verdict is None:
        exploration.verdict = Verdict(exploration, order)
    verdict: Verdict = exploration.verdict
    return verdict


def periods(code: str, facts: Facts, start: int, end: int, order: Sequence[Any] = ()) -> Iterator[AnswerPeriod]:
    """The periods from `start` on whose first day is not after `end`; the last one runs to its true end."""
    exploration = explored(code, facts, start)
    begun, verdict = start, _weighed(exploration, order)
    for _ in range(MOST_HOPS):
        day = exploration.until
        if day >= FAR or begun > end:
            break
        exploration = explored(code, facts, day)
        found = _weighed(exploration, order)
        if found.key != verdict.key:
            yield AnswerPeriod(begun, day, verdict)
            begun, verdict = day, found
    else:
        raise RuntimeError(f"the timeline of {code!r} does not end")
    if begun <= end:
        yield AnswerPeriod(begun, FAR, verdict)


def period_on(code: str, facts: Facts, day: int, order: Sequence[Any] = ()) -> AnswerPeriod:
    """The verdict of a day and the first later day on which it differs."""
    return next(periods(code, facts, day, day, order))
