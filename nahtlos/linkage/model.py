"""The estimated numbers behind a score: how often each level occurs for the same person, for housemates, for strangers.

Read from weights.json, which tools/linkage/estimate.py writes; docs/linkage.md says from which data.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

#: Fields in the order in which reasons are told.
FIELDS = (
    "family",
    "given",
    "order",
    "birth",
    "sex",
    "nationality",
    "numbers",
    "household",
    "address",
    "phone",
    "entry",
)
NAMES = ("family", "given")


@dataclass(frozen=True, slots=True)
class Chances:
    """Binary logarithms of the chance of a level: for one person, for two of a household, for two strangers."""

    same: float
    relatives: float
    strangers: float


@dataclass(frozen=True)
class Model:
    """Weights of all fields and the frequency of names."""

    population: float
    housemates: float
    slope: float
    fields: dict[str, dict[str, Chances]]
    frequency: dict[str, float]
    unseen: dict[int, float]
    usual: dict[str, dict[str, float]]

    def chances(self, field: str, level: str) -> Chances:
        """The three chances of a level; a level nobody has seen says nothing."""
        return self.fields[field].get(level, _SILENT)

    def rarity(self, one: str, other: str) -> float:
        """Share of people who bear a word of a name (the commoner of two spellings), as a binary logarithm."""
        return max(self._share(one), self._share(other))

    def _share(self, key: str) -> float:
        floor = self.unseen.get(min(len(key), 8), self.unseen[8])
        return max(self.frequency.get(key, floor), floor)


_SILENT = Chances(0.0, 0.0, 0.0)


def model_from(data: dict[str, object]) -> Model:
    """The model as its JSON form tells it (chances as plain shares)."""
    raw: dict[str, dict[str, list[float]]] = data["fields"]  # type: ignore[assignment]
    frequency: dict[str, float] = data["frequency"]  # type: ignore[assignment]
    unseen: dict[str, float] = data["unseen"]  # type: ignore[assignment]
    usual: dict[str, dict[str, float]] = data["usual"]  # type: ignore[assignment]
    fields = {f: {level: Chances(*map(log2, shares)) for level, shares in levels.items()} for f, levels in raw.items()}
    return Model(
        population=float(data["population"]),  # type: ignore[arg-type]
        housemates=float(data["housemates"]),  # type: ignore[arg-type]
        slope=float(data["slope"]),  # type: ignore[arg-type]
        fields=fields,
        frequency={key: log2(share) for key, share in frequency.items()},
        unseen={int(length): log2(share) for length, share in unseen.items()},
        usual={field: {level: log2(share) for level, share in levels.items()} for field, levels in usual.items()},
    )


@cache
def default_model() -> Model:
    """The model that comes with nahtlos."""
    text = files("nahtlos.linkage").joinpath("weights.json").read_text(encoding="utf-8")
    return model_from(json.loads(text))
