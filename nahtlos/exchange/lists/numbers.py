"""Numbers that identify or reach a person, with the leading zeros that spreadsheets take away."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers

from nahtlos.exchange.lists.listed import ListedPhone
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean, says_nothing

_AZR_DIGITS: Final = 12
_MOST_ZEROS_LOST: Final = 3
_CUSTOMER: Final = re.compile(r"(\d{3})([A-Z])(\d{6})", re.ASCII)
_BG: Final = re.compile(r"(\d{5})(?://|/|BG|-)?(\d{7})", re.IGNORECASE | re.ASCII)
_KLDB: Final = re.compile(r"[A-Z]?(\d{4,5})", re.ASCII)
_SEVERAL: Final = re.compile(r"\s*(?:;|,|\n|\boder\b|\bu\.|\bund\b|\s/\s)\s*")
_EMAIL: Final = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,250}\.[A-Za-z]{2,24}")
_REGION: Final = "DE"


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """`value` is "" for an empty cell and None if it is no such number."""

    value: str | None
    zeros_restored: bool = False


def read_azr(cell: Cell) -> ReadNumber:
    """Twelve digits; only a cell that is a number can have lost zeros at the front."""
    text = clean(cell)
    if says_nothing(text):
        return ReadNumber("")
    digits = re.sub(r"[\s./-]", "", text)
    if not digits.isascii() or not digits.isdigit():
        return ReadNumber(None)
    missing = _AZR_DIGITS - len(digits)
    if missing == 0:
        return ReadNumber(digits)
    if 0 < missing <= _MOST_ZEROS_LOST and isinstance(cell, int | float):
        return ReadNumber(digits.zfill(_AZR_DIGITS), zeros_restored=True)
    return ReadNumber(None)


def read_customer_number(cell: Cell) -> ReadNumber:
    """Customer number of the Federal Employment Agency: three digits, a letter, six digits."""
    text = clean(cell)
    if says_nothing(text):
        return ReadNumber("")
    match = _CUSTOMER.fullmatch(re.sub(r"[\s./-]", "", text).upper())
    return ReadNumber(match[0] if match else None)


def read_bg_number(cell: Cell) -> ReadNumber:
    """Number of a Bedarfsgemeinschaft, written 12345//1234567 or 12345BG1234567."""
    text = clean(cell)
    if says_nothing(text):
        return ReadNumber("")
    match = _BG.fullmatch(re.sub(r"\s", "", text))
    return ReadNumber(f"{match[1]}//{match[2]}" if match else None)


def read_postcode(cell: Cell) -> ReadNumber:
    """Five digits; a number with four has lost its zero."""
    text = clean(cell)
    if says_nothing(text):
        return ReadNumber("")
    digits = re.sub(r"^(?:D|DE)\s?-\s?|\s", "", text)
    if re.fullmatch(r"[0-9]{5}", digits):
        return ReadNumber(digits)
    if re.fullmatch(r"[0-9]{4}", digits) and isinstance(cell, int | float):
        return ReadNumber(f"0{digits}", zeros_restored=True)
    return ReadNumber(None)


def read_kldb(cell: Cell) -> ReadNumber:
    """Key of the Klassifikation der Berufe 2010, five digits (military occupations begin with 0)."""
    text = clean(cell)
    if says_nothing(text):
        return ReadNumber("")
    match = _KLDB.fullmatch(re.sub(r"[\s.-]", "", text).upper())
    if not match or (len(match[1]) == 4 and not isinstance(cell, int | float)):
        return ReadNumber(None)
    return ReadNumber(match[1].zfill(5), zeros_restored=len(match[1]) == 4)


def read_phones(cell: Cell) -> tuple[ListedPhone, ...]:
    """All numbers of a cell; a number without country code is German."""
    text = clean(cell)
    if says_nothing(text):
        return ()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and not text.startswith(("0", "+", "49")):
        text = f"0{text}"
    return _phones(text)


@lru_cache(maxsize=8_192)
def _phones(text: str) -> tuple[ListedPhone, ...]:
    whole = _e164(text)
    if whole:
        return (ListedPhone(whole, text),)
    return tuple(
        ListedPhone(_e164(part), part) for part in _SEVERAL.split(text) if any(sign.isdigit() for sign in part)
    ) or (ListedPhone("", text),)


def _e164(text: str) -> str:
    try:
        number = phonenumbers.parse(text.replace("(0)", ""), _REGION)
    except phonenumbers.NumberParseException:
        return ""
    if any(sign.isalpha() for sign in text) or not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_email(cell: Cell) -> str | None:
    """The first address in the cell; "" for an empty one, None if there is none in it."""
    text = clean(cell)
    if says_nothing(text):
        return ""
    match = _EMAIL.search(text) if "@" in text else None
    return match[0] if match else None


#: remember cells of the list just read
CACHES: Final = (_phones,)
