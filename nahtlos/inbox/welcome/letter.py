"""The letter about the voluntary offer, in German and in her language: a tagged PDF, one sheet for each newcomer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import typst

from nahtlos.inbox.qr import as_svg
from nahtlos.inbox.welcome import LANGUAGES, text

#: Families that draw a script; the first that this machine has is used. Latin and Cyrillic come with Typst.
SCRIPTS = {
    "ar": ("Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans", "DejaVu Sans Mono"),
    "fa": ("Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans", "DejaVu Sans Mono"),
    "ps": ("Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans"),
    "ti": ("Noto Sans Ethiopic", "Noto Serif Ethiopic", "Abyssinica SIL"),
}
BODY = "Libertinus Serif"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to. `language`: a code of the public pages."""

    name: str
    address: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose letter it is."""

    name: str
    address: str
    phone: str


def letters(sender: Sender, addressees: Sequence[Addressee], *, on: date, base_url: str) -> bytes:
    """One PDF with a sheet for each of them, in their order."""
    data = {
        "sender": asdict(sender),
        "day": f"{on:%d.%m.%Y}",
        "body": BODY,
        "letters": [_letter(one, base_url) for one in addressees],
    }
    template = files("nahtlos.inbox.welcome").joinpath("letter.typ").read_text(encoding="utf-8")
    made: bytes = typst.compile(
        template.encode(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        format="pdf",
    )
    return made


def printed_in(language: str) -> str:
    """The language in which a letter for her can be printed here: English where no font of this machine has her script."""
    if language in ("de", "de-x-leicht") or language not in LANGUAGES:
        return "en"
    return language if language not in SCRIPTS or _font(language) else "en"


def _letter(one: Addressee, base_url: str) -> dict[str, object]:
    language = printed_in(one.language)
    page = f"{base_url}/willkommen/" + ("" if one.language == "de" else f"{one.language}/")
    return {
        "name": one.name,
        "address": one.address,
        "page": page,
        "code": as_svg(page),
        "scan": text(one.language if printed_in(one.language) == one.language else language).scan,
        "german": _text("de"),
        "own": {**_text(language), "font": _font(language) or BODY},
    }


def _text(language: str) -> dict[str, object]:
    found = text(language)
    # In a line from right to left a provision would fall apart without marks that keep it together.
    source = found.source.replace("§ 8 Abs. 3 Satz 3 AsylG", "\u2066§ 8 Abs. 3 Satz 3 AsylG\u2069")
    return {**asdict(found), "source": source, "direction": found.direction, "lang": language.split("-")[0]}


def _font(language: str) -> str:
    return next((name for name in SCRIPTS.get(language, (BODY,)) if name in _families()), "")


@cache
def _families() -> frozenset[str]:
    return frozenset(typst.Fonts(include_system_fonts=True).families())
