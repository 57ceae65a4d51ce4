"""How she wants to be met, shown in the head of the file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from nahtlos.people.models import ContactWish
from nahtlos.web.workspace.words import facts
from nahtlos.web.workspace.words.wishes import MEETS, REACHED


@dataclass(frozen=True, slots=True)
class Wishes:
    """`interpreter` is what must be arranged before the meeting; the rest is said in short lines."""

    interpreter: str
    lines: tuple[str, ...]
    note: str

    def __bool__(self) -> bool:
        return bool(self.interpreter or self.lines or self.note)


def wishes_of(wish: ContactWish | None) -> Wishes:
    """What was noted, in words."""
    if wish is None:
        return Wishes("", (), "")
    return Wishes(_interpreter(wish), tuple(_lines(wish)), wish.note)


def _interpreter(wish: ContactWish) -> str:
    if not wish.interpreter_needed:
        return ""
    if not wish.interpreter_language:
        return gettext("interpreter needed")
    return gettext("interpreter needed: %(language)s") % {"language": facts.language(wish.interpreter_language)}


def _lines(wish: ContactWish) -> list[str]:
    lines = []
    if wish.interpreter_needed is False:
        lines.append(gettext("no interpreter needed"))
    if wish.prefers_contact_with:
        whom = MEETS.get(wish.prefers_contact_with, wish.get_prefers_contact_with_display())
        lines.append(gettext("prefers to speak with %(whom)s") % {"whom": whom})
    if wish.preferred_channel in REACHED:
        lines.append(gettext("best reached %(how)s") % {"how": REACHED[wish.preferred_channel]})
    return lines
