"""The sender's side: beginning, sending, amending, withdrawing, revoking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.enums import AnswerStatus
from nahtlos.cases.models import AnswerPeriod, Case, CaseAccess, Responsibility
from nahtlos.cases.responsibility import LEADS
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.effects import ask, leave_again
from nahtlos.handovers.enums import OPEN, Act, Kind, Origin, Service, Side, State
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.moving.receivers import LOCAL, elsewhere
from nahtlos.handovers.package import fill
from nahtlos.handovers.services.reach import locked
from nahtlos.handovers.steps import begin, save, take
from nahtlos.handovers.working_days import ANSWER_DAYS
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Organisation


class NotAskable(Exception):
    """This cannot be asked; the text is a sentence for the user."""


class AlreadyAsked(NotAskable):
    """The same is open already (`transfer`): amend it instead of sending it twice."""

    def __init__(self, transfer: Transfer | None) -> None:
        super().__init__("This has been asked already and is still open. Please amend it instead of sending it twice.")
        self.transfer = transfer


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom."""

    kind: str
    receiver: UUID | None
    service: str = Service.NONE
    wanted_on: date | None = None
    note: str = ""
    partner: str = ""  #: instead of a receiver: the name of somebody without an account; referrals only


@transaction.atomic
def begin_transfer(*, by: Actor, person_id: UUID, request: Request, as_draft: bool = False) -> Transfer:
    """A handover, referral or move is asked for, or drafted. Only the lead authority hands a case over.

    Raises AccessDenied, Case.DoesNotExist, NotAskable, AlreadyAsked.
    """
    by.require(Permission.HANDOVER_WORK)
    mine = CaseAccess.objects.filter(organisation=by.organisation_id, case=OuterRef("pk"))
    case = Case.objects.select_for_update(of=("self",)).filter(Exists(mine), closed_on=None).get(person=person_id)
    today, now = clock.today(), clock.now()
    receiver = _receiver(by, request)
    words = _words(by, case, receiver, request, today)
    _guard(case, request)
    transfer = Transfer(
        kind=request.kind,
        origin=Origin.PERSON,
        state=State.DRAFT if as_draft else State.REQUESTED,
        case=case,
        district_id=by.district_id,
        sender_id=by.organisation_id,
        receiver=receiver,
        partner="" if receiver else request.partner.strip()[:120],
        note=request.note[:500],
        due_on=add_workdays(today, ANSWER_DAYS, by.membership.organisation.district.land),
        created_at=now,
        changed_at=now,
        **{**words, **({"wanted_on": request.wanted_on} if request.wanted_on else {})},
    )
    _write_new(transfer, by, today)
    to = "partner" if receiver is None else "" if transfer.kind == Kind.MOVE else str(receiver.id)
    more = {"to": to} if to else {}
    journal.record(f"{transfer.kind}.asked", "person", person_id, transfer=str(transfer.id), **more)
    return transfer


def _receiver(by: Actor, request: Request) -> Organisation | None:
    """A move goes to an office of another district that can lead; everything else stays in the district. None for a
    partner without an account."""
    if request.partner.strip() and request.kind == Kind.REFERRAL:
        return None
    if request.kind == Kind.MOVE:
        receiver = elsewhere(by.district_id).filter(id=request.receiver).first() if request.receiver else None
        if receiver is None:
            raise NotAskable("Please choose an office of another district that can lead the case.")
        return receiver
    others = Organisation.objects.filter(district=by.district_id)
    receiver = others.filter(id=request.receiver).first() if request.receiver else None
    if receiver is None or receiver.id == by.organisation_id:
        raise NotAskable("Please choose another organisation of the district.")
    return receiver


def _write_new(transfer: Transfer, by: Actor, today: date) -> None:
    act = Act.DRAFT if transfer.state == State.DRAFT else Act.REQUEST
    with as_system("recompute"):
        ask([transfer], today)
        fill([transfer], today)
    try:
        with transaction.atomic():
            transfer.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAsked(None) from None
    save([], [begin(transfer, act, Side.SENDER, by)])


