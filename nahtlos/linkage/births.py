"""How two dates of birth agree, knowing how they go wrong: 1 January, swapped days, the next year, other calendars."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from nahtlos.linkage.identity import Birth

#: From the strongest agreement to none; where several dates are known, the strongest counts.
LEVELS = ("day", "vague_day", "swapped", "slip", "vague_year", "next_year", "calendar", "same_year", "decade", "near",
          "missing", "different")  # fmt: skip
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def compare_births(one: Iterable[Birth], other: Iterable[Birth]) -> str:
    """The strongest agreement between any two of the dates known for two records."""
    others = tuple(other)
    levels = [_level(a, b) for a in one for b in others]
    return min(levels, key=_RANK.__getitem__) if levels else "missing"


@lru_cache(maxsize=131_072)
def _level(one: Birth, other: Birth) -> str:
    if not _is_year(one.year) or not _is_year(other.year) or one.year is None or other.year is None:
        return "missing"
    gap = abs(one.year - other.year)
    if gap == 0:
        return _within_a_year(one, other)
    if one.vague and other.vague:
        return "next_year" if gap == 1 else _far(gap)
    return _across_years(one, other, gap)


def _is_year(year: int | None) -> bool:
    """Years of any calendar in use (Solar Hijri 1300 onwards); 0000 and the like mean that nothing is known."""
    return year is not None and 1200 <= year <= 2200


def _within_a_year(one: Birth, other: Birth) -> str:
    if one.vague or other.vague:
        return "vague_day" if one.vague and other.vague else "vague_year"
    if (one.month, one.day) == (other.month, other.day):
        return "day"
    if (one.month, one.day) == (other.day, other.month):
        return "swapped"
    if one.month == other.month or one.day == other.day:
        return "slip"
    days = _days(one, other)
    return "slip" if days is not None and days <= 11 else "same_year"


def _across_years(one: Birth, other: Birth, gap: int) -> str:
    same_day = (one.month, one.day) == (other.month, other.day)
    if same_day and gap == 1:
        return "next_year"
    days = _days(one, other)
    if days is not None and days <= 11:
        return "slip"
    if days is not None and 364 <= days <= 368:
        return "calendar"
    if _ethiopian(one, other) or _solar_hijri(one, other):
        return "calendar"
    if same_day and (gap == 10 or _digits_turned(one.year or 0, other.year or 0)):
        return "decade"
    return _far(gap)


def _far(gap: int) -> str:
    return "near" if gap <= 2 else "different"


def _days(one: Birth, other: Birth) -> int | None:
    try:
        return abs((_date(one) - _date(other)).days)
    except ValueError:
        return None


def _date(birth: Birth) -> date:
    return date(birth.year or 0, birth.month or 0, birth.day or 0)


def _digits_turned(one: int, other: int) -> bool:
    return one // 100 == other // 100 and one % 100 == (other % 10) * 10 + other // 10 % 10


def _ethiopian(one: Birth, other: Birth) -> bool:
    """One date written in the Ethiopian calendar: 7 years and about 8 months behind (8 years and 4 months ahead)."""
    days = _days(one, other)
    return days is not None and 2802 - 25 <= days <= 2802 + 25 and _near_in_year(one, other, 112)


def _near_in_year(one: Birth, other: Birth, shift: int) -> bool:
    try:
        gap = abs(_date(one).timetuple().tm_yday - _date(other).timetuple().tm_yday)
    except ValueError:
        return False
    return min(abs(gap - shift), abs(365 - gap - shift)) <= 6


def _solar_hijri(one: Birth, other: Birth) -> bool:
    """One date written in the Solar Hijri calendar: 621 years, 2 months and about 20 days behind."""
    early, late = sorted((one, other), key=lambda birth: birth.year or 0)
    if (early.year or 0) > 1500 or late.month is None or early.month is None:
        return False
    return (late.year or 0) - (early.year or 0) in (621, 622) and (late.month - early.month) % 12 in (2, 3)
