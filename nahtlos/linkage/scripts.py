"""Latin letters for names in Arabic, Cyrillic and Ethiopic script, so that they meet what offices wrote by ear.

Sources: Ukrainian passports (Cabinet of Ministers, resolution 55 of 2010), ICAO Doc 9303 part 3 section 6 (Cyrillic),
DIN 31635 and BGN/PCGN values (Arabic, Persian, Pashto, Kurdish), Unicode character names (Ethiopic syllables).
Other scripts are left to the general table of anyascii.
"""

import re
import unicodedata

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ѓ": "gj", "д": "d", "ђ": "dj", "е": "e", "є": "ie", "ё": "yo",
    "ж": "zh", "з": "z", "ѕ": "dz", "и": "y", "і": "i", "ї": "i", "й": "y", "ј": "j", "к": "k", "ќ": "kj", "л": "l",
    "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "ć", "у": "u",
    "ў": "w", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "џ": "dž", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "ö", "ұ": "u", "ү": "ü", "һ": "h",
    "ә": "ä", "ӣ": "i", "ӯ": "u", "ҳ": "h", "ҷ": "j", "ӏ": "", "ѐ": "e", "ѝ": "i",
}  # fmt: skip

_ARABIC = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ى": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j",
    "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s",
    "ض": "dh", "ط": "t", "ظ": "dh", "ع": "", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "ك": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h", "ة": "a", "ۀ": "e", "و": "w", "ؤ": "", "ي": "y", "ی": "y",
    "ئ": "", "ء": "", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ہ": "h", "ھ": "h", "ے": "y", "ڕ": "r", "ڵ": "l", "ۆ": "o",
    "ێ": "e", "ە": "e", "ټ": "t", "ډ": "d", "ړ": "r", "ږ": "g", "ښ": "sh", "ڼ": "n", "ې": "e", "ۍ": "y", "ځ": "z",
    "څ": "ts", "ۂ": "h", "ۃ": "a", "ٶ": "u", "ڭ": "g", "ڨ": "g", "ۋ": "w",
}  # fmt: skip

#: Vowels that Arabic script leaves out of very common words; everything else is compared by its consonants.
_VOCALISED = {
    "عبدالله": "abdallah", "عبداللە": "abdallah", "عبد": "abd", "الله": "allah", "اللە": "allah", "الدين": "aldin", "الدین": "aldin", "بن": "bin", "ابن": "ibn", "ابو": "abu",
    "أبو": "abu", "ام": "um", "أم": "um", "محمد": "muhammad", "محمود": "mahmud", "احمد": "ahmad", "أحمد": "ahmad",
    "علي": "ali", "علی": "ali", "حسن": "hasan", "حسين": "hussein", "حسین": "hussein", "عمر": "omar", "عثمان": "osman",
    "خالد": "khalid", "مصطفى": "mustafa", "مصطفی": "mustafa", "ابراهيم": "ibrahim", "إبراهيم": "ibrahim",
    "ابراهیم": "ibrahim", "يوسف": "yusuf", "یوسف": "yusuf", "اسماعيل": "ismail", "إسماعيل": "ismail",
    "اسماعیل": "ismail", "فاطمة": "fatima", "فاطمه": "fatima", "عائشة": "aisha", "عايشة": "aisha", "خديجة": "khadija",
    "خدیجه": "khadija", "زينب": "zainab", "زینب": "zainab", "مريم": "maryam", "مریم": "maryam", "امينة": "amina",
    "سليمان": "suleiman", "سلیمان": "suleiman", "موسى": "musa", "عيسى": "isa", "داود": "dawud", "نور": "nur",
    "رحمن": "rahman", "كريم": "karim", "کریم": "karim", "رضا": "reza", "مهدي": "mahdi", "مهدی": "mahdi",
    "جعفر": "jafar", "قاسم": "qasim", "حسام": "husam", "سعيد": "said", "سعید": "said", "سيد": "sayed", "سید": "sayed",
    "گل": "gul", "خان": "khan", "شاه": "shah", "اللطيف": "allatif", "بكر": "bakr", "بکر": "bakr",
}  # fmt: skip

_SYLLABLE = re.compile(r"ETHIOPIC SYLLABLE (?:GLOTTAL |PHARYNGEAL |SEBATBEIT )?([A-Z]+)")
_VOWELS = {"A": "e", "U": "u", "I": "i", "AA": "a", "EE": "e", "E": "", "O": "o", "WA": "ua", "WAA": "ua", "OA": "oa"}
_CONSONANTS = {"SZ": "s", "SS": "s", "XX": "h", "HH": "h", "X": "h", "PH": "p", "TH": "t", "CH": "ch", "TZ": "ts", "NY": "ny",
               "KX": "kh", "QH": "q", "ZH": "zh"}  # fmt: skip
_HARAKAT = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f]")
_ARABIC_WORD = re.compile("[\u0600-\u06ff\u0750-\u077f]+")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")
_ETHIOPIC_WORD = re.compile("[\u1200-\u137f\u2d80-\u2ddf]+")
_DIGITS = {ord(char): str(unicodedata.digit(char)) for char in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}

#: Put behind a word that was written without its short vowels; `sounds` reads it, `fold` drops it.
NO_VOWELS = "\u02ad"


def _arabic(word: str) -> str:
    if word in _VOCALISED:
        return _VOCALISED[word]
    if word.startswith("عبدال") and len(word) > 6:
        return "abd al " + _arabic(word[5:])
    if word.startswith("ال") and len(word) > 4:
        return "al " + _arabic(word[2:])
    if word.endswith("الله") and len(word) > 5:
        return _arabic(word[:-4]) + " allah"
    if word.endswith(("الدين", "الدین")) and len(word) > 6:
        return _arabic(word[:-5]) + " aldin"
    return "".join(_ARABIC.get(char, char) for char in word) + NO_VOWELS


def _ethiopic(word: str) -> str:
    spoken = []
    for char in word:
        found = _SYLLABLE.match(unicodedata.name(char, ""))
        if not found:
            continue
        syllable = found.group(1)
        vowel = next((v for v in ("WAA", "WA", "OA", "AA", "EE", "A", "U", "I", "E", "O") if syllable.endswith(v)), "")
        consonant = syllable[: len(syllable) - len(vowel)]
        if vowel in ("WA", "WAA") and not consonant:
            consonant, vowel = "W", vowel[1:]
        sound = _VOWELS.get(vowel, "")
        if not consonant and vowel == "A":
            sound = "a"
        spoken.append(_CONSONANTS.get(consonant, consonant.lower()) + sound)
    return "".join(spoken)


def latin_of(text: str) -> str:
    """The text with Arabic, Cyrillic and Ethiopic words in Latin letters; all else as it was."""
    if text.isascii():
        return text
    text = _HARAKAT.sub("", text).translate(_DIGITS)
    text = _ARABIC_WORD.sub(lambda found: f" {_arabic(found.group())} ", text)
    text = _ETHIOPIC_WORD.sub(lambda found: _ethiopic(found.group()), text)
    if _CYRILLIC_LETTER.search(text):
        text = "".join(_CYRILLIC.get(char, char) for char in text.lower())
    return text
