"""A view: what a rule or a condition may see of the facts besides findings, and how much of it counts.

Most rules ask conditions. Where one needs more than yes or no, for instance every status held on a day, it looks through
a view: `case.look(held_on)`. A view names what of it can decide (`counts`), so that people who look alike through it are
answered once (columns/). Whoever reads `case.facts` directly is answered correctly too, but for herself alone.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from nahtlos.law.engine.days import day_of

if TYPE_CHECKING:
    from nahtlos.law.engine.facts import Facts

T = TypeVar("T")


#: The keys of rows of lists that hold days, and those whose day is the last one that counts: in the order of days the
#: day after stands for them.
INCLUSIVE = frozenset({"valid_until", "approved_until"})
DAYS = INCLUSIVE | {"from", "until", "on", "issued_on", "granted_on", "registered_on", "known_on", "starts_on"}


class Day(int):
    """A day that counts: with people of one kind it is the day at the same place in the facts of each."""


class View(Generic[T]):
    """A pure function of facts and a day. Look through it with `case.look(view, *args)` or `facts.show`."""

    __slots__ = ("counts", "look", "open", "order", "until")

    def __init__(
        self,
        look: Callable[..., T],
        counts: Callable[[T], Hashable],
        opened: Callable[[T, "Facts", int, tuple[Any, ...]], T] | None,
        until: Callable[[T], int] | None,
        order: tuple[str, ...],
    ) -> None:
        self.look = look
        self.counts = counts
        self.open = opened
        self.until = until
        self.order = order


class _Declared:
    """A view that still has to be told how to look."""

    def __init__(self, *words: Any) -> None:
        self._words = words

    def __call__(self, look: Callable[..., T]) -> View[T]:
        return View(look, *self._words)


def view(
    counts: Callable[[Any], Hashable],
    *,
    opened: Callable[[Any, "Facts", int, tuple[Any, ...]], Any] | None = None,
    until: Callable[[Any], int] | None = None,
    order: tuple[str, ...] = (),
) -> _Declared:
    """Declare a view: a pure function of facts, a day and arguments.

    `counts`: the part that rules may rest on without further ado; a day in it is a `Day`.
    `opened`: what a rule gets in its place where all looks are noted; it notes it when more than that is used.
    `until`: the first later day on which what is seen may differ; needed if what is seen says so.
    `order`: the lists it reads, if it reads nothing else and their days count only by their order, among each other and
    with the day asked about and those among the arguments.
    """
    return _Declared(counts, opened, until, order)


def all_of_it(seen: Any) -> Hashable:
    """Everything seen counts: for numbers, texts and the like."""
    known: Hashable = seen
    return known


def a_day(seen: int | None) -> Hashable:
    """A day is seen (or none), and counts as far as it is compared."""
    return seen if seen is None else Day(seen)


class Opened:
    """What was seen, of which it is noted which parts are used: `parts` are known, `views` are looked through."""

    __slots__ = ("_args", "_day", "_facts", "_parts", "_views")

    def __init__(
        self, facts: "Facts", day: int, args: tuple[Any, ...], views: Mapping[str, View[Any]], **parts: Any
    ) -> None:
        self._facts, self._day, self._args, self._views, self._parts = facts, day, args, views, parts

    def __getattr__(self, name: str) -> Any:
        if name in self._parts:
            return self._parts[name]
        if name not in self._views:
            raise AttributeError(name)
        return self._facts.show(self._views[name], self._day, self._args)


def counted_row(row: Mapping[str, Any]) -> Hashable:
    """A row of a list as far as it counts in a view: all of it, its days by their place in the order."""
    return tuple((key, _counted(key, value)) for key, value in sorted(row.items()))


def _counted(key: str, value: Any) -> Hashable:
    if key in DAYS and isinstance(value, str):
        return Day(day_of(value) + (key in INCLUSIVE))
    known: Hashable = value
    return known
