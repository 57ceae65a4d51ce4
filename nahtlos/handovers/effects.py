"""What follows from an acceptance: participation, access and, on its day, responsibility. Runs as the job `recompute`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from nahtlos.cases.contacts import contact_desks
from nahtlos.cases.models import Participation, Responsibility
from nahtlos.cases.responsibility import Move, end, join, move_leads
from nahtlos.core.bulk import update_rows
from nahtlos.handovers.enums import OPEN, Act, Kind, Reason, Side, State
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.steps import FIELDS, take
from nahtlos.organisations.models import Membership


def take_part(transfer: Transfer, today: date, contact: Membership | None = None) -> None:
    """The receiver takes part in the case and may open it; `contact` is whom one calls there."""
    office = transfer.receiver
    assert office is not None  # noqa: S101 -- a partner without an account never takes part
    parts = Participation.objects.filter(case=transfer.case_id, organisation=office, valid_until=None)
    part = parts.first()
    if part is None:
        join([(transfer.case_id, office.id, office.kind)], today)
        transfer.joined = True
        part = parts.get()
    if contact is not None and part.contact_id != contact.id:
        if part.deputy_id == contact.id:
            part.deputy_id = part.contact_id
        part.contact, part.unit_id = contact, contact.unit_id
        part.save(update_fields=["contact", "deputy", "unit"])


def leave_again(transfers: Collection[Transfer], today: date) -> None:
    """Whoever took part only because of an acceptance that came to nothing takes part no longer, except where it leads."""
    joined = {(one.case_id, one.receiver_id) for one in transfers if one.joined}
    if not joined:
        return
    cases = {case for case, _ in joined}
    leads = set(
        Responsibility.objects.filter(case__in=cases, valid_until=None).values_list("case_id", "organisation_id")
    )
    parts = Participation.objects.filter(case__in=cases, valid_until=None)
    end([part for part in parts if (part.case_id, part.organisation_id) in joined - leads], today)


def take_effect(transfers: Sequence[Transfer], today: date) -> list[Transition]:
    """The receivers of these accepted handovers lead from today; the transfers are completed and unsaved."""
    moves = [
        Move(one.case_id, one.receiver_id, one.authority, one.law, one.rule) for one in transfers if one.receiver_id
    ]
    steps = [
        take(one, Act.TAKE_EFFECT, Side.LAW, reason=Reason.DAY_HAS_COME, detail={"from": today.isoformat()})
        for one in transfers
    ]
    move_leads(moves, today)
    return steps + _unanswered_moves(transfers)


def _unanswered_moves(transfers: Sequence[Transfer]) -> list[Transition]:
    """What the old lead has asked of another district, and nobody has answered, is for the new lead to ask. Saved.

    An accepted move stands: two districts have agreed on it, whoever leads until its day.
    """
    moves = list(
        Transfer.objects.select_for_update(of=("self",))
        .filter(case__in=[one.case_id for one in transfers], kind=Kind.MOVE, state__in=OPEN)
        .exclude(state=State.ACCEPTED)
        .select_related("receiver", "case")
    )
    steps = [take(one, Act.LAPSE, Side.LAW, reason=Reason.LEAD_CHANGED) for one in moves]
    update_rows(moves, list(FIELDS))
    return steps


def ask(transfers: Collection[Transfer], today: date) -> None:
    """Whom each request is put to at its receiver: who sees to the case there, else the desk whose turn it is. Of a partner
    without an account it is the sender's own, who runs after the answer. Unsaved."""
    parts = {
        (part.case_id, part.organisation_id): part
        for part in Participation.objects.filter(case__in={one.case_id for one in transfers}, valid_until=None)
    }
    desks = contact_desks({one.chaser_id for one in transfers}, today)
    for one in transfers:
        part = parts.get((one.case_id, one.chaser_id))
        if part and part.contact_id:
            one.asked_id, one.asked_deputy_id = part.contact_id, part.deputy_id
        else:
            named = desks.named_for(one.chaser_id, one.case_id)
            one.asked, one.asked_deputy = named.get("contact"), named.get("deputy")