def _guard(case: Case, request: Request) -> None:
    """Not the same twice at once."""
    same = Transfer.objects.filter(case=case, kind=request.kind, service=request.service, state__in=OPEN).first()
    if same is not None:
        raise AlreadyAsked(same)


def _handover_words(by: Actor, case: Case, receiver: Organisation, today: date) -> dict[str, Any]:
    """Day, answer and provision of the law, which must name the receiver's kind or nobody."""
    _must_lead(by, case)
    answers = AnswerPeriod.objects.filter(person=case.person_id, question="benefit_authority").order_by("valid_from")
    ahead = [one for one in answers if one.next_change is None or one.next_change > today]
    named = [one for one in ahead if one.status == AnswerStatus.DETERMINED and LEADS.get(str(one.answer))]
    for one in named:
        if LEADS[str(one.answer)] == receiver.kind:
            words = {"authority": str(one.answer), "law": one.law, "rule": one.rule}
            return {"service": "", "wanted_on": max(one.valid_from, case.opened_on), **words}
    if ahead and ahead[0] in named:
        raise NotAskable("The law does not name this office. Correct the facts first, or refer her there.")
    return {"service": "", "wanted_on": today}


def _words(by: Actor, case: Case, receiver: Organisation | None, request: Request, today: date) -> dict[str, Any]:
    if request.kind == Kind.REFERRAL or receiver is None:
        return _referral_words(request)
    words = _move_words if request.kind == Kind.MOVE else _handover_words
    return words(by, case, receiver, today)


def _must_lead(by: Actor, case: Case) -> None:
    lead = Responsibility.objects.filter(case=case, valid_until=None).first()
    if lead is None or lead.organisation_id != by.organisation_id:
        raise NotAskable("Only the authority that leads the case can hand it over.")


def _move_words(by: Actor, case: Case, receiver: Organisation, today: date) -> dict[str, Any]:
    """Which office is responsible there is a matter of where she lives; the day is the one on which she is there."""
    _must_lead(by, case)
    return {"service": "", "wanted_on": today, "law": LOCAL[receiver.kind]}


def _referral_words(request: Request) -> dict[str, Any]:
    if request.service not in Service.values or not request.service:
        raise NotAskable("Please choose what is asked for.")
    return {"service": request.service}


@transaction.atomic
def act_as_sender(
    *,
    by: Actor,
    transfer_id: UUID,
    act: Act,
    reason: str = "",
    note: str = "",
    version: int | None = None,
) -> Transfer:
    """Send a draft, withdraw, revoke or void. Raises AccessDenied, Transfer.DoesNotExist, NotPossible, Answered."""
    transfer, side = locked(by, transfer_id, version=version)
    was_accepted = transfer.state in (State.ACCEPTED, State.IN_PROGRESS, State.ON_HOLD)
    step = take(transfer, act, side, by, reason=reason, note=note)
    save([transfer], [step])
    if transfer.state == State.CANCELLED and was_accepted and transfer.kind != Kind.MOVE:
        with as_system("recompute"):
            leave_again([transfer], clock.today())
    journal.record(f"{transfer.kind}.{act}", "person", transfer.case.person_id, transfer=str(transfer.id))
    return transfer


@transaction.atomic
def amend(
    *, by: Actor, transfer_id: UUID, note: str, wanted_on: date | None = None, version: int | None = None
) -> Transfer:
    """The request says something new; it is the same request. The day of the law stays the law's; of a move it is hers.

    Raises AccessDenied, Transfer.DoesNotExist, NotPossible, Answered.
    """
    transfer, side = locked(by, transfer_id, version=version)
    step = take(transfer, Act.AMEND, side, by)
    changed = {"note": bool(note != transfer.note)}
    transfer.note = note[:500]
    if wanted_on and (transfer.kind == Kind.MOVE or (transfer.origin != Origin.LAW and not transfer.law)):
        changed["wanted_on"] = wanted_on != transfer.wanted_on
        transfer.wanted_on = wanted_on
    step.detail = {"changed": sorted(key for key, value in changed.items() if value)}
    with as_system("recompute"):
        fill([transfer], clock.today())
    save([transfer], [step])
    journal.record(f"{transfer.kind}.amended", "person", transfer.case.person_id, transfer=str(transfer.id))
    return transfer
