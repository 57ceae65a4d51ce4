"""Letters of Kurdish, Turkish, Azerbaijani, Balkan, Somali and West African names in Latin script."""

from nahtlos.exchange.synthetic.names.spelling import Letters

_STRIPPED = {
    "ç": "c", "ğ": "g", "ı": "i", "ö": "o", "ş": "s", "ü": "u", "ê": "e", "î": "i", "û": "u", "ə": "a", "ë": "e",
    "š": "s", "č": "c", "ć": "c", "ž": "z", "đ": "d", "é": "e", "è": "e", "á": "a", "í": "i", "ó": "o", "ú": "u",
    "ñ": "n", "ï": "i",
}  # fmt: skip
EXACT = Letters({})
STRIPPED = Letters(_STRIPPED)

#: Kurdish: Hawar alphabet, Arabic-language papers of Syria and Iraq, Turkish registers, clerks.
KURDISH = {
    "hawar": EXACT,
    "hawar-plain": STRIPPED,
    "en": Letters({"ç": "ch", "c": "j", "ê": "e", "î": "i", "û": "u", "ş": "sh", "x": "kh", "j": "zh"}),
    "en-ee": Letters({"ç": "ch", "c": "j", "ê": "e", "î": "ee", "û": "oo", "ş": "sh", "x": "kh", "j": "j", "q": "k"}),
    "arabic": Letters(
        {
            "ç": "j",
            "c": "j",
            "ê": "i",
            "î": "i",
            "û": "ou",
            "ş": "sh",
            "x": "kh",
            "j": "j",
            "p": "b",
            "v": "f",
            "g": "k",
        }
    ),
    "tr": Letters({"ê": "e", "î": "i", "û": "u", "x": "h", "q": "k", "w": "v"}),
    "de": Letters(
        {
            "ç": "tsch",
            "c": "dsch",
            "ê": "e",
            "î": "i",
            "û": "u",
            "ş": "sch",
            "x": "ch",
            "j": "sch",
            "y": "j",
            "v": "w",
            "q": "k",
            "z": "s",
        }
    ),  # fmt: skip
}
_SORANI = {
    "a": "ا", "b": "ب", "c": "ج", "ç": "چ", "d": "د", "e": "ە", "ê": "ێ", "f": "ف", "g": "گ", "h": "ه", "i": "", "î": "ی",
    "j": "ژ", "k": "ک", "l": "ل", "m": "م", "n": "ن", "o": "ۆ", "p": "پ", "q": "ق", "r": "ر", "s": "س", "ş": "ش", "t": "ت",
    "u": "و", "û": "وو", "v": "ڤ", "w": "و", "x": "خ", "y": "ی", "z": "ز", "ẍ": "غ", "ḧ": "ح",
}  # fmt: skip


def kurdish_script(part: str) -> str:
    """Kurdish in Arabic letters, every vowel written, a carrier before a vowel at the start."""
    carrier = "ئ" if part[:1] in "aeêiîouû" else ""
    return carrier + "".join(_SORANI.get(letter, letter) for letter in part)


