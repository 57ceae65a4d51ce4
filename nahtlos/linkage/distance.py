"""How far apart two words sound: an edit distance in which usual differences of transcription cost little.

Costs are statements about scripts and orthographies (which sounds are written alike), not about any list of people.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA

_SWAPS = {
    # vowels: Arabic has three, offices write five
    "ae": 0.15, "ai": 0.6, "ao": 0.35, "au": 0.6, "ei": 0.12, "eo": 0.35, "eu": 0.6, "io": 0.7, "iu": 0.45, "ou": 0.08,
    "Ee": 0.15, "Ei": 0.25, "Ea": 0.45, "Eo": 0.7, "Eu": 0.7,
    # Arabic script: the letter is there, its vowel is a guess
    "@a": 0.02, "@e": 0.08, "@i": 0.1, "@o": 0.08, "@u": 0.1, "@E": 0.1,
    "Wu": 0.02, "Wo": 0.02, "Wv": 0.02, "Wa": 0.4, "WW": 0, "Ii": 0.02, "Ie": 0.05, "IE": 0.05, "IY": 0.08, "Ia": 0.4,
    # consonants
    "bp": 0.25, "dt": 0.25, "gk": 0.35, "fv": 0.25, "sz": 0.2, "sS": 0.25, "zS": 0.35, "zZ": 0.2, "SZ": 0.25, "SC": 0.2, "sC": 0.3,
    "CJ": 0.3, "ZJ": 0.1, "zJ": 0.4, "cz": 0.15, "cs": 0.2, "cC": 0.2, "ck": 0.5,
    "gG": 0.1, "gh": 0.3, "gx": 0.35, "gJ": 0.3, "Gk": 0.2, "Gq": 0.1, "Gh": 0.35, "Gx": 0.3, "Gv": 0.4, "Gi": 0.4,
    "qk": 0.03, "qg": 0.15, "qC": 0.2, "qx": 0.3, "xh": 0.15, "xk": 0.3, "hk": 0.6,
    "HS": 0.08, "HC": 0.08, "Hx": 0.08, "Hh": 0.2, "Hk": 0.2, "HX": 0.15, "HK": 0.2, "HJ": 0.3, "Hs": 0.35,
    "YJ": 0.08, "YZ": 0.1, "Yi": 0.08, "Yg": 0.35, "YS": 0.3, "Kg": 0.25, "YK": 0.15, "Yx": 0.5, "YE": 0.4, "Ye": 0.4,
    "Kk": 0.03, "Ks": 0.15, "Kc": 0.08, "KC": 0.08, "KJ": 0.08, "KS": 0.3, "Kq": 0.08, "Kz": 0.25,
    "Xh": 0.05, "Xx": 0.05, "Xk": 0.3, "XH": 0.15, "XJ": 0.5, "Tt": 0.05, "Ts": 0.12, "Tz": 0.25, "TD": 0.2, "Td": 0.3,
    "Dd": 0.08, "Dz": 0.12, "Dt": 0.3, "dz": 0.4, "mn": 0.5, "vu": 0.2, "vo": 0.3, "vb": 0.45, "%g": 0.3, "%h": 0.05,
    "%x": 0.2, "%k": 0.5, "dJ": 0.3, "lr": 0.8, "%G": 0.3,
}  # fmt: skip
_SWAP = _SWAPS | {pair[::-1]: cost for pair, cost in _SWAPS.items()}
_DROP = {"i": 0.5, "e": 0.35, "a": 0.45, "o": 0.45, "u": 0.45, "E": 0.6, "%": 0.05, "h": 0.32, "Y": 0.2, "v": 0.5, "G": 0.6,
         "K": 0.35, "@": 0.3, "W": 0.2, "I": 0.2, "?": 0.1, "x": 0.7, "X": 0.5}  # fmt: skip
#: A vowel at the end often tells a woman's name from a man's (Amin, Amina).
_DROP_LAST = _DROP | {"a": 1.0, "e": 0.55, "i": 0.55, "o": 0.6, "u": 0.55, "E": 0.7}
_VOWELS = frozenset("aeiouE")
_SINGLE_VOWELS = frozenset("aeiou")
#: At the beginning of a word these tell names apart more often than they tell offices apart.
_BEGIN = frozenset({"sz", "zs"})
_FREE_VOWEL = 0.04


#: letter → letter → what writing the one for the other costs; what is not here costs 1. A lost letter may be any.
_LOST = 0.05
_SWAPS_OF: dict[str, dict[str, float]] = {}
for _pair, _price in _SWAP.items():
    _SWAPS_OF.setdefault(_pair[0], {"?": _LOST})[_pair[1]] = _price
_ONLY_LOST = {"?": _LOST}
#: How much a transposition of two letters costs.
_TURN = 0.8
_NEVER = float("inf")


def _swap_at_the_beginning(one: str, other: str, cost: float) -> float:
    return cost * 2 if one + other in _BEGIN or {one, other} <= _SINGLE_VOWELS else cost


def _drops(heard: str, other_is_vowelless: bool) -> list[float]:
    last = len(heard) - 1
    costs = [(_DROP_LAST if at == last else _DROP).get(char, 1.0) for at, char in enumerate(heard)]
    if other_is_vowelless:
        costs = [_FREE_VOWEL if char in _VOWELS else cost for char, cost in zip(heard, costs, strict=True)]
    return costs


def _vowelless(heard: str) -> bool:
    return not _VOWELS.intersection(heard)


@lru_cache(maxsize=131_072)
def likeness(one: str, other: str, least: float = 0.0) -> float:
    """1 for the same sounds, about 0.93 and more for one name in two spellings, 0 for strangers; symmetric.

    What is below `least` may come back as 0: strangers are told apart after their first letters.
    """
    if one == other:
        return 1.0
    if other < one:
        return likeness(other, one, least)
    if not one or not other:
        return 0.0
    longest = max(len(one), len(other), 3)
    if abs(len(one) - len(other)) > longest * 0.6:
        return 0.0
    like = 1.0 - _cost(one, other, (1.0 - least) * longest + 1e-9) / longest
    return max(0.0, like)


def _cost(one: str, other: str, limit: float) -> float:
    """The cheapest way from one to the other; infinite as soon as it must cost more than `limit`."""
    drop_one = _drops(one, _vowelless(other) and len(other) > 1)
    drop_other = _drops(other, _vowelless(one) and len(one) > 1)
    row = [0.0]
    for cost in drop_other:
        row.append(row[-1] + cost)
    before, cheapest_before = row, 0.0
    for at, char in enumerate(one):
        swaps, dropped = _SWAPS_OF.get(char, _ONLY_LOST), drop_one[at]
        last = row[0] + dropped
        now = [last]
        for there, opposite in enumerate(other):
            best = row[there]
            if char != opposite:
                cost = _LOST if char == "?" else swaps.get(opposite, 1.0)
                best += _swap_at_the_beginning(char, opposite, cost) if not (at or there) else cost
            best = min(best, row[there + 1] + dropped, last + drop_other[there])
            if at and there and char == other[there - 1] and opposite == one[at - 1]:
                best = min(best, before[there - 1] + _TURN)
            now.append(best)
            last = best
        cheapest = min(now)
        if cheapest > limit and cheapest_before + _TURN > limit:
            return _NEVER
        before, row, cheapest_before = row, now, cheapest
    return row[-1]


@lru_cache(maxsize=131_072)
def is_slip(one: str, other: str) -> bool:
    """Whether two folded words differ as a slip of the pen differs: one letter, two in long words."""
    longest = max(len(one), len(other))
    if longest < 5:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= (1 if longest < 10 else 2)
