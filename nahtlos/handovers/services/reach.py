"""Finding a transfer to change it: one's own side of it, locked, with the case."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.models import Case
from nahtlos.handovers.enums import Side
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.places import at_the_file
from nahtlos.organisations.actor import Actor


class Answered(NotPossible):
    """Somebody was faster; `step` says who did what and when."""

    def __init__(self, step: Transition) -> None:
        super().__init__("This has been answered already.")
        self.step = step


def side_of(by: Actor, transfer: Transfer) -> Side | None:
    """On which side the actor's organisation stands; None for the lead authority that only knows of it."""
    if by.organisation_id == transfer.sender_id:
        return Side.SENDER
    return Side.RECEIVER if by.organisation_id == transfer.receiver_id else None


def note_act(by: Actor, transfer: Transfer, what: str) -> None:
    """Journalled with her file; what another district does, with the transfer alone.

    Whoever takes part reads the journal of a file, and of a protected person nobody reads where she goes.
    """
    verb = f"{transfer.kind}.{what}"
    if transfer.district_id == by.district_id:
        journal.record(verb, "person", transfer.case.person_id, transfer=str(transfer.id))
    else:
        journal.record(verb, "transfer", transfer.id)


def locked(by: Actor, transfer_id: UUID, *, version: int | None = None) -> tuple[Transfer, Side]:
    """The transfer and the actor's side of it, locked together with the case, in this order everywhere.

    `version`: what the actor saw; whoever has been overtaken is told by whom. Raises AccessDenied, Transfer.DoesNotExist,
    Answered.
    """
    by.require(Permission.HANDOVER_WORK)
    mine = Q(sender=by.organisation_id) | Q(receiver=by.organisation_id)
    seen = Transfer.objects.filter(mine).get(id=transfer_id)
    with at_the_file(seen):
        transfer = lock(seen, version)
    side = side_of(by, transfer)
    assert side is not None  # noqa: S101 -- the query above found it by its sides
    return transfer, side


def lock(seen: Transfer, version: int | None) -> Transfer:
    """The transfer as it stands now, locked after its case; call it at the file. Raises Answered."""
    Case.objects.select_for_update(of=("self",)).get(id=seen.case_id)
    transfer = (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("case", "sender", "receiver", "district")
        .get(id=seen.id)
    )
    if version is not None and transfer.version != version:
        last = transfer.transitions.select_related("by", "organisation").order_by("-id").first()
        if last is not None:
            raise Answered(last)
    return transfer
