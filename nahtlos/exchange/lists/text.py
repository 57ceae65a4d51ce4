"""Cells as text: blanks of every kind, letters broken by a wrong encoding, and one spelling for comparing words."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from nahtlos.exchange.lists.sheet import Cell

_BLANKS: Final = re.compile(r"\s+")
#: Signs without width and direction marks: invisible in a list, but they make equal names different.
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Byte patterns of two- and three-byte UTF-8 sequences, seen through a Windows code page.
_MOJIBAKE: Final = re.compile(
    "[\u00c2-\u00df\u00e0-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_WINDOWS_BYTES: Final = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(256)} | {
    chr(byte): byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOTHING: Final = frozenset(
    ("", "-", "--", "---", "–", "—", "/", ".", "?", "??", "???", "n/a", "na", "k.a.", "ka", "k. a.", "keine angabe", "unbekannt",
     "unbek.", "unbek", "unklar", "nicht bekannt", "o.a.", "ohne angabe", "s.o.", "s. o.", "entfällt", "xxx", "null", "none")
)  # fmt: skip


@lru_cache(maxsize=8_192)
def repair(text: str) -> str:
    """Undo "UTF-8 read as Windows-1252", but only where the bytes prove it; anything else stays as it is."""
    for _ in range(2):  # some lists went through the same mistake twice
        if not _MOJIBAKE.search(text):
            return text
        try:
            repaired = bytes(_WINDOWS_BYTES[sign] for sign in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return text
        text = repaired
    return text


def squeeze(text: str) -> str:
    """One plain blank between words, none at the ends, nothing invisible."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


@lru_cache(maxsize=8_192)
def _clean_text(text: str) -> str:
    return unicodedata.normalize("NFC", squeeze(_CONTROL.sub("", repair(text)))).replace("\ufffd", "?")


def clean(cell: Cell) -> str:
    """The cell as one line of text, repaired and squeezed."""
    return _clean_text(cell) if isinstance(cell, str) else shown(cell)


def shown(cell: Cell) -> str:
    """The cell the way the list shows it, untouched if it is text."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        return cell.strftime("%d.%m.%Y %H:%M")
    if isinstance(cell, date):
        return f"{cell.day:02d}.{cell.month:02d}.{cell.year:04d}"
    return repr(cell) if isinstance(cell, float) else str(cell)


@lru_cache(maxsize=8_192)
def fold(text: str) -> str:
    """For comparing headings and words of the trade: lower case, umlauts written out, no accents, no punctuation."""
    lowered = _clean_text(text).casefold().translate(_UMLAUTS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9§]+", plain))


def says_nothing(text: str) -> bool:
    """True for an empty cell and for the many ways to write "nothing known" into one."""
    return text.casefold() in _NOTHING


#: remember cells of the list just read
CACHES: Final = (repair, _clean_text, fold)
