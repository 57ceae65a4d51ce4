"""Opening a file for somebody new, merging two files of one person, and taking both back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.answers import recompute
from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.intake import Intake, Link, refresh
from nahtlos.cases.matching import candidates_for
from nahtlos.cases.models import Case, CaseAccess, Fact, Merge, Participation, Responsibility
from nahtlos.cases.responsibility import join
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.linkage.decide import decide
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData, reason_to_json
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Contact, ContactWish, HouseholdMember, Identifier, Name, Person, Record

#: What hangs on a person and moves with a record or a merge.
_OF_RECORD = (Record, Name, Identifier, Contact, HouseholdMember, Fact)


class NotMergeable(Exception):
    """These two cannot become one; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """Somebody who may be the same person; `person_id` only if the actor may open her file, else whom to ask."""

    person_id: UUID | None
    score: float
    reasons: Sequence[Any]
    desk: str


def check_for_match(*, by: Actor, data: PersonData, limit: int = 3) -> list[PossibleMatch]:
    """Is she here already? Whoever is not in the actor's cases is named by the desk to ask, with nothing else of her."""
    by.require(Permission.PERSON_CREATE)
    identity = data.identity("new", by.kind)
    decision = decide(identity, candidates_for([identity]), same_list=frozenset())
    found = [candidate for candidate in decision.candidates if candidate.score.probability >= 0.05][:limit]
    ids = [UUID(candidate.key) for candidate in found]
    mine = set(
        CaseAccess.objects.filter(organisation=by.organisation_id, person__in=ids).values_list("person_id", flat=True)
    )
    with as_system("linkage"):
        desks = dict(
            Participation.objects.filter(case__person__in=ids, valid_until=None)
            .order_by("-valid_from")
            .values_list("case__person_id", "organisation__name")
        )
    journal.record("match.checked", candidates=len(found))
    return [
        PossibleMatch(
            person_id=key if key in mine else None,
            score=round(candidate.score.probability, 4),
            reasons=[reason_to_json(reason) for reason in candidate.score.reasons] if key in mine else [],
            desk=desks.get(key, ""),
        )
        for key, candidate in zip(ids, found, strict=True)
    ]


@transaction.atomic
def open_case(*, by: Actor, data: PersonData) -> UUID:
    """A new file with this first entry; check for a match before. Returns the person's id. Raises AccessDenied."""
    by.require(Permission.PERSON_CREATE)
    intake = Intake(by, clock.today(), "entry")
    record = intake.open_file(data, Link(LinkedHow.ENTERED, by=by.account_id))
    person_id = record.person_id
    intake.flush()
    journal.record("case.opened", "person", person_id)
    return person_id


@transaction.atomic
def attach_entry(*, by: Actor, data: PersonData, person_id: UUID) -> UUID:
    """What was typed belongs to somebody whose file the actor may open. Raises AccessDenied, Case.DoesNotExist."""
    by.require(Permission.PERSON_CREATE)
    Case.objects.get(person=person_id)
    intake = Intake(by, clock.today(), "entry")
    intake.attach(data, person_id, Link(LinkedHow.HUMAN, by=by.account_id))
    intake.flush()
    journal.record("record.attached", "person", person_id)
    return person_id


@transaction.atomic
def merge_people(*, by: Actor, kept: UUID, gone: UUID, reason: str) -> Merge:
    """Two files become one; every row that moves is listed, so that `undo_merge` gives back exactly what was there.

    Raises AccessDenied, Case.DoesNotExist, NotMergeable.
    """
    by.require(Permission.MATCH_DECIDE)
    if kept == gone:
        raise NotMergeable("A file cannot be merged with itself.")
    cases = {case.person_id: case for case in Case.objects.select_for_update().filter(person__in=[kept, gone])}
    if len(cases) < 2:
        raise Case.DoesNotExist
    now, today = clock.now(), clock.today()
    with as_system("linkage"):
        people = {person.id: person for person in Person.objects.select_for_update().filter(id__in=[kept, gone])}
        if any(person.merged_into_id for person in people.values()):
            raise NotMergeable("One of the two files has been merged already.")
        moved = {model._meta.label: _move(model, gone, kept) for model in _OF_RECORD}
        if not ContactWish.objects.filter(person=kept).exists():
            moved["people.ContactWish"] = _move(ContactWish, gone, kept)
        moved["joined"] = _inherit_participation(cases[gone], cases[kept])
        Person.objects.filter(id=gone).update(merged_into=kept)
        Responsibility.objects.filter(case=cases[gone], valid_until=None, valid_from__lt=today).update(
            valid_until=today
        )
        Case.objects.filter(person=gone).update(closed_on=today, changed_at=now, version=F("version") + 1)
        Case.objects.filter(person=kept).update(changed_at=now, version=F("version") + 1)
        merge = Merge.objects.create(
            kept_id=kept, gone_id=gone, moved=moved, by_id=by.account_id, at=now, reason=reason
        )
        refresh([kept, gone])
        open_conflicts([kept], now)
    recompute([kept])
    journal.record("person.merged", "person", kept, gone=str(gone), rows=_count(moved))
    return merge


