"""Sentences with which consents and emergencies are refused, so that they are translated (their apps speak English)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = (
    _("The file is larger than 10 MB."),
    _("The file is neither a PDF nor a PNG or JPEG picture."),
    _("Please name the interpreter."),
    _("The last day of the consent is over already."),
    _("Please choose what may be read, and for which purpose."),
    _("This organisation does not work for this purpose."),
    _("The law allows part of this without consent, or forbids it even with consent."),
    _("There is a newer text; please let her sign that one."),
    _("When she is of age is not known; please record her year of birth first."),
    _("She is of age and signs for herself."),
    _("Please say in at least 20 letters what has happened."),
    _("Please choose the kind of danger."),
    _("What rests on her consent you may read, nothing else."),
    _("The picture has too many pixels; 300 dots per inch are enough."),
    _("The picture cannot be read; please scan it again."),
    _("There is nothing on the picture."),
    _("Please choose why you open this file."),
    _("Please say in a few words why."),
    _("Please say when the person was told, or why she may not be told."),
    _("Somebody else must review this."),
    _("In an emergency you may read, nothing else."),
    _("You have asked twenty times in the last hour. Please call the coordination office."),
)
