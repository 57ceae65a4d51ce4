"""The three state machines, as data: which act leads where, who may do it, and which reasons it needs. Pure.

Pages, services, the command line, the diagram in docs and the tests all read these tables and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from nahtlos.handovers.enums import TERMINAL, Act, Kind, Reason, Side, State

_WORKERS = frozenset({"clerk", "team_lead", "counsellor"})
_LEADS = frozenset({"team_lead"})
_NOBODY: frozenset[str] = frozenset()
#: Stands in for a role where the receiver is a partner without an account.
PARTNER = "partner"
_RECEIVERS = _WORKERS | {PARTNER}


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow. `after` None: it stays where it is. `reasons`: one of these must be given."""

    act: Act
    before: frozenset[State]
    after: State | None
    side: Side
    roles: frozenset[str] = _WORKERS
    reasons: tuple[Reason, ...] = ()


class NotPossible(Exception):
    """The act is not possible in this state, or not for this side or role; the text is a sentence for the user."""


def _step(
    act: Act,
    before: str,
    after: State | None,
    side: Side,
    roles: frozenset[str] = _WORKERS,
    reasons: tuple[Reason, ...] = (),
) -> Step:
    return Step(act, frozenset(State(word) for word in before.split()), after, side, roles, reasons)


_DECLINE = (
    Reason.NOT_RESPONSIBLE,
    Reason.INCOMPLETE,
    Reason.UNKNOWN_PERSON,
    Reason.NO_CAPACITY,
    Reason.NOT_ELIGIBLE,
)
_WAIT = (Reason.WAITING_PERSON, Reason.WAITING_PAPERS, Reason.INCOMPLETE)
_BACK = (Reason.NOT_NEEDED, Reason.BY_MISTAKE)
_DONE = (Reason.REACHED, Reason.ADVISED)
_FAILED = (Reason.DID_NOT_ARRIVE, Reason.BROKEN_OFF, Reason.NOT_ELIGIBLE)
_ANY = "draft requested accepted in_progress on_hold"
_LAPSE = (Reason.LAW_CHANGED, Reason.LEAD_CHANGED, Reason.CASE_CLOSED)


def _asking(before: str, answering: frozenset[str] = _WORKERS) -> tuple[Step, ...]:
    """What both kinds have in common until the receiver has answered; `before`: a request in one of these states."""
    return (
        _step(Act.SEND, "draft", State.REQUESTED, Side.SENDER),
        _step(Act.AMEND, f"draft {before}", None, Side.SENDER),
        _step(Act.WITHDRAW, f"draft {before}", State.CANCELLED, Side.SENDER, reasons=_BACK),
        _step(Act.VOID, f"draft {before}", State.ENTERED_IN_ERROR, Side.SENDER, _LEADS, (Reason.BY_MISTAKE,)),
        _step(Act.ACCEPT, before, State.ACCEPTED, Side.RECEIVER, answering),
        _step(Act.REJECT, before, State.REJECTED, Side.RECEIVER, answering, _DECLINE),
    )


