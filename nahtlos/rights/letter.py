"""The report as a document in her language, with German beside every heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils import translation

from nahtlos.access.agreement import in_force
from nahtlos.access.pieces import TABLES
from nahtlos.access.vocabulary import LABELS
from nahtlos.cases.enums import FactKind, FactSource, Outcome, Reopened
from nahtlos.cases.models import Fact
from nahtlos.cases.selectors import Closed
from nahtlos.core.paper.document import Block, Document, Heading, Note, Points, Table, Text
from nahtlos.organisations.actor import PURPOSE_LABELS
from nahtlos.organisations.enums import Role
from nahtlos.rights.about import About, keeps
from nahtlos.rights.kit.notice import languages

_GERMAN = "de"
#: What else is stored, under which heading: tables of consents and grants, whichever there are.
_CONSENTS = "grants_"


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files("nahtlos.rights").joinpath("letter.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return found


@dataclass(frozen=True, slots=True)
class Wording:
    """How codes are said, in German or English; who shows pages has the words (nahtlos.web)."""

    fact: Callable[[str, Mapping[str, Any]], str]
    verb: Callable[[str], str]


def letter(about: About, language: str, wording: Wording) -> Document:
    """The report to print and hand over. A language without a catalogue is written in English."""
    if language not in _words():
        language = "en"
    with translation.override("de" if language.startswith("de") else "en"):
        return _letter(about, language, wording)


def _letter(about: About, language: str, wording: Wording) -> Document:
    own, german, file = _words()[language], _words()[_GERMAN], about.file
    notice = languages()[language]
    district = file.case.district

    def heading(name: str) -> Heading:
        both = own[name] if own[name] == german[name] else f"{own[name]} · {german[name]}"
        return Heading(both)

    def table(name: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> list[Block]:
        return [heading(name), Table(head, rows, widths) if rows else Text(own["none"])]

    restricted = {one.fact_id for one in about.restrictions if one.ended_at is None}
    contested = {one.fact_id for one in about.contests if one.closed_at is None}
    blocks: list[Block] = [
        *([Note(notice["draft"])] if notice["is_draft"] else []),
        Text(own["intro"]),
        *table(
            "names",
            ["Name", "Quelle"],
            [[str(one), one.record.organisation.name if one.record else ""] for one in file.names],
        ),
        *table(
            "numbers",
            ["Art", "Nummer", "Stelle"],
            [[one.get_kind_display(), one.value, one.issuer.name] for one in file.identifiers],
        ),
        *table("contacts", ["Art", "Wert"], [[one.get_kind_display(), one.value] for one in file.contacts]),
        *table(
            "facts",
            ["Angabe", "Inhalt", "Zeit", "Quelle"],
            [
                *(
                    _fact(one, wording, one.id in contested, one.id in restricted)
                    for one in [*file.facts, *file.history]
                ),
                *(_closing(one) for one in file.closings),
            ],
            (4, 5, 3, 5),
        ),
        *table("notes", ["Art", "Tag", "Notiz", "Stelle"], _notes(about), (3, 2, 7, 4)),
        *table("contested", ["Angabe", "Sie sagen", "Ergebnis"], [_contest(one) for one in about.contests]),
        *table("consents", ["Art", "Inhalt"], _consents(about.tables)),
        *table(
            "offices",
            ["Stelle", "Grundlage", "von", "bis"],
            [
                [one.organisation.name, one.legal_basis, _day(one.valid_from), _day(one.valid_until)]
                for one in about.recipients
            ],
            (5, 5, 2, 2),
        ),
        *table(
            "keep",
            notice["why_head"],
            [[t, b, notice["months"].format(months=m)] for t, b, m in keeps(district.ags)],
            (4, 5, 4),
        ),
        *table("elsewhere", ["Art", "Zahl"], [[name, str(rows)] for name, rows in about.elsewhere.items()]),
        *table(
            "looks",
            ["Wann", "Stelle und Funktion", "Was", "Zweck"],
            [_look(one, wording) for one in about.looks],
            (3, 5, 4, 4),
        ),
        heading("rights"),
        Points([one.format(supervisor=_supervisor(district.ags)) for one in notice["rights_list"]]),
    ]
    title = own["title"] if language.startswith("de") else f"{own['title']} · {german['title']}"
    made = about.made_at.strftime("%d.%m.%Y")
    return Document(title, language, str(file.person), f"{about.made_by} · {made} · Art. 15 DSGVO", blocks)


def _supervisor(ags: str) -> str:
    return next((one.supervisor for one in in_force() if one.ags == ags), "Art. 77 DSGVO")


def _fact(fact: Fact, wording: Wording, is_contested: bool, is_restricted: bool) -> list[str]:
    kind = str(FactKind(fact.kind).label) if fact.kind in FactKind.values else fact.kind
    marks = [
        mark
        for mark, holds in (("bestritten", is_contested), ("gesperrt", is_restricted), ("ersetzt", fact.superseded_at))
        if holds
    ]
    value = wording.fact(fact.kind, fact.value)
    source = f"{fact.reported_by.name}, {FactSource(fact.source).label}, {fact.recorded_at:%d.%m.%Y}"
    time = f"\N{LEFT-TO-RIGHT ISOLATE}{_day(fact.valid_from)}–{_day(fact.valid_until)}\N{POP DIRECTIONAL ISOLATE}"
    return [
        f"{kind} ({', '.join(marks)})" if marks else kind,
        value,
        time,
        f"{source}. {fact.legal_basis}".rstrip(". "),
    ]


def _closing(one: Closed) -> list[str]:
    """That her case was closed stands among what is stated about her: with what, until it was opened again, by which office."""
    said = ": ".join(part for part in (str(Outcome(one.outcome).label), one.note) if part)
    if one.reopened_on:
        again = ": ".join(part for part in (str(Reopened(one.reopened_why).label), one.reopened_note) if part)
        said = f"{said} / {again}"
    time = f"\N{LEFT-TO-RIGHT ISOLATE}{_day(one.closed_on)}–{_day(one.reopened_on)}\N{POP DIRECTIONAL ISOLATE}"
    return ["Fall geschlossen", said, time, one.office]


def _contest(contest: Any) -> list[str]:
    kind = str(FactKind(contest.fact.kind).label) if contest.fact.kind in FactKind.values else contest.fact.kind
    result = (
        f"{contest.get_outcome_display()}: {contest.note}"
        if contest.outcome
        else f"wird geprüft: {contest.source.name}"
    )
    return [kind, contest.said, result.rstrip(": ")]


def _notes(about: About) -> list[list[str]]:
    """Each note the office may read, by class; what was corrected or withdrawn says so."""
    offices = {str(one.organisation_id): one.organisation.name for one in about.recipients}
    return [
        [
            f"{LABELS[data][0]} (ersetzt)" if row["superseded_at"] else LABELS[data][0],
            _day(date.fromisoformat(row["day"])),
            row["text"],
            offices.get(row["organisation_id"], about.made_by),
        ]
        for table, rows in about.tables.items()
        if table.startswith("notes_") and (data := TABLES.get(table)) is not None
        for row in rows
    ]


def _consents(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[list[str]]:
    skipped = {"id", "person_id"}
    return [
        [
            name.removeprefix(_CONSENTS),
            "; ".join(
                f"{key}: {value}" for key, value in row.items() if value not in (None, "") and key not in skipped
            ),
        ]
        for name, rows in tables.items()
        if name.startswith(_CONSENTS)
        for row in rows
    ]


def _look(look: Any, wording: Wording) -> list[str]:
    role = str(Role(look.role).label) if look.role in Role.values else ""
    what = ", ".join([wording.verb(look.verb), *look.classes])
    purpose = str(PURPOSE_LABELS.get(look.purpose, look.purpose))
    return [
        f"{look.at:%d.%m.%Y %H:%M}",
        ", ".join(part for part in (look.office, role) if part),
        what,
        f"{purpose} {look.reason}".strip(),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
