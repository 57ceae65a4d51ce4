"""The words of the law's own catalogue in the language of the page: the law is said the same way everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language

from nahtlos.law.catalogue import words

#: Languages in which the law explains itself, each by its own name.
TONGUES = {"de": "Deutsch", "en": "English", "de-x-leicht": "Einfache Sprache"}


def language() -> str:
    """The language of the page, as the law knows it: `de` or `en`."""
    return "en" if (get_language() or "de").startswith("en") else "de"


def topic(name: str) -> Mapping[str, Promise]:
    """Every word of a topic of the catalogue, by code."""
    return _lazily(words.topic(name))


def values(path: str) -> Mapping[str, Promise]:
    """The values a fact of the law may have, by code."""
    return _lazily(words.topic("values")[path])


def _lazily(entries: Mapping[str, words.Entry]) -> Mapping[str, Promise]:
    return {code: lazystr(_Spoken(entry)) for code, entry in entries.items()}


class _Spoken:
    """Says an entry whenever it is read."""

    def __init__(self, entry: words.Entry) -> None:
        self._say = partial(words.said, entry)

    def __str__(self) -> str:
        return self._say(language())
