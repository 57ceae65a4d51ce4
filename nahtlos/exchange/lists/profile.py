"""The four lists nahtlos knows, and which of them a file is."""

from collections.abc import Mapping, Sequence
from typing import Final

from nahtlos.exchange.lists.columns import recognise
from nahtlos.exchange.lists.fields import Field, Profile, load_profiles
from nahtlos.exchange.lists.sheet import Sheet
from nahtlos.exchange.lists.text import clean, fold
from nahtlos.exchange.lists.unreadable import UnreadableFile

__all__ = ["PROFILES", "Field", "Profile", "guess_profile"]

PROFILES: Final[Mapping[str, Profile]] = load_profiles()
_TITLE_ROWS: Final = 10


def guess_profile(sheets: Sequence[Sheet]) -> Profile | None:
    """The profile whose columns fit best; None if nothing fits, so that a human is asked."""
    scores: dict[str, float] = {}
    for key, profile in PROFILES.items():
        try:
            layout = recognise(sheets, profile)
        except UnreadableFile:
            continue
        if not layout.missing:
            headings = sum(bool(heading) for heading in layout.headings)
            fitting = sum(column.confidence for column in layout.columns.values())
            scores[key] = fitting / max(headings, 1) + 0.1 * _said_in_titles(sheets, profile)
    best = max(scores, key=lambda key: scores[key], default=None)
    return PROFILES[best] if best and scores[best] >= 0.5 else None


def _said_in_titles(sheets: Sequence[Sheet], profile: Profile) -> int:
    texts = [fold(sheet.name) for sheet in sheets]
    texts += [
        fold(clean(cell))
        for sheet in sheets
        for row in sheet.rows[:_TITLE_ROWS]
        for cell in row
        if isinstance(cell, str)
    ]
    return sum(any(f" {word} " in f" {text} " for text in texts) for word in profile.words)
