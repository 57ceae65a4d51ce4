"""Draws the Zeitstrahl: lanes of periods on one scale, as coordinates for an SVG. Pure: no database, no request.

The past has most of the width, the coming months have room of their own right of the line of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, LABELS, HEAD, LANE, BAR = 1200, 168, 46, 32, 24
#: Share of the scale that lies before today.
PAST = 0.62
_LEAST_PAST, _LEAST_FUTURE, _MOST_FUTURE = timedelta(days=365), timedelta(days=200), timedelta(days=3 * 365)
_CHARACTER = 6.9  #: width of a letter in the font of the bars
_TICK_STEPS = (1, 3, 6, 12, 24, 60)  #: months between two marks


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds for a time; `until` is the first day on which it no longer does."""

    text: str
    start: date | None
    until: date | None
    law: str = ""
    note: str = ""
    is_open: bool = False  #: the law or the facts leave it open


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the chart."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A span in coordinates. `tone`: past, now, coming or open."""

    x: float
    y: float
    width: float
    text: str
    tone: str
    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """A lane in coordinates."""

    label: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale. `is_late`: so far to the right that its words must stand before it."""

    x: float
    label: str

    @property
    def is_late(self) -> bool:
        return self.x > WIDTH - 150


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template draws."""

    width: int
    height: float
    labels: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: Tick
    change: Tick | None


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    today: date
    end: date

    def x(self, day: date) -> float:
        room = WIDTH - LABELS
        if day <= self.today:
            share = PAST * (day - self.start).days / (self.today - self.start).days
        else:
            share = PAST + (1 - PAST) * (day - self.today).days / (self.end - self.today).days
        return round(LABELS + room * min(max(share, 0.0), 1.0), 1)


def draw(lanes: Sequence[Lane], today: date, next_change: date | None = None) -> Chart:
    """The chart of these lanes; lanes without a span are drawn empty, so that a gap is seen as a gap."""
    scale = _scale([span for lane in lanes for span in lane.spans], today, next_change)
    rows = tuple(_row(number, lane, scale) for number, lane in enumerate(lanes))
    change = None
    if next_change and next_change > today:
        change = Tick(scale.x(next_change), f"{next_change:%d.%m.%Y}")
    return Chart(
        width=WIDTH,
        height=HEAD + LANE * len(lanes) + 4,
        labels=LABELS,
        rows=rows,
        ticks=tuple(_ticks(scale)),
        today=Tick(scale.x(today), f"{today:%d.%m.%Y}"),
        change=change,
    )


def _scale(spans: Sequence[Span], today: date, next_change: date | None) -> _Scale:
    starts = [span.start for span in spans if span.start and span.start < today]
    coming = [day for span in spans for day in (span.start, span.until) if day and day > today]
    if next_change and next_change > today:
        coming.append(next_change)
    near = [day for day in coming if day <= today + _MOST_FUTURE]
    start = min([*starts, today - _LEAST_PAST])
    end = max([day + timedelta(days=30) for day in near] + [today + _LEAST_FUTURE])
    return _Scale(start, today, end)


def _row(number: int, lane: Lane, scale: _Scale) -> Row:
    y = HEAD + LANE * number
    shown = [
        span
        for span in lane.spans
        if (span.until or scale.end) > scale.start and (span.start or scale.start) < scale.end
    ]
    bars = tuple(_bar(span, y, scale, f"{number}-{place}") for place, span in enumerate(shown))
    return Row(lane.label, y, bars)


def _bar(span: Span, y: float, scale: _Scale, key: str) -> Bar:
    left, right = scale.x(span.start or scale.start), scale.x(span.until or scale.end)
    width = max(right - left - 2, 3)
    return Bar(
        round(left + 1, 1),
        y + (LANE - BAR) / 2,
        round(width, 1),
        _fit(span.text, width),
        _tone(span, scale.today),
        span,
        key,
    )


def _tone(span: Span, today: date) -> str:
    if span.is_open:
        return "open"
    if span.until and span.until <= today:
        return "past"
    return "coming" if span.start and span.start > today else "now"


def _fit(text: str, width: float) -> str:
    room = int((width - 12) / _CHARACTER)
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rstrip()}…" if room >= 4 else ""


def _ticks(scale: _Scale) -> Iterable[Tick]:
    for start, end in ((scale.start, scale.today), (scale.today, scale.end)):
        room = scale.x(end) - scale.x(start)
        months = max(1, (end - start).days / 30.44)
        step = next((step for step in _TICK_STEPS if room / (months / step) >= 62), _TICK_STEPS[-1])
        for day in _marks(start, end, step):
            x = scale.x(day)
            if abs(x - scale.x(scale.today)) > 40 and x < WIDTH - 24 and x > LABELS + 4:
                yield Tick(x, str(day.year) if step >= 12 else f"{day:%m/%Y}")


def _marks(start: date, end: date, step: int) -> Iterable[date]:
    """Firsts of the month, `step` months apart, counted from a January."""
    month = start.year * 12 + start.month
    month += -(month - 1) % step if step <= 12 else (-(month - 1) % 12) + 12 * (-(start.year + 1) % (step // 12))
    while (day := date(month // 12 if month % 12 else month // 12 - 1, month % 12 or 12, 1)) < end:
        if day > start:
            yield day
        month += step
