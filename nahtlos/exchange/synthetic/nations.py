"""Countries of origin: keys and words of the lists, and which cultures their people belong to."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, eq=False)
class Nation:
    """A country of origin (or "stateless", "unclear") as the lists write it."""

    code: str
    destatis: str
    official: str
    short: str
    adjective: str
    cultures: dict[str, float]
    cities: list[list[str]]
    #: How often papers know the year of birth only, and families came without a family name.
    year_only: float = 0.02
    safe_since: date | None = None
    safe_until: date | None = None


@cache
def nations() -> dict[str, Nation]:
    """All countries by their code (ISO 3166 alpha-2; XK Kosovo, XA stateless, XX unclear)."""
    data = yaml.safe_load(files(__package__).joinpath("nations.yaml").read_text(encoding="utf-8"))
    return {code: _nation(code, entry) for code, entry in data.items()}


def _nation(code: str, entry: dict[str, object]) -> Nation:
    cities = [str(city).split("|") for city in str(entry.pop("cities")).split(", ")]
    return Nation(code=code, cities=cities, **entry)  # type: ignore[arg-type]  # keys are checked by the dataclass
