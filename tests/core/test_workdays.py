"""Working days as the Land has them."""

from datetime import date, timedelta

import pytest

from nahtlos.core.workdays import add_workdays, is_workday, workdays_between

ALL = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")


@pytest.mark.parametrize(
    ("day", "land", "works"),
    [
        (date(2016, 10, 3), "RP", False),  # German Unity Day
        (date(2016, 11, 1), "RP", False),  # All Saints
        (date(2016, 11, 1), "SH", True),
        (date(2017, 10, 31), "SH", False),  # 500 years of the Reformation: everywhere, once
        (date(2018, 10, 31), "RP", True),
        (date(2018, 10, 31), "SH", False),  # for good since 2018
        (date(2025, 5, 8), "BE", False),  # 80 years of the end of the war: Berlin, once
        (date(2025, 5, 8), "BB", True),
        (date(2023, 9, 20), "TH", False),  # World Children's Day
        (date(2016, 10, 1), "RP", False),  # a Saturday
    ],
)
def test_holidays_are_those_of_the_land(day: date, land: str, works: bool) -> None:
    assert is_workday(day, land) is works


def test_five_working_days_over_a_long_weekend() -> None:
    assert add_workdays(date(2016, 9, 30), 5, "RP") == date(2016, 10, 10)
    assert add_workdays(date(2016, 10, 1), 0, "RP") == date(2016, 10, 4)


@pytest.mark.parametrize("land", ALL)
def test_counting_is_the_way_back_of_adding(land: str) -> None:
    start = date(2024, 12, 20)
    for number in range(1, 15):
        end = add_workdays(start, number, land)
        assert is_workday(end, land)
        assert workdays_between(start, end, land) == number
        assert workdays_between(start, end - timedelta(days=1), land) == number - 1
    assert workdays_between(start, start, land) == 0
