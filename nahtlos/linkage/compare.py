"""Two records side by side: one level of agreement per field, no weights yet.

Levels are words, so that a person can read a comparison; what each is worth is estimated and stands in weights.json.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nahtlos.linkage.births import compare_births
from nahtlos.linkage.distance import is_slip, likeness
from nahtlos.linkage.equivalents import same_name
from nahtlos.linkage.identity import Identity, Spelling
from nahtlos.linkage.names import Name, Word, parsed
from nahtlos.linkage.text import fold

SOUND, CLOSE = 0.93, 0.86
#: What a level of agreement between two names counts when the best of several readings is looked for.
POINTS = {"equal": 9, "sound": 8, "close": 6, "subset": 6, "slip": 5, "overlap": 2, "missing": 1, "different": 0}
_MAX_SPELLINGS = 6
#: Kinds of numbers that belong to one person; the others belong to a household or a case of the issuer.
_PERSONAL = frozenset({"azr", "kundennummer"})
#: Kinds of numbers of which a person should have one; customer numbers differ from office to office.
_ONE_PER_PERSON = frozenset({"azr"})
#: Days offices write, like 1 January, for people who know no day: the year's last (1 January of another calendar too), its middle.
_WRITTEN_FOR_ANY = frozenset({(12, 31), (7, 1)})
_SERVANT_ALONE = frozenset({"abd", "abdul", "abdel", "abdal", "abdol"})
_UNCLEAR_STATES = frozenset({"XX", "XA", ""})


@dataclass(frozen=True, slots=True)
class Part:
    """How family or given names agree; `shared` are the words that met (their rarity keys, of both sides)."""

    level: str
    shared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The best reading of two names: order is straight, swapped or mixed (words spread over both cells differently)."""

    family: Part
    given: Part
    order: str
    one: Spelling
    other: Spelling

    @property
    def points(self) -> int:
        return POINTS[self.family.level] + POINTS[self.given.level] + (1 if self.order == "straight" else 0)

    @property
    def rank(self) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
        """Which of several readings counts; never depends on which record comes first."""
        return self.points, self.order, _words_of(self.family), _words_of(self.given)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels per field of two records."""

    names: Names
    birth: str
    sex: str
    nationality: str
    address: str
    phone: str
    entry: str
    numbers: str
    household: str
    shared_number: str = ""

    def levels(self) -> dict[str, str]:
        """Field and level, names by part."""
        return {
            "family": self.names.family.level, "given": self.names.given.level, "order": self.names.order,
            "birth": self.birth, "sex": self.sex, "nationality": self.nationality, "address": self.address,
            "phone": self.phone, "entry": self.entry, "numbers": self.numbers, "household": self.household,
        }  # fmt: skip


def _words_of(part: Part) -> tuple[str, ...]:
    return (part.level, *sorted("|".join(sorted(pair)) for pair in part.shared))


_MISSING = Part("missing")
_DIFFERENT = Part("different")


@lru_cache(maxsize=262_144)
def word_level(one: Word, other: Word) -> str:
    """How two single words agree."""
    if one.folded == other.folded:
        return "equal"
    like = max(likeness(a, b, CLOSE) for a in one.sounds for b in other.sounds)
    known = same_name(one.sounds[0], other.sounds[0])
    if known is False:
        return "different"
    if like >= SOUND or known:
        return "sound"
    if like >= CLOSE:
        return "close"
    if is_slip(one.folded, other.folded):
        return "slip"
    return "subset" if _is_half(one, other) or _is_half(other, one) else "different"


def _is_half(half: Word, whole: Word) -> bool:
    if not whole.stem:
        return False
    if whole.stem == "abd":
        return half.folded in _SERVANT_ALONE and whole.folded not in _SERVANT_ALONE
    return any(likeness(heard, whole.stem, SOUND) >= SOUND for heard in half.sounds)


@lru_cache(maxsize=131_072)
def compare_parts(one: tuple[Word, ...], other: tuple[Word, ...]) -> Part:
    """How two lists of words (family names or given names) agree."""
    if not one or not other:
        return _MISSING
    if len(one) == len(other) == 1:
        level = word_level(one[0], other[0])
        return Part(level, ((one[0].rarity, other[0].rarity),)) if level != "different" else _DIFFERENT
    met = _meetings(one, other)
    shared = tuple((a.rarity, b.rarity) for a, b, _ in met)
    weakest = min((level for _, _, level in met), key=POINTS.__getitem__, default="different")
    if met and len(met) == len(one) == len(other):
        return Part(weakest, shared)
    joined = _joined_level(one, other)
    if joined != "different":
        return Part(joined, tuple((w.rarity, w.rarity) for w in _shorter(one, other)))
    if not met:
        return _DIFFERENT
    whole = len(met) == min(len(one), len(other)) and POINTS[weakest] >= POINTS["close"]
    return Part("subset" if whole else "overlap", shared)


def _shorter(one: tuple[Word, ...], other: tuple[Word, ...]) -> tuple[Word, ...]:
    return min(one, other, key=lambda words: (len(words), [word.folded for word in words]))


def _meetings(one: Sequence[Word], other: Sequence[Word]) -> list[tuple[Word, Word, str]]:
    """Words that agree, each used once, the strongest first."""
    pairs = [(word_level(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)]
    pairs = [pair for pair in pairs if pair[0] != "different"]
    pairs.sort(
        key=lambda p: (-POINTS[p[0]], abs(p[1] - p[2]), p[1] + p[2], sorted((one[p[1]].folded, other[p[2]].folded)))
    )
    met, used_one, used_other = [], set[int](), set[int]()
    for level, i, j in pairs:
        if i not in used_one and j not in used_other:
            met.append((one[i], other[j], level))
            used_one.add(i)
            used_other.add(j)
    return met


def _joined_level(one: Sequence[Word], other: Sequence[Word]) -> str:
    """Gul Ahmad and Gulahmad: the same letters with other gaps."""
    folded, unlike = ("".join(w.folded for w in words) for words in (one, other))
    if folded == unlike:
        return "equal"
    like = likeness("".join(w.sounds[-1] for w in one), "".join(w.sounds[-1] for w in other), SOUND)
    return "sound" if like >= SOUND else "different"


def compare_names(one: Name, other: Name, a: Spelling, b: Spelling) -> Names:
    """The best of three readings: cells as they stand, cells swapped, words mixed."""
    straight = Names(compare_parts(one.family, other.family), compare_parts(one.given, other.given), "straight", a, b)
    if straight.points >= 17:
        return straight
    readings = [straight]
    crossed = compare_parts(one.family, other.given), compare_parts(one.given, other.family)
    if "different" not in (crossed[0].level, crossed[1].level):
        family, given = sorted(crossed, key=lambda part: (POINTS[part.level], _words_of(part)))
        readings.append(Names(family, given, "swapped", a, b))
    elif not one.family or not other.family:
        readings += [Names(_MISSING, part, "swapped", a, b) for part in crossed if POINTS[part.level] > 1]
    if len(one.words) > 2 or len(other.words) > 2:
        readings += _mixed(one, other, a, b)
    return max(readings, key=lambda names: names.rank)


def _mixed(one: Name, other: Name, a: Spelling, b: Spelling) -> list[Names]:
    """All words of the shorter name are in the longer one, but spread otherwise over the two cells."""
    met = _meetings(one.words, other.words)
    fewest, most = sorted((len(one.words), len(other.words)))
    if len(met) < 2 or len(met) < fewest or any(POINTS[level] < POINTS["close"] for _, _, level in met):
        return []
    level = min((level for _, _, level in met), key=POINTS.__getitem__) if fewest == most else "subset"
    shared = sorted(((x.rarity, y.rarity) for x, y, _ in met), key=sorted)
    return [Names(Part("subset", tuple(shared[1:])), Part(level, (shared[0],)), "mixed", a, b)]


def _best_names(one: Identity, other: Identity) -> Names:
    readings = [
        compare_names(parsed(a), parsed(b), a, b)
        for a in one.spellings[:_MAX_SPELLINGS]
        for b in other.spellings[:_MAX_SPELLINGS]
    ]
    nothing = Names(_MISSING, _MISSING, "straight", Spelling("", ""), Spelling("", ""))
    return max(readings, key=lambda names: names.rank, default=nothing)


@lru_cache(maxsize=65_536)
def _street(street: str) -> str:
    return fold(street).replace("strasse", "str").replace("str ", "str").replace(" ", "")


def _has_house_number(street: str | None) -> bool:
    return bool(street) and any(char.isdigit() for char in street or "")  # else the name of a shelter


def _address(one: Identity, other: Identity) -> str:
    same_town = _same(one.postcode, other.postcode)
    if same_town is None and one.town and other.town:
        same_town = fold(one.town) == fold(other.town)
    if _has_house_number(one.street) and _has_house_number(other.street):
        if _street(one.street or "") == _street(other.street or "") and same_town is not False:
            return "street"
        return "town_other_street" if same_town else "different"
    if same_town is None:
        return "missing"
    return "town" if same_town else "different"


def _same(one: str | None, other: str | None) -> bool | None:
    if not one or not other:
        return None
    return one.strip().lstrip("0") == other.strip().lstrip("0")


def _sets(one: Iterable[object], other: Iterable[object]) -> str:
    first, second = set(one), set(other)
    if not first or not second:
        return "missing"
    return "equal" if first & second else "different"


def _shared_numbers(one: Identity, other: Identity) -> list[str]:
    """Numbers both bear that belong to one person: father and son share the number of their case or needs unit."""
    return sorted(number for kind, number in one.numbers & other.numbers if kind in _PERSONAL)


def _numbers(one: Identity, other: Identity) -> str:
    if _shared_numbers(one, other):
        return "equal"
    kinds = {kind for kind, _ in one.numbers} & {kind for kind, _ in other.numbers} & _ONE_PER_PERSON
    return "different" if kinds else "missing"


def _entry(one: Identity, other: Identity) -> str:
    if not one.entry_on or not other.entry_on:
        return "missing"
    days = abs((one.entry_on - other.entry_on).days)
    return "equal" if days == 0 else "near" if days <= 31 else "different"


def _birth(one: Identity, other: Identity) -> str:
    """How the dates of birth agree; the same day that is written for people who know none agrees like 1 January."""
    level = compare_births(one.births, other.births)
    if level != "day":
        return level
    days = {(birth.year, birth.month, birth.day) for birth in one.births}
    shared = days & {(birth.year, birth.month, birth.day) for birth in other.births}
    return "vague_day" if all(day[1:] in _WRITTEN_FOR_ANY for day in shared if day[1]) else "day"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where, when and under which numbers two records were: what is compared quickly, without the names."""

    address: str
    phone: str
    entry: str
    numbers: str
    household: str


def circumstances(one: Identity, other: Identity) -> Circumstances:
    """The levels of everything but name, birth, sex and nationality."""
    return Circumstances(
        address=_address(one, other),
        phone=_sets(one.phones, other.phones),
        entry=_entry(one, other),
        numbers=_numbers(one, other),
        household="equal" if one.household & other.household else "missing",
    )


def compare(one: Identity, other: Identity) -> Comparison:
    """Levels of agreement per field; the same whichever record comes first."""
    sex = "missing" if not one.sex or not other.sex or "x" in (one.sex, other.sex) else None
    found = circumstances(one, other)
    return Comparison(
        names=_best_names(one, other),
        birth=_birth(one, other),
        sex=sex or ("equal" if one.sex == other.sex else "different"),
        nationality=_sets(one.nationalities - _UNCLEAR_STATES, other.nationalities - _UNCLEAR_STATES),
        address=found.address,
        phone=found.phone,
        entry=found.entry,
        numbers=found.numbers,
        household=found.household,
        shared_number=next(iter(_shared_numbers(one, other)), "") if found.numbers == "equal" else "",
    )
