"""The day a list speaks of, from its titles: ``Stand 30.09.2016``, ``Zahlliste 03/2025``, the line of the signature."""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from nahtlos.exchange.lists.columns import Layout
from nahtlos.exchange.lists.sheet import Sheet
from nahtlos.exchange.lists.text import clean

_DAY: Final = r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})"
_SAID: Final = re.compile(
    r"\b(?:Stand|Stichtag|Auswertung zum|zum|per|Abfrage vom|Datenstand|erstellt am)\b[^\d]{0,12}" + _DAY, re.IGNORECASE
)
_SIGNED: Final = re.compile(r",\s*(?:den|am|dem)?\s*" + _DAY, re.IGNORECASE)
_ANY: Final = re.compile(r"(?<!\d)" + _DAY)
_ISO: Final = re.compile(r"(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)")
_MONTH: Final = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])\s?[/.-]\s?(20\d{2})(?!\d)")
_TITLE_ROWS: Final = 12
_LAST_ROWS: Final = 5


def find_as_of(sheets: Sequence[Sheet], layout: Layout) -> date | None:
    """The day of the list, or None if no title names one."""
    titles = list(_titles(sheets, layout))
    end = [
        clean(cell)
        for row in sheets[layout.sheet_index].rows[-_LAST_ROWS:]
        for cell in row[:1]
        if isinstance(cell, str)
    ]
    for texts, pattern in ((titles, _SAID), (end, _SIGNED), (titles, _ANY)):
        if found := next(
            (day for text in texts for match in pattern.finditer(text) if (day := _day(match[3], match[2], match[1]))),
            None,
        ):
            return found
    if found := next((day for text in titles for match in _ISO.finditer(text) if (day := _day(*match.groups()))), None):
        return found
    return next((_month_end(match) for text in titles if (match := _MONTH.search(text))), None)


def _titles(sheets: Sequence[Sheet], layout: Layout) -> Iterator[str]:
    own = sheets[layout.sheet_index]
    for row in own.rows[: layout.header_row - 1]:
        yield from (clean(cell) for cell in row if isinstance(cell, str))
    yield own.name
    for number, sheet in enumerate(sheets):
        if number != layout.sheet_index:
            yield from (clean(cell) for row in sheet.rows[:_TITLE_ROWS] for cell in row if isinstance(cell, str))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _month_end(match: re.Match[str]) -> date:
    year, month = int(match[2]), int(match[1])
    return date(year, month, calendar.monthrange(year, month)[1])
