"""How a date of birth goes wrong: vague, swapped, mistyped, in another calendar, or no date at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from nahtlos.exchange.synthetic.calendar import DAY
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.model import Person

#: Slips of the day itself, the same for every list; lists add what their format allows.
_SLIPS = {"day_typo": 0.008, "swapped_day_month": 0.012, "year_off": 0.008, "jan_first": 0.007, "calendar_converted": 0.03,
          "other_date": 0.1, "broken_date": 0.002}  # fmt: skip
_LISTS: Mapping[str, Mapping[str, float]] = {
    "auslaenderbehoerde": {
        "zero_day": 0.07,
        "year_only": 0.08,
        "text_date": 0.08,
        "iso_text": 0.003,
        "other_date": 0.03,
    },
    "sozialamt": {"zero_day": 0.005, "year_off": 0.012, "day_typo": 0.012},
    "arbeitsagentur": {"text_date": 0.075},
    "jobcenter": {"german_date": 0.012},
}
_CALENDARS = frozenset({"AF", "IR", "ET", "ER"})


@dataclass(frozen=True, slots=True)
class BirthCell:
    """What the list shows: a date, a text or a bare number, and the kinds of what happened."""

    value: date | str | int | None
    kinds: tuple[str, ...]


def birth_date(dice: Dice, person: Person, list_name: str, strength: float, as_of: date) -> BirthCell:
    """The birth date as this list has it; never after the reference day."""
    rates = _SLIPS | dict(_LISTS[list_name])

    def hit(kind: str) -> bool:
        return kind in rates and dice.chance(min(0.9, rates[kind] * strength))

    true = person.birth_date
    if strength <= 0:
        return BirthCell(true, ())
    if hit("broken_date"):
        return BirthCell(_broken(dice, true), ("broken_date",))
    if person.birth_year_only:
        if hit("zero_day"):
            return BirthCell(f"00.00.{true.year}", ("zero_day",))
        if hit("year_only"):
            return BirthCell(true.year if dice.chance(0.6) else str(true.year), ("year_only",))
    slipped, kinds = _slipped(dice, person, hit)
    if slipped > as_of:
        slipped, kinds = true, ()
    if hit("text_date"):
        return BirthCell(f"{slipped:%d.%m.%Y}", (*kinds, "text_date"))
    if hit("german_date"):
        return BirthCell(f"{slipped:%d.%m.%Y}", (*kinds, "german_date"))
    if hit("iso_text"):
        return BirthCell(slipped.isoformat(), (*kinds, "iso_text"))
    return BirthCell(slipped, kinds)


def _slipped(dice: Dice, person: Person, hit: Callable[[str], bool]) -> tuple[date, tuple[str, ...]]:
    true = person.birth_date
    if person.birth_year_only:
        if hit("other_date"):
            return dice.choice((date(true.year, 12, 31), dice.between(true, date(true.year, 12, 30)))), ("other_date",)
        return true, ()
    if hit("jan_first") and (true.month, true.day) != (1, 1):
        return date(true.year, 1, 1), ("jan_first",)
    if true.day <= 12 and true.day != true.month and hit("swapped_day_month"):
        return date(true.year, true.day, true.month), ("swapped_day_month",)
    if hit("year_off"):
        return _other_year(true, dice.choice((-1, 1))), ("year_off",)
    if hit("day_typo"):
        return true + dice.choice((-10, -1, 1, 10)) * DAY, ("day_typo",)
    if person.nation.code in _CALENDARS and hit("calendar_converted"):
        shift = dice.choice((365, -365, 366, -366)) + dice.choice((-1, 1))
        return true + timedelta(days=shift), ("calendar_converted",)
    return true, ()


def _other_year(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _broken(dice: Dice, true: date) -> str | None:
    return dice.choice(
        ("unbekannt", f"31.02.{true.year}", f"ca. {true.year}", f"??.??.{true:%y}", f"{true.day}.{true.month}.{true:%y}",
         f"31.11.{true.year}", "s. Akte", None)
    )  # fmt: skip
