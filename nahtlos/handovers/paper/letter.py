"""The letter to the person: who, where, when and what to bring, in German and in her language, from the same facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst
import yaml

#: Written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
#: Isolates of Unicode (UAX 9): what stands between them is written from left to right.
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
#: Languages close enough to be read instead.
_READ_AS = {"fa-AF": "fa", "prs": "fa", "ckb": "ar", "arz": "ar", "apc": "ar", "be": "ru"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says; days as they are written in German."""

    kind: str
    sender: str
    sender_address: str
    receiver: str
    receiver_address: str
    contact: str
    phone: str
    day: date  #: from when the receiver is responsible
    report_by: date
    law: str
    reference: str
    person: str
    person_address: tuple[str, ...]
    on: date


def spoken(code: str) -> str:
    """The language of the letter beside German for somebody who speaks `code`; English where there is no other."""
    code = _READ_AS.get(code, code.partition("-")[0])
    return code if code in phrases() and code != "de" else "en"


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Mapping[str, Any]]:
    """Language → the sentences of the letter."""
    text = files("nahtlos.handovers.paper").joinpath("phrases.yaml").read_text(encoding="utf-8")
    known: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return known


def part(letter: Letter, language: str) -> dict[str, Any]:
    """The letter in one language, as data."""
    say = phrases()[language]

    def whole(text: str) -> str:
        """German names and numbers stay in their own order in the midst of Arabic letters."""
        return f"{_LEFT_TO_RIGHT}{text}{_END}" if text and language in RIGHT_TO_LEFT else text

    words = {"from": letter.sender, "to": letter.receiver, "day": _day(letter.day), "law": letter.law}
    words = {key: whole(text) for key, text in words.items()}
    rows = [
        [say["who"], whole(letter.contact)],
        [say["where"], whole(", ".join(text for text in (letter.receiver, letter.receiver_address) if text))],
        [say["phone"], whole(letter.phone)],
        [say["when"], say["when_text"].format(day=whole(_day(letter.report_by)))],
        [say["number"], whole(letter.reference)],
    ]
    return {
        "lang": language,
        "rtl": language in RIGHT_TO_LEFT,
        "title": say["title"],
        "dear": say["dear"],
        "body": say[letter.kind].format(**words),
        "why": say["why"].format(**words) if letter.law else "",
        "rows": [row for row in rows if row[1]],
        "bring": say["bring"],
        "items": say["items"],
        "counts": say["counts"],
    }


def pdf(letter: Letter, language: str) -> bytes:
    """The letter in German and in `language`."""
    data = {
        "from": {"name": letter.sender, "address": letter.sender_address},
        "person": {"name": letter.person, "address": list(letter.person_address)},
        "on": _day(letter.on),
        "reference": letter.reference,
        "parts": [part(letter, one) for one in dict.fromkeys(("de", language))],
    }
    return compiled("letter", data)


def compiled(name: str, data: dict[str, Any]) -> bytes:
    """A template of this folder with its data, as a tagged PDF."""
    template = files("nahtlos.handovers.paper").joinpath(f"{name}.typ").read_text(encoding="utf-8")
    made: bytes = typst.compile(
        template.encode(), sys_inputs={name: json.dumps(data, ensure_ascii=False)}, pdf_standards="ua-1", format="pdf"
    )
    return made


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
