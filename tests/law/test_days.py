"""The calendar arithmetic of the Civil Code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahtlos.law.conditions.age import first_day_past_limit
from nahtlos.law.engine.days import FAR, add_months, day_of, iso, month_end, month_start, years_completed_on


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2015-08-31", 6, "2016-02-29"),
        ("2014-08-31", 6, "2015-02-28"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-09-30", -7, "2024-02-29"),
        ("2024-12-31", -3, "2024-09-30"),
    ],
)
def test_a_missing_day_is_the_last_of_its_month(start: str, months: int, end: str) -> None:
    assert iso(add_months(day_of(start), months)) == end


@pytest.mark.parametrize(
    ("born", "years", "first"),
    [
        ("2000-02-29", 25, "2025-03-01"),
        ("2000-02-29", 24, "2024-02-29"),
        ("2005-06-01", 18, "2023-06-01"),
    ],
)
def test_a_year_of_life_is_complete_from_the_birthday_on(born: str, years: int, first: str) -> None:
    assert iso(years_completed_on(day_of(born), years)) == first


@pytest.mark.parametrize(
    ("born", "first"),
    [
        ("1946-05-10", "2011-06-01"),
        ("1947-05-10", "2012-07-01"),
        ("1956-05-10", "2022-04-01"),
        ("1957-05-10", "2023-05-01"),
        ("1958-01-01", "2024-01-01"),
        ("1958-01-02", "2024-02-01"),
        ("1963-12-31", "2030-11-01"),
        ("1964-01-01", "2031-01-01"),
        ("1980-07-15", "2047-08-01"),
    ],
)
def test_the_age_limit_is_passed_after_the_month_it_is_reached_in(born: str, first: str) -> None:
    assert iso(first_day_past_limit(day_of(born))) == first


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-600, 600))
def test_months_keep_the_day_or_end_the_month(start: date, months: int) -> None:
    day = start.toordinal()
    moved = add_months(day, months)
    assert date.fromordinal(moved).day == start.day or moved == month_end(moved)
    assert month_start(day) <= day <= month_end(day)


def test_what_never_comes_stays_far_away() -> None:
    assert add_months(FAR, 12) == FAR
