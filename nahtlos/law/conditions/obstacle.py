"""What bars a residence title or a Duldung for training or work: obstacles on record, by the route they bar."""

from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown

OBSTACLES = "title_obstacles"

#: Grave against every route: §§ 5 Abs. 1 Nr. 2, 25a Abs. 1 S. 3, 25b Abs. 2, 60c Abs. 2, 60d Abs. 1, 104c Abs. 1 AufenthG.
_ALWAYS = frozenset({"convictions", "ausweisungsinteresse", "deception_about_identity", "no_commitment_to_basic_order"})

#: Livelihood and passport are waived for § 104c (Abs. 1 S. 1), a Duldung needs no passport, recognised persons neither.
BARS = {
    "25a": _ALWAYS | {"integration_prognosis", "passport"},
    "25b": _ALWAYS | {"integration_prognosis", "passport", "livelihood"},
    "104c": _ALWAYS,
    "60c": _ALWAYS,
    "60d": _ALWAYS | {"livelihood"},
    "26_3": _ALWAYS | {"livelihood"},
}


@condition("obstacle_to_{0}", facts=(OBSTACLES,))
def obstacle_to(facts: Facts, day: int, route: str) -> Finding:
    """Whether something on record bars this route; an empty list says that all has been checked."""
    return _recorded(facts, BARS[route])


@condition("livelihood_is_an_obstacle", facts=(OBSTACLES,))
def livelihood_is_an_obstacle(facts: Facts, day: int) -> Finding:
    """Whether the livelihood is on record as an obstacle."""
    return _recorded(facts, frozenset({"livelihood"}))


def _recorded(facts: Facts, bars: frozenset[str]) -> Finding:
    recorded = facts.get(OBSTACLES)
    if recorded is MISSING:
        return unknown(OBSTACLES)
    return Finding(not bars.isdisjoint(recorded), OBSTACLES, recorded)
