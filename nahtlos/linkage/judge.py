"""When a score is enough to link without asking: guards that no probability can overrule.

People are hurt when two are made one. Twins share all but the given name, father and son all but the date of birth,
namesakes name and 1 January: each of the three has its guard here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nahtlos.linkage.compare import POINTS, Comparison
from nahtlos.linkage.reasons import Reason
from nahtlos.linkage.score import Score

#: Odds in bits from which a link may do without a clerk (about 0.91, before the guards below), and below which a record
#: is a new person (about 0.15). Policy, not estimates: see docs/linkage.md for what they cost and bring.
LINK_BITS, ASK_BITS = 3.4, -2.55
#: Candidates below these odds are not worth a clerk's look.
SHOW_BITS = ASK_BITS - 3.6
#: By how much the best candidate must beat the second as against strangers (a factor of 128 before calibration).
CLEAR_BITS = 7.0
#: Agreement of birth dates down to the day (with its usual mistakes), and of the year alone.
KNOWN_DAY = frozenset({"day", "swapped", "slip", "next_year", "calendar"})
KNOWN_YEAR = frozenset({"vague_day", "vague_year"})
_SAME = frozenset({"equal", "sound"})
_SIMILAR = _SAME | {"close", "subset", "slip", "missing"}
#: How much likelier a link becomes when a register of everybody is at hand in which any other person, a housemate or
#: a namesake, would stand as well: about one in ten people of the lists is assumed to be missing from it.
REGISTER_BITS = 3.2


@dataclass(frozen=True)
class Candidate:
    """A person a record may belong to."""

    key: str
    score: Score

    @property
    def bits(self) -> float:
        return self.score.weight

    @property
    def rank(self) -> tuple[float, float, str]:
        """Sorts candidates: by odds, and beyond doubt by what tells two strangers apart."""
        return -min(self.bits, LINK_BITS), -self.score.against_strangers, self.key


@dataclass(frozen=True)
class Decision:
    """What becomes of a record: linked `to` a person, laid before a clerk with ranked candidates, or a new person.

    `to` may be the key of another row of the same list when one person was written down twice.
    """

    record: str
    kind: Literal["link", "unclear", "new"]
    to: str | None
    candidates: tuple[Candidate, ...]
    why: tuple[Reason, ...]

    def texts(self, lang: str = "de") -> list[str]:
        """The reasons as sentences."""
        return [reason.text(lang) for reason in self.why]


def objection(comparison: Comparison) -> Reason | None:
    """Why this pair may not be linked without a clerk whatever its probability, or None."""
    names = comparison.names
    family, given = POINTS[names.family.level], POINTS[names.given.level]
    number = comparison.numbers == "equal"
    if comparison.numbers == "different":
        return Reason("decision.not_enough")
    if given < POINTS["slip"] or (given == POINTS["slip"] and not number):
        return Reason("decision.relatives" if names.given.level != "missing" else "decision.not_enough")
    if comparison.sex == "different" and names.given.level not in ("equal", "sound", "subset"):
        return Reason("decision.relatives")
    if comparison.birth not in KNOWN_DAY and comparison.birth not in KNOWN_YEAR and not number:
        return Reason("decision.not_enough" if comparison.birth == "missing" else "decision.relatives")
    if names.family.level == "missing" and names.given.level == "missing":
        return Reason("decision.not_enough")
    placed = comparison.address == "street" or comparison.phone == "equal"
    if names.family.level == "missing" and placed and comparison.birth in KNOWN_DAY | KNOWN_YEAR:
        return None
    if family < POINTS["slip"] and not number and comparison.birth != "day" and not _one_telephone(comparison):
        return Reason("decision.not_enough")
    return None


def _one_telephone(comparison: Comparison) -> bool:
    """Whether the telephone stands in for a family name offices took from another ancestor: brothers who share it have other given names."""
    agreed = comparison.phone == "equal" and comparison.names.given.level in _SAME and comparison.sex != "different"
    return agreed and comparison.birth in ("day", "vague_day")


def uncertain_day(comparison: Comparison, *, in_register: bool = False, strict: bool = False) -> Reason | None:
    """Of namesakes with 1 January there are many: such a pair needs more than names, the year and a town.

    A name written the very same way may do with the town, and so may another spelling where the candidate is known from a
    register of everybody (`in_register`), in which a namesake would stand as well; of the two names only one may then be
    incomplete or further off. A telephone number must not contradict. `strict` allows neither.
    """
    if comparison.birth in KNOWN_DAY or comparison.entry in ("equal", "near") or comparison.address == "street":
        return None
    if "equal" in (comparison.phone, comparison.numbers, comparison.household):
        return None
    levels = {comparison.names.family.level, comparison.names.given.level}
    alike = levels == {"equal"} or (in_register and bool(levels & _SAME) and levels <= _SIMILAR)
    if alike and not strict and comparison.address == "town" and comparison.phone != "different":
        return None
    return Reason("decision.not_enough")


def rivals(best: Score, other: Score) -> bool:
    """Whether another candidate is not clearly worse: which of two people it is, strangers to each other, is asked.

    A twin or brother, whose given name is another, does not rival the one who bears the given name.
    """
    givens = best.comparison.names.given.level, other.comparison.names.given.level
    if givens[0] in _SAME and givens[1] == "different":
        return False
    return other.weight > ASK_BITS and other.against_strangers > best.against_strangers - CLEAR_BITS


def linkable(best: Candidate, others: Sequence[Candidate]) -> Reason | None:
    """None when the best candidate is clear, else the reason to ask a clerk; `others` are all the rest."""
    refused = objection(best.score.comparison) or uncertain_day(best.score.comparison)
    if refused:
        return refused
    if best.bits < LINK_BITS:
        return Reason("decision.not_enough")
    if any(rivals(best.score, other.score) for other in others):
        return Reason("decision.runner_up")
    return None


def verdict(record: str, ranked: Sequence[Candidate], against: Reason | None, most: int = 5) -> Decision:
    """The decision on a record from its ranked candidates and what speaks against linking the first."""
    if not ranked or ranked[0].bits < ASK_BITS:
        return Decision(record, "new", None, tuple(ranked[:most]), ())
    best = ranked[0]
    if against is None:
        return Decision(record, "link", best.key, tuple(ranked[:most]), best.score.reasons)
    worth = tuple(candidate for candidate in ranked[:most] if candidate.bits > SHOW_BITS)
    return Decision(record, "unclear", None, worth or (best,), (against, *best.score.reasons))
