"""A date of birth as far as it is known: the whole day, or only the year."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nahtlos.linkage.identity import Birth
from nahtlos.web.components.fields import parse_day

_YEAR = re.compile(r"(19|20)\d\d\Z")


class BirthField(forms.CharField):
    """One box for 05.11.1991 or 1991; 1 January is taken as estimated, because offices write it for unknown days."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Date or year of birth"),
            max_length=20,
            help_text=_("For example 05.11.1991, or only 1991"),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "nt-input-day"}),
        )

    def clean(self, value: Any) -> Any:
        """The Birth meant. Raises ValidationError."""
        text = super().clean(value).strip()
        if _YEAR.match(text):
            return Birth.in_year(int(text))
        try:
            return Birth.of(parse_day(text))
        except ValueError:
            raise ValidationError(_("Please enter a day like 05.11.1991 or a year like 1991.")) from None


def birth_value(birth: Birth) -> dict[str, Any]:
    """The birth as a fact says it."""
    known = {"year": birth.year, "month": birth.month, "day": birth.day}
    return {key: value for key, value in known.items() if value} | ({"vague": True} if birth.vague else {})
