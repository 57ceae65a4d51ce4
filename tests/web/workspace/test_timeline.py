"""The Zeitstrahl: whatever the periods, bars stay inside the chart, in order, and today is where it belongs."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nahtlos.web.workspace.timeline import LABELS, PAST, WIDTH, Lane, Span, draw

TODAY = date(2016, 9, 30)
DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2060, 1, 1))


@st.composite
def lanes(draw_: st.DrawFn) -> list[Lane]:
    """Lanes of periods that touch each other, the last one sometimes open."""
    result = []
    for number in range(draw_(st.integers(0, 5))):
        cuts = sorted(draw_(st.sets(DAYS, max_size=6)))
        spans = [Span(f"S{i}", start, end) for i, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False))]
        if cuts and draw_(st.booleans()):
            spans.append(Span("a very long text that does not fit into a narrow bar", cuts[-1], None))
        result.append(Lane(f"L{number}", tuple(spans)))
    return result


@given(lanes(), st.none() | DAYS)
def test_bars_stay_inside_and_never_overlap(given_lanes: list[Lane], change: date | None) -> None:
    chart = draw(given_lanes, TODAY, change)
    for row in chart.rows:
        for bar in row.bars:
            assert bar.x >= LABELS
            assert bar.x + bar.width <= WIDTH + 3
            assert len(bar.text) * 6 <= max(bar.width, 12)
        for left, right in zip(row.bars, row.bars[1:], strict=False):
            assert left.x <= right.x


@given(lanes())
def test_today_divides_the_scale_where_agreed(given_lanes: list[Lane]) -> None:
    chart = draw(given_lanes, TODAY)
    assert abs(chart.today.x - (LABELS + PAST * (WIDTH - LABELS))) < 0.1
    assert chart.change is None


def test_tones_tell_past_present_future_and_open_apart() -> None:
    day = timedelta(days=1)
    spans = (
        Span("past", date(2015, 1, 1), TODAY),
        Span("now", TODAY, TODAY + day),
        Span("coming", TODAY + day, date(2017, 1, 1)),
        Span("open", date(2017, 1, 1), None, is_open=True),
    )
    row = draw([Lane("one", spans)], TODAY, date(2017, 1, 1)).rows[0]
    assert [bar.tone for bar in row.bars] == ["past", "now", "coming", "open"]


def test_an_empty_lane_is_drawn_so_that_the_gap_is_seen() -> None:
    chart = draw([Lane("empty", ()), Lane("other", (Span("x", None, None),))], TODAY)
    assert [row.label for row in chart.rows] == ["empty", "other"]
    assert chart.rows[0].bars == ()
