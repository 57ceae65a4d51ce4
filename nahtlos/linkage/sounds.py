"""Spelling to sound: one small alphabet into which German, English, French, Turkish, Slavic, Albanian and Somali
habits of writing foreign names fall together.

Where a letter is read differently by different offices (ch, j, c, x, th, dh) it stays one ambiguous sound; `distance`
knows which sounds it may stand for. `skeleton` is the coarse form that is stored and looked up by equality.
"""

import re
from functools import lru_cache

from nahtlos.linkage.scripts import NO_VOWELS

# Capitals: S sh, C ch as in church, J j as in jam, Z zh, G gh, T th, D dh, H "ch" of any language, Y the letter j,
# K the letter c, X the letter x, E the diphthong ai/ei, W and I the long vowels of Arabic script, @ any vowel,
# % a final h, ? a lost letter.
_GRAPHEMES = {
    "schtsch": "S", "chtch": "S", "shch": "S", "szcz": "S", "şç": "S", "šč": "S", "stsch": "S",
    "dsch": "J", "dzh": "J", "dž": "J", "dż": "J", "dj": "J", "dz": "J", "xh": "J", "gj": "J", "đ": "J",
    "tsch": "C", "tch": "C", "tš": "C", "cz": "C", "ç": "C", "č": "C", "ć": "C", "tc": "C",
    "sch": "S", "sh": "S", "sz": "S", "ş": "S", "š": "S", "ș": "S", "ś": "S", "zh": "Z", "ž": "Z", "ż": "Z", "ź": "Z",
    "kh": "x", "ḫ": "x", "ẖ": "x", "ḵ": "x", "gh": "G", "ġ": "G", "ğ": "G", "ph": "f", "th": "T", "ṯ": "T", "þ": "T",
    "dh": "D", "ḏ": "D", "ch": "H", "ck": "k", "cq": "k", "qu": "k", "ts": "c", "tz": "c", "ț": "c", "ţ": "c",
    "c": "K", "j": "Y", "x": "X", "w": "v", "y": "i", "ñ": "ni", "ł": "l", "ß": "s", "ı": "i",
    "ḥ": "h", "ḍ": "d", "ṭ": "t", "ṣ": "s", "ẓ": "z", "ê": "e", "î": "i", "û": "u", "â": "a", "ā": "a", "ī": "i",
    "ū": "u", "ô": "o", "é": "e", "è": "e", "ë": "e", "ï": "i", "ó": "o", "á": "a", "í": "i", "ú": "u", "ə": "e",
    "à": "a", "õ": "o", "ã": "a", "ö": "o", "ä": "e", "ü": "u", "å": "o", "ø": "o", "æ": "e", "œ": "o",
    "oue": "ve", "oo": "u", "ou": "u", "ee": "i", "aa": "a", "ii": "i", "uu": "u", "ae": "e", "ue": "u", "oe": "o",
    "aai": "E", "aae": "E", "eyi": "E", "ayi": "E", "ai": "E", "ay": "E", "ei": "E", "ey": "E", "aye": "E", "aie": "E", "eye": "E",
    "q": "q", "iy": "i", "yi": "i", "ij": "i", "ie": "ie", "rh": "r",
}  # fmt: skip
_DIPHTHONGS = ("aai", "aae", "eyi", "ayi", "ai", "ay", "ei", "ey", "aye", "aie", "eye", "iy", "yi", "ij")
_BEFORE_CONSONANT = "(?![aeiouyäöü])"
_GRAPHEME = re.compile(
    "|".join(
        re.escape(written) + (_BEFORE_CONSONANT if written in _DIPHTHONGS else "")
        for written in sorted(_GRAPHEMES, key=len, reverse=True)
    )
)
_KS = re.compile(r"(?<=l)ex|(?<=ol)x|max(?=[iy])|^x(?=en)|^ox|rox|felix|dixon")
_INITIAL_OU = re.compile(r"^ou(?=[aeiéèê])")
#: Ruqayya, Roqeyeh, Rukiye, Rokeja, Nadja
_IYA = re.compile(r"(?<=\w{3})(?:a(?:yy?|jj?)ah?|[ie](?:yy?|jj?)[ae]h?|(?<=[^aeiou])[yj]ah?)$")
_FINAL_AYE = re.compile(r"aye$")
_SLAVIC_FF = re.compile(r"(?<=[oe])ff$")
_DOUBLE = re.compile(r"(.)\1+")
_UNKNOWN = re.compile(r"[^a-zSCJZGTDHYKXE?]")
_ABJAD = str.maketrans({"v": "W", "i": "I", "a": "@"})


