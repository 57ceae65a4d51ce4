"""A small grammar for provisions of law as offices write them: ``§ 25 Abs. 2 S. 1 Alt. 2``, ``25 II 1. Alt.``, ``25 (2) 2``.

It takes a text apart; what the parts mean is decided where the meaning is known (status, decision, benefit).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_ORDINAL: Final = r"(\d{1,2}[a-z]?|[IVX]{1,4}[a-z]?)(?![A-Za-z0-9])"
_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}|\b\d{1,2}/\d{4}\b")
_SECTION: Final = re.compile(r"(?:(§{1,2})|\b(Art)(?:ikel|\.)?)\s*(\d{1,3})(?:\s?([a-z])(?![A-Za-z]))?")
_BARE_SECTION: Final = re.compile(r"(?<![\w§.,/(-])(\d{1,3})([a-z])?(?![A-Za-z0-9])")
_FURTHER_SECTION: Final = re.compile(r"\s*(?:,|und|u\.|/)\s*(\d{1,3})([a-z])?(?![\w.])(?!\s*(?:Alt|Monat|Jahr))")
_IN_CONNECTION: Final = re.compile(r"[\s,]*(?:i\.?\s?V\.?\s?m\.?|in Verbindung mit|iVm)\s*(?=Abs)", re.IGNORECASE)
_GAP: Final = r"[\s,./;:-]*"
_PARAGRAPH: Final = re.compile(_GAP + r"(?:Abs(?:atz|\.)?|A\.)\s*" + _ORDINAL, re.IGNORECASE)
_BRACKETS: Final = re.compile(_GAP + r"\(\s*(\d{1,2}[a-z]?|[IVX]{1,4})\s*\)")
_SENTENCE: Final = re.compile(_GAP + r"(?:Satz|S\.?)\s*(\d{1,2})(?![\d.]*\d)", re.IGNORECASE)
_ALTERNATIVE: Final = re.compile(
    _GAP + r"(?:(?:Alt(?:ernative|\.)?|Var(?:iante|\.)?)\s*(\d|[IVX]{1,3})(?!\w)|(\d)\.\s*(?:Alt|Var)\w*\.?)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(_GAP + r"(?:Nr\.?|Nummer|Ziff(?:er|\.)?)\s*(\d{1,2}[a-z]?)", re.IGNORECASE)
_ROMAN_ALONE: Final = re.compile(_GAP + r"([IVX]{1,4})([a-z])?(?![A-Za-z0-9])")
_DIGIT_ALONE: Final = re.compile(_GAP + r"(\d{1,2}[a-z]?)(?![A-Za-z0-9])(?!\.\s*(?:Alt|Var))")
_LAW: Final = re.compile(
    r"[\s,./;:-]*\(?\s*(AufenthG|AufG|AsylG|AsylVfG|AsylbLG|AsylBLG|GG|SGB[\s-]*(?:XII|VIII|III|II|12|8|3|2)|Freiz[üu]e?gG(?:/EU)?)(?![A-Za-z])",
    re.IGNORECASE,
)
_LAW_NAMES: Final = {
    "aufenthg": "AufenthG", "aufg": "AufenthG", "asylg": "AsylG", "asylvfg": "AsylG", "asylblg": "AsylbLG", "gg": "GG",
    "sgb2": "SGB II", "sgbii": "SGB II", "sgb3": "SGB III", "sgbiii": "SGB III", "sgb8": "SGB VIII", "sgbviii": "SGB VIII",
    "sgb12": "SGB XII", "sgbxii": "SGB XII",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provision:
    """``§ 25 Abs. 2 S. 1 Alt. 2 AufenthG``. `position` is a number after the paragraph that does not say what it counts."""

    section: str
    paragraph: str = ""
    sentence: int = 0
    alternative: int = 0
    number: str = ""
    position: int = 0
    law: str = ""
    article: bool = False


@lru_cache(maxsize=16_384)
def provisions(text: str) -> tuple[Provision, ...]:
    """All provisions named in the text, in order. Numbers without a § count only if the text has no § at all."""
    text = _DATE.sub(" ", text)
    marked = list(_SECTION.finditer(text))
    if marked:
        found = [
            p for match in marked for p in _from(text, match.end(), match[3] + (match[4] or ""), article=bool(match[2]))
        ]
        return tuple(found)
    bare = _BARE_SECTION.search(text)
    return tuple(_from(text, bare.end(), bare[1] + (bare[2] or ""), article=False)) if bare else ()


def _from(text: str, at: int, section: str, *, article: bool) -> list[Provision]:
    found, at = _qualified(text, at, section, article=article)
    result = [found]
    while True:
        if connected := _IN_CONNECTION.match(text, at):
            further, at = _qualified(text, connected.end(), section, article=article)
        elif (listed := _FURTHER_SECTION.match(text, at)) and int(listed[1]) > 0:
            further, at = _qualified(text, listed.end(), listed[1] + (listed[2] or ""), article=article)
        else:
            return result
        result.append(further)


def _qualified(text: str, at: int, section: str, *, article: bool) -> tuple[Provision, int]:
    """Read paragraph, sentence, alternative and law that follow the section, in any order they come."""
    paragraph, sentence, alternative, number, position = "", 0, 0, "", 0
    while True:
        if not paragraph and (match := _PARAGRAPH.match(text, at) or _BRACKETS.match(text, at)):
            paragraph = _ordinal(match[1])
        elif not sentence and (match := _SENTENCE.match(text, at)):
            sentence = int(match[1])
        elif not alternative and (match := _ALTERNATIVE.match(text, at)):
            alternative = int(_ordinal(match[1] or match[2]))
        elif not number and (match := _NUMBER.match(text, at)):
            number = match[1]
        elif not paragraph and (match := _ROMAN_ALONE.match(text, at)) and match[1] in _ROMAN:
            paragraph = f"{_ROMAN[match[1]]}{match[2] or ''}"
        elif not (paragraph and position) and (match := _DIGIT_ALONE.match(text, at)) and "," not in match[0]:
            if not paragraph:
                paragraph = match[1]
            elif match[1].isdigit():
                position = int(match[1])
            else:
                break
        else:
            break
        at = match.end()
    law = _LAW.match(text, at)
    name = _LAW_NAMES.get(re.sub(r"[\s-]", "", law[1]).lower(), "FreizuegG") if law else ""
    read = Provision(section, paragraph, sentence, alternative, number, position, name, article)
    return read, law.end() if law else at


def _ordinal(text: str) -> str:
    match = re.fullmatch(r"([IVXivx]+)([a-z]?)", text)
    if match and match[1].upper() in _ROMAN:
        return f"{_ROMAN[match[1].upper()]}{match[2]}"
    return text.lower()
