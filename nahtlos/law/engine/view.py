"""A view: what a rule may see of the facts besides the findings of conditions, and how much of it counts.

Most rules ask conditions. Where one needs more than yes or no, for instance every status held on a day, it looks through
a view: `case.look(held_on)`. A view names what of it can decide (`counts`), so that people who look alike through it are
answered once (columns/). Whoever reads `case.facts` directly is answered correctly too, but for herself alone.
"""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from nahtlos.law.engine.facts import Facts

T = TypeVar("T")


class View(Generic[T]):
    """A pure function of facts and a day. Look through it with `case.look(view, *args)`."""

    __slots__ = ("counts", "look", "open")

    def __init__(
        self, look: Callable[..., T], counts: Callable[[T], Hashable], open_: Callable[[T, "Facts", int], T] | None
    ) -> None:
        self.look = look
        #: The part of what is seen that rules may rest on without further ado.
        self.counts = counts
        #: What is handed to a rule in its place where all its looks are noted: the rest is noted when it is used.
        self.open = open_


def view(
    counts: Callable[[T], Hashable], open_: Callable[[T, "Facts", int], T] | None = None
) -> Callable[[Callable[..., T]], View[T]]:
    """Declare a view. Without `open_` everything in it counts."""

    def declare(look: Callable[..., T]) -> View[T]:
        return View(look, counts, open_)

    return declare


def all_of_it(seen: Any) -> Hashable:
    """Everything seen counts: for numbers, texts and the like."""
    known: Hashable = seen
    return known
