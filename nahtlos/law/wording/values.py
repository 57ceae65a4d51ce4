"""Values in words: days as the language writes them, countries, codes, yes and no."""

import re
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from nahtlos.law.catalogue import words

_INDEX = re.compile(r"\[\d+\]")
_ENTRY = re.compile(r"\[(\d+)\]")
#: Grounds of reduction are free text; lists write them as the provision, `1a_1` for § 1a Abs. 1.
_GROUND = re.compile(r"(\d+[a-z]?)_(\d+[a-z]?)\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def bare(path: str) -> str:
    """A path without list index: `residence[1].from` is `residence.from`."""
    return _INDEX.sub("", path)


def day(text: str, language: str) -> str:
    """14.03.2026, 14 March 2026, 14. März 2026."""
    given = date.fromisoformat(text)
    if language == "de":
        return f"{given:%d.%m.%Y}"
    months = words.topic("frames")["months"]["en" if language == "en" else "de"]
    return f"{given.day}{'' if language == 'en' else '.'} {months[given.month - 1]} {given.year}"


def fact(path: str, language: str) -> str:
    """The name of a fact; of the nearest fact around it that has one."""
    named, parts = words.topic("facts"), bare(path).split(".")
    while parts:
        if entry := named.get(".".join(parts)):
            return words.said(entry, language)
        parts.pop()
    return path


def place(path: str, language: str) -> str:
    """Where the fact stands, in words: the name, and which entry of a list it is."""
    bare_path = bare(path)
    # What is missing may be the basis of a status; what was found is the status.
    name = fact(bare_path.removesuffix(".status") if bare_path.endswith("residence.status") else path, language)
    if language == words.PLAIN:
        name = name[:1].upper() + name[1:]
    entry = _ENTRY.search(path)
    if not entry or entry[1] == "0":
        return name
    return words.frame("condition", "entry", language).format(fact=name, n=int(entry[1]) + 1)


def value(path: str, given: Any, language: str) -> str:
    """The value of a fact; empty where nothing was stated."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return words.frame("value", "yes" if given else "no", language)
    if isinstance(given, list | tuple):
        return ", ".join(value(path, one, language) for one in given) or words.frame("value", "none", language)
    if not isinstance(given, str):
        return str(given)
    if _DAY.match(given):
        return day(given, language)
    if "nationality" in path or path.endswith("nationalities"):
        return country(given, language)
    return _coded(bare(path), given, language)


def argument(given: str, language: str) -> str:
    """An argument of a condition: a day, a code somebody has named, or the thing itself."""
    if _DAY.match(given):
        return day(given, language)
    for topic in ("bodies", "statuses"):
        if given in words.topic(topic):
            return words.word(topic, given, language)
    activities = words.topic("values")["work_permits.activity"]
    return words.said(activities[given], language) if given in activities else given


def country(code: str, language: str) -> str:
    """The name of a state."""
    if code in ("XX", "XA"):
        return words.frame("value", "unclear" if code == "XX" else "stateless", language)
    return str(_locale(language).territories.get(code, code))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("en" if language == "en" else "de")


def _coded(path: str, code: str, language: str) -> str:
    if path.endswith("residence.status"):
        return words.word("statuses", code, language)
    own = path.removeprefix("household.")
    values = words.topic("values")
    for key, known in values.items():  # of a list of entries only their codes are named
        if code in known and (key in (path, own) or key.startswith(f"{own}.")):
            return words.said(known[code], language)
    ground = _GROUND.match(code) if own == "benefit_reduction_grounds" else None
    return f"§ {ground[1]} Abs. {ground[2]} AsylbLG" if ground else argument(code, language)
