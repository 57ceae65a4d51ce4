"""Facts that keep a note of every path read, and of how each day is used."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, TypeVar, cast

from nahtlos.law.columns.looks import Look, Read, Seen, SeenUntil, itself
from nahtlos.law.columns.watched import HIGH, LOW, DayOf, Exactly, State, Use, WatchedDay
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.view import View, a_day

T = TypeVar("T")

Note = Callable[[Look], None]


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
        seen = Seen(view, itself(args), itself((day,))[0])
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
