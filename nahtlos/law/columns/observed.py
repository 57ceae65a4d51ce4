"""Facts that keep a note of everything looked at, so that it is known on what an answer rests."""

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast

from nahtlos.law.columns.watched import HIGH, LOW, DayOf, Exactly, State, Use, WatchedDay, WatchedText
from nahtlos.law.engine.days import FAR, day_of
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Condition, Finding
from nahtlos.law.engine.remembered import horizon
from nahtlos.law.engine.view import Day, View, a_day

T = TypeVar("T")


class Individually(Exception):
    """The answer rests on more than classes of people can share, for instance on every change to come."""


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


def _itself(values: tuple[Any, ...]) -> tuple[Any, ...]:
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


Note = Callable[[Look], None]


def frozen(value: Any) -> Hashable:
    """A value that can be compared and counted."""
    if type(value) is WatchedText:
        return str(value)
    return json.dumps(value, default=str) if isinstance(value, list | dict) else value


class Observed(Facts):
    """Facts that note every path read."""

    __slots__ = ("_note", "_plain", "_up_to", "_watch")
    explains: ClassVar[bool] = False

    def __init__(self, plain: Facts, note: Note, *, up_to: int | None = None, watch: bool = True) -> None:
        # no super(): what it would keep is kept by `plain`
        self._plain = plain
        self._watch = watch
        #: If it is to be noted until when things stand, up to which day.
        self._up_to = up_to
        self._note = note
        self.prefix = plain.prefix
        self.rules = plain.rules
        self.found = {}
        self.findings = {}
        self.explored = {}
        self.derived = {}

    @property
    def raw(self) -> Mapping[str, Any]:  # type: ignore[override]
        """The facts as an object that notes which of its keys are read."""
        return _Object(self._plain.raw, "", self._note)

    def get(self, path: str) -> Any:
        self._note(Read(path))
        value = self._plain.get(path)
        return _Object(value, f"{path}.", self._note) if isinstance(value, Mapping) else value

    def day(self, path: str) -> Any:
        return self._watched(self._plain.day(path), Read(path))

    def _watched(self, day: Any, source: "Read | Seen") -> Any:
        """A day of which it is noted how it is used."""
        if not self._watch:
            self._note(source)
            return day
        self._note(State(source))
        if type(day) is int and LOW <= day <= HIGH:
            return WatchedDay(day, DayOf(source), self._note_use)
        if day is not None and day is not MISSING:
            self._note(source)
        return day

    def _note_use(self, use: Use) -> None:
        self._note(use.source if isinstance(use, Exactly) else use)

    def noted_until(self, day: int) -> int:
        return day if self._up_to is not None and day <= self._up_to else FAR

    def periods(self, key: str) -> tuple[Period, ...] | None:
        self._note(Read(key))
        return self._plain.periods(key)

    def flag(self, key: str, day: int) -> tuple[Any, str, int]:
        self._note(Read(key))
        return self._plain.flag(key, day)

    def show(self, view: View[T], day: int, args: tuple[Any, ...]) -> T:
        seen = Seen(view, _itself(args), _itself((day,))[0])
        shown = view.look(self._plain, seen.day, *seen.args)
        if view.counts is a_day:
            return cast(T, self._watched(shown, seen))
        self._note(seen if self._up_to is None or view.until is None else SeenUntil(seen, self._up_to))
        return view.open(shown, self, seen.day, seen.args) if view.open else shown

    @property
    def members(self) -> tuple[Facts, ...] | None:
        self._note(Read("household"))
        return self._plain.members


class Through(Observed):
    """Facts of which only the paths read are noted, also where they are read through a view."""

    __slots__ = ()

    def show(self, view: View[T], day: int, args: tuple[Any, ...]) -> T:
        return view.look(self, day, *args)


