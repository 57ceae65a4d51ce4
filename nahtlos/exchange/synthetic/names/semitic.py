"""Letters of Arabic, Persian, Pashto and Urdu: notation after DIN 31635, habits of passports and of clerks."""

from nahtlos.exchange.synthetic.names.spelling import Letters

_PLAIN = {"ḥ": "h", "ṣ": "s", "ḍ": "d", "ṭ": "t", "ẓ": "z", "ʿ": "", "ʾ": "", "ẗ": "", "á": "a", "ē": "e", "ō": "o"}
_ENGLISH = _PLAIN | {"ṯ": "th", "ǧ": "j", "ḫ": "kh", "ḏ": "dh", "š": "sh", "ġ": "gh", "č": "ch", "ž": "zh"}
_GERMAN = _PLAIN | {"ṯ": "th", "ǧ": "dsch", "ḫ": "ch", "ḏ": "d", "š": "sch", "ġ": "gh", "č": "tsch", "ž": "sch"}
_FRENCH = _PLAIN | {"ṯ": "th", "ǧ": "dj", "ḫ": "kh", "ḏ": "d", "š": "ch", "ġ": "gh", "č": "tch", "ž": "j"}
_TURKISH = _PLAIN | {"ṯ": "s", "ǧ": "c", "ḫ": "h", "ḏ": "z", "š": "ş", "ġ": "g", "č": "ç", "ž": "j"}

_DOUBLE_VOWELS = (r"([aeiou])\1+", r"\1")

#: Arabic. "din" keeps the sounds without the signs; the others are passports and clerks.
ARABIC = {
    "en": Letters(_ENGLISH | {"ā": "a", "ī": "i", "ū": "u"}),
    "en-long": Letters(_ENGLISH | {"ā": "aa", "ī": "ee", "ū": "oo"}),
    "levant": Letters(_ENGLISH | {"ā": "a", "ī": "i", "ū": "ou", "aẗ": "eh", "q": "k", "aw": "o", "ay": "ei"}),
    "iraq": Letters(_ENGLISH | {"ā": "a", "ī": "ee", "ū": "oo", "aẗ": "ah", "u": "o"}, (r"^o(?=[mt])", "u")),
    "fr": Letters(
        _FRENCH | {"ā": "a", "ī": "i", "ū": "ou", "u": "ou", "q": "k", "w": "ou", "aw": "aou", "ay": "aï"},
        (r"(?<=[aeiou])s(?=[aeiou])", "ss"),
        (r"ou{2,}", "ou"),
        (r"ouou", "ouo"),
    ),
    "de": Letters(
        _GERMAN | {"ā": "a", "ī": "i", "ū": "u", "q": "k", "z": "s", "ẓ": "s", "y": "j", "aẗ": "a", "ay": "ai"},
        (r"ij\b", "i"),
    ),
    "tr": Letters(
        _TURKISH | {"ā": "a", "ī": "i", "ū": "u", "q": "k", "w": "v", "aẗ": "e"},
        (r"d$", "t"),
        (r"b$", "p"),
        (r"(?<=m)u(?=s)", "u"),
    ),
    "din": Letters(_PLAIN | {"ṯ": "t", "ǧ": "g", "ḫ": "h", "ḏ": "d", "š": "s", "ġ": "g", "ā": "a", "ī": "i", "ū": "u"}),
}

#: Persian, Dari, Pashto: Kabul and Tehran passports, the clerk's German, Turkey on the way.
PERSIAN = {
    "kabul": Letters(_ENGLISH | {"ā": "a", "ī": "i", "ū": "u"}),
    "kabul-ee": Letters(_ENGLISH | {"ā": "a", "ī": "ee", "ū": "oo", "ay": "ai"}),
    "tehran": Letters(
        _ENGLISH | {"ā": "a", "ī": "i", "ū": "ou", "i": "e", "u": "o", "w": "v", "ay": "ey", "aw": "ow", "aẗ": "eh"},
        (r"(?<=o)v(?=\b)", "w"),
    ),
    "tehran-a": Letters(
        _ENGLISH | {"ā": "aa", "ī": "i", "ū": "oo", "i": "e", "u": "o", "w": "v", "q": "gh", "ḫ": "kh"},
    ),
    "de": Letters(_GERMAN | {"ā": "a", "ī": "i", "ū": "u", "q": "k", "z": "s", "y": "j", "aẗ": "a"}, (r"ij\b", "i")),
    "tr": Letters(_TURKISH | {"ā": "a", "ī": "i", "ū": "u", "q": "k", "w": "v", "aẗ": "e"}, (r"d$", "t")),
    "ru": Letters(
        _ENGLISH | {"ǧ": "dzh", "ā": "o", "ī": "i", "ū": "u", "w": "v", "y": "i", "q": "k", "h": "kh", "ḥ": "kh"}
    ),
}