TURKISH = {
    "register": EXACT,
    "plain": STRIPPED,
    "umlaut": Letters(_STRIPPED | {"ö": "oe", "ü": "ue"}),
    "de": Letters({"ç": "tsch", "c": "dsch", "ğ": "g", "ı": "i", "ş": "sch", "v": "w", "y": "j", "z": "s"}),
}
AZERBAIJANI = {
    "register": EXACT,
    "passport": Letters(_STRIPPED | {"x": "kh", "q": "g", "ş": "sh", "ç": "ch", "c": "j", "ğ": "gh"}),
    "ru": Letters(
        _STRIPPED | {"ə": "e", "x": "kh", "q": "k", "ş": "sh", "ç": "ch", "c": "dzh", "ü": "yu", "ö": "e"},
        (r"([bdfgklmnprst])\1", r"\1"),
    ),
    "de": Letters(
        _STRIPPED | {"ə": "ä", "x": "ch", "ş": "sch", "ç": "tsch", "c": "dsch", "v": "w", "z": "s", "y": "j"},
    ),
    "tr": Letters({"ə": "e", "x": "h", "q": "k"}),
}
SLAVIC_LATIN = {
    "register": EXACT,
    "plain": STRIPPED,
    "dj": Letters(_STRIPPED | {"đ": "dj"}),
    "de": Letters({"š": "sch", "č": "tsch", "ć": "tsch", "ž": "sch", "đ": "dj", "v": "w", "z": "s"}),
    "fr": Letters(_STRIPPED | {"š": "ch", "č": "tch", "ć": "tch", "ž": "j", "đ": "dj", "u": "ou"}),
}
ALBANIAN = {
    "register": EXACT,
    "plain": STRIPPED,
    "de": Letters(
        {
            "ç": "tsch",
            "xh": "dsch",
            "x": "ds",
            "q": "tj",
            "sh": "sch",
            "zh": "sch",
            "ë": "e",
            "gj": "dj",
            "dh": "d",
            "y": "ü",
        }
    ),  # fmt: skip
    "en": Letters({"ç": "ch", "xh": "j", "q": "ch", "ë": "e", "gj": "gj"}),
    "sr": Letters({"ç": "c", "xh": "dz", "q": "c", "sh": "s", "zh": "z", "ë": "e", "gj": "dj", "y": "i"}),
}
_CYRILLIC_OF_SERBIAN = {
    "lj": "љ", "nj": "њ", "dž": "џ", "a": "а", "b": "б", "c": "ц", "č": "ч", "ć": "ћ", "d": "д", "đ": "ђ", "e": "е",
    "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "с", "š": "ш", "t": "т", "u": "у", "v": "в", "z": "з", "ž": "ж",
}  # fmt: skip
_serbian = Letters(_CYRILLIC_OF_SERBIAN)


def serbian_script(part: str) -> str:
    """Serbian Cyrillic of a name noted in Latin letters."""
    return _serbian.write(part)


SOMALI = {
    "register": EXACT,
    "en": Letters(
        {
            "maxamed": "mohamed",
            "maxamuud": "mohamud",
            "cabdi": "abdi",
            "cali": "ali",
            "x": "h",
            "c": "",
            "aa": "a",
            "ee": "e",
            "ii": "i",
            "oo": "o",
            "uu": "u",
        },  # fmt: skip
    ),
    "nairobi": Letters(
        {
            "maxamed": "mohammed",
            "cabdu": "abdu",
            "sh": "sh",
            "x": "h",
            "c": "",
            "aa": "a",
            "ee": "ey",
            "ii": "i",
            "oo": "oo",
            "uu": "oo",
            "q": "k",
            "dh": "d",
        },  # fmt: skip
    ),
    "it": Letters(
        {
            "maxamed": "mohamed",
            "x": "h",
            "c": "",
            "sh": "sc",
            "j": "gi",
            "aa": "a",
            "ee": "e",
            "ii": "i",
            "oo": "o",
            "uu": "u",
            "w": "u",
            "k": "c",
            "y": "i",
        },  # fmt: skip
    ),
    "ar": Letters(
        {
            "maxamed": "muhammad",
            "axmed": "ahmad",
            "xuseen": "husayn",
            "yuusuf": "yusuf",
            "x": "h",
            "c": "",
            "aa": "a",
            "ee": "ay",
            "ii": "i",
            "oo": "u",
            "uu": "u",
        },  # fmt: skip
    ),
}
SPANISH = {"register": EXACT, "plain": STRIPPED}


class Variants:
    """Names whose spellings are listed side by side ("diallo|jallow"): the habit picks the column."""

    def __init__(self, column: int, after: Letters = EXACT) -> None:
        self._column, self._after = column, after

    def write(self, part: str) -> str:
        """The column's spelling; the first where the part has fewer."""
        spellings = part.split("|")
        return self._after.write(spellings[min(self._column, len(spellings) - 1)])


WEST_AFRICAN = {
    "fr": Variants(0),
    "en": Variants(1, STRIPPED),
    "fr-plain": Variants(0, STRIPPED),
    "third": Variants(2, STRIPPED),
    "de": Variants(1, Letters(_STRIPPED | {"ou": "u", "dj": "dsch", "j": "dsch"})),
}