class _Object(Mapping[str, Any]):
    """An object of which it is noted which keys are read."""

    __slots__ = ("_known", "_note", "_path")

    def __init__(self, known: Mapping[str, Any], path: str, note: Note) -> None:
        self._known, self._path, self._note = known, path, note

    def __getitem__(self, key: str) -> Any:
        self._note(Read(f"{self._path}{key}"))
        value = self._known[key]
        return _Object(value, f"{self._path}{key}.", self._note) if isinstance(value, Mapping) else value

    def __contains__(self, key: object) -> bool:
        self._note(Read(f"{self._path}{key}"))
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        self._note(Read(f"{self._path}*"))
        return iter(self._known)

    def __len__(self) -> int:
        self._note(Read(f"{self._path}*"))
        return len(self._known)


class Traced(Observed):
    """Facts on which a question is run: findings and views are noted as a whole, not by what they rest on."""

    __slots__ = ("_asked", "trace")

    def __init__(self, plain: Facts, *, watch: bool = True) -> None:
        #: Everything looked at, once, in the order in which it was first looked at.
        self.trace: dict[Look, None] = {}
        super().__init__(plain, self._remember, watch=watch)
        self._asked: dict[Found, _Noted] = {}
        self.found = _Never()
        self.findings = _Findings(self)  # type: ignore[assignment]
        self.explored = _Explored()

    def _remember(self, look: Look) -> None:
        """Note a look. A rule that reads a list itself is answered for each person alone."""
        if isinstance(look, Read):
            look = Shape(look.path)
            self.trace[look] = None
            if look.path.endswith("*") or (isinstance(value := self._plain.get(look.path), list) and value):
                raise Individually
        self.trace[look] = None

    def finding(self, look: Found) -> Finding:
        """What a condition finds; noted."""
        self.trace[look] = None
        known = self._asked.get(look)
        if known is None:
            finding = look.condition.look(self._plain, look.day, look.args)
            known = self._asked[look] = _Noted(finding, look, self.trace)
        return known

    def looking_ahead(self, up_to: int) -> None:
        if up_to >= FAR:
            raise Individually

    def looked_ahead(self, up_to: int) -> None:
        for look in [look for look in self.trace if isinstance(look, Found) and look.day < up_to]:
            self.trace[Until(look, up_to)] = None


class _Noted(Finding):
    """A finding of which it is noted if its value is used."""

    __slots__ = ("_look", "_trace", "_value")

    def __init__(self, finding: Finding, look: Found, trace: dict[Look, None]) -> None:
        self._look, self._trace = look, trace
        super().__init__(
            finding.met,
            finding.fact,
            finding.value,
            until=finding.until,
            missing=finding.missing,
            borderline=finding.borderline,
        )
        self.condition, self.day = finding.condition, finding.day

    @property
    def value(self) -> Any:
        self._trace[Value(self._look)] = None
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        self._value = value


class _Never(dict[Any, Any]):
    """Remembers nothing, so that everything is asked where it is noted."""

    def get(self, key: Any, default: Any = None) -> Any:
        return None

    def __setitem__(self, key: Any, value: Any) -> None:
        pass


class _Findings:
    """Stands where a person's findings are kept, and notes which are asked for."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Traced) -> None:
        self._facts = facts

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: Any) -> "_Asked":
        condition, args = key if isinstance(key, tuple) else (key, ())
        return _Asked(self._facts, condition, args)


class _Asked:
    """One condition, about to be asked about a day."""

    __slots__ = ("_args", "_condition", "_facts")

    def __init__(self, facts: Traced, condition: Condition, args: tuple[Any, ...]) -> None:
        self._facts, self._condition, self._args = facts, condition, args

    def on(self, day: int) -> Finding:
        """The finding of the day."""
        return self._facts.finding(Found(self._condition, _itself(self._args), _itself((day,))[0]))


class _Explored(dict[str, Any]):
    """Explored questions, used again on the same day only: until when they stand is not noted."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> "_SameDay":
        self[key] = _SameDay()
        return self[key]  # type: ignore[no-any-return]


class _SameDay:
    """Entries by their day."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[int, Any] = {}

    def on(self, day: int) -> Any:
        """What was worked out on the day."""
        return self._entries.get(day)

    def keep(self, day: int, entry: Any) -> None:
        """Remember what was worked out on the day."""
        self._entries[day] = entry
