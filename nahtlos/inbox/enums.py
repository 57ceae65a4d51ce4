"""Codes of the inbox."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ToldHow(TextChoices):
    """How a newcomer was informed; the proof that it was done."""

    LETTER = "letter", _("by letter")
    IN_PERSON = "in_person", _("in person")
    NOT_REACHABLE = "not_reachable", _("not reachable")
    KNOWN = "known", _("already a customer of the agency")


#: Somebody can enter it; that the agency knows her is found out by nahtlos.
ENTERED = (ToldHow.LETTER, ToldHow.IN_PERSON, ToldHow.NOT_REACHABLE)
#: She has the information.
REACHED = (ToldHow.LETTER, ToldHow.IN_PERSON, ToldHow.KNOWN)
