"""Form fields that understand what people in offices type."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_GERMAN = re.compile(r"(\d{1,2})[.,/ ]\s*(\d{1,2})[.,/ ]\s*(\d{4})\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})\Z")


class DayInput(forms.DateInput):
    """One text box for a whole day: faster than three boxes, and no browser takes it over."""

    def __init__(self) -> None:
        super().__init__(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12", "class": "nt-input-day"},
            format="%d.%m.%Y",
        )


class DayField(forms.DateField):
    """A day typed as 1.9.2024, 01092024 or 2024-09-01. A year of two digits is refused: 30 may be a birth or a permit."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("This is not a day of the calendar. Please enter it with a four-digit year, like 01.09.2024."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Day, month, year, for example 01.09.2024"))
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:
        """The day meant. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def parse_day(text: str) -> date:
    """The day that `text` names. Raises ValueError when it names none."""
    typed = text.strip()
    if found := _ISO.match(typed):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    found = _GERMAN.match(typed) or _DIGITS.match(typed)
    if not found:
        raise ValueError(text)
    day, month, year = (int(part) for part in found.groups())
    return date(year, month, day)
