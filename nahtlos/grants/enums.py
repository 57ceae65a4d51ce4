"""How a consent was given and taken back, and why somebody opened a file in an emergency."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GivenHow(TextChoices):
    """In which way she said yes. Each leaves a proof."""

    PAPER = "paper", _("on paper, signed; the scan is kept")
    SCREEN = "screen", _("on the screen, with her signature")
    INTERPRETER = "interpreter", _("read out by an interpreter, signed")


class WithdrawnHow(TextChoices):
    """In which way she said no. No form is needed."""

    SPOKEN = "spoken", _("she said so")
    WRITTEN = "written", _("in writing")


class EmergencyCategory(TextChoices):
    """What kind of danger there is."""

    LIFE = "life", _("danger to life or health")
    CHILD = "child", _("danger to a child")
    VIOLENCE = "violence", _("violence or threat")
    MISSING = "missing", _("she is missing, or must be found at once")
    OTHER = "other", _("another danger that cannot wait")
