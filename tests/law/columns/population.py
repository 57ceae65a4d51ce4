"""Many people from a few invented lives: the procedure of one, the job of another, the household of a third."""

import random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from nahtlos.law.contradictions import contradictions
from tests.law.lives import lives

#: Facts that tell one story together.
TOGETHER = ("residence", "asylum", "first_suspension_of_deportation_on")


def some_lives(number: int, seed: int) -> list[dict[str, Any]]:
    """Lives as hypothesis invents them."""
    found: list[dict[str, Any]] = []

    @seeded(seed)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(lives())
    def collect(person: dict[str, Any]) -> None:
        found.append(person)

    collect()
    return found


def population(number: int, seed: int, stock: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """So many people mixed from the stock; what is unknown about one may be known about another."""
    chance = random.Random(seed)
    names = sorted({name for person in stock for name in person} - set(TOGETHER))
    people = []
    while len(people) < number:
        story = chance.choice(stock)
        person = {name: story[name] for name in TOGETHER if name in story}
        for name in names:
            source = chance.choice(stock)
            if name in source:
                person[name] = source[name]
        if not any(contradictions(person)):
            people.append(person)
    return people
