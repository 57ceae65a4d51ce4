"""After a final rejection: Duldung and the ways out of it, each only when the law of the day opens it."""

from dataclasses import dataclass
from datetime import date, timedelta

from nahtlos.exchange.synthetic.calendar import DAY, add_months, birthday, years_between
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.lives.papers import short_papers, title
from nahtlos.exchange.synthetic.lives.story import Story

#: Changes of the law (rule book, calendar of history).
SECTION_60B = date(2019, 8, 21)
OLD_TRAINING_TOLERATION = (date(2015, 8, 1), date(2019, 12, 31))
TRAINING_WITHOUT_AGE_LIMIT = date(2016, 8, 6)
SECTIONS_60C_60D = date(2020, 1, 1)
SECTION_25B = date(2015, 8, 1)
CHANCE = date(2022, 12, 31)
CHANCE_STAY_SINCE = date(2017, 10, 31)
CHANCE_LAST_GRANT = date(2025, 12, 29)
SECTION_16G = date(2024, 3, 1)
SECTION_60D_LATER_ENTRIES = date(2024, 2, 27)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the dice have decided for the family; each member follows as far as the law lets her."""

    way: str
    wait: int
    leave_to_remain: bool
    granted_chance: bool
    chance_day: date
    after_chance: str


def plan(dice: Dice) -> Plan:
    """Roll the family's way once."""
    way = dice.weighted({"stays": 0.42, "discretion": 0.05, "identity": 0.1, "training": 0.11, "employment": 0.05,
                         "25b": 0.1, "25a": 0.06, "25_5": 0.05, "again": 0.06})  # fmt: skip
    return Plan(
        way, dice.randint(30, 700), dice.chance(0.5), dice.chance(0.6),
        dice.between(date(2023, 2, 1), date(2024, 12, 20)), dice.weighted({"25b": 0.62, "back": 0.38}),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """The facts about a person the ways out hang on."""

    birth: date
    entry: date
    adult: bool
    minor_children: bool


def tolerated(dice: Dice, story: Story, who: Who, found: Plan, final: date, until: date) -> None:
    """Tell the story from finality on (papers up to `until`)."""
    leaving = story.step("ausreisepflichtig_ohne_papier", final)
    first = story.step("duldung_60a_2_s1", leaving + dice.days(7, 60))
    way = _way(found, who, first, until)
    if way is None:
        short_papers(dice, story, "duldung_60a_2_s1", until)
        return
    name, on = way
    short_papers(dice, story, "duldung_60a_2_s1", on)
    _WAYS[name](dice, story, who, found, on, until)


def _way(found: Plan, who: Who, first: date, until: date) -> tuple[str, date] | None:
    """The way the person goes and its first day, or None if nothing opens before `until`."""
    chance = max(found.chance_day, first + DAY * 30)
    chance_open = found.granted_chance and who.entry <= CHANCE_STAY_SINCE and chance <= CHANCE_LAST_GRANT
    on = _opens(found, who, first)
    if chance_open and chance <= until and not (on is not None and on[1] < chance):
        return "chance", chance
    return on if on is not None and on[1] <= until else None


def _opens(found: Plan, who: Who, first: date) -> tuple[str, date] | None:
    """First day on which the planned way is open to this person."""
    wait = first + timedelta(days=found.wait)
    years = years_between(who.birth, wait)
    if found.way == "discretion":
        return "discretion", wait
    if found.way == "again":
        return "again", wait
    if found.way == "identity" and who.adult:
        return "identity", max(SECTION_60B, wait)
    if found.way == "training" and who.adult and 16 <= years <= 27:
        return _training_opens(who, first, wait)
    if found.way == "employment" and who.adult:
        return _employment_opens(who, first, wait)
    if found.way == "25b":
        return "25b", stay_25b(who, first) + timedelta(days=60 + found.wait // 4)
    if found.way == "25a" and not who.adult:
        return _youth_opens(who, first)
    if found.way == "25_5":
        return "25_5", add_months(first, 18) + timedelta(days=found.wait)
    return None


def _training_opens(who: Who, first: date, wait: date) -> tuple[str, date] | None:
    start = date(wait.year + (wait.month > 8), 8, 1)
    if start >= SECTIONS_60C_60D:
        return "training", max(start, add_months(first, 3) + DAY)
    old_enough = start >= TRAINING_WITHOUT_AGE_LIMIT or start < birthday(who.birth, 21)
    return ("training", start) if start >= OLD_TRAINING_TOLERATION[0] and old_enough else None


def _employment_opens(who: Who, first: date, wait: date) -> tuple[str, date] | None:
    start = max(SECTIONS_60C_60D, wait, add_months(first, 12) + DAY)
    if who.entry > date(2018, 8, 1):
        start = max(start, SECTION_60D_LATER_ENTRIES)
    return ("employment", start) if who.entry <= date(2022, 12, 31) else None


def stay_25b(who: Who, first: date) -> date:
    """First day with the years of stay of § 25b: eight, with minor children six; since 2022-12-31 six and four."""
    years = (6, 4) if who.minor_children else (8, 6)
    old, new = (add_months(who.entry, 12 * span) + DAY for span in years)
    earliest = max(old, SECTION_25B)
    return max(first, earliest if earliest < CHANCE else max(new, CHANCE))


def _youth_opens(who: Who, first: date) -> tuple[str, date] | None:
    """§ 25a: four years and under 21; since 2022-12-31 three years, twelve months of Duldung and under 27."""
    day = max(add_months(who.entry, 48) + DAY, birthday(who.birth, 14), first + DAY, SECTION_25B)
    if day < CHANCE:
        return ("25a", day) if day < birthday(who.birth, 21) else None
    day = max(CHANCE, add_months(who.entry, 36) + DAY, add_months(first, 12) + DAY, birthday(who.birth, 14))
    return ("25a", day) if day < birthday(who.birth, 27) else None


def _discretion(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    story.step("duldung_60a_2_s3", on)
    short_papers(dice, story, "duldung_60a_2_s3", until)


def _again(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    story.step("folgeantrag", on)
    back = on + dice.days(90, 500)
    short_papers(dice, story, "folgeantrag", min(back, until))
    if back < until:
        story.step("duldung_60a_2_s1", back)
        short_papers(dice, story, "duldung_60a_2_s1", until)


def _identity(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    story.step("duldung_60b", on)
    short_papers(dice, story, "duldung_60b", until)


def _training(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    end = add_months(on, 36)
    if on < SECTIONS_60C_60D:
        story.step("duldung_60a_2_s4", on)
        short_papers(dice, story, "duldung_60a_2_s4", min(SECTIONS_60C_60D, end, until))
    if end > SECTIONS_60C_60D:
        story.step("duldung_60c", max(on, SECTIONS_60C_60D))
        short_papers(dice, story, "duldung_60c", min(end, until))
        swap = dice.between(SECTION_16G, date(2025, 3, 1))
        if found.leave_to_remain and story.now[0] < swap < end and swap <= until:
            title(dice, story, "ae_16g", swap, min(end, until))
    if end <= until:
        title(dice, story, "ae_19d", end + DAY, until)


def _employment(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    story.step("duldung_60d", on)
    end = max(add_months(on, 30), stay_25b(who, on))
    short_papers(dice, story, "duldung_60d", min(add_months(on, 30), until))
    if end <= until:
        title(dice, story, "ae_25b", end + DAY, until)


def _25b(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    title(dice, story, "ae_25b", on, until)


def _25a(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    title(dice, story, "ae_25a", on, until)


def _25_5(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    title(dice, story, "ae_25_5", on, until)


def _chance(dice: Dice, story: Story, who: Who, found: Plan, on: date, until: date) -> None:
    """§ 104c for 18 months, then § 25b (children follow), otherwise back to the Duldung."""
    end = title(dice, story, "ae_104c", on, until)
    if end >= until:
        return
    if found.after_chance == "25b" and stay_25b(who, on) <= end + DAY:
        title(dice, story, "ae_25b", end + DAY, until)
        return
    story.step("duldung_60a_2_s1", end + DAY)
    short_papers(dice, story, "duldung_60a_2_s1", until)


_WAYS = {
    "discretion": _discretion, "again": _again, "identity": _identity, "training": _training, "employment": _employment,
    "25b": _25b, "25a": _25a, "25_5": _25_5, "chance": _chance,
}  # fmt: skip
