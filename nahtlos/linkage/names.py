"""A spelling taken apart: words without titles and particles, compounds joined, missing names recognised.

Knows how names of the countries of origin are built (Abd al-Rahman, Nur Ullah, al-Halabi, Sikandar Zada); how alike
two words are is the business of `distance`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from nahtlos.linkage.equivalents import classes
from nahtlos.linkage.identity import Spelling
from nahtlos.linkage.scripts import NO_VOWELS
from nahtlos.linkage.sounds import rarity_key, skeletons, sound
from nahtlos.linkage.text import fold, letters

_NO_NAME = frozenset(
    [
        "xxx",
        "xx",
        "x",
        "fnu",
        "lnu",
        "nn",
        "ohne",
        "unbekannt",
        "unknown",
        "keine",
        "kein",
        "keiner",
        "entfällt",
        "none",
        "null",
        "na",
        "ka",
        "namenlos",
        "noname",
        "ohnenamen",
        "ohnevorname",
        "ohnefamilienname",
        "ohneangabe",
        "nichtbekannt",
        "fehlt",
        "leer",
        "nomen",
        "nescio",
    ]
)
_TITLES = frozenset(
    [
        "frau",
        "herr",
        "hr",
        "fr",
        "dr",
        "prof",
        "mr",
        "mrs",
        "ms",
        "mme",
        "uma",
        "umf",
        "umasu",
        "minderj",
        "hv",
        "ehefrau",
        "ehemann",
        "kind",
    ]
)
_FROM_HERE_OTHER_NAME = frozenset(
    ["geb", "geborene", "geborener", "alias", "aka", "genannt", "gen", "née", "nee", "verh", "vormals"]
)
_SERVANT = re.compile(r"^c?abd(?:[aeiou]{0,2}|[aeiou]{1,2}[lrsntdz])$")
_ARTICLE = frozenset(["al", "el", "il", "ul"])
_ASSIMILATED = re.compile(r"^[aeu](sch|sh|[rsntdz])$")
_GOD = re.compile(r"^(?:[aeou]|ou|eu)?ll?ah?$|^llah$")
_FAITH = re.compile(r"^(?:[aeu]?[ltd]?)?d(?:i|ee|ie|y)ne?$|^[ae]l?t?tin$")
_FATHER_OF = frozenset(["abu", "abou", "ebu", "abo"])
_SON_OF = frozenset(["bin", "ben", "ibn", "bint", "bent", "ould", "wuld", "walad"])
_LINEAGE = frozenset(["zada", "zadah", "zadeh", "zade", "zaadah", "zaadeh", "zaada", "zai", "zay", "zoi", "pur", "pour", "por", "nejad", "nezhad", "nezhaad", "nedschad", "khel", "nia", "far"])  # fmt: skip
_JOINED_SERVANT = re.compile(
    r"^c?abd(?:[aeiou]{1,2}l(?=[^l])|[aeiou]{1,2}l(?=ll?)|[aeiou]{1,2}(?:sch(?=sch)|sh(?=sh)|([rsntdz])(?=\1))"
    r"|[aeiou]{0,2}l(?=[bcdfghjkmnpqrstvwxyz])|[aeiou]{0,2})(?P<root>[^aeiou].{2,}|[aeiou][^aeiou]\w{2,})$"
)
_SERVANT_OF_GOD = re.compile(r"^c?abd(?:ou|[aeiou])?l{0,2}(?:all?)?ll?a+(?:h?[ei]?|ye)$|^c?abd[aeiou]?l?all?ah$")
_JOINED_GOD = re.compile(r"(?<=\w\w)(?:ou|[aou])(?:llah?|lah)$")
_JOINED_FAITH = re.compile(r"(?<=\w\w)(?:[aeuo](?:ld|dd|tt|d)|dd|tt)(?:i|ee|ie|y)ne?$")
_JOINED_ARTICLE = re.compile(r"^(?:[ae]l(?=\w{4})|[ae](?:sch(?=sch)|sh(?=sh)|([rsntdz])(?=\1)))")
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a name: as it is folded, as it sounds, both also without a joined article."""

    folded: str
    sounds: tuple[str, ...]
    rarity: str
    stem: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Frames by which the word is found; a compound is also found by its stem."""
        heard = (*self.sounds, self.stem) if self.stem else self.sounds
        tables = {f"~{number}" for number in classes(self.sounds[0])}
        return frozenset(tables).union(*(skeletons(one) for one in heard))


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; a missing family or given name is an empty tuple."""

    family: tuple[Word, ...]
    given: tuple[Word, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return self.family + self.given


@lru_cache(maxsize=131_072)
def word(written: str) -> Word:
    """One word of `text.letters`, compounds in their common form."""
    written = _common_form(written)
    heard = sound(written)
    bare = sound(_JOINED_ARTICLE.sub("", written, count=1))
    sounds = (heard,) if bare == heard or len(bare) < 3 else (heard, bare)
    return Word(fold(written), sounds, rarity_key(sounds[-1]), _stem(written))


def _stem(written: str) -> str:
    """What is left when an office keeps only the first half of a compound: Habib of Habibullah, Abdul of Abdulkarim."""
    if written.startswith("abd") and (len(written) > 6 or written in ("abdul", "abdel", "abdal", "abdol", "abd")):
        return "abd"
    for ending in ("ullah", "din"):
        if written.endswith(ending) and len(written) >= len(ending) + 3:
            return sound(written.removesuffix(ending))
    return ""


def _common_form(written: str) -> str:
    if NO_VOWELS in written:
        return written
    if _SERVANT_OF_GOD.match(written):
        written = "abdallah"
    elif servant := _JOINED_SERVANT.match(written):
        written = "abd" + servant["root"]
    if len(written) > 5 and not written.startswith("abdal"):
        written = _JOINED_GOD.sub("ullah", written)
    return _JOINED_FAITH.sub("din", written)


@lru_cache(maxsize=65_536)
def parts(text: str) -> tuple[Word, ...]:
    """The words of a family name or of given names; empty when the cell says that there is none."""
    cut = _BRACKETS.sub(" ", text)
    cleaned = letters(cut) or letters(text)
    words: list[str] = []
    for at, piece in enumerate(cleaned.split()):
        if piece in _FROM_HERE_OTHER_NAME and at:
            break
        words.append(piece)
    if "".join(words) in _NO_NAME or all(piece in _NO_NAME for piece in words):
        return ()
    words = [piece for piece in words if piece not in _TITLES] or words
    return tuple(word(piece) for piece in _joined(words)[:8])


def _joined(words: list[str]) -> list[str]:
    """Compounds in one word; articles and "son of" dropped where something follows."""
    out: list[str] = []
    pending = ""
    for at, piece in enumerate(words):
        rest = words[at + 1 :]
        if out and not pending and (_GOD.match(piece) or _FAITH.match(piece) or piece in _LINEAGE):
            out[-1] += _suffix(piece)
        elif rest and (_SERVANT.match(piece) or piece in _FATHER_OF):
            pending = "abu" if piece in _FATHER_OF else "abdul"
        elif rest and (piece in _ARTICLE or _is_assimilated(piece, rest[0]) or piece in _SON_OF):
            continue
        elif pending == "abdul" and _GOD.match(piece):
            out.append("abdallah")
            pending = ""
        else:
            out.append(pending + piece)
            pending = ""
    return out


def _is_assimilated(piece: str, following: str) -> bool:
    found = _ASSIMILATED.match(piece)
    return bool(found) and following.startswith(found.group(1)) if found else False


def _suffix(piece: str) -> str:
    if _GOD.match(piece):
        return "ullah"
    return "din" if _FAITH.match(piece) else piece


@lru_cache(maxsize=65_536)
def _parsed(family: str, given: str) -> Name:
    families, givens = parts(family), parts(given)
    if families and families == givens:
        families = ()  # offices repeat the only name a person has
    if families and not givens:
        families, givens = (), families  # whichever cell holds the only name
    return Name(families, givens)


def parsed(spelling: Spelling) -> Name:
    """The spelling taken apart (remembered, so that comparing a list costs each name once)."""
    return _parsed(spelling.family, spelling.given)
