"""Languages and their levels, schooling, courses: what job seekers' lists say in free words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from babel import Locale

from nahtlos.exchange.lists.text import clean, fold, says_nothing

_CEFR: Final = re.compile(r"\b([abc])\s?([0-2])\b")
_CERTIFIED: Final = re.compile(r"\b(?:dtz|telc|goethe|zertifikat|zert|pruefung|testdaf|dsh|oesd|bescheinigt)\b")
_ORAL: Final = re.compile(r"\b(?:muendl\w*|muendlich|ca|etwa|geschaetzt|circa)\b")
_NONE: Final = frozenset(
    ("keine", "kein", "0", "a0", "nein", "keine kenntnisse", "keine deutschkenntnisse", "ohne", "null")
)
_SEPARATOR: Final = re.compile(r"\s*[,;/|\n]\s*(?![^()]*\))|\s+und\s+")
_MOTHER_TONGUE: Final = re.compile(r"\b(?:muttersprache|muttersprachlich|ms|erstsprache|native)\b")
_LEVEL_WORDS: Final = re.compile(
    r"\b(?:grundk\w*|grundkenntnisse|wenig|etwas|gut|sehr gut|fliessend|verhandlungssicher|mittel|anfaenger|basis|schlecht|basic|fluent|good)\b"
)
_OTHER_NAMES: Final = {
    "farsi": "fa", "persisch": "fa", "dari": "prs", "paschto": "ps", "paschtu": "ps", "pashto": "ps", "pashtu": "ps", "kurmandschi": "kmr",
    "kurmanci": "kmr", "kurmanji": "kmr", "sorani": "ckb", "kurdisch kurmandschi": "kmr", "kurdisch kurmanci": "kmr",
    "kurdisch kurmanji": "kmr", "kurdisch sorani": "ckb", "tigrinisch": "ti", "tigrinja": "ti", "somalisch": "so", "fula": "ff", "fulfulde": "ff", "fulani": "ff",
    "edo": "bin", "mandinka": "mnk", "suaheli": "sw", "kisuaheli": "sw", "romanes": "rom", "aserbeidschanisch": "az", "azeri": "az",
    "hausa": "ha", "pandschabi": "pa", "punjabi": "pa", "bengali": "bn", "malinke": "mnk", "susu": "sus", "chinesisch mandarin": "zh",
    "serbokroatisch": "sh", "belutschi": "bal", "usbekisch": "uz", "mongolisch": "mn", "deutsch": "de",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadLevel:
    """`level` none, A1 … C2; "" for an empty cell, None if the words name no level."""

    level: str | None
    certified: bool = False
    estimated: bool = False


@lru_cache(maxsize=4_096)
def read_level(text: str) -> ReadLevel:
    """Level of German after the Common European Framework (GER)."""
    folded = fold(text)
    if folded in _NONE:
        return ReadLevel("none")
    if not folded or says_nothing(clean(text)):
        return ReadLevel("")
    levels = sorted({f"{match[1].upper()}{match[2]}" for match in _CEFR.finditer(folded)})
    if not levels or levels[0] in ("B0", "C0"):
        return ReadLevel(None)
    level = "none" if levels[0] == "A0" else levels[0]  # "A2/B1": only the lower one is sure
    certified = bool(_CERTIFIED.search(folded)) and level != "none"
    return ReadLevel(level, certified, bool(_ORAL.search(folded)) or len(levels) > 1)


@lru_cache(maxsize=16_384)
def read_languages(text: str) -> tuple[Mapping[str, Any], ...]:
    """All languages of a cell: name, ISO code where known, mother tongue, level and the words as written."""
    found = []
    for part in _SEPARATOR.split(clean(text)):
        words = part.strip(" +-*=@")
        if words and not says_nothing(words):
            found.append(_language(words))
    return tuple(found)


def _language(words: str) -> dict[str, Any]:
    folded = fold(words)
    name = _LEVEL_WORDS.sub(" ", _MOTHER_TONGUE.sub(" ", _CEFR.sub(" ", folded)))
    name = " ".join(re.sub(r"\b(?:muendl\w*|ca|etwa|dtz|telc|niveau)\b", " ", name).split())
    spoken = re.sub(
        r"\s*\((?:[^()]*(?:sprach|MS)[^()]*)\)|\s+(?:[ABC]\s?[0-2]\b.*|gut|sehr gut|Grundk.*|wenig|etwas|flie.*|mittel)$",
        "",
        words,
    )
    level = read_level(words).level
    entry: dict[str, Any] = {
        "language": spoken.strip(),
        "as_written": words,
        "mother_tongue": bool(_MOTHER_TONGUE.search(folded)),
    }
    if code := _codes().get(name) or _codes().get(name.split(" ", 1)[0]):
        entry["code"] = code
    if level:
        entry["level"] = level
    return entry


@cache
def _codes() -> Mapping[str, str]:
    names = {
        fold(name): code for locale in ("en", "de") for code, name in Locale(locale).languages.items() if len(code) <= 3
    }
    return names | _OTHER_NAMES


_COURSE_STATES: Final = (
    ("completed", re.compile(r"\b(?:abgeschl\w*|absolviert|beendet|bestanden|fertig)\b")),
    ("discontinued", re.compile(r"\b(?:abgebr\w*|abbruch)\b")),
    ("attending", re.compile(r"\b(?:laeuft|laufend|teilnahme|besucht|nimmt teil|aktuell|begonnen|im kurs|seit)\b")),
    ("waiting", re.compile(r"\b(?:warteliste|wartet|angemeldet|anmeldung|vorgemerkt)\b")),
    ("obliged", re.compile(r"\b(?:verpfl\w*|verpflichtung)\b")),
    ("entitled", re.compile(r"\b(?:berechtig\w*|zulassung|zugelassen)\b")),
    ("no", re.compile(r"^(?:nein|kein\w*|n|nicht\b.*)$")),
    ("yes", re.compile(r"^(?:ja|j|x|vorhanden)$")),
)


@lru_cache(maxsize=4_096)
def read_course(text: str) -> str | None:
    """State of the integration course in one word; "" for an empty cell, None if it cannot be read."""
    folded = fold(text)
    if not folded:
        return ""
    return next((state for state, pattern in _COURSE_STATES if pattern.search(folded)), None)


_SCHOOLING: Final = (
    ("university_unfinished", re.compile(r"\b(?:studium|uni\w*|hochschul\w*)\b.*\babgebr\w*|abgebr\w*.*studium")),
    ("university", re.compile(r"\b(?:studium|universitaet\w*|hochschulabschl\w*|bachelor|master|diplom|promotion|akademi\w*)\b")),
    ("none", re.compile(r"\b(?:kein\w*|ohne|nie|analphabet\w*)\b")),
    ("upper_secondary", re.compile(r"\b(?:abitur|baccalaureat|hochschulreife|fachabitur|matura|sekundar ?(?:ii|2)|12 jahre|high school)\b")),
    ("lower_secondary", re.compile(r"\b(?:mittlere reife|realschul\w*|hauptschul\w*|mittelschul\w*|(?:8|9|10|11) (?:jahre|j|klassen?)\b|sekundar ?(?:i|1))")),
    ("primary", re.compile(r"\b(?:grundschul\w*|volksschul\w*|primar\w*|(?:[1-7]) (?:jahre|j|klassen?))\b")),
)  # fmt: skip


@lru_cache(maxsize=4_096)
def read_schooling(text: str) -> str | None:
    """Rough level of schooling for sorting and matching; None if the words do not say."""
    folded = fold(text)
    return next((level for level, pattern in _SCHOOLING if pattern.search(folded)), None)


@lru_cache(maxsize=1_024)
def read_driving_licence(text: str) -> Mapping[str, Any] | None:
    """Whether there is a licence, its class, and whether it is a foreign one; None if it cannot be read."""
    folded = fold(text)
    if re.search(r"\b(?:nein|kein\w*|ohne|nicht vorhanden)\b", folded):
        return {"held": False}
    classes = re.findall(r"\b([a-d]\d?e?|be|ce|l|t)\b", folded)
    if not classes and not re.search(r"\b(?:ja|vorhanden|fs|x|auslaend\w*|ausl)\b", folded):
        return None
    entry: dict[str, Any] = {"held": True}
    if classes:
        entry["classes"] = [name.upper() for name in classes]
    if re.search(r"\b(?:ausl\w*|nicht umgeschr\w*|umschreib\w*)\b", folded):
        entry["foreign"] = True
    return entry
