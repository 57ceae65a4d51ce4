"""Reading handovers and referrals: each side sees its own; before acceptance the receiver sees a preview and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.models import Case, CaseAccess
from nahtlos.core import clock
from nahtlos.handovers.enums import LEADING, OPEN, Kind, Level, Side, State
from nahtlos.handovers.machines import Step, possible
from nahtlos.handovers.models import Arrival, Link, Transfer, Transition
from nahtlos.handovers.moving.known import Known, known_here
from nahtlos.handovers.package import checklist
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership
from nahtlos.people.models import Person

#: What the list may be narrowed to.
BOXES = ("incoming", "outgoing", "overdue", "ended")
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One transfer in a list. `name` is empty until the actor's organisation may open the file."""

    transfer: Transfer
    side: str
    name: str
    person_id: UUID | None
    is_overdue: bool
    acts: str  #: who must act now, by name where one is named

    @property
    def is_mine(self) -> bool:
        """Whether it is this side's turn."""
        waits_for = Side.SENDER if self.transfer.state == State.DRAFT else Side.RECEIVER
        return self.side == waits_for


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything the page about one transfer shows to this actor."""

    line: Line
    steps: Sequence[Transition]  #: empty for the lead that only knows of it
    possible: Sequence[Step]
    gaps: Sequence[str]
    there: Sequence[str]
    may_open: bool  #: the file
    consents: int = 0  #: of a move that has taken effect, for the receiver: so many ended, she is to be asked again
    known: Sequence[Known] = ()  #: and who may be her in the new district


def visible(actor: Actor) -> QuerySet[Transfer]:
    """Transfers of which the actor's organisation is a side, and drafts only of its own."""
    own = actor.organisation_id
    return (
        Transfer.objects.filter(Q(sender=own) | Q(receiver=own) & ~Q(state=State.DRAFT))
        .select_related("sender", "receiver", "asked__account", "asked_deputy__account", "district")
        .order_by("due_on", "id")
    )


def boxes(actor: Actor) -> dict[str, QuerySet[Transfer]]:
    """The transfers of each of BOXES."""
    own, today, every = actor.organisation_id, clock.today(), visible(actor)
    going_on = every.filter(state__in=OPEN)
    return {
        "incoming": going_on.filter(receiver=own),
        "outgoing": going_on.filter(sender=own),
        "overdue": going_on.filter(due_on__lt=today).exclude(kind__in=LEADING, state=State.ACCEPTED),
        "ended": every.exclude(state__in=OPEN).order_by("-changed_at"),
    }


def list_transfers(actor: Actor, box: str) -> tuple[list[Line], dict[str, int]]:
    """One box and how many are in each. Journalled. Raises AccessDenied."""
    actor.require(Permission.CASE_LIST)
    every = boxes(actor)
    found = lines_of(actor, list(every[box if box in BOXES else "incoming"][:_SHOWN]))
    journal.record("transfers.listed", rows=len(found))
    return found, {name: rows.count() for name, rows in every.items()}


def waiting(actor: Actor, *, only_mine: bool = True) -> list[Line]:
    """What needs an act of my organisation: requests to answer, drafts, gaps in what we send. `only_mine`: put to me."""
    if not actor.may(Permission.HANDOVER_WORK):
        return []
    every = boxes(actor)
    mine = list(every["incoming"].filter(state__in=[State.REQUESTED, State.ON_HOLD, State.IN_PROGRESS])[:_SHOWN])
    outgoing = list(every["outgoing"][:_SHOWN])
    stuck = _stuck_at_partners(outgoing)
    mine += [one for one in outgoing if one.state == State.DRAFT or one.gaps or one.id in stuck]
    lines = lines_of(actor, list({one.id: one for one in mine}.values()))
    return [line for line in lines if not only_mine or _is_for(actor, line)]


def _stuck_at_partners(outgoing: Sequence[Transfer]) -> set[UUID]:
    """Referrals to partners without an account that are overdue, or that no living link leads to."""
    today, asked = clock.today(), {one.id: one for one in outgoing if one.partner}
    if not asked:
        return set()
    living = Link.objects.filter(transfer__in=asked, ended_at=None, expires_on__gte=today)
    reached = set(living.values_list("transfer_id", flat=True))
    return {key for key, one in asked.items() if one.due_on < today or key not in reached}


def _is_for(actor: Actor, line: Line) -> bool:
    one, me = line.transfer, actor.membership.id
    if line.side == Side.SENDER:
        return True
    if one.asked_id in (None, me):
        return True
    if one.level == Level.DEPUTY:
        return one.asked_deputy_id == me
    return one.level in (Level.TEAM_LEAD, Level.COORDINATOR) and actor.membership.role == Role.TEAM_LEAD


