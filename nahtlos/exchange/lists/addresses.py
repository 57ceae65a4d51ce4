"""Where and how a person lives: accommodation in the words of the offices, addresses in one cell or several."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from nahtlos.exchange.lists.listed import ListedAddress
from nahtlos.exchange.lists.text import clean, fold, says_nothing

Kind = Literal["", "gu", "private", "reception", "youth_welfare", "other"]

_POSTCODE: Final = re.compile(r"(?:\bD-?)?(?<!\d)(\d{5})(?!\d)", re.ASCII)
_AROUND: Final = re.compile(r"^[\s,/()-]+|[\s,/()-]+$")
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("reception", re.compile(r"\b(?:erstaufnahme\w*|ea|eae|aea|afa|anker\w*|lea|zue|zast|aufnahmeeinrichtung|landesaufnahme\w*|ankunftszentrum)\b")),
    ("youth_welfare", re.compile(r"\b(?:jugendhilfe\w*|clearing\w*|wohngruppe|inobhutnahme|pflegefamilie|umf\w*|uma|jugendwohn\w*|kinderheim)\b")),
    ("gu", re.compile(r"\b(?:gu|gemeinschaftsunterk\w*|sammelunterk\w*|fluechtlingsunterk\w*|asylunterk\w*|container\w*|notunterk\w*|uebergangs\w*|wohnheim|asylheim|turnhalle|heim)\b")),
    ("other", re.compile(r"\b(?:frauenhaus|obdach\w*|hotel|pension|klinik|krankenhaus|jva|haft|unbekannt verzogen|schutzunterk\w*)\b")),
    ("private", re.compile(r"\b(?:privat\w*|wohnung\w*|whg|dezentral\w*|mietwohnung|eigene|familie|bei verwandten|bei freunden|mietvertrag|einzelunterk\w*)\b")),
)  # fmt: skip
_CARE_OF: Final = re.compile(r"^\s*(?:c/o|bei)\s+", re.IGNORECASE)
_GENERIC: Final = re.compile(
    r"(?:gu|gemeinschaftsunterkunft|privat|wohnung|dezentral|private wohnung|privatwohnung|unterkunft|ea|whg)"
)


@dataclass(frozen=True, slots=True)
class AddressCells:
    """The cells of a row that speak about where the person lives, as text."""

    accommodation: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    postcode_town: str = ""
    whole: str = ""


@lru_cache(maxsize=2_048)
def accommodation_kind(text: str) -> Kind | None:
    """How the person lives; "" for an empty cell, None if the words do not say."""
    folded = fold(text)
    if not folded:
        return ""
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), None)


@lru_cache(maxsize=8_192)
def read_address(cells: AddressCells) -> ListedAddress | None:
    """None if nothing is known about where the person lives."""
    postcode, town = cells.postcode, cells.town
    street = " ".join(part for part in (cells.street, cells.house_number) if part)
    name = cells.accommodation
    street = _CARE_OF.sub("", street)
    if cells.postcode_town:
        postcode, town = split_town(cells.postcode_town)
    if cells.whole:
        place, street, postcode, town = _split_whole(_CARE_OF.sub("", cells.whole))
        name = name or place
    written = ", ".join(part for part in (name, street, f"{postcode} {town}".strip()) if part)
    if not written or says_nothing(written):
        return None
    kind = accommodation_kind(name) or ""
    return ListedAddress(
        kind, "" if _GENERIC.fullmatch(fold(name)) else name, street, postcode, town, cells.whole or written
    )


def split_town(text: str) -> tuple[str, str]:
    """``54901 Moselbrück`` or ``Moselbrück (54901)`` -> postcode, town."""
    words = clean(text)
    found = _POSTCODE.search(words)
    if not found:
        return "", words
    before, after = (_AROUND.sub("", part) for part in (words[: found.start()], words[found.end() :]))
    return found[1], after or before


def _split_whole(text: str) -> tuple[str, str, str, str]:
    """``[c/o, accommodation,] street, postcode town`` or ``accommodation, town`` -> name, street, postcode, town."""
    parts = [part.strip() for part in re.split(r"[,;\n]", clean(text)) if part.strip()]
    if not parts:
        return "", "", "", ""
    postcode, town = split_town(parts[-1]) if len(parts) > 1 or re.search(r"\d{5}", parts[-1]) else ("", "")
    if len(parts) == 1:
        if not postcode:
            return _name_or_street(parts[0], town)
        head, _, _ = parts[0].partition(postcode)
        town = parts[0].partition(postcode)[2].strip()
        return _name_or_street(head.strip(), town, postcode)
    if len(parts) == 2:
        return _name_or_street(parts[0], town, postcode)
    return ", ".join(parts[:-2]), parts[-2], postcode, town


def _name_or_street(text: str, town: str, postcode: str = "") -> tuple[str, str, str, str]:
    """A house number or a kind of accommodation tells the street from the name of a house."""
    is_place = bool(accommodation_kind(text)) and not re.search(r"\s\d+\s?[a-z]?$", text)
    return (text, "", postcode, town) if is_place else ("", text, postcode, town)


#: remember cells of the list just read
CACHES: Final = (read_address,)
