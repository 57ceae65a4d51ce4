"""Letters of Cyrillic, Georgian, Armenian and Ethiopic names, as passports and offices write them."""

from nahtlos.exchange.synthetic.names.spelling import Letters

_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "'": "", "ы": "y", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
_INITIAL_YOT = ((r"(?:^|(?<=[ -]))ie", "ye"), (r"(?:^|(?<=[ -]))iu", "yu"), (r"(?:^|(?<=[ -]))ia", "ya"))
_RUSSIAN = _UKRAINIAN | {
    "г": "g", "и": "i", "є": "e", "ї": "i", "й": "y", "ю": "yu", "я": "ya", "ё": "yo", "е": "e",
}  # fmt: skip
_GERMAN = _UKRAINIAN | {
    "в": "w", "г": "h", "ж": "sch", "з": "s", "и": "y", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch",
    "щ": "schtsch", "ю": "ju", "я": "ja", "є": "je", "ї": "ji",
}  # fmt: skip

#: Ukraine: the resolution of 2010; BGN/PCGN; ISO 9 without its signs; passports before 2010; offices.
CYRILLIC = {
    "kmu": Letters(_UKRAINIAN, *_INITIAL_YOT),
    "bgn": Letters(_UKRAINIAN | {"й": "y", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi"}, (r"yy\b", "yi")),
    "iso9": Letters(
        _UKRAINIAN
        | {
            "г": "g",
            "ж": "z",
            "й": "j",
            "х": "h",
            "ц": "c",
            "ч": "c",
            "ш": "s",
            "щ": "s",
            "ю": "u",
            "я": "a",
            "є": "e",
            "ї": "i",
        }  # fmt: skip
    ),
    "fr": Letters(
        _UKRAINIAN
        | {
            "ж": "j",
            "х": "kh",
            "ч": "tch",
            "ш": "ch",
            "щ": "chtch",
            "у": "ou",
            "й": "i",
            "ю": "iou",
            "я": "ia",
            "є": "ie",
        },  # fmt: skip
        (r"(?<=[aeiouy])s(?=[aeiouy])", "ss"),
        (r"ii\b", "i"),
    ),
    "ru": Letters(_RUSSIAN, (r"(?:iy|yy)\b", "iy"), (r"^e", "ye")),
    "ru-short": Letters(_RUSSIAN | {"й": "i", "ю": "iu", "я": "ia"}, (r"ii\b", "y"), (r"ks", "x")),
    "ru-fr": Letters(
        _RUSSIAN | {"ж": "j", "ч": "tch", "ш": "ch", "щ": "chtch", "у": "ou", "й": "i", "ю": "iou", "я": "ia"},
        (r"g(?=[ei])", "gu"),
        (r"(?<=[aeiouy])s(?=[aeiouy])", "ss"),
        (r"ii\b", "i"),
    ),
    "ru-de": Letters(_GERMAN | {"г": "g", "и": "i", "є": "e", "ї": "i"}, (r"ij\b", "ij")),
    "de": Letters(_GERMAN, (r"yj\b", "yj")),
}

#: Russian names: no Ukrainian readings.
RUSSIAN = {key: CYRILLIC[key] for key in ("ru", "ru-short", "ru-fr", "ru-de")} | {
    "iso9": Letters(
        _RUSSIAN | {"ж": "z", "й": "j", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ю": "u", "я": "a"}
    ),
}

_GEORGIAN = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l",
    "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k",
    "ღ": "gh", "ყ": "q", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j", "ჰ": "h",
}  # fmt: skip
GEORGIAN = {
    "national": Letters(_GEORGIAN),
    "de": Letters(
        _GEORGIAN
        | {
            "ვ": "w",
            "ზ": "s",
            "ჟ": "sch",
            "ყ": "k",
            "შ": "sch",
            "ჩ": "tsch",
            "ც": "z",
            "წ": "z",
            "ჭ": "tsch",
            "ხ": "ch",
            "ჯ": "dsch",
            "ფ": "f",
        }  # fmt: skip
    ),
    "fr": Letters(
        _GEORGIAN | {"უ": "ou", "შ": "ch", "ჩ": "tch", "ჭ": "tch", "ჯ": "dj", "ჟ": "j"}, (r"g(?=[ei])", "gu")
    ),
    "ru": Letters(_GEORGIAN | {"ყ": "k", "ჯ": "dzh", "ღ": "g", "ფ": "p"}, (r"ia\b", "iya")),
}

_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n",
    "շ": "sh", "ո": "o", "ու": "u", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r",
    "ց": "ts", "փ": "p", "ք": "k", "և": "ev", "եւ": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip
ARMENIAN = {
    "bgn": Letters(_ARMENIAN, (r"^e(?=[^v])", "ye")),
    "plain": Letters(_ARMENIAN),
    "de": Letters(
        _ARMENIAN
        | {
            "զ": "s",
            "ժ": "sch",
            "խ": "ch",
            "ծ": "z",
            "ճ": "tsch",
            "յ": "j",
            "շ": "sch",
            "չ": "tsch",
            "վ": "w",
            "ց": "z",
            "ջ": "dsch",
        }  # fmt: skip
    ),
    "ru": Letters(_ARMENIAN | {"հ": "ɦ", "ջ": "dzh", "ղ": "g"}, (r"^ɦ(?=[ao])", ""), ("ɦ", "g")),
    "fr": Letters(_ARMENIAN | {"ու": "ou", "շ": "ch", "ճ": "tch", "չ": "tch", "ջ": "dj"}, (r"yan\b", "ian")),
}

#: Tigrinya and Amharic: notation with ä ə and dots; Asmara and Addis papers, Italian habit, clerks.
_ETHIOPIC = {"ä": "e", "ə": "i", "š": "sh", "č": "ch", "ñ": "gn", "ž": "zh", "ǧ": "j", "ʿ": "", "ʾ": "", "ḥ": "h",
             "ṭ": "t", "ṣ": "ts", "č̣": "ch", "x": "h"}  # fmt: skip
ETHIOPIC = {
    "asmara": Letters(_ETHIOPIC | {"q": "k"}),
    "bgn": Letters(_ETHIOPIC | {"ə": "e", "ḥ": "h", "x": "kh"}),
    "addis": Letters(_ETHIOPIC | {"ä": "a", "ə": "i", "q": "k"}),
    "it": Letters(
        _ETHIOPIC | {"š": "sc", "č": "ci", "q": "ch", "y": "i", "w": "u", "x": "ch"},
        (r"g(?=[ei])", "gh"),
        (r"k(?=[ei])", "ch"),
        (r"k", "c"),
    ),
    "de": Letters(
        _ETHIOPIC | {"š": "sch", "č": "tsch", "ṣ": "z", "y": "j", "z": "s", "q": "k", "ǧ": "dsch", "x": "ch"}
    ),
}

_ETHIOPIC_BASE = {
    "h": 0x1200, "l": 0x1208, "ḥ": 0x1210, "m": 0x1218, "r": 0x1228, "s": 0x1230, "š": 0x1238, "q": 0x1240, "b": 0x1260,
    "t": 0x1270, "č": 0x1278, "n": 0x1290, "ñ": 0x1298, "ʾ": 0x12A0, "k": 0x12A8, "x": 0x12B8, "w": 0x12C8, "ʿ": 0x12D0,
    "z": 0x12D8, "ž": 0x12E0, "y": 0x12E8, "d": 0x12F0, "ǧ": 0x1300, "g": 0x1308, "ṭ": 0x1320, "ṣ": 0x1338, "f": 0x1348,
    "p": 0x1350,
}  # fmt: skip
_ETHIOPIC_ORDER = {"ä": 0, "u": 1, "i": 2, "a": 3, "e": 4, "ə": 5, "o": 6}


def ethiopic_script(part: str) -> str:
    """Syllable signs; a consonant without a vowel takes the sixth order, a vowel at the start the sign of aleph."""
    written: list[str] = []
    text = part.replace("_", " ")
    position = 0
    while position < len(text):
        letter = text[position]
        following = text[position + 1] if position + 1 < len(text) else ""
        if letter in _ETHIOPIC_BASE:
            order = _ETHIOPIC_ORDER.get(following, 5)
            written.append(chr(_ETHIOPIC_BASE[letter] + order))
            position += 2 if following in _ETHIOPIC_ORDER else 1
            continue
        if letter in _ETHIOPIC_ORDER:
            written.append("አ" if letter == "a" else chr(0x12A0 + _ETHIOPIC_ORDER[letter]))
        else:
            written.append(letter)
        position += 1
    return "".join(written)
