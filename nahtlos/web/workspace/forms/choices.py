"""Long lists to choose from, in the order of the alphabet of the page: states, languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nahtlos.web.workspace.words.facts import language

#: The first line of a select that asks to choose.
PLEASE: tuple[str, Any] = ("", _("Please choose"))
#: Codes of CLDR that name no state.
_NO_STATE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_NO_LANGUAGE = frozenset({"mul", "und", "zxx", "mis"})
#: Languages offered first; all others of CLDR follow in order of their names.
_FREQUENT = ("ar", "fa", "fa-AF", "ps", "kmr", "ckb", "ti", "so", "uk", "ru", "tr", "sq", "ur", "am", "en", "fr")


def choices(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """A select whose first line asks to choose."""
    return [PLEASE, *words.items()]


def countries() -> list[tuple[str, str]]:
    """Every state with its code, by name."""
    return list(_countries(_locale()))


@cache
def _countries(locale: Locale) -> tuple[tuple[str, str], ...]:
    """Put in order once for each language."""
    named = locale.territories.items()
    states = ((code, name) for code, name in named if len(code) == 2 and code.isalpha() and code not in _NO_STATE)
    return tuple(_by_name(states))


def languages() -> list[tuple[str, str]]:
    """The frequent languages by name, then all others by name."""
    frequent = {code: language(code) for code in _FREQUENT}
    others = (
        (code, name)
        for code, name in _locale().languages.items()
        if code not in frequent and len(code) <= 3 and code.isalpha() and code not in _NO_LANGUAGE
    )
    return [*_by_name(frequent.items()), *_by_name(others)]


def _locale() -> Locale:
    return Locale.parse((get_language() or "de").split("-")[0])


def _by_name(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """In the order of a German dictionary: Ägypten among A."""
    return sorted(named, key=lambda item: unicodedata.normalize("NFD", item[1]).casefold())
