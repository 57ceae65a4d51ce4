"""Synthetic people for the tests of the case file: a few words make a person, one call opens her file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from nahtlos.cases.intake import Intake, Link
from nahtlos.cases.services.facts import Stated, record_fact
from nahtlos.cases.services.people import open_case
from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import FactData, PersonData
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Record

TODAY = date(2016, 9, 30)  #: the day the tests live in
ARRIVED = date(2015, 9, 1)


def said(kind: str, value: dict[str, Any], start: date | None = None, end: date | None = None) -> FactData:
    """One fact as a list states it."""
    return FactData(kind, value, start, end)


def person(
    family: str = "Probst",
    given: str = "Amira",
    born: date = date(1990, 5, 17),
    *,
    numbers: Sequence[tuple[str, str]] = (),
    phones: Sequence[tuple[str, str]] = (),
    facts: Sequence[FactData] = (),
    **more: Any,
) -> PersonData:
    """A woman from Syria unless said otherwise; her birth date is one of her facts."""
    birth = said("birth", {"year": born.year, "month": born.month, "day": born.day, "vague": False})
    known: dict[str, Any] = {"sex": "f", "nationalities": ("SY",)}
    return PersonData(
        spellings=(Spelling(family, given),),
        births=(Birth.of(born),),
        numbers=tuple(numbers),
        phones=tuple(phones),
        facts=(birth, *facts),
        **{**known, **more},
    )


def asylum_seeker(family: str = "Probst", given: str = "Amira", **more: Any) -> PersonData:
    """In the procedure since her arrival, living alone in the district, paid by the Sozialamt, looking for work."""
    facts = (
        said("nationality", {"countries": ["SY"]}),
        said("entry", {"on": ARRIVED.isoformat()}),
        said("asylum_request", {"on": ARRIVED.isoformat()}),
        said("asylum_application", {"on": "2015-12-10"}),
        said("residence", {"status": "aufenthaltsgestattung"}, date(2015, 12, 10)),
        said("place", {"postcode": "99998", "town": "Musterstadt"}, ARRIVED),
        said("accommodation", {"kind": "private"}, ARRIVED),
        said("jobseeker", {"kind": "arbeitsuchend", "at": "arbeitsagentur"}, date(2016, 2, 1)),
        said("benefits", {"kind": "asylblg_3"}, ARRIVED),
        said("able_to_work", {"value": True}),
        *more.pop("facts", ()),
    )
    return person(family, given, facts=facts, **{"household": f"H-{family}", "position": "head", **more})


RECOGNISED = date(2016, 9, 1)


def recognise(by: Actor, person_id: UUID) -> None:
    """The BAMF grants refugee protection, and the first title follows."""
    decision = {"kind": "refugee", "served_on": "2016-07-20", "final_on": "2016-08-05"}
    record_fact(by=by, person_id=person_id, stated=stated("asylum_decision", decision, source="decision"))
    title = {"status": "ae_25_2_alt1", "first_title": True, "valid_until": "2019-08-31"}
    record_fact(by=by, person_id=person_id, stated=stated("residence", title, RECOGNISED))


def open_file(actor: Actor, data: PersonData | None = None) -> UUID:
    """A file with this first entry, made by hand; the caller acts as `actor`."""
    return open_case(by=actor, data=data or person())


def intake(actor: Actor, on: date = TODAY, profile: str = "", batch: UUID | None = None) -> Intake:
    """The door of the actor's own list."""
    return Intake(actor, on, profile or actor.kind, batch=batch)


def listed(actor: Actor, data: PersonData, person_id: UUID | None = None, *, batch: UUID | None = None) -> Record:
    """One row of the actor's list: a new file, or one more record in a known file."""
    door = intake(actor, batch=batch)
    if person_id is None:
        record = door.open_file(data, Link(LinkedHow.CREATED), reference="row")
    else:
        record = door.attach(data, person_id, Link(LinkedHow.AUTOMATIC, 0.999), reference="row")
    door.flush()
    return record


def stated(kind: str, value: dict[str, Any], start: date | None = None, end: date | None = None, **more: Any) -> Any:
    """A fact as a form states it."""
    return Stated(kind, value, start, end, **more)
