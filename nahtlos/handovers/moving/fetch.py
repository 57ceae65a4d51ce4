"""What a file has to hand over, read as the job `move` on behalf of the office that has accepted it. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from nahtlos.access.pieces import FACTS, FOR_THE_AUTHOR
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Case, Conflict, Deadline, Fact, ProtectionMark
from nahtlos.cases.protection import living_marks
from nahtlos.cases.sight import Sight, sight_of
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.grants.models import Consent
from nahtlos.handovers.models import Transfer
from nahtlos.inbox.enums import TaskKind
from nahtlos.inbox.models import Task
from nahtlos.organisations.actor import Actor
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
    """Everything that goes along, as the receiver's sight allows; what is not there stays with the old district.

    Notes of every class, free remarks of lists, statements under restriction, consents and the journal never go along.
    Raises Case.DoesNotExist unless the receiver has accepted.
    """
    with as_system("move"):
        person_id = Case.objects.get(id=transfer.case_id).person_id
        marks = list(living_marks().filter(person=person_id).select_related("reason"))
        sight = sight_of(by, leads=True, is_protected=bool(marks))
        current = {"person": person_id, "is_current": True}
        return Fetched(
            person=Person.objects.get(id=person_id),
            marks=marks,
            records=list(Record.objects.filter(person=person_id, withdrawn_at=None).order_by("id")),
            names=list(Name.objects.filter(person=person_id).order_by("id")),
            identifiers=list(Identifier.objects.filter(**current).order_by("id")),
            contacts=list(Contact.objects.filter(**current).order_by("id")) if _may(sight, DataClass.CONTACT) else [],
            wish=ContactWish.objects.filter(person=person_id).first() if _may(sight, DataClass.CONTACT) else None,
            members=list(HouseholdMember.objects.filter(**current).select_related("household__organisation"))
            if _may(sight, DataClass.FAMILY)
            else [],
            facts=_facts(person_id, sight),
            settled=[
                one
                for one in Conflict.objects.filter(person=person_id, closed_by__isnull=False).order_by("opened_at")
                if sight.shows(FACTS[one.kind])
            ],
            ticks=[
                one
                for one in Deadline.objects.filter(person=person_id, done_at__isnull=False)
                if sight.reminds_of(one.code)
            ],
            tasks=list(
                Task.objects.filter(person=person_id, organisation=transfer.sender_id, done_at=None).exclude(
                    kind=TaskKind.OTHER  # says nothing without its note, and notes stay
                )
            ),
            consents=_living_consents(person_id),
        )


def _may(sight: Sight, data: DataClass) -> bool:
    return sight.shows(data)


def _facts(person_id: UUID, sight: Sight) -> list[Fact]:
    """Statements that stand, of every class the receiver may read whole."""
    kinds = [kind for kind, data in FACTS.items() if kind not in FOR_THE_AUTHOR and sight.shows(data)]
    rows = Fact.objects.filter(person=person_id, superseded_at=None, kind__in=kinds)
    return list(rows.select_related("reported_by").order_by("recorded_at", "id"))


def _living_consents(person_id: UUID) -> int:
    today = clock.today()
    return Consent.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=today), person=person_id, withdrawal=None
    ).count()
