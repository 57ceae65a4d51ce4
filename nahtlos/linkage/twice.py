"""One person who stands in one list twice: a copied row, a second registration, an alias with a number of its own.

Twins, brothers and namesakes stand in one list as well and share all but the given name or the date of birth. So two rows
are one person only when both names are the same name, however it is spelt, and nobody else would explain the rest.
"""

from math import log2

from nahtlos.linkage.compare import Circumstances, Comparison, Names, circumstances, compare
from nahtlos.linkage.distance import likeness
from nahtlos.linkage.equivalents import same_name
from nahtlos.linkage.identity import Identity
from nahtlos.linkage.judge import KNOWN_DAY, KNOWN_YEAR, LINK_BITS
from nahtlos.linkage.model import Model
from nahtlos.linkage.names import Word, parsed
from nahtlos.linkage.score import Score, weigh

#: Odds from which a second row in the same list is asked about.
ASK_TWICE_BITS = -1.2
#: Odds below which even the same circumstances do not make two rows of a list one person.
EVIDENT_BITS = 1.2
#: How much rarer one person has two rows in one list than a row in each of two lists.
SAME_LIST_BITS = -6.0
#: How alike two given names must sound in one list: Nesrin and Nesreen, but not Samir and Samer, who may be twins.
ONE_SOUND = 0.985
#: Chance that somebody registered anew on the same day of entry told another date of birth (judgement).
_TOLD_ANEW = log2(0.3)
_OTHER_DATE = frozenset({"near", "same_year", "next_year", "calendar", "vague_year"})
_SAME = frozenset({"equal", "sound"})


def same_list_score(one: Identity, other: Identity, model: Model) -> Score:
    """Two rows of one list: another number is no news there, but one person twice is rare."""
    comparison = compare(one, other)
    bits, told_anew = SAME_LIST_BITS, 0.0
    if comparison.numbers == "different":
        bits -= model.chances("numbers", "different").same
    if registered_anew(comparison):
        told_anew = max(0.0, _TOLD_ANEW - model.chances("birth", comparison.birth).same)
    return weigh(comparison, model=model, context=bits, known=told_anew)


def registered_anew(comparison: Comparison) -> bool:
    """Whether the rows look like one person under two numbers: same name, day of entry and home, dates of birth not far apart.

    Father and son are further apart, brothers have other given names.
    """
    same_names = comparison.names.family.level in _SAME and one_given_name(comparison.names)
    here = comparison.entry == "equal" and comparison.address == "street" and comparison.numbers == "different"
    return same_names and here and comparison.sex != "different" and comparison.birth in _OTHER_DATE


def suspicious(judged: Score) -> bool:
    """Whether two rows of one list are worth a question."""
    return judged.weight > ASK_TWICE_BITS and one_place(judged.comparison)


def may_share_place(one: Identity, other: Identity) -> bool:
    """Whether two rows can be suspicious at all. Asked first: it needs no names, and few rows of a long list pass."""
    return one_place(circumstances(one, other))


def one_place(comparison: Comparison | Circumstances) -> bool:
    """Whether two rows of one list share where or when: one person written down twice does."""
    if "equal" in (comparison.phone, comparison.numbers, comparison.entry, comparison.household):
        return True
    return comparison.address == "street" or (
        comparison.entry == "missing" and comparison.address in ("town", "missing")
    )


def evident(judged: Score) -> bool:
    """Whether two rows of one list are one person beyond doubt: same name, and the same day or circumstances.

    The given name must be one name: Majd and Majid of one day and one household are twins.
    """
    found = judged.comparison
    same_names = found.names.family.level in _SAME and one_given_name(found.names)
    if not same_names or found.sex == "different" or judged.weight < EVIDENT_BITS:
        return False
    if found.numbers == "equal":
        return found.birth in KNOWN_DAY | KNOWN_YEAR | {"missing"}
    placed = found.address == "street" or "equal" in (found.phone, found.household)
    if found.numbers == "different" and (found.entry == "different" or not placed):
        return False
    if found.birth == "day":
        return placed or found.address in ("town", "missing") or judged.weight >= LINK_BITS
    if found.birth not in KNOWN_DAY | KNOWN_YEAR:
        return registered_anew(found) and _says_so_itself(found.names)
    return placed and (found.entry == "equal" or (found.entry == "missing" and found.phone == "equal"))


def _says_so_itself(names: Names) -> bool:
    """Whether the name under which one row is kept is the alias another row states."""
    kinds = {names.one.kind, names.other.kind}
    return kinds == {"alias", "document"} and names.family.level == names.given.level == "equal"


def one_given_name(names: Names) -> bool:
    """Whether the given names are one name: written alike, sounding alike to the last vowel, or forms of one name."""
    if names.given.level == "equal":
        return True
    one, other = parsed(names.one).given, parsed(names.other).given
    if names.given.level != "sound" or names.order != "straight" or not one or len(one) != len(other):
        return False
    return all(_one_word(a, b) for a, b in zip(one, other, strict=True))


def _one_word(one: Word, other: Word) -> bool:
    if one.folded == other.folded or same_name(one.sounds[0], other.sounds[0]):
        return True
    return max(likeness(a, b) for a in one.sounds for b in other.sounds) >= ONE_SOUND
