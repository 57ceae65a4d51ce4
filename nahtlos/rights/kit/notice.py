"""The privacy notice (Art. 13, 14 DSGVO) in the public languages; German counts, the others say what they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from nahtlos.access.vocabulary import DataClass
from nahtlos.core.paper.document import Block, Document, Heading, Note, Points, Table, Text
from nahtlos.rights.kit.facts import Facts, Line

Words = Mapping[str, Any]


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Words]:
    """The words of each public language."""
    text = files("nahtlos.rights.kit").joinpath("notice.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Words] = yaml.safe_load(text)
    return found


def notice(facts: Facts, language: str, footer: str) -> Document:
    """The notice in one language (a key of `languages`)."""
    words, agreement = languages()[language], facts.agreement
    names = {"district": agreement.name, "contact": agreement.contact, "supervisor": agreement.supervisor}
    return Document(
        words["title"],
        language,
        agreement.name,
        footer,
        [
            *([Note(words["draft"])] if words["is_draft"] else []),
            Heading(words["who"]),
            Text(words["who_text"].format(**names)),
            Heading(words["why"]),
            Table(words["why_head"], [_why(facts, purpose, words) for purpose in facts.purposes()], (4, 5, 4)),
            Heading(words["what"]),
            Text(words["what_text"]),
            Table(words["what_head"], [_what(line, words) for line in facts.lines], (4, 4, 6)),
            Text(words["never"].format(classes=", ".join(label(data, words) for data in facts.never))),
            *_rest(facts, words, names),
        ],
    )


def label(data: DataClass, words: Words) -> str:
    """The name of a class of data in this language."""
    name: str = words["classes"][list(DataClass).index(data)]
    return name


def _why(facts: Facts, purpose: Any, words: Words) -> list[str]:
    return [purpose.title, purpose.basis, words["months"].format(months=purpose.keep_months)]


def _what(line: Line, words: Words) -> list[str]:
    seen = [label(use.data, words) + ("\N{NO-BREAK SPACE}*" if use.by_consent else "") for use in line.uses]
    return [line.party.name, line.purpose.title, ", ".join(seen)]


def _rest(facts: Facts, words: Words, names: Mapping[str, str]) -> list[Block]:
    officers = [[one.name, one.address, one.officer] for one in facts.agreement.parties]
    return [
        Heading(words["source"]),
        Text(words["source_text"]),
        Heading(words["consent"]),
        Text(words["consent_text"]),
        Heading(words["rights"]),
        Points([one.format(**names) for one in words["rights_list"]]),
        Text(words["machine"]),
        Heading(words["officers"]),
        Table(words["officers_head"], officers, (5, 4, 4)),
    ]