@transaction.atomic
def undo_merge(*, by: Actor, merge_id: UUID) -> Merge:
    """Both files are there again with what each had; what was recorded since stays with the kept one.

    Raises AccessDenied, Merge.DoesNotExist.
    """
    by.require(Permission.MATCH_DECIDE)
    merge = Merge.objects.select_for_update().get(id=merge_id, undone_at=None)
    now = clock.now()
    with as_system("linkage"):
        for label, ids in merge.moved.items():
            if label != "joined":
                apps.get_model(label)._default_manager.filter(id__in=ids).update(person=merge.gone_id)
        _leave_again(merge.moved.get("joined", []))
        Person.objects.filter(id=merge.gone_id).update(merged_into=None)
        Responsibility.objects.filter(case__person=merge.gone_id, valid_until=F("case__closed_on")).update(
            valid_until=None
        )
        Case.objects.filter(person=merge.gone_id).update(closed_on=None, changed_at=now, version=F("version") + 1)
        merge.undone_at, merge.undone_by_id = now, by.account_id
        merge.save(update_fields=["undone_at", "undone_by"])
        refresh([merge.kept_id, merge.gone_id])
        open_conflicts([merge.kept_id, merge.gone_id], now)
    recompute([merge.kept_id, merge.gone_id])
    journal.record("person.unmerged", "person", merge.kept_id, gone=str(merge.gone_id), rows=_count(merge.moved))
    return merge


@transaction.atomic
def unlink_record(*, by: Actor, record_id: UUID, reason: str) -> UUID:
    """A record of the actor's organisation was linked to the wrong person: it gets a file of its own, with all it said.

    Returns the new person's id. Raises AccessDenied, Record.DoesNotExist, NotMergeable.
    """
    by.require(Permission.MATCH_DECIDE)
    record = Record.objects.select_for_update().get(id=record_id, organisation=by.organisation_id)
    old = record.person_id
    now, today = clock.now(), clock.today()
    with as_system("linkage"):
        if Record.objects.filter(person=old).count() < 2:
            raise NotMergeable("This is the only record in the file; there is nothing to separate.")
        person = Person.objects.create(district_id=by.district_id, created_at=now)
        case = Case.objects.create(person=person, district_id=by.district_id, opened_on=today, changed_at=now)
        for model in (Name, Identifier, Contact, HouseholdMember, Fact):
            model._default_manager.filter(record=record).update(person=person)
        Record.objects.filter(id=record.id).update(
            person=person, linked_how=LinkedHow.HUMAN, linked_by=by.account_id, link_score=None, link_reasons=[]
        )
        join([(case.id, by.organisation_id, by.kind)], today)
        still_there = Record.objects.filter(person=old, organisation=by.organisation_id).exists()
        if not still_there:
            _end_participation(old, by.organisation_id)
        refresh([old, person.id])
        open_conflicts([old, person.id], now)
    recompute([old, person.id])
    journal.record("record.unlinked", "person", person.id, record=str(record.id), reason_given=bool(reason))
    return person.id


def _move(model: Any, source: UUID, target: UUID) -> list[str]:
    rows = model._default_manager.filter(person=source)
    ids = [str(key) for key in rows.values_list("id", flat=True)]
    rows.update(person=target)
    return ids


def _inherit_participation(source: Case, target: Case) -> list[str]:
    """Whoever took part in the one file takes part in the other."""
    there = Participation.objects.filter(case=target, valid_until=None).values("organisation")
    new = [
        Participation(
            case=target,
            organisation_id=part.organisation_id,
            unit_id=part.unit_id,
            contact_id=part.contact_id,
            deputy_id=part.deputy_id,
            legal_basis=part.legal_basis,
            valid_from=part.valid_from,
        )
        for part in Participation.objects.filter(case=source, valid_until=None).exclude(organisation__in=there)
    ]
    Participation.objects.bulk_create(new)
    return [str(part.id) for part in new]


def _leave_again(ids: Sequence[str]) -> None:
    for part in Participation.objects.filter(id__in=ids, valid_until=None):
        _end(part)


def _end_participation(person_id: UUID, organisation_id: UUID) -> None:
    """The organisation has no record of this person any more, and does not lead her case."""
    leading = Q(case__responsibilities__valid_until=None, case__responsibilities__organisation=organisation_id)
    parts = Participation.objects.filter(case__person=person_id, organisation=organisation_id, valid_until=None)
    for part in parts.exclude(leading):
        _end(part)


def _end(part: Participation) -> None:
    """Ends today; one that began today is ended on the next day, because a period has at least one day."""
    part.valid_until = max(clock.today(), part.valid_from + timedelta(days=1))
    part.save(update_fields=["valid_until"])


def _count(moved: dict[str, list[str]]) -> int:
    return sum(len(ids) for ids in moved.values())
