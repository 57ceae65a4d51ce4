"""A small private reader of the four sample lists, for estimating and measuring only.

The product reads lists in nahtlos.exchange.lists; this one knows the columns of the samples by heart.
"""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import phonenumbers
from python_calamine import CalamineWorkbook

from nahtlos.linkage.identity import Birth, Identity, Spelling

Row = dict[str, object]
LISTS = ("auslaenderbehoerde", "sozialamt", "arbeitsagentur", "jobcenter")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "lists"

_SHEET = {"auslaenderbehoerde": (0, 6), "arbeitsagentur": (1, 3)}
_CSV = {"sozialamt": ("cp1252", ";", 3), "jobcenter": ("utf-8-sig", ",", 1)}
_STATE_WORDS = {
    "syri": "SY", "irak": "IQ", "afghan": "AF", "iran": "IR", "pakist": "PK", "eritre": "ER", "somali": "SO", "äthiop": "ET",
    "ukrain": "UA", "russ": "RU", "türk": "TR", "alban": "AL", "kosov": "XK", "serb": "RS", "mazedon": "MK", "nordmaz": "MK",
    "bosn": "BA", "georg": "GE", "armen": "AM", "aserb": "AZ", "nigeri": "NG", "guinea": "GN", "gambi": "GM", "ägypt": "EG",
    "marok": "MA", "alger": "DZ", "liban": "LB", "jordan": "JO", "monten": "ME", "moldau": "MD", "ghan": "GH", "sudan": "SD",
    "vietn": "VN", "indi": "IN", "venez": "VE", "kolumb": "CO", "tunes": "TN", "jemen": "YE", "kamer": "CM", "mali": "ML",
}  # fmt: skip


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _table(folder: Path, name: str) -> Iterator[tuple[int, Row]]:
    """(row as a spreadsheet shows it, cells by heading) of everything below the heading."""
    if name in _SHEET:
        sheet, head = _SHEET[name]
        cells = CalamineWorkbook.from_path(str(folder / f"{name}.xlsx")).get_sheet_by_index(sheet)
        rows: list[list[object]] = list(cells.to_python(skip_empty_area=False))
    else:
        encoding, delimiter, head = _CSV[name]
        with (folder / f"{name}.csv").open(encoding=encoding, newline="") as file:
            rows = [list(row) for row in csv.reader(file, delimiter=delimiter)]
    heading = [_text(cell).strip() for cell in rows[head - 1]]
    for number, row in enumerate(rows[head:], head + 1):
        yield number, dict(zip(heading, row, strict=False))


def _births(value: object, as_of: int) -> tuple[Birth, ...]:
    if isinstance(value, datetime | date):
        return (Birth.of(date(value.year, value.month, value.day)),)
    text = _text(value).strip()
    if re.fullmatch(r"(19|20)\d\d", text):
        return (Birth.in_year(int(text)),)
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found:
        year, month, day = map(int, found.groups())
    else:
        found = re.search(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)", text)
        if not found:
            return ()
        day, month, year = map(int, found.groups())
        year += 0 if year > 99 else 2000 if year <= as_of % 100 else 1900
    try:
        return (Birth.of(date(year, month, day)),)
    except ValueError:
        return (Birth.in_year(year),)


def _states(value: object) -> frozenset[str]:
    text = _text(value).strip()
    if re.fullmatch("[A-Z]{2}", text):
        return frozenset({text})
    lower = text.lower()
    return frozenset(code for word, code in _STATE_WORDS.items() if lower.startswith(word))


def _phones(value: object) -> frozenset[str]:
    text = _text(value).strip()
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        return frozenset()
    return frozenset({phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)})


def _sex(value: object) -> str | None:
    return {"m": "m", "w": "f", "f": "f", "d": "x"}.get(_text(value).strip().lower()[:1])


def _postcode(value: object) -> str | None:
    found = re.search(r"\b\d{5}\b", _text(value).strip().zfill(5) if _text(value).strip().isdigit() else _text(value))
    return found.group() if found else None


