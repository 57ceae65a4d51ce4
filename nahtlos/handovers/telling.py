"""Who is told of a step: the side that has to act on it, or has waited for it. In the transaction of the step.

Heute shows handovers in a table of their own, so that this source gives Heute nothing and mails their name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Case, Participation
from nahtlos.core import clock
from nahtlos.handovers.enums import Act, Level, Side
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.places import at_the_file
from nahtlos.inbox import sources
from nahtlos.inbox.models import Notice
from nahtlos.inbox.notices import write
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership

_KIND, _CAUSE = "handover", "handovers.transition"
#: Acts of the law that both sides hear of; a request that is begun, amended or ended by a person goes to the other one.
_BOTH = frozenset({Act.REQUEST, Act.TAKE_EFFECT, Act.LAPSE})
_TO_SENDER = frozenset({Act.ACCEPT})
#: Nobody needs to know of these.
_SILENT = frozenset({Act.DRAFT})


def register() -> None:
    """Called once, when Django is ready."""
    sources.register(sources.Source(_KIND, _("Handovers and referrals"), _nothing, still=_still))


def tell(steps: Collection[Transition]) -> None:
    """One notice for each who is concerned and did not take the step herself; each step is told once, without a name."""
    steps = [step for step in steps if step.act not in _SILENT and _reaches_somebody(step)]
    if not steps:
        return
    places: dict[UUID, list[Transition]] = defaultdict(list)
    for step in steps:
        places[step.transfer.district_id].append(step)
    for some in places.values():
        with at_the_file(some[0].transfer):
            _tell(some)


def _tell(steps: Sequence[Transition]) -> None:
    people = dict(Case.objects.filter(id__in={step.transfer.case_id for step in steps}).values_list("id", "person_id"))
    contacts = _contacts(steps)
    chiefs = _team_leads({step.transfer.chaser_id for step in steps if step.transfer.level > Level.DEPUTY})
    write([row for step in steps for row in _rows(step, people[step.transfer.case_id], contacts, chiefs)])


def _reaches_somebody(step: Transition) -> bool:
    """A draft that is withdrawn has never been anybody else's; the law amending a request changes no turn."""
    return "draft" not in (step.before, step.after) or step.act == Act.SEND


def _rows(
    step: Transition,
    person: UUID,
    contacts: Mapping[tuple[UUID, UUID], UUID],
    chiefs: Mapping[UUID, Sequence[UUID]],
) -> Iterable[Notice]:
    one = step.transfer
    sender = (one.sender_id, contacts.get((one.case_id, one.sender_id)))
    asked = one.asked.account_id if one.asked else contacts.get((one.case_id, one.chaser_id))
    told: list[tuple[UUID, UUID | None]] = []
    if step.act == Act.ESCALATE:
        told = [(one.chaser_id, account) for account in _next_one_up(one, asked, chiefs)]
        told += [sender] if one.level == Level.COORDINATOR else []
    else:
        from_receiver = step.side == Side.RECEIVER and step.act != Act.REQUEST
        if from_receiver or (step.side == Side.LAW and step.act in _BOTH | _TO_SENDER):
            told.append(sender)
        if not from_receiver and step.act not in _TO_SENDER:
            told += [(one.receiver_id, asked)] if one.receiver_id else []
    return [
        Notice(
            account_id=account,
            organisation_id=office,
            person_id=person,
            kind=_KIND,
            cause_type=_CAUSE,
            cause=step.id,
            path=reverse("transfer", args=[one.id]),
            is_urgent=step.act == Act.ESCALATE,
            created_at=clock.now(),
        )
        for office, account in told
        if account is not None and account != step.by_id
    ]


def _next_one_up(one: Transfer, asked: UUID | None, chiefs: Mapping[UUID, Sequence[UUID]]) -> Sequence[UUID | None]:
    """Whose turn it is at the receiver; where nobody holds that place, whoever was asked."""
    if one.level == Level.DEPUTY:
        return [one.asked_deputy.account_id if one.asked_deputy else asked]
    return chiefs.get(one.chaser_id) or [asked]


def _contacts(steps: Iterable[Transition]) -> dict[tuple[UUID, UUID], UUID]:
    parts = Participation.objects.filter(
        case__in={step.transfer.case_id for step in steps}, valid_until=None, contact__isnull=False
    )
    rows = parts.values_list("case_id", "organisation_id", "contact__account_id")
    return {(case, office): account for case, office, account in rows}


def _team_leads(offices: set[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    today = clock.today()
    rows = Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today), organisation__in=offices, role=Role.TEAM_LEAD
    )
    for office, account in rows.values_list("organisation_id", "account_id"):
        found[office].append(account)
    return found


def _nothing(_actor: Actor, _only_mine: bool, _limit: int) -> Sequence[sources.Need]:
    return ()


def _still(actor: Actor, causes: Collection[UUID]) -> set[UUID]:
    """Steps of transfers of which she is a side, and after which her organisation has done nothing yet."""
    own = actor.organisation_id
    mine = Q(transfer__sender=own) | Q(transfer__receiver=own)
    answered = Q(transfer__transitions__organisation=own, transfer__transitions__id__gt=F("id"))
    steps = Transition.objects.filter(mine, id__in=causes)
    return set(steps.values_list("id", flat=True)) - set(steps.filter(answered).values_list("id", flat=True))
