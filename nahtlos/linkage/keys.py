"""Keys by which likely candidates are found with plain equality, few per person and bounded in what they return.

`search_keys` finds a name in any usual spelling; `blocking_keys` finds the candidates a new record must be compared
with. Both sides use the same function, so a key means the same when it is stored and when it is looked up.
"""

from itertools import combinations, pairwise
from typing import cast

from nahtlos.linkage.identity import Birth, Identity, Spelling
from nahtlos.linkage.names import Word, parsed, parts, word
from nahtlos.linkage.text import fold

__all__ = ["blocking_keys", "fold", "search_keys", "sort_key"]

_MOST_WORDS = 8
_MOST_KEYS = 64


def search_keys(name: Spelling | str) -> frozenset[str]:
    """Consonant frames of every word of a name, which all usual spellings of the name share."""
    words = (parts(name) if isinstance(name, str) else parsed(name).words)[:_MOST_WORDS]
    joined = (word(one.folded + other.folded) for one, other in pairwise(words))  # Gul Ahmad, Gulahmad
    return frozenset(key for written in (*words, *joined) for key in written.keys)


def sort_key(family: str, given: str) -> str:
    """German order of names (DIN 5007-1: ä as a, ß as ss); al- and el- count as part of the name."""
    return f"{fold(family)}\x1f{fold(given)}"


def _word_keys(words: tuple[Word, ...]) -> list[str]:
    """The coarsest reading of each word, so that two words make few pairs."""
    return sorted({min(_frames(written), key=lambda key: (len(key), key)) for written in words[:_MOST_WORDS]})


def _frames(written: Word) -> list[str]:
    return [key for key in written.keys if not key.startswith("~")]


def _all_word_keys(words: tuple[Word, ...]) -> list[str]:
    return sorted({key for written in words[:_MOST_WORDS] for key in written.keys})


def _of_birth(birth: Birth, keys: list[str]) -> set[str]:
    if birth.year is None:
        return set()
    year = birth.year
    made = {f"y:{year}:{key}" for key in keys}
    if not birth.vague and birth.month and birth.day:
        low, high = sorted((birth.month, birth.day))
        made.add(f"d:{year}-{low:02}-{high:02}")  # day and month swapped give the same key
        made |= {f"m:{birth.month:02}-{birth.day:02}:{key}" for key in keys}
    return made


def blocking_keys(identity: Identity) -> frozenset[str]:
    """What the database looks candidates up by.

    A day of birth alone is a key unless it is 1 January; a word of a name only together with a year or a second word.
    """
    made: set[str] = {f"n:{kind}:{number}" for kind, number in identity.numbers}
    made |= {f"t:{phone}" for phone in identity.phones}
    made |= {f"h:{household}" for household in identity.household}
    for spelling in identity.spellings[:6]:
        words = parsed(spelling).words
        every = _all_word_keys(words)
        for birth in identity.births[:4]:
            made |= _of_birth(birth, every)
        made |= {f"w:{one}:{other}" for one, other in combinations(_word_keys(words), 2)}
        if len(words) == 1:
            made |= {f"w1:{key}" for key in every}
    return cast("frozenset[str]", frozenset(sorted(made)[: _MOST_KEYS * 4]))
