"""A free search: names in any order and spelling, with a year, a date, a number or a place; says why it matched."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nahtlos.linkage.compare import word_level
from nahtlos.linkage.identity import Birth, Identity
from nahtlos.linkage.names import Word, parsed, parts
from nahtlos.linkage.reasons import Reason
from nahtlos.linkage.text import fold

_DATE = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_NUMBER = re.compile(r"\+?[0-9A-Z][0-9A-Z/\-]*\d[0-9A-Z/\-]*", re.I)
_GROUPS = re.compile(r"\+?\d+(?:[ /\-]+\d+)+")
_WORTH = {"equal": 1.0, "sound": 0.9, "close": 0.6, "slip": 0.5}
_KEY = {"equal": "search.name", "sound": "search.sound", "close": "search.slip", "slip": "search.slip"}


@dataclass(frozen=True, slots=True)
class Found:
    """How well one person answers a query: score 0 to 1 and the reasons, what was not found last."""

    score: float
    why: tuple[Reason, ...]

    def __iter__(self):  # type: ignore[no-untyped-def]
        yield self.score
        yield self.why


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart."""

    names: tuple[Word, ...]
    births: tuple[Birth, ...]
    years: tuple[int, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=1024)
def query_of(text: str) -> Query:
    """Names, dates, years and numbers of a query."""
    births, years, numbers = [], [], []

    def take_date(found: re.Match[str]) -> str:
        day, month, year, iso_year, iso_month, iso_day = found.groups()
        full = int(iso_year or year)
        full += 0 if full > 99 else 2000 if full < 30 else 1900
        births.append(Birth(full, int(iso_month or month), int(iso_day or day), vague=False))
        return " "

    def take_number(found: re.Match[str]) -> str:
        word = found.group()
        if re.fullmatch(r"(19|20)\d\d", word):
            years.append(int(word))
        else:
            numbers.append(_plain(word))
        return " "

    text = _GROUPS.sub(_joined, _DATE.sub(take_date, text[:200]))
    rest = _NUMBER.sub(take_number, text)
    return Query(parts(rest), tuple(births), tuple(years), tuple(numbers))


def _joined(found: re.Match[str]) -> str:
    """Digits in groups are one number (a telephone number, a register number) unless a year is among them."""
    groups = re.split(r"[\s/\-]+", found.group())
    return found.group() if any(re.fullmatch(r"(19|20)\d\d", group) for group in groups) else "".join(groups)


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper()).lstrip("0")


def search_score(query_text: str, identity: Identity) -> Found:
    """How well a person answers "Mohammed Alhalabi 1990"; every part of the query must be met for a full score."""
    query = query_of(query_text)
    told = [_name(word, identity) for word in query.names]
    told += [_birth(birth, identity) for birth in query.births]
    told += [_year(year, identity) for year in query.years]
    told += [_number(number, identity) for number in query.numbers]
    if not told:
        return Found(0.0, ())
    total = sum(reason.weight for reason in told) / len(told)
    return Found(round(total, 4), tuple(sorted(told, key=lambda reason: -reason.weight)))


def _name(wanted: Word, identity: Identity) -> Reason:
    best, level, met = 0.0, "", ""
    for spelling in identity.spellings:
        for word in parsed(spelling).words:
            found = word_level(wanted, word)
            worth = _WORTH.get(found, 0.0)
            if worth < 0.8 and len(wanted.folded) > 1 and word.folded.startswith(wanted.folded):
                found, worth = "begins", 0.8
            if worth > best:
                best, level, met = worth, found, word.folded
    word_said = (("word", wanted.folded), ("name", met))
    if best:
        return Reason(_KEY.get(level, "search.begins"), word_said, best)
    if identity.town and fold(identity.town).startswith(wanted.folded):
        return Reason("search.place", (("word", wanted.folded),), 0.7)
    return Reason("search.not_found", (("word", wanted.folded),), 0.0)


def _birth(wanted: Birth, identity: Identity) -> Reason:
    said = (("word", f"{wanted.day}.{wanted.month}.{wanted.year}"),)
    day = (wanted.year, wanted.month, wanted.day)
    if any((birth.year, birth.month, birth.day) == day for birth in identity.births):
        return Reason("search.birth", said, 1.0)
    if any(birth.year == wanted.year for birth in identity.births):
        return Reason("search.year", said, 0.5)
    return Reason("search.not_found", said, 0.0)


def _year(wanted: int, identity: Identity) -> Reason:
    gaps = [abs(birth.year - wanted) for birth in identity.births if birth.year]
    said = (("word", str(wanted)),)
    if gaps and min(gaps) <= 1:
        return Reason("search.year", said, 1.0 if min(gaps) == 0 else 0.5)
    return Reason("search.not_found", said, 0.0)


def _number(wanted: str, identity: Identity) -> Reason:
    said = (("word", wanted),)
    if any(_plain(number) == wanted for _, number in identity.numbers):
        return Reason("search.number", said, 1.0)
    digits = re.sub(r"\D", "", wanted)
    if len(digits) >= 6 and any(phone.endswith(digits.lstrip("0")) for phone in identity.phones):
        return Reason("search.phone", said, 1.0)
    return Reason("search.not_found", said, 0.0)
