"""What can be looked at: values, findings, views, and until when they stand. Two people for whom every look of a run shows
the same get the same answer."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from nahtlos.law.columns.watched import Use, WatchedDay, WatchedText
from nahtlos.law.engine.days import FAR, day_of
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Condition, Finding
from nahtlos.law.engine.remembered import horizon
from nahtlos.law.engine.view import Day, View


@dataclass(frozen=True, slots=True)
class Read:
    """The value at a path was read; of an object only that there is one, of a list everything."""

    path: str


@dataclass(frozen=True, slots=True)
class Shape:
    """As `Read`, but of a list that is not empty only that it is there."""

    path: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a condition finds: yes, no, borderline, or what is missing."""

    condition: Condition
    args: tuple[Any, ...]
    day: int

    def finding(self, facts: Facts) -> Finding:
        """What the condition finds."""
        return self.condition.check(facts, self.day, *self.args)

    def of(self, facts: Facts) -> Hashable:
        """The finding as far as it counts."""
        finding = self.finding(facts)
        return finding.met, finding.borderline, finding.missing


@dataclass(frozen=True, slots=True)
class Value:
    """The value a condition finds."""

    found: Found

    def of(self, facts: Facts) -> Hashable:
        """The value, as a text where it is a list."""
        return frozen(self.found.finding(facts).value)


@dataclass(frozen=True, slots=True)
class Until:
    """The day until which a finding stands, if it does not stand beyond `up_to`."""

    found: Found
    up_to: int

    def of(self, facts: Facts) -> Hashable:
        """The day; FAR if the finding stands longer."""
        until = horizon(self.found.finding(facts).until, self.found.day, self.found.condition.key)
        return Day(int(until)) if until <= self.up_to else FAR


@dataclass(frozen=True, slots=True)
class Seen:
    """What a view shows."""

    view: View[Any]
    args: tuple[Any, ...]
    day: int

    def of(self, facts: Facts) -> Hashable:
        """What counts of it."""
        return self.view.counts(self.view.look(facts, self.day, *self.args))


@dataclass(frozen=True, slots=True)
class SeenUntil:
    """What a view shows, and until when, if it does not last beyond `up_to`."""

    seen: Seen
    up_to: int

    def of(self, facts: Facts) -> Hashable:
        """What counts of it, and the day; FAR if it lasts longer."""
        view = self.seen.view
        shown = view.look(facts, self.seen.day, *self.seen.args)
        until = view.until(shown) if view.until else FAR
        return view.counts(shown), Day(until) if until <= self.up_to else FAR


#: Everything a run may look at. Two people for whom all of it is the same get the same answer.
Look = Read | Shape | Found | Value | Until | Seen | SeenUntil | Use


def itself(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Values handed on to be looked with: a watched day among them counts as the day it is."""
    return tuple(int(value) if type(value) is WatchedDay else value for value in values)


def order_of(look: Look) -> tuple[str, ...]:
    """The lists of which only the order of days counts for a look; none if that is not said."""
    if isinstance(look, Found):
        return look.condition.order
    if isinstance(look, Value | Until):
        return look.found.condition.order
    if isinstance(look, SeenUntil):
        return look.seen.view.order
    return look.view.order if isinstance(look, Seen) else ()


def days_of(look: Look) -> tuple[int, ...]:
    """The days of the calendar a look compares with: the one asked about, and those among its arguments."""
    if isinstance(look, Until | SeenUntil):
        inner = look.found if isinstance(look, Until) else look.seen
        return tuple(sorted({*days_of(inner), look.up_to}))
    if isinstance(look, Value):
        return days_of(look.found)
    if isinstance(look, Read | Shape):
        return ()
    if isinstance(look, Use):
        return ()
    named = [day for day in map(_day_in, look.args) if day is not None]
    return tuple(sorted({look.day, *named}))


#: No number of months or years is so large.
_SURELY_A_DAY = 100_000


def _day_in(argument: Any) -> int | None:
    if isinstance(argument, str):
        try:
            return day_of(argument)
        except ValueError:
            return None
    return argument if isinstance(argument, int) and argument >= _SURELY_A_DAY else None


def frozen(value: Any) -> Hashable:
    """A value that can be compared and counted."""
    if type(value) is WatchedText:
        return str(value)
    return json.dumps(value, default=str) if isinstance(value, list | dict) else value
