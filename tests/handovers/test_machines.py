"""One table: every act x side x role x state, asked of the services; the pages read the same table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from nahtlos.handovers import diagram
from nahtlos.handovers.enums import LEADING, OPEN, TERMINAL, Act, Kind, Reason, Service, Side, State
from nahtlos.handovers.machines import MACHINES, NotPossible, Step, find, possible
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.services.answering import accept, act_as_receiver, reject
from nahtlos.handovers.services.asking import act_as_sender, amend
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership
from tests.personas import Personas, acting_as

PAGE = Path(__file__).resolve().parents[2] / "docs" / "handovers" / "states.md"
SENDER_ACTS = (Act.SEND, Act.AMEND, Act.WITHDRAW, Act.REVOKE, Act.VOID)
RECEIVER_ACTS = (Act.ACCEPT, Act.REJECT, Act.HOLD, Act.RESUME, Act.START, Act.COMPLETE, Act.FAIL, Act.TAKE_BACK)


def test_the_diagram_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == diagram.page(), (
        "python -m nahtlos.handovers.diagram > docs/handovers/states.md"
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_every_open_state_has_a_way_out_and_no_end_has_one(kind: Kind) -> None:
    steps = MACHINES[kind]
    reached = {State.DRAFT, State.REQUESTED} | {step.after for step in steps if step.after}
    for state in reached:
        leaving = [step for step in steps if state in step.before and step.after not in (None, state)]
        assert bool(leaving) is (state in OPEN), state
    assert {before for step in steps for before in step.before} <= reached - TERMINAL
    assert all(step.roles or step.side == Side.LAW for step in steps)


def test_the_receiver_never_does_what_is_the_senders_and_nobody_does_what_is_the_laws() -> None:
    for steps in MACHINES.values():
        for step in steps:
            assert step.side != Side.RECEIVER or step.act in RECEIVER_ACTS
            assert step.side != Side.SENDER or step.act in SENDER_ACTS
    assert not possible(Kind.HANDOVER, State.REQUESTED, "", "team_lead"), "who is on neither side does nothing"


# -- through the services ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("side", [Side.SENDER, Side.RECEIVER])
def test_each_act_by_each_role_in_each_state_is_what_the_table_says(
    hochmosel: Personas, proposed: Transfer, kind: Kind, side: Side
) -> None:
    receiver = hochmosel.fremd if kind == Kind.MOVE else hochmosel.jc
    by = hochmosel.soz if side == Side.SENDER else receiver
    wrong = []
    for state in sorted({before for step in MACHINES[kind] for before in step.before} | {State.REJECTED}):
        with _standing(hochmosel, proposed, kind, State(state)) as one:
            for role in Role.values:
                for act in (*SENDER_ACTS, *RECEIVER_ACTS):
                    expected = _allowed(kind, State(state), act, side, role)
                    if _tried(by, role, one, act) != expected:
                        wrong.append((state, role, act, expected))
    assert wrong == []


def _allowed(kind: Kind, state: State, act: Act, side: Side, role: str) -> bool:
    try:
        return bool(find(kind, state, act, side, role)) and role in ("clerk", "team_lead", "counsellor")
    except NotPossible:
        return False


@contextmanager
def _standing(people: Personas, old: Transfer, kind: Kind, state: State) -> Iterator[Transfer]:
    """A transfer of this kind in this state, and nothing of it afterwards."""
    with transaction.atomic():
        with acting_as(people.soz):
            act_as_sender(by=people.soz, transfer_id=old.id, act=Act.WITHDRAW, reason=Reason.NOT_NEEDED)
            one = Transfer(
                **{
                    field.attname: getattr(old, field.attname)
                    for field in Transfer._meta.concrete_fields
                    if field.name not in ("id", "reference", "kind", "state", "service", "origin", "receiver")
                },
                receiver_id=(people.fremd if kind == Kind.MOVE else people.jc).organisation_id,
                kind=kind,
                state=state,
                origin="person",
                service="" if kind in LEADING else Service.COUNSELLING,
            )
            one.save(force_insert=True)
        yield one
        transaction.set_rollback(True)


def _tried(by: Actor, role: str, one: Transfer, act: Act) -> bool:
    """Whether the service did it; taken back at once."""
    membership = Membership.objects.select_related("account", "organisation__district").get(id=by.membership.id)
    membership.role = role
    actor = Actor(membership, by.purpose)
    try:
        with acting_as(actor), transaction.atomic():
            _service(actor, one, act)()
            after = Transfer.objects.get(id=one.id)
            assert Transition.objects.filter(transfer=one, act=act, by=actor.account_id).exists()
            assert after.version > one.version
            raise _Done
    except _Done:
        return True
    except (NotPossible, AccessDenied):
        return False


class _Done(Exception):
    """It went through; take it back."""


def _service(actor: Actor, one: Transfer, act: Act) -> Callable[[], Any]:
    words: dict[str, Any] = {"by": actor, "transfer_id": one.id}
    reason = _reason(one, act)
    if act == Act.AMEND:
        return lambda: amend(**words, note="more")
    if act == Act.ACCEPT:
        return lambda: accept(**words)
    if act == Act.REJECT:
        return lambda: reject(**words, reason=Reason.INCOMPLETE)
    if act in SENDER_ACTS:
        return lambda: act_as_sender(**words, act=act, reason=reason)
    return lambda: act_as_receiver(**words, act=act, reason=reason)


def _reason(one: Transfer, act: Act) -> str:
    steps: list[Step] = [step for step in MACHINES[one.kind] if step.act == act and step.side != Side.LAW]
    return next((reason for step in steps for reason in step.reasons), "")


@pytest.mark.django_db
def test_a_reason_of_the_table_is_needed(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.jc), pytest.raises(NotPossible), transaction.atomic():
        reject(by=hochmosel.jc, transfer_id=proposed.id, reason="")
    with acting_as(hochmosel.jc), pytest.raises(NotPossible, match="name the organisation"), transaction.atomic():
        reject(by=hochmosel.jc, transfer_id=proposed.id, reason=Reason.NOT_RESPONSIBLE)


@pytest.mark.django_db
def test_history_of_steps_is_append_only(hochmosel: Personas, proposed: Transfer) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select has_table_privilege('nt_app', 'handovers_transition', 'update'),"
            " has_table_privilege('nt_app', 'handovers_transition', 'delete'),"
            " has_table_privilege('nt_app', 'handovers_transfer', 'delete')"
        )
        assert cursor.fetchone() == (False, False, False)
