"""Who has come, and when: the mix of nationalities of a stock of people on a day."""

from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from nahtlos.exchange.synthetic.calendar import workday
from nahtlos.exchange.synthetic.dice import Dice

#: Beginning of the war and of the admission under § 24 AufenthG (decision (EU) 2022/382).
WAR, PROTECTION = date(2022, 2, 24), date(2022, 3, 4)
#: Share of people from Ukraine among the refugees of a district, by day (assumed; steps between them are straight).
UKRAINIAN_SHARE = (
    (date(2022, 3, 4), 0.04),
    (date(2022, 4, 1), 0.2),
    (date(2022, 7, 1), 0.38),
    (date(2023, 1, 1), 0.45),
    (date(2025, 4, 1), 0.44),
    (date(2028, 1, 1), 0.4),
)
#: When they came: month of arrival and weight; from 2023 on one weight for every month.
_UKRAINIAN_MONTHS = {(2022, 2): 2, (2022, 3): 36, (2022, 4): 16, (2022, 5): 9, (2022, 6): 6, (2022, 7): 5, (2022, 8): 5,
                     (2022, 9): 4, (2022, 10): 4, (2022, 11): 3, (2022, 12): 3}  # fmt: skip
_UKRAINIAN_LATER = 1.3
#: Arrivals of a year by month (2015 came late in the year).
_AUTUMN_2015 = (4, 4, 4, 4, 5, 6, 8, 11, 14, 16, 17, 11)
_2016 = (22, 16, 9, 6, 6, 6, 6, 6, 6, 6, 6, 5)

#: Share of a year's arrivals still in the district one year later: those mostly recognised, the others, safe countries.
_STAYS = {"high": 0.93, "middle": 0.85, "low": 0.55}
_HIGH = frozenset({"SY", "ER", "AF", "SO", "XA", "XX", "IQ"})
_LOW = frozenset({"AL", "XK", "RS", "MK", "BA", "GH"})


@cache
def _table() -> dict[int, dict[str, int]]:
    data: dict[int, dict[str, int]] = yaml.safe_load(
        files(__package__).joinpath("arrivals.yaml").read_text(encoding="utf-8")
    )
    return data


def ukrainian_share(as_of: date) -> float:
    """The share of people under temporary protection on a day."""
    before = (PROTECTION, 0.0)
    for day, share in UKRAINIAN_SHARE:
        if as_of < day:
            span = (day - before[0]).days or 1
            return (
                max(0.0, before[1] + (share - before[1]) * (as_of - before[0]).days / span)
                if as_of >= PROTECTION
                else 0
            )
        before = (day, share)
    return UKRAINIAN_SHARE[-1][1]


def stock_weights(as_of: date) -> dict[tuple[int, str], float]:
    """Year of arrival and nationality of the people who are still here on a day."""
    weights: dict[tuple[int, str], float] = {}
    last_known = max(_table())
    for year in range(min(_table()), as_of.year + 1):
        part = sum(_months(year)[: as_of.month]) / sum(_months(year)) if year == as_of.year else 1.0
        for code, number in _table()[min(year, last_known)].items():
            weights[year, code] = number * part * _stays(code) ** (as_of.year - year)
    return weights


def _stays(code: str) -> float:
    return _STAYS["high" if code in _HIGH else "low" if code in _LOW else "middle"]


def _months(year: int) -> tuple[int, ...]:
    return {2015: _AUTUMN_2015, 2016: _2016}.get(year, (1,) * 12)


def arrival_day(dice: Dice, year: int, as_of: date) -> date:
    """A day of the year, weighted by month, not later than the reference day."""
    month = dice.choices(range(1, 13), weights=_months(year))[0]
    first = date(year, month, 1)
    day = dice.between(first, date(year, month, 28))
    return day if day < as_of else dice.between(date(year, 1, 1), max(date(year, 1, 1), as_of))


def ukrainian_arrival(dice: Dice, as_of: date) -> date:
    """A day of arrival from Ukraine: most in the spring of 2022."""
    months = dict(_UKRAINIAN_MONTHS) | {
        (year, month): _UKRAINIAN_LATER for year in range(2023, as_of.year + 1) for month in range(1, 13)
    }
    open_months = {key: float(weight) for key, weight in months.items() if key <= (as_of.year, as_of.month)}
    year, month = dice.weighted(open_months)
    first = max(WAR, date(year, month, 1))
    return min(as_of, dice.between(first, date(year, month, 28)))


def office_day(day: date, as_of: date) -> date:
    """The next day an office is open, unless that lies ahead."""
    return min(workday(day), as_of)
