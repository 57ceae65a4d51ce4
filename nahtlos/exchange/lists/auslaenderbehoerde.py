"""The immigration office's list: entry, asylum procedure, residence paper, accommodation."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from nahtlos.exchange.lists.decisions import read_decision
from nahtlos.exchange.lists.listed import ListedFact, ListedPerson, fact
from nahtlos.exchange.lists.rows import RowReader, values
from nahtlos.exchange.lists.status import read_status
from nahtlos.exchange.lists.text import clean, fold

#: In this order the days of an asylum procedure follow each other.
_PROCEDURE: Final = ("entry_on", "request_on", "application_on", "decided_on", "served_on", "final_on")
_ACCOMMODATION: Final = {"gu": "shared", "private": "private", "youth_welfare": "youth_welfare", "other": "other"}
#: section 47(1) AsylG obliges asylum seekers, not those who already hold a title.
_ASYLUM_SEEKERS: Final = frozenset(
    ("asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung", "folgeantrag", "zweitantrag")
)
_PERMITS_OF_SECTION_24: Final = frozenset(("ae_24", "fiktion_24"))


def add_facts(person: ListedPerson, reader: RowReader) -> None:
    """Put the facts of this list onto the person."""
    days = {key: _procedure_day(reader, key) for key in _PROCEDURE}
    _check_order(reader, days)
    decision = read_decision(reader.said("decision")) if reader.said("decision") else None
    status, residence = _residence(reader, decision.kind if decision else None)
    person.entry_on = days["entry_on"]
    person.moved_in_on = reader.day("moved_in_on", may_be_ahead=True)
    facts = [*_entry(reader, days), *_asylum(reader, days), *residence]
    if person.address and person.address.kind:
        kind = _ACCOMMODATION.get(person.address.kind) or _reception(status)
        facts.append(
            ListedFact(
                "accommodation", {"kind": kind}, valid_from=person.moved_in_on, as_written=reader.text("accommodation")
            )
        )
    person.facts += tuple(facts)


def _procedure_day(reader: RowReader, key: str) -> date | None:
    if key == "entry_on" and _born_here(reader):
        return None
    return reader.day(key)


def _born_here(reader: RowReader) -> bool:
    cell = reader.cell("entry_on")
    folded = fold(clean(cell)) if isinstance(cell, str) else ""
    return "geb" in folded and any(word in folded.split() for word in ("in", "hier", "d", "deutschland", "brd"))


def _check_order(reader: RowReader, days: dict[str, date | None]) -> None:
    known = [(key, day) for key in _PROCEDURE if (day := days[key])]
    for (earlier, first), (later, second) in zip(known, known[1:], strict=False):
        if second < first:
            other = reader.layout.profile.fields[earlier].label_de
            reader.problem(later, "dates_out_of_order", other=other, on=first.isoformat())


def _entry(reader: RowReader, days: dict[str, date | None]) -> Iterator[ListedFact]:
    if _born_here(reader):
        yield fact("born_in_germany", ("value", True), as_written=reader.text("entry_on"))
    elif day := days["entry_on"]:
        yield fact("entry_on", ("on", day.isoformat()), valid_from=day, as_written=reader.text("entry_on"))


def _asylum(reader: RowReader, days: dict[str, date | None]) -> Iterator[ListedFact]:
    for key in ("request_on", "application_on", "decided_on"):
        if day := days[key]:
            yield fact(f"asylum.{key}", ("on", day.isoformat()), valid_from=day, as_written=reader.text(key))
    written = reader.said("decision")
    if not written:
        return
    decision = read_decision(written)
    if decision.kind is None:
        reader.problem("decision", "decision_unreadable")
    else:
        yield _decision(reader, days)
    if decision.suit_pending:
        yield fact("asylum.suit_pending", ("value", True), as_written=written)


def _decision(reader: RowReader, days: dict[str, date | None]) -> ListedFact:
    written = reader.said("decision")
    decision = read_decision(written)
    served, final = days["served_on"], days["final_on"]
    if served is None and "served_on" in reader.layout.columns:
        reader.problem("served_on", "decision_without_service")
    value = values(kind=decision.kind, served_on=_iso(served), final_on=_iso(final))
    if final is None and decision.suit_pending and "upgrade" not in fold(written):
        value["final_on"] = None  # a suit against the whole decision keeps it from becoming final
    for key in ("manifestly_unfounded", "inadmissible", "by_court"):
        if getattr(decision, key):
            value[key] = True
    return fact("asylum.decision", *value.items(), valid_from=served or days["decided_on"], as_written=written)


def _residence(reader: RowReader, decision: str | None) -> tuple[str | None, list[ListedFact]]:
    """The paper: `valid_from` is the day of the paper, the status itself may be older."""
    written = reader.said("status")
    issued = reader.day("valid_from", may_be_ahead=True)
    end = reader.read_day("valid_until", may_be_ahead=True)
    if not written:
        return None, []
    read = read_status(written, issued or reader.as_of, decision)
    if read.code is None:
        reader.problem("status", "status_unreadable")
    elif read.inferred:
        reader.problem("status", "status_from_decision")
    value = values(issued_on=_iso(issued), valid_until=_iso(end.on))
    value["status"] = read.code
    if end.state == "no_end":
        value["valid_until"] = None
    hint = _expired(reader, read.code, end.on)
    return read.code, [fact("residence", *value.items(), valid_from=issued, as_written=written, legal_hint=hint)]


def _expired(reader: RowReader, code: str | None, end: date | None) -> str:
    """A printed end in the past does not end the status; what follows from it is for the law engine to say."""
    if end is None or reader.as_of is None or end >= reader.as_of:
        return ""
    if code in _PERMITS_OF_SECTION_24:
        reader.problem("valid_until", "document_prolonged", on=end.isoformat())
        return "UkraineAufenthFGV"
    reader.problem("valid_until", "document_expired", on=end.isoformat())
    return ""


def _reception(status: str | None) -> str:
    return "reception_centre_obliged" if status in _ASYLUM_SEEKERS else "reception_centre_not_obliged"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