def _name_in_one_cell(text: str) -> Spelling:
    if "," in text:
        family, given = text.split(",", 1)
        return Spelling(family, given)
    words = text.split()
    return Spelling(words[-1] if words else "", " ".join(words[:-1]))


def _identity(name: str, number: int, row: Row, case: str, as_of: int) -> Identity:
    key = f"{name}:{number}"
    if name == "auslaenderbehoerde":
        spellings = [Spelling(_text(row["Familienname"]), _text(row["Vornamen"]))]
        births = _births(row["Geburtsdatum"], as_of)
        if alias := _text(row["Geburtsname/Alias"]).strip():
            spellings.append(_alias(alias, spellings[0]))
            births = tuple(dict.fromkeys((*births, *_births(alias, as_of))))  # alias X, Y *14.05.2002
        azr = re.sub(r"\D", "", _text(row["AZR-Nummer"])).zfill(12)
        entry = row["Ersteinreise"]
        return Identity(
            key, tuple(spellings), births, _sex(row["Geschlecht"]),
            _states(row["Staatsangehörigkeit"]), frozenset({("azr", azr)}) if azr.strip("0") else frozenset(),
            _phones(row["Telefon"]), _postcode(row["PLZ"]), _text(row["Ort"]) or None, _text(row["Straße"]) or None,
            entry if isinstance(entry, date) else None, frozenset(), name,
        )  # fmt: skip
    if name == "sozialamt":
        address = _text(row["Anschrift"])
        street, _, town = address.rpartition(",")
        return Identity(
            key, (_name_in_one_cell(_text(row["Name"])),), _births(row["geb."], as_of), None, _states(row["Staatsang."]),
            postcode=_postcode(town), town=re.sub(r"\d{5}", "", town).strip() or None,
            street=street.strip() or None, household=frozenset({f"case:{case}"}) if case else frozenset(), origin=name,
        )  # fmt: skip
    if name == "arbeitsagentur":
        place = _text(row["PLZ/Ort"])
        return Identity(
            key, (Spelling(_text(row["Name"]), _text(row["Vorname"])),), _births(row["geb. am"], as_of), _sex(row["Geschlecht"]),
            _states(row["Staat"]), frozenset({("kundennummer", _text(row["Kundennummer"]))}), _phones(row["Telefon"]),
            _postcode(place), re.sub(r"\d{5}", "", place).strip() or None, origin=name,
        )  # fmt: skip
    return Identity(
        key, (Spelling(_text(row["Familienname"]), _text(row["Rufname"])),), _births(row["Geburtsdatum"], as_of),
        _sex(row["Geschlecht"]), _states(row["Staatsangehörigkeit"]), frozenset({("kundennummer", _text(row["Personen-Nr"]))}),
        _phones(row["Telefon"]), _postcode(row["PLZ"]), _text(row["Ort"]) or None,
        household=frozenset({f"bg:{row['BG-Nummer']}"}), origin=name,
    )  # fmt: skip


def _alias(text: str, beside: Spelling) -> Spelling:
    text = re.sub(r"^.*:\s*|^(alias|geb\.|geb|aka|genannt)\s+|\*?\s*[\d.]{4,}", "", text.strip(), flags=re.I)
    if "," in text:
        family, given = text.split(",", 1)
        return Spelling(family, given, "alias")
    return Spelling(text, beside.given, "maiden")


def truth(folder: Path) -> dict[str, str]:
    """Person of every row ("list:row")."""
    with (folder / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
        return {f"{row['list']}:{row['row']}": row["person_id"] for row in csv.DictReader(file)}


def records(folder: Path) -> dict[str, list[Identity]]:
    """Rows of the four lists as identities; titles and totals left out with the help of the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    as_of = int(manifest["as_of"][:4])
    out: dict[str, list[Identity]] = {}
    for name in LISTS:
        skipped = {entry["row"] for entry in manifest["lists"][name]["not_person_rows"]}
        case, rows = "", []
        for number, row in _table(folder, name):
            if number in skipped or number not in skipped and not any(_text(cell).strip() for cell in row.values()):
                continue
            case = _text(row.get("Fallnummer")).strip() or case
            rows.append(_identity(name, number, row, case, as_of))
        out[name] = rows
    return out
