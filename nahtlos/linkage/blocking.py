"""Which people a record is compared with: those who share a key with it, and of many those who share the rarest keys.

So the work for one record stays bounded, however many people a district has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log2

from nahtlos.linkage.identity import Identity
from nahtlos.linkage.keys import blocking_keys

#: A key that more people share finds too much to be worth looking at; other keys of the record find the same people.
HOT_KEY = 100
#: At most so many people are compared with one record. In a district of 50,000 one true pair in 600 lies beyond (a name
#: spelled differently in all but one word, another day of birth), in one of 10,000 none.
COMPARED = 32
#: How much a shared key tells: whole numbers, so that a sum does not depend on its order.
_FINE = 64
_RAREST = 17.0

Index = Mapping[str, Sequence[str]]


def index(people: Iterable[Identity]) -> dict[str, list[str]]:
    """Keys and the people behind them (the database keeps the same as a table)."""
    known: dict[str, list[str]] = defaultdict(list)
    for person in people:
        for key in blocking_keys(person):
            known[key].append(person.key)
    return known


def candidates(record: Identity, known: Index, most: int | None = None) -> list[str]:
    """People who share a key with the record; keys that everybody shares are passed over.

    Of more than `most` those who share the most and the rarest keys. Whoever bears the record's name and day of birth
    shares nearly all of them, so a namesake is never lost for a stranger.
    """
    told: dict[str, int] = defaultdict(int)
    for key in blocking_keys(record):
        found = known.get(key, ())
        if found and len(found) <= HOT_KEY:
            tells = _tells(len(found))
            for person in found:
                told[person] += tells
    if most is None or len(told) <= most:
        return sorted(told)
    return sorted(sorted(told, key=lambda person: (-told[person], person))[:most])


def _tells(bearers: int) -> int:
    return round(_FINE * (_RAREST - log2(bearers)))
