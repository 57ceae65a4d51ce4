"""What just happened, told once on the next page, with the way back where there is one.

Kept in the session on the server, because it may speak of a person and nothing of her stays in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

KEY = "news"


@dataclass(frozen=True, slots=True)
class News:
    """One message. `undo` is an address that takes a POST; `fields` go with it."""

    text: str
    level: str = "success"
    lines: Sequence[str] = ()
    undo: str = ""
    fields: Sequence[tuple[str, str]] = ()
    offers: Sequence[tuple[str, str]] = ()  #: (sentence, address) of what may be done next


def tell(request: HttpRequest, text: str, **more: Any) -> None:
    """Show it on the next page of this session."""
    request.session[KEY] = [*request.session.get(KEY, []), asdict(News(text, **more))]


def heard(request: HttpRequest) -> list[News]:
    """What is to be told now; afterwards it is forgotten."""
    waiting = request.session.pop(KEY, None) if KEY in request.session else None
    return [News(**one) for one in waiting or ()]