#: Responsibility moves. Until `take_effect` the sender leads.
HANDOVER = (
    *_asking("requested on_hold"),
    _step(Act.HOLD, "requested", State.ON_HOLD, Side.RECEIVER, reasons=_WAIT),
    _step(Act.RESUME, "on_hold", State.REQUESTED, Side.RECEIVER),
    _step(Act.REVOKE, "accepted", State.CANCELLED, Side.SENDER, _LEADS, _BACK),
    _step(Act.AMEND, "draft requested on_hold accepted", None, Side.LAW, _NOBODY),
    _step(Act.ACCEPT, "requested on_hold", State.ACCEPTED, Side.LAW, _NOBODY, (Reason.OWN_LIST,)),
    _step(Act.TAKE_EFFECT, "accepted", State.COMPLETED, Side.LAW, _NOBODY, (Reason.DAY_HAS_COME,)),
    _step(Act.LAPSE, "draft requested on_hold accepted", State.CANCELLED, Side.LAW, _NOBODY, _LAPSE),
    _step(Act.ESCALATE, "requested on_hold", None, Side.LAW, _NOBODY, (Reason.OVERDUE,)),
)
#: Responsibility stays; it ends with an outcome.
REFERRAL = (
    *_asking("requested", _RECEIVERS),
    _step(Act.START, "accepted", State.IN_PROGRESS, Side.RECEIVER),
    _step(Act.HOLD, "accepted in_progress", State.ON_HOLD, Side.RECEIVER, reasons=_WAIT),
    _step(Act.RESUME, "on_hold", State.IN_PROGRESS, Side.RECEIVER),
    _step(Act.COMPLETE, "accepted in_progress", State.COMPLETED, Side.RECEIVER, _RECEIVERS, _DONE),
    _step(Act.FAIL, "accepted in_progress on_hold", State.FAILED, Side.RECEIVER, _RECEIVERS, _FAILED),
    _step(Act.REVOKE, "accepted in_progress on_hold", State.CANCELLED, Side.SENDER, _LEADS, _BACK),
    _step(Act.LAPSE, _ANY, State.CANCELLED, Side.LAW, _NOBODY, (Reason.CASE_CLOSED,)),
    _step(Act.ESCALATE, "requested accepted in_progress on_hold", None, Side.LAW, _NOBODY, (Reason.OVERDUE,)),
)
#: The whole file goes to another district. Until `take_effect` the sender leads, and the receiver sees a preview.
MOVE = (
    *_asking("requested on_hold"),
    _step(Act.HOLD, "requested", State.ON_HOLD, Side.RECEIVER, reasons=_WAIT),
    _step(Act.RESUME, "on_hold", State.REQUESTED, Side.RECEIVER),
    _step(Act.TAKE_BACK, "accepted", State.REQUESTED, Side.RECEIVER, _LEADS, (Reason.BY_MISTAKE,)),
    _step(Act.REVOKE, "accepted", State.CANCELLED, Side.SENDER, _LEADS, _BACK),
    _step(Act.AMEND, "draft requested on_hold accepted", None, Side.LAW, _NOBODY),
    _step(Act.TAKE_EFFECT, "accepted", State.COMPLETED, Side.LAW, _NOBODY, (Reason.DAY_HAS_COME,)),
    _step(Act.LAPSE, "draft requested on_hold accepted", State.CANCELLED, Side.LAW, _NOBODY, _LAPSE),
    _step(Act.ESCALATE, "requested on_hold", None, Side.LAW, _NOBODY, (Reason.OVERDUE,)),
)
MACHINES: dict[str, tuple[Step, ...]] = {Kind.HANDOVER: HANDOVER, Kind.REFERRAL: REFERRAL, Kind.MOVE: MOVE}

#: How a transfer begins: by whom, and where it then stands.
BEGINNINGS = (
    (Act.DRAFT, State.DRAFT, Side.SENDER),
    (Act.REQUEST, State.REQUESTED, Side.SENDER),
    (Act.REQUEST, State.REQUESTED, Side.LAW),
)


def find(kind: str, state: str, act: str, side: str, role: str = "") -> Step:
    """The arrow for this act of somebody on this side. Raises NotPossible with a sentence."""
    steps = [step for step in MACHINES[kind] if step.act == act and step.side == side]
    if not steps:
        raise NotPossible("Only the other side can do this.")
    for step in steps:
        if state in step.before:
            if side != Side.LAW and role not in step.roles:
                raise NotPossible("Your role does not include this.")
            return step
    raise NotPossible("This is not possible any more." if state in TERMINAL else "This is not possible now.")


def possible(kind: str, state: str, side: str, role: str) -> list[Step]:
    """What somebody on this side with this role can do now, in the order of the table."""
    return [step for step in MACHINES[kind] if step.side == side and state in step.before and role in step.roles]
