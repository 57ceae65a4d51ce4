"""What a newcomer is told about the employment agency's voluntary offer, in the languages of the public pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: Code → its own name, in the order in which they are offered.
LANGUAGES = {
    "de": "Deutsch",
    "de-x-leicht": "Leichte Sprache",
    "en": "English",
    "ar": "العربية",
    "fa": "فارسی",
    "ps": "پښتو",
    "ti": "ትግርኛ",
    "uk": "Українська",
    "ru": "Русский",
    "tr": "Türkçe",
    "fr": "Français",
    "so": "Soomaali",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps"})


@dataclass(frozen=True, slots=True)
class Text:
    """The text in one language. Lists are bullets; everything else is one paragraph."""

    code: str
    title: str
    lead: str
    offer: str
    offers: tuple[str, ...]
    voluntary: str
    free: str
    interpreter: str
    where: str
    bring: str
    brings: tuple[str, ...]
    source: str  #: letter only: from whom the agency has her address
    scan: str  #: letter only: what the code on it is for
    dear: str  #: letter only: how she is addressed

    @property
    def direction(self) -> str:
        """For HTML and for the letter."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"


@cache
def text(code: str) -> Text:
    """The text in this language. Raises KeyError."""
    found: dict[str, Any] = _all()[code]
    lists = {name: tuple(found[name]) for name in ("offers", "brings")}
    return Text(code=code, **{**found, **lists})


@cache
def _all() -> dict[str, dict[str, Any]]:
    source = files("nahtlos.inbox.welcome").joinpath("texts.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(source)
    return found
