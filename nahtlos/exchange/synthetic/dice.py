"""Chance that can be repeated: everything invented hangs on one seed and the name of the section it is drawn for."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


@lru_cache(maxsize=256)
def _falling(size: int) -> tuple[float, ...]:
    """Weights of a stock in which some names are frequent and many are rare."""
    return tuple(accumulate(1.0 / (rank + 6) for rank in range(size)))


class Dice(random.Random):
    """A generator of the section `name` of the world `seed`; the same pair always rolls the same."""

    def __init__(self, seed: int, name: str) -> None:
        super().__init__(f"{seed}/{name}")

    def chance(self, probability: float) -> bool:
        """True in `probability` of the rolls."""
        return self.random() < probability

    def skewed(self, stock: Sequence[T]) -> T:
        """One of the stock, the first ones more often."""
        return self.choices(stock, cum_weights=_falling(len(stock)))[0]

    def weighted(self, weights: Mapping[K, float]) -> K:
        """A key, as often as its weight says."""
        return self.choices(list(weights), weights=list(weights.values()))[0]

    def between(self, first: date, last: date) -> date:
        """A day from first to last, both included; `first` where the span is empty."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def days(self, least: int, most: int) -> timedelta:
        """A span of least to most days, short ones somewhat more often."""
        return timedelta(days=round(self.triangular(least, most, least + (most - least) * 0.3)))
