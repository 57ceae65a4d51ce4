"""Taking one step of a machine: the state follows the table, and a row says who, when and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.handovers.enums import TERMINAL, Act, Over, Side
from nahtlos.handovers.machines import NotPossible, find
from nahtlos.handovers.models import Link, Transfer, Transition
from nahtlos.handovers.telling import tell
from nahtlos.organisations.actor import Actor

#: What changes in the life of a transfer.
FIELDS = (
    "state",
    "wanted_on",
    "authority",
    "law",
    "rule",
    "note",
    "due_on",
    "level",
    "asked",
    "asked_deputy",
    "ready",
    "needed",
    "gaps",
    "preview",
    "joined",
    "effective_on",
    "changed_at",
    "version",
)


def begin(transfer: Transfer, act: Act, side: Side, by: Actor | None = None, **more: Any) -> Transition:
    """The first row of a transfer that is about to be written; unsaved."""
    return _row(transfer, act, "", side, by, **more)


def take(
    transfer: Transfer,
    act: Act,
    side: Side,
    by: Actor | None = None,
    *,
    role: str = "",
    reason: str = "",
    **more: Any,
) -> Transition:
    """The transfer stands where the act leads; both are unsaved. `role`: of somebody without an account, or in whose
    place the actor notes it. Raises NotPossible with a sentence."""
    step = find(transfer.kind, transfer.state, act, side, role or (by.membership.role if by else ""))
    if step.reasons and reason not in step.reasons:
        raise NotPossible("Please choose a reason.")
    before = transfer.state
    transfer.state = step.after or transfer.state
    transfer.changed_at = clock.now()
    transfer.version += 1
    return _row(transfer, act, before, side, by, reason=reason, **more)


def _row(
    transfer: Transfer,
    act: Act,
    before: str,
    side: Side,
    by: Actor | None,
    *,
    reason: str = "",
    named: UUID | None = None,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Transition:
    return Transition(
        transfer=transfer,
        act=act,
        before=before,
        after=transfer.state,
        side=side,
        at=clock.now(),
        on=clock.today(),
        by_id=by.account_id if by else None,
        organisation_id=by.organisation_id if by else None,
        reason=reason,
        named_id=named,
        note=note[:300],
        detail=detail or {},
    )


def save(transfers: Collection[Transfer], steps: Collection[Transition]) -> None:
    """The changed transfers and their new rows are written, whoever they concern is told, and links to what is over end."""
    update_rows(transfers, list(FIELDS))
    Transition.objects.bulk_create(steps)
    tell(steps)
    over = [one.id for one in transfers if one.partner and not is_open(one)]
    if over:
        Link.objects.filter(transfer__in=over, ended_at=None).update(ended_at=clock.now(), over=Over.ANSWERED)


def is_open(transfer: Transfer) -> bool:
    """Whether something can still happen."""
    return transfer.state not in TERMINAL
