"""The arrival chain: whom the immigration office brings for the first time, the employment agency is to inform.

The agency takes part in her case from that moment, because § 8 Abs. 3 S. 3 AsylG lets the asylum data reach it for its
own tasks; whether and since when it does is asked of the law engine, never decided here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from nahtlos.audit import journal
from nahtlos.cases import happenings
from nahtlos.cases.enums import FactKind
from nahtlos.cases.models import Case, Fact, Participation
from nahtlos.cases.responsibility import join, leave
from nahtlos.cases.services.moving import move
from nahtlos.core import clock
from nahtlos.core.workdays import add_workdays
from nahtlos.inbox.enums import ToldHow
from nahtlos.inbox.models import Information
from nahtlos.law.data_sharing import DataClass, sharing
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import District, Organisation
from nahtlos.people.models import Person, Record

#: Working days within which a newcomer is to be informed: agreed, not statutory.
WORKDAYS = 10
#: Held under the Asylum Act: only these data may reach the agency on its § 8.
IN_PROCEDURE = ("asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung")
#: From the age of SGB II and of vocational guidance until the agency has nothing more to offer; unknown ages are informed.
FROM_AGE, UNTIL_AGE = 15, 67


def listen() -> None:
    """Called once, when Django is ready."""
    happenings.office_has_spoken.connect(_spoken, dispatch_uid="inbox.arrivals.spoken")
    happenings.office_has_withdrawn.connect(_withdrawn, dispatch_uid="inbox.arrivals.withdrawn")
    happenings.files_merge.connect(_merge, dispatch_uid="inbox.arrivals.merge")


def _spoken(*, actor: Actor, joining: Collection[UUID], batch: UUID | None, **_more: Any) -> None:
    if not joining:
        return
    if actor.kind == OrganisationKind.AUSLAENDERBEHOERDE:
        _announce(actor, set(joining), batch)
    elif actor.kind == OrganisationKind.ARBEITSAGENTUR:
        _known(actor, set(joining))


def _announce(actor: Actor, people: set[UUID], batch: UUID | None) -> None:
    """One information each for those who are in the procedure and whom the agency does not know."""
    today = clock.today()
    basis = legal_basis(today)
    if not basis:
        return
    agency = _agency(actor.district_id)
    if agency is None:
        return
    cases = _newcomers(actor, people, agency.id, today)
    if not cases:
        return
    land = District.objects.values_list("land", flat=True).get(id=actor.district_id)
    due = add_workdays(today, WORKDAYS, land)
    join([(case, agency.id, agency.kind) for case in sorted(cases)], today)
    Information.objects.bulk_create(
        Information(
            person_id=person,
            district_id=actor.district_id,
            organisation=agency,
            reported_by_id=actor.organisation_id,
            legal_basis=basis,
            opened_on=today,
            due_on=due,
            batch=batch,
        )
        for person in sorted(cases.values())
    )
    journal.record("newcomers.announced", people=len(cases))


def _newcomers(actor: Actor, people: set[UUID], agency: UUID, today: date) -> dict[UUID, UUID]:
    """Case → person."""
    held = (
        Fact.objects.filter(
            person__in=people,
            kind=FactKind.RESIDENCE,
            superseded_at=None,
            reported_by=actor.organisation_id,
            value__status__in=IN_PROCEDURE,
        )
        .filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_until=None) | Q(valid_until__gt=today))
        .values("person")
    )
    known = Record.objects.filter(person__in=people, organisation=agency, withdrawn_at=None).values("person")
    there = Information.objects.filter(person__in=people, withdrawn_at=None).values("person")
    old_enough = Q(birth_year=None) | Q(birth_year__gte=today.year - UNTIL_AGE, birth_year__lte=today.year - FROM_AGE)
    wanted = Person.objects.filter(old_enough, id__in=held, merged_into=None, withdrawn_at=None)
    wanted = wanted.exclude(id__in=known).exclude(id__in=there)
    return {
        case: person
        for case, person, born in Case.objects.filter(person__in=wanted, closed_on=None).values_list(
            "id", "person_id", "person__birth_on"
        )
        if born is None or FROM_AGE <= age_on(born, today) < UNTIL_AGE
    }


def _known(actor: Actor, people: set[UUID]) -> None:
    """The agency's own list has her: she is its customer, and needs no first letter."""
    now = clock.now()
    Information.objects.filter(
        person__in=people, organisation=actor.organisation_id, told_on=None, withdrawn_at=None
    ).update(told_on=clock.today(), told_how=ToldHow.KNOWN, told_at=now)


def _withdrawn(*, actor: Actor, people: Collection[UUID], **_more: Any) -> None:
    """Whom the immigration office no longer speaks of is not to be informed any more; whom the agency no longer knows, is."""
    mine = Record.objects.filter(person__in=people, organisation=actor.organisation_id, withdrawn_at=None)
    unsaid = set(people) - set(mine.values_list("person_id", flat=True))
    if actor.kind == OrganisationKind.AUSLAENDERBEHOERDE:
        gone = Information.objects.filter(
            person__in=unsaid, reported_by=actor.organisation_id, told_on=None, withdrawn_at=None
        )
        for agency in set(gone.values_list("organisation_id", flat=True)):
            hers = set(gone.filter(organisation=agency).values_list("person_id", flat=True))
            known = Record.objects.filter(person__in=hers, organisation=agency, withdrawn_at=None)
            leave(hers - set(known.values_list("person_id", flat=True)), agency, clock.today())
        gone.update(withdrawn_at=clock.now())
    elif actor.kind == OrganisationKind.ARBEITSAGENTUR:
        again = Information.objects.filter(
            person__in=unsaid, organisation=actor.organisation_id, told_how=ToldHow.KNOWN, withdrawn_at=None
        )
        _take_part_again(set(again.values_list("person_id", flat=True)), actor)
        again.update(told_on=None, told_how="", told_at=None)


def _take_part_again(people: set[UUID], agency: Actor) -> None:
    """She left with her list; the immigration office's word that brought her into these cases still stands."""
    there = Participation.objects.filter(case=OuterRef("id"), organisation=agency.organisation_id, valid_until=None)
    cases = Case.objects.filter(~Exists(there), person__in=people, closed_on=None).order_by("id")
    join([(case, agency.organisation_id, agency.kind) for case in cases.values_list("id", flat=True)], clock.today())


def _merge(*, kept: UUID, gone: UUID, **_more: Any) -> dict[str, list[str]]:
    """One person is informed once: the row of a file that has one already stays behind, and stands again with its file."""
    if Information.objects.filter(person=kept, withdrawn_at=None).exists():
        return {}
    return {"inbox.Information": move(Information, gone, kept)}


#: What the agency is told.
TOLD: tuple[DataClass, ...] = ("identity", "address", "status_and_procedure")


@lru_cache(maxsize=16)
def legal_basis(on: date) -> str:
    """The provision on which the immigration office may tell the agency who arrived; empty where the law does not allow it."""
    flows = [
        sharing(
            "asylum_authority",
            "arbeitsagentur",
            "sgb_iii_task",
            kind,
            on=on,
            trigger="own_initiative",
            necessary=True,
            consent=None,
        )
        for kind in TOLD
    ]
    if not all(flow.permitted for flow in flows):
        return ""
    return str(flows[0].sharing["law"][0]["cite"])


def age_on(born: date, on: date) -> int:
    """Completed years of life."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _agency(district: UUID) -> Organisation | None:
    return Organisation.objects.filter(district=district, kind=OrganisationKind.ARBEITSAGENTUR).order_by("name").first()
