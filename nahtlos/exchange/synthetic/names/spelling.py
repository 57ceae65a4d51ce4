"""Transliteration as tables: a name part in its scholarly notation becomes what one clerk or one passport writes."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Protocol

Rule = tuple[str, str]

SUN_LETTERS = "tṯdḏrzsšṣḍṭẓln"

#: How the Arabic article and names of two parts are joined: (article, before al-, other two parts).
STYLES: Mapping[str, tuple[str, str, str]] = {
    "joined": ("al", "ul", ""),
    "spaced": ("al ", " al", " "),
    "hyphen": ("al-", " al-", " "),
    "el": ("el ", "el ", " "),
    "el-hyphen": ("el-", " el-", ""),
    "el-joined": ("el", "el", ""),
    "assimilated": ("a*-", "u* ", ""),
    "dropped": ("", "ul ", ""),
}


class Writing(Protocol):
    """Anything that writes a name part."""

    def write(self, part: str) -> str:
        """The part as this habit writes it, in small letters."""


class Letters:
    """One habit of writing: a table of letters (longest first), then a few corrections of the whole."""

    def __init__(self, table: Mapping[str, str], *after: Rule) -> None:
        keys = sorted(table, key=len, reverse=True)
        self._table = dict(table)
        self._pattern = re.compile("|".join(map(re.escape, keys))) if keys else None
        self._after = tuple((re.compile(pattern), replacement) for pattern, replacement in after)

    def write(self, part: str) -> str:
        """The part in this habit, still in small letters."""
        text = self._pattern.sub(lambda match: self._table[match.group()], part) if self._pattern else part
        for pattern, replacement in self._after:
            text = pattern.sub(replacement, text)
        return text


@cache
def capitals(text: str) -> str:
    """Capital letter at the start and after a blank or hyphen ("abd al-rahman" -> "Abd Al-Rahman")."""
    return re.sub(r"(^|[ \-])(\w)", lambda match: match.group(1) + match.group(2).upper(), text)


def with_article(part: str, letters: Writing, style: str) -> str:
    """ "al-…" written with the article of the style; the sun letters swallow the l where the style says so."""
    article, rest = STYLES[style][0], part[3:]
    return _assimilated(article, rest, letters) + letters.write(rest)


def of_two_parts(part: str, letters: Writing, style: str) -> str:
    """ "ʿabd_al-raḥmān" or "ḥabīb_ullāh": joined, split or bound by the article."""
    first, second = part.split("_", 1)
    if second.startswith("al-"):
        return letters.write(first) + _assimilated(STYLES[style][1], second[3:], letters) + letters.write(second[3:])
    return letters.write(first) + STYLES[style][2] + letters.write(second)


def _assimilated(article: str, rest: str, letters: Writing) -> str:
    if "*" not in article:
        return article
    return article.replace("*", letters.write(rest[0]) if rest[0] in SUN_LETTERS else "l")


def write_part(part: str, letters: Writing, style: str) -> str:
    """One name part with capitals."""
    if "_" in part:
        return capitals(of_two_parts(part, letters, style))
    if part.startswith("al-"):
        return capitals(with_article(part, letters, style))
    return capitals(letters.write(part))