#: Pakistani papers: English of the subcontinent.
URDU = {
    "nadra": Letters(_ENGLISH | {"ā": "a", "ī": "i", "ū": "u", "ẓ": "z"}),
    "nadra-ee": Letters(_ENGLISH | {"ā": "a", "ī": "ee", "ū": "oo", "ay": "ai"}, (r"w$", "v")),
    "old": Letters(_ENGLISH | {"ā": "aa", "ī": "i", "ū": "u", "u": "o", "i": "e", "w": "v"}),
    "de": Letters(_GERMAN | {"ā": "a", "ī": "i", "ū": "u", "q": "k", "y": "j"}),
}

_ARABIC_SCRIPT = {
    "ʾ": "ئ", "b": "ب", "p": "پ", "t": "ت", "ṯ": "ث", "ǧ": "ج", "č": "چ", "ḥ": "ح", "ḫ": "خ", "d": "د", "ḏ": "ذ",
    "r": "ر", "z": "ز", "ž": "ژ", "s": "س", "š": "ش", "ṣ": "ص", "ḍ": "ض", "ṭ": "ط", "ẓ": "ظ", "ʿ": "ع", "ġ": "غ",
    "f": "ف", "q": "ق", "k": "ك", "g": "گ", "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ي",
    "ā": "ا", "ī": "ي", "ū": "و", "á": "ى", "ẗ": "ة", "ē": "ي", "ō": "و", "a": "", "i": "", "u": "", "e": "", "o": "و",
}  # fmt: skip
_INITIAL = {"a": "أ", "i": "إ", "u": "أ", "ā": "آ", "ī": "إي", "ū": "أو", "e": "ا", "o": "ا"}

#: Words whose writing the rule does not find.
_WRITTEN = {
    "raḥmān": "رحمن", "allāh": "الله", "ullāh": "الله", "ruʾá": "رؤى", "isḥāq": "إسحاق", "hudá": "هدى", "ʾāmina": "آمنة",
    "ṭāhā": "طه", "muʾmin": "مؤمن", "luʾay": "لؤي", "amr": "عمرو", "ḏū": "ذو", "ibrāhīm": "إبراهيم",
    "zāda": "زاده", "māriya": "مارية",
}  # fmt: skip


def arabic_script(part: str) -> str:
    """The part in Arabic letters: long vowels and consonants, no short vowels, a doubled consonant once."""
    if part.startswith("al-"):
        return "ال" + arabic_script(part[3:])
    if "_" in part:
        return " ".join(arabic_script(piece) for piece in part.split("_"))
    if part in _WRITTEN:
        return _WRITTEN[part]
    return _by_letter(part)


def _by_letter(part: str) -> str:
    written: list[str] = []
    previous = ""
    for position, letter in enumerate(part):
        if position == 0 and letter in _INITIAL:
            written.append(_INITIAL[letter])
        elif letter == "ʾ" and position == len(part) - 1:
            written.append("ء")
        elif letter != previous or letter in "aiu":
            written.append(_ARABIC_SCRIPT.get(letter, letter))
        previous = letter
    return "".join(written)


_PERSIAN_FORMS = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی", "ة": "ه", "أ": "ا", "إ": "ا"})


def persian_script(part: str) -> str:
    """As Arabic, with the Persian forms of k, y and h."""
    return arabic_script(part).translate(_PERSIAN_FORMS)
