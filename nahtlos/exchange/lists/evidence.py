"""Recognises a column by its cells alone, for the few kinds of cells that look like nothing else."""

import re
from collections.abc import Sequence
from typing import Final

from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean

_PATTERNS: Final = {
    "azr": re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\s?\d{6}"),
    "customer_number": re.compile(r"\d{3}[A-Z]\d{6}"),
    "bg_number": re.compile(r"\d{5}(?://|BG)\d{7}", re.IGNORECASE),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE),
    "status": re.compile(
        r"(?:AE|NE|AG|Aufenthalts(?:erlaubnis|gestattung)|Duldung|Gestattung|Fiktion\S*)\b.*", re.IGNORECASE
    ),
    "sex": re.compile(r"m|w|f|d|männl(?:\.|ich)|weibl(?:\.|ich)", re.IGNORECASE),
    "position": re.compile(r"HV|Haushaltsvorstand|Ehe(?:gatte|frau|mann)|Kind|ELB|NEF", re.IGNORECASE),
    "level": re.compile(r"[ABC] ?[0-2]"),
}
_SHARE: Final = 0.8
_ENOUGH: Final = 3


def looks_like(kind: str, cells: Sequence[Cell]) -> bool:
    """True if at least four of five filled cells are of this kind, and more than a handful are filled."""
    pattern = _PATTERNS.get(kind)
    texts = [text for text in map(clean, cells) if text]
    if pattern is None or len(texts) < _ENOUGH:
        return False
    return sum(pattern.fullmatch(text) is not None for text in texts) >= _SHARE * len(texts)
