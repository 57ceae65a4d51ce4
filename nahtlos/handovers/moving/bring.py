"""The new file: what was fetched becomes a person and a case of the receiver's district, led by the receiver.

Statements keep the office that made them, with its source, day and legal basis: the law hears them as before, and whoever
reads the file knows that nobody of this district has said so. Runs in the name of the receiver, as the job `linkage`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.enums import FactKind
from nahtlos.cases.heads import refresh
from nahtlos.cases.models import (
    Case,
    Conflict,
    Deadline,
    Fact,
    Participation,
    ProtectionMark,
    ProtectionReason,
    Responsibility,
)
from nahtlos.cases.responsibility import join
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.core.context import as_system
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.moving.fetch import Fetched
from nahtlos.inbox.models import Task
from nahtlos.linkage.identity import Birth, Identity, Spelling, merged
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import identity_from_json, identity_to_json
from nahtlos.people.enums import PERSONAL_IDENTIFIERS, LinkedHow
from nahtlos.people.models import Contact, Household, HouseholdMember, Identifier, Name, Person, Record

#: The record under which the receiver keeps what came with the file.
PROFILE = "move"
#: What says where she lives, and ends with the move unless it is the new place.
_HOME = frozenset({FactKind.PLACE, FactKind.ACCOMMODATION})
#: Working days for a task that was due before the receiver knew of it.
_TASK_DAYS = 5
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Brought:
    """The new file; `facts`: statement of the old file → its like in the new one."""

    person: Person
    case: Case
    facts: dict[UUID, UUID]


def bring(transfer: Transfer, fetched: Fetched, by: Actor, on: date) -> Brought:
    """Write the new file as of the day `on`. The receiver leads it from that day; answers are computed by the caller."""
    person = _like(fetched.person, district_id=by.district_id, created_at=clock.now(), merged_into=None)
    case = Case(
        person=person,
        district_id=by.district_id,
        opened_on=on,
        changed_at=clock.now(),
        came_from=transfer.district.name[:120],
    )
    with as_system("linkage"):
        person.save(force_insert=True)
        case.save(force_insert=True)
        _lead(transfer, case, by, on)
    _protect(fetched, person, by)
    with as_system("linkage"):
        record = _record(transfer, fetched, person, by, on)
        _words(fetched, record, by)
        _live_together(fetched, record, by)
        facts = _state(transfer, fetched, person, on)
        _settled(fetched, person, facts)
        _tasks(transfer, fetched, person, by, on)
        refresh([person.id])
        open_conflicts([person.id], clock.now())
    return Brought(person, case, {old: new.id for old, new in facts.items()})


def tick(fetched: Fetched, person: UUID) -> None:
    """What was met in the old file is met in the new one; call it when the deadlines are computed."""
    with as_system("linkage"):
        met = {(one.code, one.date): one for one in fetched.ticks}
        rows = [one for one in Deadline.objects.filter(person=person) if (one.code, one.date) in met]
        for row in rows:
            done = met[row.code, row.date]
            row.done_at, row.done_by_id = done.done_at, done.done_by_id
        update_rows(rows, ["done_at", "done_by"])


def _like(row: M, **changes: Any) -> M:
    """A new row of the same model that says the same except for `changes`."""
    model = type(row)
    keep = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
    for name, value in changes.items():
        keep.pop(model._meta.get_field(name.removesuffix("_id")).attname, None)  # type: ignore[union-attr]
        keep[name] = value
    return model(**keep)


def _lead(transfer: Transfer, case: Case, by: Actor, on: date) -> None:
    """It takes part, with the colleague named at the acceptance, and leads; the trigger opens the file to it."""
    join([(case.id, by.organisation_id, by.kind)], on)
    part = Participation.objects.get(case=case, organisation=by.organisation_id)
    if transfer.asked_id and part.contact_id != transfer.asked_id and transfer.asked is not None:
        part.deputy_id = part.contact_id
        part.contact, part.unit_id = transfer.asked, transfer.asked.unit_id
        part.save(update_fields=["contact", "deputy", "unit"])
    Responsibility.objects.create(
        case=case, organisation_id=by.organisation_id, valid_from=on, authority="", law=transfer.law, rule=""
    )


def _protect(fetched: Fetched, person: Person, by: Actor) -> None:
    """The marks travel before anything else that is told of her: in the receiver's own name, as the database demands."""
    for old in fetched.marks:
        mark = ProtectionMark.objects.create(
            person=person,
            since=old.since,
            until=old.until,
            set_at=clock.now(),
            set_by_id=by.account_id,
            set_for_id=by.organisation_id,
        )
        reason = getattr(old, "reason", None)
        if reason is not None:
            ProtectionReason.objects.create(mark=mark, person=person, code=reason.code, note=reason.note)


def _record(transfer: Transfer, fetched: Fetched, person: Person, by: Actor, on: date) -> Record:
    """The receiver's own record: by it she is found and recognised there. Of where she lived it keeps nothing."""
    identity = identity_of(fetched)
    record = Record(
        organisation_id=by.organisation_id,
        person=person,
        profile=PROFILE,
        reference=transfer.reference,
        fingerprint=sha256(transfer.id.bytes).hexdigest(),
        identity=identity_to_json(identity),
        linked_how=LinkedHow.CREATED,
        linked_by_id=by.account_id,
        first_seen_on=on,
        last_seen_on=on,
    )
    record.save(force_insert=True)
    return record


