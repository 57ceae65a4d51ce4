"""How probable it is that two records speak of one person, and why.

Three explanations compete for what a comparison shows: one person, two people of one household (who share family name,
address, telephone), two strangers. Weighing only the first against the last would take siblings for one person.
"""

from dataclasses import dataclass, field
from math import log2

from nahtlos.linkage.compare import Comparison, Part, compare
from nahtlos.linkage.identity import Identity
from nahtlos.linkage.model import FIELDS, NAMES, Chances, Model, default_model
from nahtlos.linkage.reasons import Reason, Reasons

__all__ = ["Comparison", "Reason", "Score", "compare", "score", "weigh"]

_MOST_BITS = 60.0


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement of two records; `weight` in bits, above 0 when one person is the likelier explanation.

    A large district has hundreds of thousands of them at a time, so what only few are asked for is not kept.
    """

    comparison: Comparison
    weight: float
    against_strangers: float
    against_relatives: float
    model: Model = field(repr=False, compare=False)

    @property
    def probability(self) -> float:
        """Chance that the two records speak of one person."""
        return 1.0 / (1.0 + float(2.0 ** -max(-_MOST_BITS, min(_MOST_BITS, self.weight))))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for and against, the weightiest first."""
        levels = self.comparison.levels()
        found = {name: _chances(self.model, self.comparison, name, levels[name]) for name in FIELDS}
        evidence = {name: chances.same - chances.strangers for name, chances in found.items()}
        return Reasons(self.comparison, evidence).told()


def score(one: Identity, other: Identity, *, model: Model | None = None) -> Score:
    """Compare and weigh two records; symmetric."""
    return weigh(compare(one, other), model=model)


def weigh(comparison: Comparison, *, model: Model | None = None, context: float = 0.0, known: float = 0.0) -> Score:
    """Turn levels into a probability.

    `context` are bits against strangers that a household known otherwise lends (see `resolve`), `known` bits against strangers
    and housemates alike, for what the fields do not say.
    """
    model = model or default_model()
    levels = comparison.levels()
    same = 0.0
    relatives = log2(model.housemates)
    strangers = log2(model.population)
    for name in FIELDS:
        chances = _chances(model, comparison, name, levels[name])
        same += chances.same
        relatives += chances.relatives
        strangers += chances.strangers
    to_strangers = same - strangers + context + known
    to_relatives = same - relatives + known
    weight = -_log_sum(-to_strangers, -to_relatives) * model.slope
    return Score(comparison, weight, to_strangers, to_relatives, model)


def _chances(model: Model, comparison: Comparison, field: str, level: str) -> Chances:
    chances = model.chances(field, level)
    if field not in NAMES:
        return chances
    part = comparison.names.family if field == "family" else comparison.names.given
    return _by_rarity(model, field, part, chances)


def _by_rarity(model: Model, field: str, part: Part, chances: Chances) -> Chances:
    """Agreement on a rare name is worth more: strangers share it as seldom as it occurs."""
    usual = model.usual[field].get(part.level)
    if usual is None or not part.shared:
        return chances
    met = sum(model.rarity(one, other) for one, other in part.shared)
    strangers = max(chances.strangers + met - usual, -24.0)
    strangers = min(strangers, -0.5)
    relatives = chances.relatives if field == "family" else max(chances.relatives, strangers)
    return Chances(chances.same, relatives, strangers)


def _log_sum(one: float, other: float) -> float:
    """Binary logarithm of 2**one + 2**other without overflow."""
    high, low = max(one, other), min(one, other)
    return high + log2(1.0 + 2.0 ** max(low - high, -200.0))
