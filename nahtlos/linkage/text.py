"""From what stands in a cell to clean letters: repaired encodings, no marks, every script in Latin letters.

Knows writing, not names; particles, compounds and missing-name marks are the business of `names`.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from nahtlos.linkage.scripts import NO_VOWELS, latin_of

#: Letters of the Latin script that do not decompose, as German readers would write them.
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ı": "i", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ə": "e", "þ": "th",
                        "ð": "d", "ħ": "h", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o"})  # fmt: skip
_MARKS_OF_BREATHING = dict.fromkeys(map(ord, "'’‘`´ʼʻʿʾʹʺ＇ˈ′ـ·"))
_SPOILED = re.compile("[\u00c2-\u00f4\u0152\u0160\u0178\u017d][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")


def _as_windows_bytes(text: str) -> bytes:
    """The bytes a Windows-1252 reader saw; the five codes without a letter pass through."""
    return b"".join(
        char.encode("cp1252", "ignore") or (bytes([ord(char)]) if ord(char) < 0x100 else b"\xff") for char in text
    )


def repaired(text: str) -> str:
    """UTF-8 that was read as Windows-1252, once or twice, turned back into its letters."""
    for _ in range(2):
        if not _SPOILED.search(text):
            break
        try:
            text = _as_windows_bytes(text).decode("utf-8")
        except UnicodeDecodeError:
            break
    return text


@lru_cache(maxsize=65_536)
def letters(text: str) -> str:
    """Lower-case words of Latin letters that keep their diacritics; a lost letter stays as '?' inside its word."""
    text = unicodedata.normalize("NFKC", repaired(text[:400])).replace("\ufffd", "?").replace("İ", "i")
    text = unicodedata.normalize("NFC", latin_of(text).lower())
    text = text.translate(_MARKS_OF_BREATHING)
    kept = [char if char.isalnum() or char == "?" or unicodedata.category(char) == "Mn" else " " for char in text]
    words = (word for word in "".join(kept).split() if word.strip("?"))
    return " ".join(words)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Plain lower-case ASCII words of a text in any script; folding twice changes nothing."""
    plain = letters(text).replace(NO_VOWELS, "").translate(_PLAIN)
    plain = "".join(char for char in unicodedata.normalize("NFD", plain) if unicodedata.category(char) != "Mn")
    if not plain.isascii():
        plain = anyascii(plain).lower()
    return " ".join(word for word in re.sub(r"[^a-z0-9?]+", " ", plain).split() if word.strip("?"))
