"""A referral to a partner without an account, as its page shows it to the sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from nahtlos.handovers.enums import OPEN, Side, Way
from nahtlos.handovers.machines import PARTNER, Step, possible
from nahtlos.handovers.models import Link, Transfer
from nahtlos.handovers.services.links import links_of
from nahtlos.handovers.sharing import PIECES
from nahtlos.organisations.actor import Actor
from nahtlos.web.workspace.forms.partners import NOTED, AgainForm, NotedForm


@dataclass(frozen=True, slots=True)
class WayIn:
    """One link or letter that was given."""

    link: Link
    shared: Sequence[Promise]  #: what of her was passed on
    is_living: bool


@dataclass(frozen=True, slots=True)
class PartnerSide:
    """What the sender sees and can do."""

    ways: Sequence[WayIn]
    again: AgainForm | None
    notes: Sequence[tuple[Step, Promise, NotedForm]]

    @property
    def is_reached(self) -> bool:
        """Whether a living link leads to it."""
        return any(way.is_living for way in self.ways)


def partner_side(actor: Actor, one: Transfer, today: date) -> PartnerSide | None:
    """None where the receiver has accounts, or another organisation asks."""
    if not one.partner or one.sender_id != actor.organisation_id:
        return None
    is_open = one.state in OPEN
    ways = [
        WayIn(
            link,
            [PIECES[str(piece["code"])] for piece in link.shared if piece["code"] in PIECES],
            is_open and link.ended_at is None and link.expires_on >= today,
        )
        for link in links_of(actor, one.id)
    ]
    again = AgainForm(initial={"version": one.version, "way": Way.LINK}) if is_open else None
    notes = [(step, label, NotedForm(step=step, version=one.version)) for step, label in answers_to_note(one)]
    return PartnerSide(ways, again, notes)


def answers_to_note(one: Transfer) -> list[tuple[Step, Promise]]:
    """What a partner may have answered by telephone, and what the button says."""
    return [(step, NOTED[step.act]) for step in possible(one.kind, one.state, Side.RECEIVER, PARTNER)]
