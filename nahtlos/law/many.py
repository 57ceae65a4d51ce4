"""The law asked about many people, on all cores of the machine.

Only for whoever has opened `all_cores`; everybody else is answered in the process that asks. The helpers know the law and
nothing else: facts go in, answers come out, no database, no names.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from nahtlos.law.api import answer, outline, read
from nahtlos.law.engine.tables import Rules
from nahtlos.law.modules.in_force import rules_with

#: Fewer people are answered sooner than they are handed over.
_WORTH_SHARING = 20
#: People handed over at once: small enough that no helper is idle while the others finish.
_SHARE = 25
#: More helpers wait for the database than for the law.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One person's facts, and the days from and until which her answers are wanted."""

    facts: dict[str, Any]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Outlined:
    """Her answers over time as `law.outline` gives them, and her deadlines as of the day that was asked about."""

    outline: dict[str, Any]
    deadlines: Sequence[dict[str, Any]]


_helpers: ContextVar[ProcessPoolExecutor | None] = ContextVar("helpers", default=None)


@contextmanager
def all_cores(people: int) -> Iterator[None]:
    """Inside, many people are shared out among processes, one a core. For so few that it is not worth it nothing starts."""
    cores = min(os.cpu_count() or 1, _MOST)
    if cores < 2 or people < _WORTH_SHARING or _helpers.get() is not None:
        yield
        return
    # Started afresh, not forked: this process holds connections and threads that must not be there twice.
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn"), _begin) as helpers:
        token = _helpers.set(helpers)
        try:
            yield
        finally:
            _helpers.reset(token)
            helpers.shutdown(cancel_futures=True)


def outlines(asked: Sequence[Asked], *, on: date, questions: Sequence[str], rules: Rules) -> list[Outlined]:
    """In the order in which they were asked; the same whoever answers."""
    helpers = _helpers.get()
    if helpers is None or len(asked) < _WORTH_SHARING:
        return _outlines(asked, on, questions, rules)
    shares = [asked[start : start + _SHARE] for start in range(0, len(asked), _SHARE)]
    try:
        work = [helpers.submit(_shared, share, on, questions, rules.modules) for share in shares]
        return [one for part in work for one in part.result()]
    except BrokenProcessPool:  # a helper was killed, for want of memory perhaps: slower, but done
        return _outlines(asked, on, questions, rules)


def _outlines(asked: Sequence[Asked], on: date, questions: Sequence[str], rules: Rules) -> list[Outlined]:
    found = []
    for one in asked:
        person = read(one.facts, check=False, rules=rules)
        over_time = outline(person, start=one.start, end=one.end, questions=questions)
        deadlines = answer(person, on=on, questions=["deadlines"])[0]["answer"]
        found.append(Outlined(over_time, deadlines or ()))
    return found


def _shared(
    asked: Sequence[Asked], on: date, questions: Sequence[str], modules: Sequence[tuple[str, date]]
) -> list[Outlined]:
    """In a helper; rules are functions and do not travel, their names do."""
    return _outlines(asked, on, questions, rules_with(dict(modules)))


def _begin() -> None:
    """A helper leaves interrupts to whoever started it, and ends with it, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
