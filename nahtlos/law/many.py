"""The law asked about many people, on all cores of the machine.

Only for whoever has opened `all_cores`; everybody else is answered in the process that asks. The helpers know the law and
nothing else: facts go in, answers come out, no database, no names.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from queue import SimpleQueue
from typing import Any, BinaryIO, cast

from nahtlos.law.api import answer, outline, read
from nahtlos.law.engine.tables import Rules
from nahtlos.law.modules.in_force import rules_with
from nahtlos.law.sweeping import seldom_swept

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


class Helpers:
    """Processes of their own, each with the law and two pipes. Not `multiprocessing`: that would run whatever program asks
    once more in every helper, connections and all."""

    def __init__(self, number: int) -> None:
        command = [sys.executable, "-m", "nahtlos.law.many"]
        #: A session of its own leaves interrupts to whoever asks; the end of its input ends a helper.
        self.processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603 -- ourselves
            for _ in range(number)
        ]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for process in self.processes:
            self._idle.put(process)

    def ask(self, share: _Share) -> list[Outlined]:
        """What the next idle helper answers; raises OSError or EOFError if it has died."""
        helper = self._idle.get()
        try:
            pickle.dump(share, cast("BinaryIO", helper.stdin))
            cast("BinaryIO", helper.stdin).flush()
            answered: list[Outlined] = pickle.load(cast("BinaryIO", helper.stdout))  # noqa: S301 -- written by ourselves
            return answered
        finally:
            self._idle.put(helper)

    def __enter__(self) -> Helpers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.kill()  # nobody waits for what it may still be working on
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # the last question may still have been on its way
                    cast("BinaryIO", pipe).close()


#: People, the day, the questions, and the names of the modules: rules are functions and do not travel.
_Share = tuple[Sequence[Asked], date, Sequence[str], Sequence[tuple[str, date]]]
_helpers: ContextVar[Helpers | None] = ContextVar("helpers", default=None)


@contextmanager
def all_cores(people: int) -> Iterator[None]:
    """Inside, many people are shared out among processes, one a core. For so few that it is not worth it nothing starts."""
    cores = min(os.cpu_count() or 1, _MOST)
    if cores < 2 or people < _WORTH_SHARING or _helpers.get() is not None:
        yield
        return
    with Helpers(cores) as helpers:
        token = _helpers.set(helpers)
        try:
            yield
        finally:
            _helpers.reset(token)


def outlines(asked: Sequence[Asked], *, on: date, questions: Sequence[str], rules: Rules) -> list[Outlined]:
    """In the order in which they were asked; the same whoever answers."""
    helpers = _helpers.get()
    if helpers is None or len(asked) < _WORTH_SHARING:
        return _outlines(asked, on, questions, rules)
    shares = [asked[start : start + _SHARE] for start in range(0, len(asked), _SHARE)]
    try:
        with ThreadPoolExecutor(len(helpers.processes)) as threads:
            parts = threads.map(lambda share: helpers.ask((share, on, questions, rules.modules)), shares)
            return [one for part in parts for one in part]
    except (OSError, EOFError, pickle.UnpicklingError):  # a helper was killed, for want of memory perhaps
        return _outlines(asked, on, questions, rules)


def _outlines(asked: Sequence[Asked], on: date, questions: Sequence[str], rules: Rules) -> list[Outlined]:
    found = []
    for one in asked:
        person = read(one.facts, check=False, rules=rules)
        over_time = outline(person, start=one.start, end=one.end, questions=questions)
        deadlines = answer(person, on=on, questions=["deadlines"])[0]["answer"]
        found.append(Outlined(over_time, deadlines or ()))
    return found


@seldom_swept()
def help_out() -> None:
    """What a helper does until its input ends."""
    while True:
        try:
            asked, on, questions, modules = pickle.load(sys.stdin.buffer)  # noqa: S301 -- written by ourselves
        except EOFError:
            return
        pickle.dump(_outlines(asked, on, questions, rules_with(dict(modules))), sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Under its own name, so that what travels is of the same classes on both sides.
    from nahtlos.law import many

    many.help_out()
