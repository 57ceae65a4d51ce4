"""Work, German, schooling: who earns, who is registered as a job seeker, and with whom."""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nahtlos.exchange.synthetic.calendar import next_month, years_between
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.lives.benefits import retirement
from nahtlos.exchange.synthetic.model import Household, Person

#: About 500 of 1,424, as the district told the press in October 2016.
SEEKERS_PER_PERSON = 500 / 1424
_LEVELS = ("A0", "A1", "A2", "B1", "B2", "C1")
_NO_WORK = ("ohne", "asylgesuch", "ankunftsnachweis", "duldung_60b", "ausreisepflichtig", "rechtmaessig", "folgeantrag")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("work.yaml").read_text(encoding="utf-8"))
    return data


def may_work(person: Person, on: date) -> bool:
    """Simplified: a status that can open work, three months of stay, no safe country during Gestattung or Duldung."""
    if person.entry is None or person.status.startswith(_NO_WORK) or not person.status:
        return False
    if person.status.startswith(("aufenthaltsgestattung", "duldung")):
        safe = person.nation.safe_since is not None and person.nation.safe_since <= on
        return not safe and person.entry + timedelta(days=100) <= on
    return True


def earning_since(dice: Dice, person: Person, as_of: date) -> date | None:
    """The day on which somebody began to work, if so: the longer in Germany the likelier."""
    age = years_between(person.birth_date, as_of)
    if not 18 <= age <= 63 or person.entry is None or not may_work(person, as_of):
        return None
    years = (as_of - person.entry).days / 365.25
    base = 0.02 + 0.085 * years if person.status.startswith(("ae_", "ne_", "fiktion")) else 0.02 + 0.05 * years
    if not dice.chance(min(0.68, base * (1.0 if person.sex == "m" else 0.6))):
        return None
    earliest = max(person.entry + timedelta(days=200), as_of - timedelta(days=1500), _work_opens(person))
    return dice.between(earliest, as_of) if earliest < as_of else None


def _work_opens(person: Person) -> date:
    return person.statuses[-1][1]


def independent_from(dice: Dice, household: Household, as_of: date) -> date | None:
    """First of the month from which the household needs no benefits: one wage for two people, sometimes three."""
    starts = sorted(member.employed_since for member in household.members if member.employed_since)
    needed = max(1, (len(household.members) + dice.randint(0, 1)) // 3 + (len(household.members) > 2))
    if len(starts) < needed:
        return None
    day = next_month(starts[needed - 1])
    return day if day <= as_of else None


def register_job_seekers(dice: Dice, people: list[Person], as_of: date, wanted: int) -> None:
    """Register `wanted` people (fewer if there are not enough): AsylbLG with the agency, SGB II with the Jobcenter."""
    seekers = [person for person in people if _seeks(person, as_of)]
    agency = [person for person in seekers if person.benefit != "SGB_II"]
    jobcenter = [person for person in seekers if person.benefit == "SGB_II"]
    share = wanted / max(1.0, len(agency) * 0.55 + len(jobcenter) * 0.8)
    at_agency = min(len(agency), round(len(agency) * 0.55 * share))
    at_jobcenter = min(len(jobcenter), wanted - at_agency)
    at_agency = min(len(agency), wanted - at_jobcenter)
    for person in dice.sample(agency, at_agency):
        _register(dice, person, "arbeitsagentur", as_of)
    for person in dice.sample(jobcenter, at_jobcenter):
        _register(dice, person, "jobcenter", as_of)


def keep_at_agency(dice: Dice, people: list[Person], as_of: date) -> None:
    """Some who moved on to the Jobcenter in the last year are still in the list of the agency."""
    for person in people:
        if person.benefit != "SGB_II" or len(person.benefits) < 2 or years_between(person.birth_date, as_of) < 16:
            continue
        moved = person.benefits[-1][1]
        if moved < as_of - timedelta(days=365) or person.entry is None or not dice.chance(0.4):
            continue
        person.still_at_agency = True
        person.registered_on = dice.between(min(person.entry + timedelta(days=60), moved), moved)
        if person.german_level is None:
            profile(dice, person, as_of)


def _seeks(person: Person, as_of: date) -> bool:
    age = years_between(person.birth_date, as_of)
    return (
        age >= 15
        and as_of < retirement(person.birth_date)
        and may_work(person, as_of)
        and person.employed_since is None
        and person.benefit in {"SGB_II", "AsylbLG_2", "AsylbLG_3"}
    )


def _register(dice: Dice, person: Person, where: str, as_of: date) -> None:
    assert person.entry is not None  # noqa: S101 - only people who came are asked
    person.job_seeker_at = where
    since = person.benefits[-1][1] if where == "jobcenter" else person.entry + timedelta(days=100)
    person.registered_on = dice.between(min(as_of, max(since, as_of - timedelta(days=1100))), as_of)
    profile(dice, person, as_of)


def profile(dice: Dice, person: Person, as_of: date) -> None:
    """German level, languages, schooling and last occupation as the agency asks for them."""
    ukrainian = person.nation.code == "UA"
    years = (as_of - (person.entry or person.birth_date)).days / 365.25
    peak = min(4.6, 0.7 + years * 0.75)
    person.german_level = _LEVELS[min(5, max(0, round(dice.gauss(peak, 1.0))))]
    mother = dice.weighted(person.culture.languages)
    person.languages = {mother: "Muttersprache"}
    for language, share in _data()["other_languages"].items():
        if language != mother and dice.chance(share * 0.7) and len(person.languages) < 3:
            person.languages[language] = dice.choice(("A1", "A2", "B1", "B2", "Grundk.", "gut"))
    person.schooling = dice.weighted(_data()["schooling_ukraine" if ukrainian else "schooling"])
    occupations = _data()[person.sex]
    person.occupation = dice.choice(list(occupations))
    person.kldb = occupations[person.occupation] if dice.chance(0.95) else None
