"""The day a page speaks of."""

from __future__ import annotations

from datetime import date

from nahtlos.cases.answers import SINCE
from nahtlos.web.components.fields import parse_day


def asked_for(text: str | None, today: date) -> date:
    """The day of `?on=`; today when it names none, or one outside the years the law knows."""
    try:
        day = parse_day(text or "")
    except ValueError:
        return today
    return day if SINCE <= day <= last(today) else today


def last(today: date) -> date:
    """As far ahead as the stored answers reach."""
    return date(today.year + 5, 12, 31)
