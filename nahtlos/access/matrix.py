"""The whole policy as one table: computed by asking `judge` about every combination, so that it cannot say otherwise."""

from __future__ import annotations

import csv
import hashlib
import html
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date

from nahtlos.access.agreement import agreed
from nahtlos.access.evaluation import EXPORTERS, READERS, WRITERS, Consent, Verdict, Who, judge
from nahtlos.access.statutes import HARD_DENIALS, MOST_BY_CONSENT, STATUTES
from nahtlos.access.vocabulary import LABELS, DataClass, Relation, Scope, Verb

_DAY = date(2026, 1, 1)
_ORGANISATION = "the organisation asked about"
_LETTERS = {Verb.READ: "R", Verb.WRITE: "W", Verb.EXPORT: "E"}


@dataclass(frozen=True, slots=True)
class Row:
    """What a case worker of one kind of organisation may do with one class, for one purpose.

    Each relation has letters: R read, W write, E export; in brackets when it reaches only what the own organisation
    supplied; empty when nothing is allowed. `with_consent`: what consent adds. `protected`: the same for a protected person.
    """

    kind: str
    purpose: str
    data: str
    lead: str
    participant: str
    break_glass: str
    none: str
    with_consent: str
    protected: str
    cites: str


def rows() -> list[Row]:
    """Every kind of organisation, purpose and class, in the order of the policy; what is not agreed is not there."""
    return [
        _row(kind, purpose, data)
        for kind, purposes in STATUTES.items()
        for purpose in purposes
        if agreed(kind, purpose)
        for data in DataClass
    ]


def version() -> str:
    """Names the policy as it runs: it changes with every right and with every agreement."""
    return hashlib.sha256(as_csv().encode()).hexdigest()[:12]


def _row(kind: str, purpose: str, data: DataClass) -> Row:
    consent = Consent(_ORGANISATION, frozenset({data}), frozenset({purpose}), _DAY)
    verdicts = {relation: _verdicts(kind, purpose, data, relation) for relation in Relation}
    read = verdicts[Relation.PARTICIPANT][Verb.READ]
    return Row(
        kind,
        purpose,
        data.value,
        lead=_letters(verdicts[Relation.LEAD]),
        participant=_letters(verdicts[Relation.PARTICIPANT]),
        break_glass=_letters(verdicts[Relation.BREAK_GLASS]),
        none=_letters(verdicts[Relation.NONE]),
        with_consent=_letters(_verdicts(kind, purpose, data, Relation.PARTICIPANT, (consent,))),
        protected=_letters(_verdicts(kind, purpose, data, Relation.LEAD, protected=True)),
        cites=read.cites if read.allowed else _denial(kind, data),
    )


def _verdicts(
    kind: str,
    purpose: str,
    data: DataClass,
    relation: Relation,
    consents: tuple[Consent, ...] = (),
    *,
    protected: bool = False,
) -> dict[Verb, Verdict]:
    who = Who("clerk", kind, _ORGANISATION, purpose, relation, _DAY)
    return {verb: judge(who, verb, data, consents, protected=protected) for verb in Verb}


def _letters(verdicts: dict[Verb, Verdict]) -> str:
    everybodys = "".join(_LETTERS[v] for v, found in verdicts.items() if found.allowed and found.scope is Scope.ALL)
    own = "".join(_LETTERS[v] for v, found in verdicts.items() if found.allowed and found.scope is Scope.OWN)
    return everybodys + (f"({own})" if own else "")


def _denial(kind: str, data: DataClass) -> str:
    if data in HARD_DENIALS.get(kind, frozenset()):
        return "never"
    most = MOST_BY_CONSENT.get(kind)
    return "never" if most is not None and data not in most else "consent only"


def roles() -> list[tuple[str, str]]:
    """Each role with the letters of what it may do at all with contents of files."""
    names = sorted(READERS | WRITERS | EXPORTERS | {"data_protection_officer", "administrator"})
    by_verb = {"R": READERS, "W": WRITERS, "E": EXPORTERS}
    return [(name, "".join(letter for letter, having in by_verb.items() if name in having)) for name in names]


def header() -> list[str]:
    """The names of the columns."""
    return [field.name for field in fields(Row)]


def as_csv() -> str:
    """The table as CSV, one line per row; this text is kept in the repository so that every change shows in review."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header())
    writer.writerows(astuple(row) for row in rows())
    writer.writerow([])
    writer.writerow(["role", "may"])
    writer.writerows(roles())
    return out.getvalue()


def as_html(language: str = "de") -> str:
    """The table as a page of its own, without scripts, to print and sign."""
    german = language == "de"
    title = "Wer darf was: Zugriffsmatrix" if german else "Who may do what: the access matrix"
    legend = (
        "R lesen, W schreiben, E ausgeben; in Klammern: nur was die eigene Stelle beigetragen hat."
        if german
        else "R read, W write, E export; in brackets: only what the own organisation supplied."
    )
    body = "\n".join(_html_sections(german))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:14px/1.4 sans-serif;margin:2rem}table{border-collapse:collapse;margin:0 0 2rem}"
        "th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}"
        "caption{text-align:left;font-weight:bold;padding:.5rem 0}</style></head>"
        f"<body><h1>{title}</h1><p>{legend}</p>\n{body}\n</body></html>\n"
    )


_HEADS = {
    True: (
        "Datenart",
        "federführend",
        "beteiligt",
        "Notfall",
        "nicht beteiligt",
        "mit Einwilligung",
        "geschützt",
        "Grundlage",
    ),
    False: ("class", "lead", "participant", "emergency", "no part", "with consent", "protected", "basis"),
}


def _html_sections(german: bool) -> Iterator[str]:
    table = rows()
    for kind, purpose in dict.fromkeys((row.kind, row.purpose) for row in table):
        lines = [row for row in table if (row.kind, row.purpose) == (kind, purpose)]
        head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS[german])
        cells = "\n".join(_html_row(row, german) for row in lines)
        yield f"<table><caption>{kind} · {purpose}</caption><thead><tr>{head}</tr></thead>\n<tbody>{cells}</tbody></table>"


def _html_row(row: Row, german: bool) -> str:
    label = LABELS[DataClass(row.data)][0 if german else 1]
    rest = (row.lead, row.participant, row.break_glass, row.none, row.with_consent, row.protected, row.cites)
    cells = "".join(f"<td>{html.escape(text) or '–'}</td>" for text in rest)
    return f'<tr><th scope="row">{html.escape(label)}</th>{cells}</tr>'
