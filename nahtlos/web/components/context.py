"""What every page needs around its content: who works here, for which purpose, on which day of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from nahtlos.core import clock


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the main navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the breadcrumb; the last has no url."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page around the content. Empty for visitors who are not logged in."""

    district: str = ""
    organisation: str = ""
    name: str = ""
    role: str = ""
    purpose: str = ""
    navigation: tuple[Entry, ...] = ()
    may_search: bool = False
    query: str = ""
    news: tuple[Any, ...] = ()  #: what just happened: text, level, lines, undo, fields
    demo: bool = False
    training_day: date | None = None
    asks_after: int = 0  #: seconds without a click after which the page asks whether she is still there
    warning: int = 0  #: seconds it then waits for an answer


def workspace(request: HttpRequest) -> dict[str, Any]:
    """`frame` for every template: the one the surface has set on the request, else that of a visitor."""
    return {"frame": getattr(request, "frame", None) or visitor()}


def visitor() -> Frame:
    """Nobody is logged in; the notices still apply."""
    return Frame(demo=settings.DEMO, training_day=clock.today() if clock.is_pinned() else None)
