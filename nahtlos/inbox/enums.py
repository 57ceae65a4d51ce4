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


class TaskKind(TextChoices):
    """What is to be done, from a list: a title can stand in a mail and in a calendar, a note cannot."""

    CALL_BACK = "call_back", _("Call back")
    CLARIFY = "clarify", _("Clarify a question")
    BRING_PAPER = "bring_paper", _("Get a document")
    MAKE_APPOINTMENT = "make_appointment", _("Make an appointment")
    CHECK_CLAIM = "check_claim", _("Check a claim")
    CORRECT_DATA = "correct_data", _("Correct a statement")
    FIND_COURSE = "find_course", _("Find a course place")
    INVITE = "invite", _("Invite to a conversation")
    PARTNER_ANSWERED = "partner_answered", _("Read a partner's answer")
    OTHER = "other", _("Something else (see the note)")


#: What colleagues may choose; the rest comes about by itself.
CHOSEN = tuple(kind for kind in TaskKind if kind is not TaskKind.PARTNER_ANSWERED)


class Dropped(TextChoices):
    """Why a notice was never mailed."""

    OFF = "off", _("she wants no mail about it")
    NO_RIGHT = "no_right", _("no right any more when it was to be sent")
    NO_ADDRESS = "no_address", _("no e-mail address")
    SETTLED = "settled", _("settled before it was sent")
