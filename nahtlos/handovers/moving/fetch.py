"""What a file has to hand over, read as the job `move` on behalf of the office that has accepted it. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from nahtlos.access.evaluation import Verdict, Who, judge
from nahtlos.access.pieces import DEADLINES, FACTS, FOR_THE_AUTHOR, FRAME
from nahtlos.access.vocabulary import DataClass, Relation, Scope, Verb
from nahtlos.cases.models import Case, Conflict, Deadline, Fact, ProtectionMark
from nahtlos.cases.protection import living_marks
from nahtlos.cases.sight import sight_of
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.grants.models import Consent
from nahtlos.handovers.models import Transfer
from nahtlos.inbox.enums import TaskKind
from nahtlos.inbox.models import Task
from nahtlos.organisations.actor import PURPOSES, Actor
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import Organisation
from nahtlos.people.models import Contact, ContactWish, HouseholdMember, Identifier, Name, Person, Record


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as the receiver may lawfully have it. Rows belong to the old person; nobody saves them again."""

    person: Person
    marks: Sequence[ProtectionMark]  #: that protect her, each with its reason
    records: Sequence[Record]
    names: Sequence[Name]
    identifiers: Sequence[Identifier]
    contacts: Sequence[Contact]
    wish: ContactWish | None
    members: Sequence[HouseholdMember]
    facts: Sequence[Fact]
    settled: Sequence[Conflict]  #: contradictions somebody has settled
    ticks: Sequence[Deadline]  #: deadlines that were met
    tasks: Sequence[Task]  #: open ones of the office that led
    consents: int  #: living ones, which end


def fetch(transfer: Transfer, by: Actor) -> Fetched:
    """Everything that goes along: each class that the receiver, or another office of its district, reads by law.

    In the new file each office still sees its own classes and no more; what nobody there may read stays where it is. Notes
    of every class, free remarks of lists, statements under restriction, consents and the journal never go along. Raises
    Case.DoesNotExist unless the receiver has accepted.
    """
    with as_system("move"):
        person_id = Case.objects.get(id=transfer.case_id).person_id
        marks = list(living_marks().filter(person=person_id).select_related("reason"))
        open_there = _open_there(by, is_protected=bool(marks))
        current = {"person": person_id, "is_current": True}
        return Fetched(
            person=Person.objects.get(id=person_id),
            marks=marks,
            records=list(Record.objects.filter(person=person_id, withdrawn_at=None).order_by("id")),
            names=list(Name.objects.filter(person=person_id).order_by("id")),
            identifiers=list(Identifier.objects.filter(**current).order_by("id")),
            contacts=list(Contact.objects.filter(**current).order_by("id")) if DataClass.CONTACT in open_there else [],
            wish=ContactWish.objects.filter(person=person_id).first() if DataClass.CONTACT in open_there else None,
            members=list(HouseholdMember.objects.filter(**current).select_related("household__organisation"))
            if DataClass.FAMILY in open_there
            else [],
            facts=_facts(person_id, open_there),
            settled=[
                one
                for one in Conflict.objects.filter(person=person_id, closed_by__isnull=False).order_by("opened_at")
                if FACTS[one.kind] in open_there
            ],
            ticks=[
                one
                for one in Deadline.objects.filter(person=person_id, done_at__isnull=False)
                if one.code in DEADLINES and DEADLINES[one.code] in open_there | {FRAME}
            ],
            tasks=list(
                Task.objects.filter(person=person_id, organisation=transfer.sender_id, done_at=None).exclude(
                    kind=TaskKind.OTHER  # says nothing without its note, and notes stay
                )
            ),
            consents=_living_consents(person_id),
        )


def _open_there(by: Actor, *, is_protected: bool) -> frozenset[DataClass]:
    """Classes that the law opens whole to the receiver, which leads, or to another office of its district."""
    district, today = by.membership.organisation.district, clock.today()
    kinds = set(Organisation.objects.filter(district=district).values_list("kind", flat=True)) - {by.kind}
    others = [
        Who("clerk", kind, "", PURPOSES[OrganisationKind(kind)], Relation.PARTICIPANT, today, district.ags)
        for kind in sorted(kinds)
    ]
    mine = sight_of(by, leads=True, is_protected=is_protected)
    return frozenset(
        data
        for data in DataClass
        if mine.shows(data) or any(_whole(judge(who, Verb.READ, data, protected=is_protected)) for who in others)
    )


def _whole(verdict: Verdict) -> bool:
    return verdict.allowed and verdict.scope is Scope.ALL


def _facts(person_id: UUID, open_there: Collection[DataClass]) -> list[Fact]:
    """Statements that stand, of every class that is open there."""
    kinds = [kind for kind, data in FACTS.items() if kind not in FOR_THE_AUTHOR and data in open_there]
    rows = Fact.objects.filter(person=person_id, superseded_at=None, kind__in=kinds)
    return list(rows.select_related("reported_by").order_by("recorded_at", "id"))


def _living_consents(person_id: UUID) -> int:
    today = clock.today()
    return Consent.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=today), person=person_id, withdrawal=None
    ).count()
