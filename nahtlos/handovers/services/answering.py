"""The receiver's side: accepting, declining, waiting, and closing the loop with an outcome."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from nahtlos.cases.contacts import contact_desks
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.effects import ask, take_effect, take_part
from nahtlos.handovers.enums import Act, Kind, Level, Origin, Reason, Side, State
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.moving.effect import move_file
from nahtlos.handovers.moving.receivers import LOCAL, in_district
from nahtlos.handovers.package import fill
from nahtlos.handovers.places import at_the_file
from nahtlos.handovers.services.reach import locked, note_act
from nahtlos.handovers.steps import begin, save, take
from nahtlos.handovers.working_days import ANSWER_DAYS
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership, Organisation

#: Working days after which an accepted referral asks for its outcome.
OUTCOME_DAYS = 20


class NotNamed(NotPossible):
    """Whoever accepts names the colleague to call; whoever is not responsible names who is."""


def staff(by: Actor) -> list[Membership]:
    """Colleagues of the actor's organisation who can be named as contact person."""
    found = contact_desks([by.organisation_id], clock.today()).clerks.get(by.organisation_id, [])
    ids = [member.id for member in found]
    return sorted(Membership.objects.filter(id__in=ids).select_related("account"), key=lambda one: one.account.name)


@transaction.atomic
def accept(
    *, by: Actor, transfer_id: UUID, contact: UUID | None = None, note: str = "", version: int | None = None
) -> Transfer:
    """The receiver says yes and names whom to call. Participation, access and, if its day has come, responsibility move
    with it, or nothing does; of a move, the whole file on its day. Of two who accept at the same moment the second reads
    who was faster.

    Raises AccessDenied, Transfer.DoesNotExist, NotPossible, NotNamed, Answered.
    """
    transfer, side = locked(by, transfer_id, version=version)
    named = next((one for one in staff(by) if one.id == (contact or by.membership.id)), None)
    if named is None:
        raise NotNamed("Please choose a colleague of your organisation.")
    today = clock.today()
    steps = [take(transfer, Act.ACCEPT, side, by, note=note, detail={"contact": str(named.id)})]
    if transfer.kind == Kind.MOVE:
        transfer.effective_on, transfer.asked = max(transfer.wanted_on or today, today), named
        save([transfer], steps)
        note_act(by, transfer, "accepted")
        if transfer.effective_on <= today:
            move_file(transfer, by, today)
        return transfer
    with as_system("recompute"):
        take_part(transfer, today, named)
        if transfer.kind == Kind.HANDOVER:
            transfer.effective_on = max(transfer.wanted_on or today, today)
            if transfer.effective_on <= today:
                steps += take_effect([transfer], today)
        else:
            transfer.due_on, transfer.level = (
                add_workdays(today, OUTCOME_DAYS, transfer.district.land),
                Level.CONTACT,
            )
        transfer.asked = named
        save([transfer], steps)
    note_act(by, transfer, "accepted")
    return transfer


@transaction.atomic
def reject(
    *,
    by: Actor,
    transfer_id: UUID,
    reason: str,
    named: UUID | None = None,
    note: str = "",
    version: int | None = None,
) -> Transfer:
    """The receiver says no and why. Who is not responsible names who is, and the request goes there at once.

    Returns the declined transfer. Raises AccessDenied, Transfer.DoesNotExist, NotPossible, NotNamed, Answered.
    """
    transfer, side = locked(by, transfer_id, version=version)
    step = take(transfer, Act.REJECT, side, by, reason=reason, named=named, note=note)
    target = None
    if reason == Reason.NOT_RESPONSIBLE:
        others = Organisation.objects.filter(district=by.district_id).exclude(id=by.organisation_id)
        if transfer.kind == Kind.MOVE:
            others = in_district(by.district_id).exclude(id=by.organisation_id)
        target = others.filter(id=named).first() if named else None
        if target is None:
            raise NotNamed("Please name the organisation that is responsible.")
    save([transfer], [step])
    if target is not None and target.id != transfer.sender_id:
        with at_the_file(transfer):
            _forward(transfer, target, by, clock.today())
    note_act(by, transfer, "rejected")
    return transfer


def _forward(old: Transfer, target: Organisation, by: Actor, today: date) -> None:
    """The same request to the office that was named; the sender stays the sender."""
    now = clock.now()
    new = Transfer(
        kind=old.kind,
        origin=Origin.FORWARD,
        state=State.REQUESTED,
        case=old.case,
        district_id=old.district_id,
        sender_id=old.sender_id,
        receiver=target,
        service=old.service,
        wanted_on=old.wanted_on,
        authority=old.authority,
        law=LOCAL[target.kind] if old.kind == Kind.MOVE else old.law,
        rule=old.rule,
        note=old.note,
        due_on=add_workdays(today, ANSWER_DAYS, old.district.land),
        follows=old,
        created_at=now,
        changed_at=now,
    )
    ask([new], today)
    fill([new], today)
    new.save(force_insert=True)
    save([], [begin(new, Act.REQUEST, Side.RECEIVER, by, reason=Reason.NOT_RESPONSIBLE)])


@transaction.atomic
def act_as_receiver(
    *,
    by: Actor,
    transfer_id: UUID,
    act: Act,
    reason: str = "",
    note: str = "",
    version: int | None = None,
) -> Transfer:
    """Put on hold, take up again, begin, complete, end without result, or take an acceptance back before its day.

    Raises AccessDenied, Transfer.DoesNotExist, NotPossible, Answered.
    """
    transfer, side = locked(by, transfer_id, version=version)
    step = take(transfer, act, side, by, reason=reason, note=note)
    if act == Act.TAKE_BACK:
        transfer.effective_on, transfer.level = None, Level.CONTACT
        transfer.due_on = add_workdays(clock.today(), ANSWER_DAYS, transfer.district.land)
    save([transfer], [step])
    note_act(by, transfer, act)
    return transfer
