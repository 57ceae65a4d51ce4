"""Reads the catalogue. Each topic has its own file of conditions: conditions_<topic>.yaml."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def questions() -> dict[str, dict[str, Any]]:
    """Title, type, values and facts of every question the catalogue knows, by code."""
    return _read("questions.yaml") | _read("questions_programmes.yaml")


@cache
def programmes() -> dict[str, dict[str, Any]]:
    """Who decides on a programme, how to apply, and what the law excludes beside it, by code without `programme.`."""
    return _read("programmes.yaml")


@cache
def conditions() -> dict[str, dict[str, str]]:
    """German and English text of every condition, by key; `{0}` stands for the argument."""
    names = sorted(entry.name for entry in files("nahtlos.law.catalogue").iterdir())
    texts: dict[str, dict[str, str]] = {}
    for name in names:
        if name.startswith("conditions_") and name.endswith(".yaml"):
            texts.update(_read(name))
    return texts


def condition_text(name: str, language: str) -> str:
    """The text of a condition as it stands in `because`; its key if the catalogue has no text."""
    text = fill(conditions_in(language), name, str)
    return name if text is None else text


def fill(texts: Mapping[str, str], name: str, say: Callable[[str], str]) -> str | None:
    """The text whose key fits the name, with its arguments as `say` has them; None if no key fits."""
    if name in texts:
        return texts[name]
    for key, text in texts.items():
        found = _pattern(key).fullmatch(name) if "{" in key else None
        if found:
            return text.format(*(say(given) for given in found.groups()))
    return None


@cache
def conditions_in(language: str) -> dict[str, str]:
    """The texts of all conditions in `de` or `en`."""
    return {key: text[language] for key, text in conditions().items()}


@cache
def sentences() -> dict[str, str]:
    """The German of every English sentence that stands in the code of the law."""
    return _read("sentences.yaml")


@cache
def tables() -> dict[str, dict[str, str]]:
    """Titles of the tables that nobody asks from outside."""
    return _read("tables.yaml")


@cache
def value_order(code: str) -> tuple[Any, ...]:
    """The values of a question in the order of the interface; yes before no."""
    entry = questions().get(code, {})
    if entry.get("type") == "boolean":
        return (True, False)
    return tuple(value["value"] for value in entry.get("values", ()))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(key)))


def _read(name: str) -> dict[str, Any]:
    text = files("nahtlos.law.catalogue").joinpath(name).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506 -- a safe loader, in C where there is one
    return content
