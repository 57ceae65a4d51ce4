"""Days as clerks type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahtlos.web.components.fields import DayField, parse_day


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_usual_spelling_of_a_day_means_that_day(day: date) -> None:
    spellings = [
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d.%m.%Y}",
        f" {day.day}. {day.month}. {day.year} ",
        f"{day:%d/%m/%Y}",
        f"{day:%d%m%Y}",
        day.isoformat(),
    ]
    assert {parse_day(text) for text in spellings} == {day}


@pytest.mark.parametrize("text", ["31.02.2024", "1.9.24", "010924", "2024-13-01", "heute", "0", "1.1.", "32.1.2020"])
def test_what_is_no_day_or_not_a_clear_one_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Exception, match=r"01\.09\.2024"):
        DayField().clean(text)


@given(st.text(max_size=30))
def test_whatever_is_typed_never_breaks_the_form(text: str) -> None:
    try:
        parse_day(text)
    except ValueError:
        return
    assert any(character.isdigit() for character in text)


def test_a_day_is_shown_as_it_is_typed() -> None:
    assert DayField().widget.format_value(date(2024, 9, 1)) == "01.09.2024"