def of_case(actor: Actor, person_id: UUID, lead: UUID | None) -> list[Line]:
    """Open transfers of a case, and the refusal of a handover its lead still has to live with: for the head of the file.

    Of a file that went to another district, or came from there, the move. The lead authority sees that others refer her,
    too (the database says so). One statement where there is nothing.
    """
    of_file = Q(case__in=Case.objects.filter(person=person_id))  # never with the case, which may be closed to the actor
    came = Q(id__in=Arrival.objects.filter(person=person_id).values("transfer"))
    moved = (of_file | came) & Q(kind=Kind.MOVE, state=State.COMPLETED)
    every = list(
        Transfer.objects.filter(of_file & Q(state__in=[*OPEN, State.REJECTED]) | moved)
        .exclude(Q(state=State.DRAFT) & ~Q(sender=actor.organisation_id))
        .select_related("sender", "receiver__district", "asked__account", "asked_deputy__account", "district")
        .order_by("created_at")
    )
    keep = [
        one
        for one in every
        if one.state != State.REJECTED or (one.kind == Kind.HANDOVER and one.sender_id == lead and _last(one, every))
    ]
    return lines_of(actor, keep) if keep else []


def _last(one: Transfer, every: Sequence[Transfer]) -> bool:
    return not any(other.kind == Kind.HANDOVER and other.created_at > one.created_at for other in every)


def get_transfer(actor: Actor, transfer_id: UUID) -> Detail:
    """One transfer as this side sees it. Journalled. Raises AccessDenied, Transfer.DoesNotExist, whatever the reason."""
    actor.require(Permission.CASE_LIST)
    transfer = visible(actor).get(id=transfer_id)  # never with its case, which is closed to the receiver
    (line,) = lines_of(actor, [transfer])
    steps = transfer.transitions.select_related("by", "organisation", "named").order_by("id")
    may_work = actor.may(Permission.HANDOVER_WORK)
    journal.record("transfer.read", "person", line.person_id, transfer=str(transfer.id))
    wanted = checklist(transfer.kind, transfer.receiver_kind)
    arrival = Arrival.objects.filter(transfer=transfer).first() if transfer.kind == Kind.MOVE else None
    came = arrival is not None and line.side == Side.RECEIVER
    return Detail(
        line=line,
        steps=list(steps),
        possible=possible(transfer.kind, transfer.state, line.side, actor.membership.role) if may_work else [],
        gaps=[code for code in wanted if code in transfer.gaps],
        there=[code for code in wanted if code not in transfer.gaps],
        may_open=line.person_id is not None,
        consents=arrival.consents if arrival and came else 0,
        known=known_here(actor, arrival.person) if arrival and came and may_work else (),
    )


def lines_of(actor: Actor, transfers: Sequence[Transfer]) -> list[Line]:
    """Lines with names where the file is open to the actor; three statements."""
    today = clock.today()
    cases = {one.case_id for one in transfers}
    reach = dict(
        CaseAccess.objects.filter(organisation=actor.organisation_id, case__in=cases).values_list(
            "case_id", "person_id"
        )
    )
    arrived = [one.id for one in transfers if one.kind == Kind.MOVE and one.state == State.COMPLETED]
    if arrived:  # the receiver's file is another one
        came = dict(Arrival.objects.filter(transfer__in=arrived).values_list("transfer__case", "person"))
        reach = came | reach
    people = Person.objects.in_bulk(list(reach.values()))
    leads = _team_leads({one.chaser_id for one in transfers if one.level != Level.CONTACT}, today)
    return [
        Line(
            transfer=one,
            side=_side(actor, one),
            name=str(people[reach[one.case_id]]) if reach.get(one.case_id) in people else "",
            person_id=reach.get(one.case_id),
            is_overdue=one.due_on < today
            and one.state in OPEN
            and not (one.kind in LEADING and one.state == State.ACCEPTED),
            acts=_acts(one, leads),
        )
        for one in transfers
    ]


def _side(actor: Actor, one: Transfer) -> str:
    if actor.organisation_id == one.sender_id:
        return Side.SENDER
    return Side.RECEIVER if actor.organisation_id == one.receiver_id else ""


def _team_leads(offices: set[UUID], today: date) -> dict[UUID, str]:
    found = Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today), organisation__in=offices, role=Role.TEAM_LEAD
    )
    return dict(found.order_by("-id").values_list("organisation_id", "account__name"))


def _acts(one: Transfer, leads: dict[UUID, str]) -> str:
    """The name of whoever must act now; empty where none is named."""
    if one.state not in OPEN:
        return ""
    named = one.asked.account.name if one.asked else ""
    if one.level == Level.DEPUTY and one.asked_deputy:
        return one.asked_deputy.account.name
    if one.level in (Level.TEAM_LEAD, Level.COORDINATOR):
        return leads.get(one.chaser_id, "")
    return named
