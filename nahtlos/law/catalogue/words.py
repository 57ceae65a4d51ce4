"""Reads the words around answers: what they say, whom they name, in German, English and plain German.

A language that has no text of its own falls back to German, a code nobody has named yet is shown as it is.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nahtlos.law.catalogue import texts

#: Codes of the languages the law speaks, with the key under which the catalogue has them.
LANGUAGES = {"de": "de", "en": "en", "de-x-leicht": "leicht"}
PLAIN = "de-x-leicht"

Entry = dict[str, Any]


@cache
def topic(name: str) -> dict[str, Entry]:
    """Every entry of a file `words_<name>.yaml`, by code."""
    return _read(f"words_{name}.yaml")


@cache
def answers() -> dict[str, Entry]:
    """Name and sentences of every question that has them, from the files `answers_<topic>.yaml`."""
    names = sorted(entry.name for entry in files("nahtlos.law.catalogue").iterdir())
    found: dict[str, Entry] = {}
    for name in names:
        if name.startswith("answers_") and name.endswith(".yaml"):
            found.update(_read(name))
    return found


def word(name: str, code: str, language: str) -> str:
    """The words for a code of a topic; the code itself if nobody has named it."""
    entry = topic(name).get(code)
    return said(entry, language) if entry else code


def frame(group: str, name: str, language: str) -> str:
    """A sentence with gaps."""
    return said(topic("frames")[group][name], language)


def said(entry: Entry, language: str) -> str:
    """The text of an entry in a language, else in German."""
    text: str = entry.get(LANGUAGES[language]) or entry["de"]
    return text


def has(entry: Entry, language: str) -> bool:
    """Whether an entry speaks this language itself."""
    return bool(entry.get(LANGUAGES[language]))


def condition(key: str, language: str, say: Callable[[str], str]) -> str:
    """The text of a condition as it stands in `because`, in plain German a sentence of its own where there is one.

    `say` turns its arguments (days, codes, numbers) into words.
    """
    if language == PLAIN:
        plain = texts.fill(_plain_conditions(), key, say)
        return plain if plain is not None else f"{_capital(condition(key, 'de', say))}."
    text = texts.fill(texts.conditions_in(LANGUAGES[language]), key, say)
    return key if text is None else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _plain_conditions() -> dict[str, str]:
    return _read("plain_conditions.yaml")


def _read(name: str) -> dict[str, Any]:
    text = files("nahtlos.law.catalogue").joinpath(name).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=texts.Loader)  # noqa: S506 -- a safe loader, in C where there is one
    return content
