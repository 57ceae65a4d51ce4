"""How a name, a number or a way to reach somebody is meant."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NameKind(TextChoices):
    """Which of her names this is."""

    DOCUMENT = "document", _("as in the document")
    SPOKEN = "spoken", _("as spoken")
    ALIAS = "alias", _("alias")
    MAIDEN = "maiden", _("name at birth")
    ORIGINAL_SCRIPT = "original_script", _("in the original script")


class IdentifierKind(TextChoices):
    """Whose number it is; a number is unique only with its issuer."""

    AZR = "azr", _("AZR number")
    KUNDENNUMMER = "kundennummer", _("Customer number")
    BG = "bg", _("BG number")
    AKTENZEICHEN = "aktenzeichen", _("File reference")


#: Numbers that belong to one person; BG and Aktenzeichen belong to a household or a case of the issuer.
PERSONAL_IDENTIFIERS = (IdentifierKind.AZR, IdentifierKind.KUNDENNUMMER)


class ContactKind(TextChoices):
    """A way to reach the person."""

    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")


class Sex(TextChoices):
    """As registered."""

    FEMALE = "f", _("female")
    MALE = "m", _("male")
    DIVERSE = "x", _("diverse")


class LinkedHow(TextChoices):
    """How a record of an organisation came to its person."""

    CREATED = "created", _("new file")
    AUTOMATIC = "automatic", _("recognised automatically")
    HUMAN = "human", _("linked by hand")
    ENTERED = "entered", _("entered by hand")
