"""Opening a file for somebody new, merging two files of one person, and taking both back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases import happenings
from nahtlos.cases.answers import recompute
from nahtlos.cases.closing import was_merged, was_parted
from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.heads import refresh
from nahtlos.cases.intake import Intake, Link
from nahtlos.cases.matching import candidates_for
from nahtlos.cases.models import Case, CaseAccess, Merge, Participation
from nahtlos.cases.responsibility import cases_closed, cases_reopened, join, leave
from nahtlos.cases.services.moving import (
    OF_RECORD,
    count,
    end_lead,
    follow,
    give_lead_back,
    inherit_participation,
    lead_again,
    lead_of,
    leave_again,
    move,
    move_back,
)
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.linkage.decide import decide
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData, reason_to_json
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import ContactWish, Person, Record


class NotMergeable(Exception):
    """These two cannot become one; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """Somebody who may be the same person. Of a file the actor may not open there is only the desk to ask: a score would
    tell whether a guessed birth date comes nearer."""

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
            Participation.objects.filter(case__person__in=ids)
            .filter(Q(valid_until=None) | Q(valid_until=F("case__closed_on")))  # at the end, where it is closed
            .order_by("-valid_from")
            .values_list("case__person_id", "organisation__name")
        )
    journal.record("match.checked", candidates=len(found))
    return [
        PossibleMatch(
            person_id=key if key in mine else None,
            score=round(candidate.score.probability, 4) if key in mine else 0.0,
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
        if any(person.withdrawn_at for person in people.values()):
            raise NotMergeable("One of the two files is empty, because its import was undone.")
        if any(case.closed_on for case in cases.values()):
            raise NotMergeable("One of the two files is closed; open it again first.")
        moved: dict[str, Any] = {model._meta.label: move(model, gone, kept) for model in (Record, *OF_RECORD)}
        if not ContactWish.objects.filter(person=kept).exists():
            moved["people.ContactWish"] = move(ContactWish, gone, kept)
        for _receiver, rows in happenings.files_merge.send(sender=None, kept=kept, gone=gone):
            moved |= cast("dict[str, list[str]]", rows)
        moved["follows"] = follow(gone, kept)
        moved["led"] = lead_of(cases[kept])
        moved["joined"] = inherit_participation(cases[gone], cases[kept])
        moved["ended"] = end_lead(cases[gone], today)
        Person.objects.filter(id=gone).update(merged_into=kept)
        Case.objects.filter(person=gone).update(closed_on=today, changed_at=now, version=F("version") + 1)
        Case.objects.filter(person=kept).update(changed_at=now, version=F("version") + 1)
        was_merged(cases[gone], by=by, closed_on=today)
        cases_closed.send(sender=None, people=[gone])
        merge = Merge.objects.create(
            kept_id=kept, gone_id=gone, moved=moved, by_id=by.account_id, at=now, reason=reason
        )
        refresh([kept, gone])
        open_conflicts([kept], now)
    recompute([kept])
    journal.record("person.merged", "person", kept, gone=str(gone), rows=count(moved))
    return merge


@transaction.atomic
def undo_merge(*, by: Actor, merge_id: UUID) -> Merge:
    """Both files are there again with what each had; what was recorded since stays with the kept one, unless it
    corrects something that goes back.

    Raises AccessDenied, Merge.DoesNotExist, NotMergeable when the kept file has itself been merged or closed since.
    """
    by.require(Permission.MATCH_DECIDE)
    merge = Merge.objects.select_for_update().get(id=merge_id, undone_at=None)
    now, today = clock.now(), clock.today()
    with as_system("linkage"):
        if Person.objects.select_for_update().get(id=merge.kept_id).merged_into_id:
            raise NotMergeable("The file has been merged again since; undo the later merge first.")
        if Case.objects.get(person=merge.kept_id).closed_on:
            raise NotMergeable("The file is closed; open it again first.")
        move_back(merge.moved, kept=merge.kept_id, gone=merge.gone_id)
        lead_again(merge.moved["ended"])
        case = Case.objects.get(person=merge.kept_id)
        give_lead_back(case, merge.moved["led"], merge.moved["joined"], today)
        Person.objects.filter(id=merge.gone_id).update(merged_into=None)
        Case.objects.filter(person=merge.gone_id).update(closed_on=None, changed_at=now, version=F("version") + 1)
        Case.objects.filter(person=merge.kept_id).update(changed_at=now, version=F("version") + 1)
        parted = was_parted(merge.gone_id, by=by)
        merge.undone_at, merge.undone_by_id = now, by.account_id
        merge.save(update_fields=["undone_at", "undone_by"])
        refresh([merge.kept_id, merge.gone_id])
        open_conflicts([merge.kept_id, merge.gone_id], now)
    recompute([merge.kept_id, merge.gone_id])
    with as_system("linkage"):
        leave_again(merge.moved["joined"], today)
        cases_reopened.send(sender=None, closings=parted)
    journal.record("person.unmerged", "person", merge.kept_id, gone=str(merge.gone_id), rows=count(merge.moved))
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
        if Record.objects.filter(person=old, withdrawn_at=None).count() < 2:
            raise NotMergeable("This is the only record in the file; there is nothing to separate.")
        person = Person.objects.create(district_id=by.district_id, created_at=now)
        case = Case.objects.create(person=person, district_id=by.district_id, opened_on=today, changed_at=now)
        for model in OF_RECORD:
            model._default_manager.filter(record=record).update(person=person)
        Record.objects.filter(id=record.id).update(
            person=person, linked_how=LinkedHow.HUMAN, linked_by=by.account_id, link_score=None, link_reasons=[]
        )
        join([(case.id, by.organisation_id, by.kind)], today)
        still_there = Record.objects.filter(person=old, organisation=by.organisation_id, withdrawn_at=None).exists()
        if not still_there:
            leave([old], by.organisation_id, today)
        refresh([old, person.id])
        open_conflicts([old, person.id], now)
    recompute([old, person.id])
    with as_system("linkage"):
        if not still_there:
            happenings.office_has_withdrawn.send(sender=None, actor=by, people={old})
        happenings.office_has_spoken.send(sender=None, actor=by, joining={person.id}, batch=None)
    journal.record("record.unlinked", "person", person.id, record=str(record.id), reason_given=bool(reason))
    return person.id
