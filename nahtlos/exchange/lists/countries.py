"""Nationalities however they are written: Destatis key, ISO code, name of the country, adjective, abbreviation.

Keys: Federal Statistical Office, Staats- und Gebietssystematik (list of nationalities, 2021-02-19). XA stands for
stateless, XX for unclear, XK for Kosovo.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean, fold, says_nothing

_FILE: Final = Path(__file__).with_name("countries.tsv")
_SHORTEST_ABBREVIATION: Final = 3
#: 999 says that nothing was recorded; it is an empty cell, not the finding "unclear".
_NOT_RECORDED: Final = "999"
_FURTHER_CODES: Final = {
    "XKX": "XK",
    "UNK": "XK",
    "RKS": "XK",
    "XXA": "XA",
    "XXX": "XX",
    "EIR": "IE",
    "D": "DE",
    "ROM": "RO",
}


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Destatis key -> ISO code, and folded name -> ISO code."""
    keys: dict[str, str] = {}
    names: dict[str, str] = {}
    german, english = Locale("de").territories, Locale("en").territories
    for iso, key, adjectives, further in _lines():
        keys[key] = iso
        known = [german.get(iso, ""), english.get(iso, "")] if iso not in ("XA", "XX") else []
        for name in [*known, *adjectives.split("|"), *further.split("|")]:
            if name:
                names.setdefault(fold(name), iso)
    return keys, names


def _lines() -> Iterator[list[str]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield (line.split("\t") + ["", ""])[:4]


@cache
def _three_letters() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    known = set(_tables()[0].values())
    three = {
        code: found[0] for code, found in aliases.items() if len(code) == 3 and len(found) == 1 and found[0] in known
    }
    return three | _FURTHER_CODES


def nationality_of_key(cell: Cell) -> str | None:
    """ISO code of a Destatis key, also if the cell lost its leading zeros; "" for an empty cell, None if unknown."""
    text = clean(cell)
    if says_nothing(text) or text == _NOT_RECORDED:
        return ""
    digits = text.removesuffix(".0")
    return _tables()[0].get(digits.zfill(3)) if digits.isascii() and digits.isdigit() else None


@lru_cache(maxsize=8_192)
def nationalities_of_text(text: str) -> tuple[str, ...] | None:
    """ISO codes of one or several nationalities; () for an empty cell, None if any part cannot be read."""
    cleaned = clean(text)
    if not cleaned or says_nothing(cleaned) and fold(cleaned) not in ("unklar", "unbekannt"):
        return ()
    whole = _one(cleaned)
    if whole:
        return (whole,)
    parts = [
        part.strip()
        for part in cleaned.replace(" und ", "/").replace("+", "/").replace(";", "/").replace(",", "/").split("/")
    ]
    found = [_one(part) for part in parts if part]
    if len(found) < 2 or not all(found):
        return None
    return tuple(dict.fromkeys(iso for iso in found if iso))


def _one(text: str) -> str | None:
    keys, names = _tables()
    upper = text.upper()
    if len(upper) == 2 and upper in keys.values():
        return upper
    if upper in _three_letters():
        return _three_letters()[upper]
    if text.isascii() and text.isdigit() and len(text) == 3:
        return keys.get(text)
    folded = fold(text)
    if folded in ("unbekannt", "unklar"):
        return "XX"
    return names.get(folded) or _inflected(folded) or _abbreviated(text, folded)


def _inflected(folded: str) -> str | None:
    """ "syrische", "syrischer Staatsangehöriger", "Syrer" would need a dictionary; endings of the adjective do not."""
    first = folded.split(" ", 1)[0]
    for ending in ("es", "er", "en", "em", "e"):
        if first.endswith("isch" + ending):
            return _tables()[1].get(first.removesuffix(ending))
    return None


def _abbreviated(text: str, folded: str) -> str | None:
    """A stem with a full stop ("afgh."), if it fits one country only; compound names come second."""
    stem = folded.rstrip()
    if not text.endswith(".") or len(stem) < _SHORTEST_ABBREVIATION:
        return None
    fitting = {name: iso for name, iso in _tables()[1].items() if name.startswith(stem)}
    plain = {iso for name, iso in fitting.items() if " " not in name}
    candidates = plain or set(fitting.values())
    return candidates.pop() if len(candidates) == 1 else None