@lru_cache(maxsize=131_072)
def sound(word: str) -> str:
    """The sounds of one word as `text.letters` gives it (lower case, diacritics kept)."""
    vowelless = word.endswith(NO_VOWELS)
    word = word.rstrip(NO_VOWELS)
    word = _KS.sub(lambda found: found.group().replace("x", "ks"), word)
    word = _IYA.sub("ia", _FINAL_AYE.sub("ay", word))
    word = _SLAVIC_FF.sub("v", _INITIAL_OU.sub("v", word))
    heard = _GRAPHEME.sub(lambda found: _GRAPHEMES[found.group()], word)
    if not heard.isascii():
        heard = _UNKNOWN.sub("", _plain(heard))
    heard = _DOUBLE.sub(r"\1", heard)
    if vowelless:
        heard = heard.translate(_ABJAD)
    if len(heard) > 2 and heard[-1] == "h":
        heard = heard[:-1] + "%"
    return heard


def _plain(heard: str) -> str:
    from nahtlos.linkage.text import fold  # noqa: PLC0415 -- text imports scripts; only rare letters come here

    return "".join(char if char.isascii() else fold(char) for char in heard)


#: The coarse class of a sound; what is missing here (vowels, breath, glides, letters read too differently) is dropped.
_CLASS = {
    "b": "P", "p": "P", "f": "F", "m": "M", "n": "N", "r": "R", "l": "L", "t": "T", "d": "T", "T": "T", "D": "T",
    "s": "S", "z": "S", "S": "S", "C": "S", "c": "S", "k": "K", "q": "K",
}  # fmt: skip
_WEAK_AT_START = frozenset("aeiouEI@hY%KHXJZxgG")
#: Second and third readings of sounds that offices write with one letter; the first is silence, for H and T a class.
_FIRST = {"H": "S"}
_SECOND = {
    "H": "",
    "T": "S",
    "D": "S",
    "K": "K",
    "x": "K",
    "X": "K",
    "g": "K",
    "G": "K",
    "J": "S",
    "Y": "S",
    "Z": "S",
    "?": "S",
}
_THIRD = {"H": "K", "K": "S", "T": "T", "D": "T"}


@lru_cache(maxsize=131_072)
def skeletons(heard: str) -> frozenset[str]:
    """One to three consonant frames; all usual spellings of a word share one ('ch', 'th', 'c', 'j' are read in many ways)."""
    forms = {_frame(heard, _FIRST)}
    if any(char in _SECOND for char in heard):
        forms.add(_frame(heard, _SECOND))
    if any(char in _THIRD for char in heard):
        forms.add(_frame(heard, _THIRD))
    return frozenset(form if form.strip("A") else _breath(heard) for form in forms)


def _frame(heard: str, readings: dict[str, str]) -> str:
    frame = "".join(readings.get(char, _CLASS.get(char, "")) for char in heard)
    begins = heard[:1]
    weak = begins in _WEAK_AT_START and not readings.get(begins)
    return "A" + frame if weak else frame


def _breath(heard: str) -> str:
    """A key for names of vowels and breath only: Yahya, Hawa, Aya."""
    return "=" + ("".join(char for char in heard.translate(_RARITY) if char in "hvg") or heard)


_RARITY = str.maketrans({"T": "t", "D": "d", "X": "h", "x": "h", "H": "S", "q": "k", "K": "k", "G": "g", "Y": "J", "Z": "z",
                         "C": "S", "c": "s", "v": "v", "W": "v"})  # fmt: skip
_SILENT = re.compile(r"[aeiouE@I%?]")


@lru_cache(maxsize=131_072)
def rarity_key(heard: str) -> str:
    """The consonants of a word, by which its frequency is counted."""
    if heard[:1] in "aeiouE@I":
        return "a" + _DOUBLE.sub(r"\1", _SILENT.sub("", heard.translate(_RARITY)))
    return _DOUBLE.sub(r"\1", _SILENT.sub("", heard.translate(_RARITY))) or heard
