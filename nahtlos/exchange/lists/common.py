"""What every list says about a person: names, birth, sex, nationality, numbers, contact, address."""

import re
from typing import Final, Literal

from nahtlos.exchange.lists.addresses import AddressCells, read_address
from nahtlos.exchange.lists.benefits import read_position
from nahtlos.exchange.lists.countries import nationalities_of_text, nationality_of_key
from nahtlos.exchange.lists.dates import read_birth
from nahtlos.exchange.lists.listed import (
    ListedAddress,
    ListedBirth,
    ListedName,
    ListedNumber,
    ListedPerson,
    ListedPhone,
    fact,
)
from nahtlos.exchange.lists.names import ReadNames, read_aliases, read_full_name, read_names
from nahtlos.exchange.lists.numbers import (
    ReadNumber,
    read_azr,
    read_bg_number,
    read_customer_number,
    read_email,
    read_phones,
    read_postcode,
)
from nahtlos.exchange.lists.rows import RowReader
from nahtlos.exchange.lists.text import fold

Sex = Literal["", "f", "m", "d"]

_SEXES: Final[dict[str, Sex]] = {
    "m": "m", "maennl": "m", "maennlich": "m", "mann": "m", "male": "m", "herr": "m", "hr": "m", "1": "m",
    "w": "f", "weibl": "f", "weiblich": "f", "frau": "f", "female": "f", "f": "f", "fr": "f", "2": "f",
    "d": "d", "divers": "d", "x": "d", "3": "d",
}  # fmt: skip
_NUMBER_FIELDS: Final = {
    "azr": ("azr", read_azr),
    "customer_number": ("kundennummer", read_customer_number),
    "person_number": ("kundennummer", read_customer_number),
    "bg_number": ("bg", read_bg_number),
}
_LETTER: Final = re.compile(r"[^\W\d_]")


def read_common(reader: RowReader) -> ListedPerson:
    """A person with everything that all lists have in common; facts of the single lists come on top."""
    names = _names(reader)
    aliases = read_aliases(reader.cell("alias"))
    births = _births(reader, aliases)
    nationalities = _nationalities(reader)
    return ListedPerson(
        spellings=tuple(dict.fromkeys((*names.spellings, *aliases.spellings))),
        births=births,
        sex=_sex(reader),
        nationalities=nationalities,
        numbers=_numbers(reader),
        birth_place=reader.said("birth_place"),
        phones=_phones(reader),
        email=_email(reader),
        address=_address(reader),
        facts=tuple(
            fact("nationality", ("nationality", iso), as_written=reader.text("nationality")) for iso in nationalities
        ),
        remark=reader.said("remark"),
    )


def _names(reader: RowReader) -> ReadNames:
    if "full_name" in reader.layout.columns and not reader.text("family_name"):
        names, key = read_full_name(reader.cell("full_name")), "full_name"
    else:
        names, key = read_names(reader.cell("family_name"), reader.cell("given_names")), "family_name"
    main = [spelling for spelling in names.spellings if spelling.kind == "main" and _has_letters(spelling)]
    if not main:
        return ReadNames(())
    if not (main[0].family and main[0].given) or any(name.kind == "one_name" for name in names.spellings):
        reader.problem(key, "name_one_part")
    if any(name.kind == "order_unknown" for name in names.spellings):
        reader.problem(key, "name_order_unknown")
    if names.letters_lost:
        reader.problem(key, "name_letters_lost")
    if names.repaired:
        reader.problem(key, "name_repaired")
    if names.extra_words:
        reader.problem(key, "name_extra_words", words=names.extra_words)
    return names


def _has_letters(name: ListedName) -> bool:
    return bool(_LETTER.search(name.family) or _LETTER.search(name.given))


def _births(reader: RowReader, aliases: ReadNames) -> tuple[ListedBirth, ...]:
    adult = read_position(reader.text("position")) in ("head", "spouse")
    birth = read_birth(reader.cell("birth"), as_of=reader.as_of, adult=adult)
    further = (read_birth(written, as_of=reader.as_of) for written in aliases.births)
    if birth is None:
        return tuple(found for found in further if found)
    if birth.vague == "unknown":
        reader.problem("birth", "birth_unreadable")
    elif birth.vague == "impossible":
        reader.problem("birth", "birth_impossible")
    elif birth.vague:
        reader.problem("birth", "birth_vague")
    if reader.as_of and birth.year and (birth.year, birth.month or 1, birth.day or 1) > reader.as_of.timetuple()[:3]:
        reader.problem("birth", "birth_in_future")
    return (birth, *(found for found in further if found))


def _sex(reader: RowReader) -> Sex:
    folded = fold(reader.said("sex"))
    if not folded:
        return ""
    if folded not in _SEXES:
        reader.problem("sex", "sex_unreadable")
        return ""
    return _SEXES[folded]


def _nationalities(reader: RowReader) -> tuple[str, ...]:
    of_key = nationality_of_key(reader.cell("nationality_key"))
    if of_key is None:
        reader.problem("nationality_key", "nationality_unreadable")
    of_text = nationalities_of_text(reader.text("nationality"))
    if of_text is None:
        reader.problem("nationality", "nationality_unreadable")
    if of_key and of_text and of_key not in of_text:
        reader.problem(
            "nationality_key",
            "nationality_contradiction",
            key=reader.text("nationality_key"),
            text=reader.text("nationality"),
        )
    return tuple(dict.fromkeys((*(of_text or ()), *((of_key,) if of_key else ()))))


def _numbers(reader: RowReader) -> tuple[ListedNumber, ...]:
    found = []
    for key, (kind, read) in _NUMBER_FIELDS.items():
        if key in reader.layout.columns and (value := _number(reader, key, read(reader.cell(key)))):
            found.append(ListedNumber(kind, value, reader.layout.profile.key))  # type: ignore[arg-type]
    if file_number := reader.said("file_number"):
        found.append(ListedNumber("aktenzeichen", file_number, reader.layout.profile.key))
    return tuple(found)


def _number(reader: RowReader, key: str, read: ReadNumber, code: str = "number_unreadable") -> str:
    if read.value is None:
        reader.problem(key, code)
    elif read.zeros_restored:
        reader.problem(key, "leading_zero_restored")
    return read.value or ""


def _phones(reader: RowReader) -> tuple[ListedPhone, ...]:
    phones = read_phones(reader.cell("phone"))
    if any(not phone.e164 for phone in phones):
        reader.problem("phone", "phone_unreadable")
    return phones


def _email(reader: RowReader) -> str:
    email = read_email(reader.cell("email"))
    if email is None:
        reader.problem("email", "email_unreadable")
    return email or ""


def _address(reader: RowReader) -> ListedAddress | None:
    postcode = _number(reader, "postcode", read_postcode(reader.cell("postcode")), "postcode_unreadable")
    return read_address(
        AddressCells(
            accommodation=reader.said("accommodation"),
            street=reader.said("street"),
            house_number=reader.said("house_number"),
            postcode=postcode,
            town=reader.said("town"),
            postcode_town=reader.said("postcode_town"),
            whole=reader.said("address"),
        )
    )