def identity_of(fetched: Fetched) -> Identity:
    """All that is known of who she is, headed by what the old file shows."""
    known = [identity_from_json(str(record.id), record.identity) for record in fetched.records]
    whole = merged("", known)
    person = fetched.person
    head = (Spelling(person.family_name, person.given_names),) if str(person) != "–" else ()
    births: tuple[Birth, ...] = ()
    if person.birth_on:
        births = (Birth.of(person.birth_on),)
    elif person.birth_year:
        births = (Birth.in_year(person.birth_year),)
    return replace(
        whole,
        spellings=tuple(dict.fromkeys((*head, *whole.spellings))),
        births=tuple(dict.fromkeys((*births, *whole.births))),
        sex=person.sex or whole.sex,
        postcode=None,
        town=None,
        street=None,
        household=frozenset(),
        origin=PROFILE,
    )


def _words(fetched: Fetched, record: Record, by: Actor) -> None:
    """Names, numbers and ways to reach her, as of the receiver's record."""
    mine: dict[str, Any] = {"person_id": record.person_id, "record": record}
    Name.objects.bulk_create(
        _once((_like(one, **mine) for one in fetched.names), lambda one: (one.kind, one.family, one.given))
    )
    Contact.objects.bulk_create(
        _once((_like(one, **mine) for one in fetched.contacts), lambda one: (one.kind, one.value))
    )
    if fetched.wish is not None:
        _like(fetched.wish, person_id=record.person_id).save(force_insert=True)
    Identifier.objects.bulk_create(_numbers(fetched, record, by))


def _numbers(fetched: Fetched, record: Record, by: Actor) -> list[Identifier]:
    """Her own numbers go on; those of an office of the old district are kept as numbers of there."""
    mine: dict[str, Any] = {"person_id": record.person_id, "record": record}
    personal = [one for one in fetched.identifiers if one.kind in PERSONAL_IDENTIFIERS]
    taken = set(
        Identifier.objects.filter(
            issuer=by.organisation_id, value__in=[one.value for one in personal], is_current=True
        ).values_list("kind", "value")
    )
    found = [
        _like(one, **mine, issuer_id=by.organisation_id, is_current=(one.kind, one.value) not in taken)
        for one in personal
    ]
    found += [_like(one, **mine, is_current=False) for one in fetched.identifiers if one not in personal]
    return _once(found, lambda one: (one.kind, one.value, one.issuer_id))


def _once(rows: Iterable[M], key: Any) -> list[M]:
    """Each of them once."""
    return list({key(row): row for row in rows}.values())


def _live_together(fetched: Fetched, record: Record, by: Actor) -> None:
    """Whoever of a household comes after her is in the same one here; who stays there is in none of this district."""
    for old in fetched.members:
        reference = f"{old.household.organisation.short_name} {old.household.reference}"[:80]
        home, _new = Household.objects.get_or_create(organisation_id=by.organisation_id, reference=reference)
        HouseholdMember.objects.get_or_create(
            household=home, person_id=record.person_id, record=record, defaults={"position": old.position}
        )


def _state(transfer: Transfer, fetched: Fetched, person: Person, on: date) -> dict[UUID, Fact]:
    """Statements as they were made. Where she lived before the day she is wanted from, she lives no longer."""
    moved_on = min(transfer.wanted_on or on, on)
    made: dict[UUID, Fact] = {}
    for old in fetched.facts:
        new = _like(
            old,
            person_id=person.id,
            record=None,
            replaces=None,
            superseded_at=None,
            superseded_why="",
            batch=None,
            superseded_batch=None,
        )
        stays = old.valid_from is not None and old.valid_from >= moved_on
        if old.kind in _HOME and not stays and (old.valid_until is None or old.valid_until > on):
            new.valid_until = on
        made[old.id] = new
    Fact.objects.bulk_create(made.values(), batch_size=1000)
    return made


def _settled(fetched: Fetched, person: Person, facts: dict[UUID, Fact]) -> None:
    """What somebody has found out is not asked again."""
    Conflict.objects.bulk_create(
        _like(old, person_id=person.id, holds_id=facts[old.holds_id].id if old.holds_id in facts else None, note="")
        for old in fetched.settled
        if old.holds_id is None or old.holds_id in facts
    )


def _tasks(transfer: Transfer, fetched: Fetched, person: Person, by: Actor, on: date) -> None:
    """What the old lead still had to do, without its note; nobody is late on the day she takes over."""
    soonest = add_workdays(on, _TASK_DAYS, by.membership.organisation.district.land)
    Task.objects.bulk_create(
        Task(
            person=person,
            district_id=by.district_id,
            kind=old.kind,
            organisation_id=by.organisation_id,
            member=transfer.asked,
            due_on=max(old.due_on, soonest),
            asked_by_id=transfer.sender_id,
            created_at=clock.now(),
            cause_type="handovers.move",
            cause=old.id,
        )
        for old in fetched.tasks
    )
