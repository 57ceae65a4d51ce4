"""Days as lists write them: real dates, text, serial numbers, only a year, two-digit years, days that do not exist."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from nahtlos.exchange.lists.listed import ListedBirth
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean, fold, says_nothing, shown

#: Excel counts days from here; 60 is the 29 February 1900 it believes in.
_EXCEL_ZERO: Final = date(1899, 12, 30)
_FIRST_YEAR: Final = 1900
_LAST_SERIAL: Final = 73_050  # end of 2099
_OLDEST: Final = 110
_CENTENARIAN: Final = 100
_CHILD: Final = 14
_PIVOT_WITHOUT_AS_OF: Final = 30

_GERMAN: Final = re.compile(
    r"(\d{1,2}|\?{1,2}|xx?)\s?[./-]\s?(\d{1,2}|\?{1,2}|xx?)\s?[./-]\s?(\d{4}|\d{2})", re.IGNORECASE | re.ASCII
)
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})|(\d{4})-(\d{2})", re.ASCII)
_NAMED_MONTH: Final = re.compile(r"(?:(\d{1,2})\.?\s*)?([a-z]{3,9})\s+(\d{4}|\d{2})", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}(?:[.,]0+)?", re.ASCII)
_ABOUT: Final = re.compile(r"^(?:ca|circa|zirka|etwa|um|geschaetzt|gesch|vermutlich|verm|angeblich|angebl)\s+")
_YEAR_WITHIN: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan januar jaenner january", "feb februar february", "mrz maerz mar march", "apr april", "mai may", "jun juni june",
         "jul juli july", "aug august", "sep sept september", "okt oktober oct october", "nov november",
         "dez dezember dec december"), start=1)
    for name in names.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadDay:
    """`on` only for a whole, possible day; `state` says what else the cell was."""

    on: date | None
    state: Literal["day", "empty", "no_end", "vague", "impossible", "unreadable"]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    about: bool = False
    two_digits: bool = False


_EMPTY: Final = ReadDay(None, "empty")
_UNREADABLE: Final = ReadDay(None, "unreadable")


def read_day(cell: Cell, *, as_of: date | None, years_ahead: int = 20) -> ReadDay:
    """What a date cell says. Two-digit years lie at most `years_ahead` after `as_of`."""
    if isinstance(cell, datetime):
        return _exact(cell.date())
    if isinstance(cell, date):
        return _exact(cell)
    if cell is None or isinstance(cell, bool):
        return _EMPTY if cell is None else _UNREADABLE
    latest = as_of.year + years_ahead if as_of else 2000 + _PIVOT_WITHOUT_AS_OF
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(cell, latest)


def _exact(day: date) -> ReadDay:
    return ReadDay(day, "day", day.year, day.month, day.day)


def _from_number(number: float) -> ReadDay:
    if number != number or number in (float("inf"), float("-inf")):
        return _UNREADABLE
    whole = int(number)
    if _FIRST_YEAR <= whole <= 2100 and whole == number:
        return ReadDay(None, "vague", whole)
    if 60 < whole <= _LAST_SERIAL:
        return _exact(_EXCEL_ZERO + timedelta(days=whole))
    return _from_text(str(whole), 2100)


@lru_cache(maxsize=8_192)
def _from_text(text: str, latest: int) -> ReadDay:
    words = clean(text)
    if says_nothing(words):
        return _EMPTY
    if match := _ISO.fullmatch(words) or _COMPACT.fullmatch(words):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _GERMAN.fullmatch(words):
        return _german(match, latest)
    if _YEAR.fullmatch(words):
        return _year_alone(int(words))
    if match := _MONTH_YEAR.fullmatch(words):
        return _month_of(int(match[2] or match[3]), int(match[1] or match[4]))
    if _SERIAL.fullmatch(words) and int(words[:5]) <= _LAST_SERIAL:
        return _from_number(int(words[:5]))
    return _from_words(words, latest)


def _from_words(words: str, latest: int) -> ReadDay:
    folded = fold(words)
    if folded in (
        "unbefristet",
        "unbegrenzt",
        "dauerhaft",
        "unbefr",
        "offen",
        "laufend",
        "auf weiteres",
        "bis auf weiteres",
    ):
        return ReadDay(None, "no_end")
    about = bool(_ABOUT.match(folded))
    if about:
        inner = _from_text(re.sub(r"^\S+\s+", "", words), latest)
        return ReadDay(None, "vague", inner.year, inner.month, None, about=True) if inner.year else _UNREADABLE
    if (match := _NAMED_MONTH.fullmatch(folded)) and match[2] in _MONTHS:
        year = _full_year(match[3], latest)
        return _checked(year, _MONTHS[match[2]], int(match[1])) if match[1] else _month_of(year, _MONTHS[match[2]])
    years = _YEAR_WITHIN.findall(words)
    return ReadDay(None, "vague", int(years[0]), about=True) if len(years) == 1 and len(words) <= 24 else _UNREADABLE


def _german(match: re.Match[str], latest: int) -> ReadDay:
    two_digits = len(match[3]) == 2
    year = _full_year(match[3], latest)
    day, month = (int(part) if part.isdigit() else 0 for part in (match[1], match[2]))
    found = _checked(year, month, day)
    return ReadDay(found.on, found.state, found.year, found.month, found.day, two_digits=two_digits)


def _full_year(digits: str, latest: int) -> int:
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year if year <= latest else year - 100


def _year_alone(year: int) -> ReadDay:
    if year == 9999:
        return ReadDay(None, "no_end")
    return ReadDay(None, "vague", year) if _FIRST_YEAR <= year <= 2100 else _UNREADABLE


def _month_of(year: int, month: int) -> ReadDay:
    if not _FIRST_YEAR <= year <= 2100:
        return _UNREADABLE
    return ReadDay(None, "vague", year, month) if 1 <= month <= 12 else ReadDay(None, "impossible", year)


def _checked(year: int, month: int, day: int) -> ReadDay:
    if year == 9999:
        return ReadDay(None, "no_end")
    if not _FIRST_YEAR <= year <= 2100:
        return _EMPTY if year == month == day == 0 else ReadDay(None, "impossible")
    if day == 0 or month == 0:
        return ReadDay(None, "vague", year, month if 1 <= month <= 12 else None)
    try:
        return _exact(date(year, month, day))
    except ValueError:
        return ReadDay(None, "impossible", year, month if month <= 12 else None)


def read_birth(cell: Cell, *, as_of: date | None, adult: bool = False) -> ListedBirth | None:
    """A date of birth, as far as it can be believed; None for an empty cell.

    A two-digit year is this century's unless the person would not be born yet, or would be a small child although the
    list makes them head of a household or a spouse (`adult`).
    """
    written = shown(cell).strip()
    read = read_day(cell, as_of=as_of, years_ahead=0)
    if read.state == "empty" and not written:
        return None
    if read.state in ("empty", "unreadable", "no_end"):
        return ListedBirth(None, None, None, "unknown", written)
    year, day = read.year, read.on
    if read.two_digits and year and as_of and _other_century(year, day, as_of, adult):
        year -= 100
        day = _on(year, read.month, read.day)
    if day is None:
        vague = _vagueness(read)
        return ListedBirth(year, None if read.state == "impossible" else read.month, None, vague, written)
    doubtful = read.two_digits and not adult and as_of is not None and day.year >= 2000 and as_of.year - day.year >= 0
    if doubtful and as_of and as_of.year - (day.year - 100) <= _CENTENARIAN:
        return ListedBirth(day.year, day.month, day.day, "two_digit_year", written)
    return ListedBirth(day.year, day.month, day.day, "", written)


def _other_century(year: int, day: date | None, as_of: date, adult: bool) -> bool:
    if year < 2000:
        return False
    unborn = day > as_of if day else year > as_of.year
    return unborn or (adult and as_of.year - year < _CHILD and as_of.year - (year - 100) <= _OLDEST)


def _on(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month, day) if month and day else None
    except ValueError:
        return None


def _vagueness(read: ReadDay) -> Literal["impossible", "about", "month_only", "year_only", "unknown"]:
    if read.state == "impossible":
        return "impossible"
    if read.about:
        return "about"
    if read.month:
        return "month_only"
    return "year_only" if read.year else "unknown"


#: remember cells of the list just read
CACHES: Final = (_from_text,)
