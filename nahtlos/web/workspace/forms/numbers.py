"""Telephone numbers as people type them, in one normal form."""

from __future__ import annotations

import phonenumbers


def e164(text: str, country: str = "DE") -> str:
    """The number in E.164; empty when it cannot be one."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
