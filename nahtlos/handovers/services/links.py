"""A referral to a partner without an account: the way in is made and ended by the sender, used by the partner.

The partner acts in a context of its own (the job `link` with the key it came by), which shows one referral and no file.
What it answers is a step of the same machine as everybody's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from nahtlos.audit import journal
from nahtlos.cases.models import Case
from nahtlos.cases.protection import protected_among
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers import keys
from nahtlos.handovers.enums import OPEN, Act, Kind, Level, Over, Reason, Side, State, Way
from nahtlos.handovers.machines import PARTNER, NotPossible, Step, possible
from nahtlos.handovers.models import Link, Transfer
from nahtlos.handovers.places import at_the_file
from nahtlos.handovers.services.answering import OUTCOME_DAYS
from nahtlos.handovers.services.asking import NotAskable, Request, begin_transfer
from nahtlos.handovers.services.reach import lock, locked
from nahtlos.handovers.sharing import LEADS_THERE, known_of
from nahtlos.handovers.steps import save, take
from nahtlos.organisations.actor import Actor

#: A link lives so many days beyond the day of the answer or the outcome it is for.
_GRACE = timedelta(days=14)
#: Wrong PINs until a link is locked.
MOST_WRONG = 5


class Nowhere(Exception):
    """The key leads nowhere: made up, over, replaced, locked or too old. Which of these is nobody's business."""


class WrongPin(Exception):
    """It is not the PIN; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a partner. `shared`: code of sharing.PIECES → what it is told, in words."""

    partner: str
    service: str
    way: str = Way.LINK
    note: str = ""
    wanted_on: date | None = None
    shared: Mapping[str, Sequence[str]] = field(default_factory=dict)
    agreed_on: date | None = None  #: the day on which the person agreed that this is passed on


@dataclass(frozen=True, slots=True)
class Given:
    """A new way in. Secret and PIN are here once and nowhere else."""

    transfer: Transfer
    link: Link
    secret: str
    pin: str  #: empty for a letter


@dataclass(frozen=True, slots=True)
class Shown:
    """What the partner sees."""

    transfer: Transfer
    shared: Sequence[Mapping[str, object]]
    possible: Sequence[Step]
    expires_on: date


@transaction.atomic
def refer_to_partner(*, by: Actor, person_id: UUID, asked: Asked) -> Given:
    """A referral to somebody without an account. It sees what is passed on here, and nothing of the file.

    Raises AccessDenied, Case.DoesNotExist, NotAskable, AlreadyAsked.
    """
    if not asked.partner.strip():
        raise NotAskable("Please name the partner.")
    _check(by, person_id, asked)
    request = Request(Kind.REFERRAL, None, asked.service, asked.wanted_on, asked.note, asked.partner)
    transfer = begin_transfer(by=by, person_id=person_id, request=request)
    shared = [{"code": code, "values": list(values)} for code, values in asked.shared.items()]
    given = _give(by, transfer, asked.way, shared)
    journal.record(
        "referral.passed_on",
        "person",
        person_id,
        transfer=str(transfer.id),
        pieces=sorted(asked.shared),
        agreed_on=asked.agreed_on and asked.agreed_on.isoformat(),
    )
    return given


def _check(by: Actor, person_id: UUID, asked: Asked) -> None:
    if asked.way not in Way.values:
        raise NotAskable("Please choose how the partner gets it.")
    if asked.shared and asked.agreed_on is None:
        raise NotAskable("Please say on which day she agreed that this is passed on, or pass on nothing.")
    if asked.agreed_on is not None and asked.agreed_on > clock.today():
        raise NotAskable("The day on which she agreed lies in the future.")
    if not set(asked.shared) <= set(known_of(by, person_id)):
        raise NotAskable("Part of this may not be passed on, or is not known.")


@transaction.atomic
def give_again(*, by: Actor, transfer_id: UUID, way: str, version: int | None = None) -> Given:
    """Another way in to the same; the one before leads nowhere from now on. Of somebody who has become protected, what
    leads to her is no longer passed on.

    Raises AccessDenied, Transfer.DoesNotExist, NotPossible, Answered.
    """
    transfer, side = locked(by, transfer_id, version=version)
    if not transfer.partner or side != Side.SENDER or transfer.state not in OPEN:
        raise NotPossible("This is not possible any more.")
    if way not in Way.values:
        raise NotPossible("Please choose how the partner gets it.")
    before = Link.objects.filter(transfer=transfer).order_by("-made_at", "-id").first()
    Link.objects.filter(transfer=transfer, ended_at=None).update(ended_at=clock.now(), over=Over.REPLACED)
    still = set(known_of(by, transfer.case.person_id))
    given = _give(by, transfer, way, [one for one in before.shared if one["code"] in still] if before else [])
    journal.record("referral.link_made", "person", transfer.case.person_id, transfer=str(transfer.id))
    return given


def _give(by: Actor, transfer: Transfer, way: str, shared: Sequence[Mapping[str, object]]) -> Given:
    secret = keys.new_code() if way == Way.LETTER else keys.new_secret()
    pin = "" if way == Way.LETTER else keys.new_pin()
    link = Link.objects.create(
        transfer=transfer,
        way=way,
        fingerprint=keys.fingerprint(secret),
        pin=keys.sealed(pin) if pin else "",
        shared=list(shared),
        made_at=clock.now(),
        made_by_id=by.account_id,
        expires_on=max(transfer.due_on, clock.today()) + _GRACE,
    )
    return Given(transfer, link, secret, pin)


def links_of(by: Actor, transfer_id: UUID) -> list[Link]:
    """Every way in that was given, the newest first; the database shows them to the sender alone."""
    return list(Link.objects.filter(transfer=transfer_id, transfer__sender=by.organisation_id).order_by("-made_at"))


@transaction.atomic
def note_answer(
    *, by: Actor, transfer_id: UUID, act: Act, reason: str = "", note: str = "", version: int | None = None
) -> Transfer:
    """The partner answered by telephone or letter: the sender notes it. Same machine, same effects, and the row says how.

    Raises AccessDenied, Transfer.DoesNotExist, NotPossible, Answered.
    """
    transfer, side = locked(by, transfer_id, version=version)
    if not transfer.partner or side != Side.SENDER:
        raise NotPossible("Only the other side can do this.")
    step = take(transfer, act, Side.RECEIVER, by, role=PARTNER, reason=reason, note=note, detail={"noted": True})
    _go_on(transfer)
    save([transfer], [step])
    journal.record(f"referral.{act}", "person", transfer.case.person_id, transfer=str(transfer.id), noted=True)
    return transfer


def _go_on(transfer: Transfer) -> None:
    """Accepted: the outcome is asked for on a day of its own."""
    if transfer.state == State.ACCEPTED:
        transfer.due_on = add_workdays(clock.today(), OUTCOME_DAYS, transfer.district.land)
        transfer.level = Level.CONTACT
        Link.objects.filter(transfer=transfer, ended_at=None).update(expires_on=transfer.due_on + _GRACE)


# The partner's side. `key`: fingerprint of the secret it came with.


def needs_pin(key: str) -> bool:
    """Whether a PIN is asked for behind this key. Raises Nowhere."""
    with acting(_partner(key)), transaction.atomic():
        return bool(_link(key).pin)


def enter(key: str, pin: str = "") -> None:
    """The key, with its PIN, opens. Five wrong PINs in a row lock the link. Raises Nowhere, WrongPin."""
    with acting(_partner(key)), transaction.atomic():
        link = Link.objects.select_for_update(of=("self",)).get(id=_link(key).id)
        if link.pin and not keys.opens(pin, link.pin):
            left = MOST_WRONG - link.wrong - 1
            lock = {} if left > 0 else {"ended_at": clock.now(), "over": Over.LOCKED}
            Link.objects.filter(id=link.id).update(wrong=F("wrong") + 1, **lock)
        else:
            left = -1
            Link.objects.filter(id=link.id).update(wrong=0, opened_at=link.opened_at or clock.now())
            journal.record("link.opened", "transfer", link.transfer_id)
    if left == 0:
        raise Nowhere
    if left > 0:
        raise WrongPin(left)


def look(key: str) -> Shown:
    """What is asked, what was passed on, and what can be answered now. Journalled. Raises Nowhere.

    Of somebody who has become protected since, what leads to her is told no longer.
    """
    with acting(_partner(key)), transaction.atomic():
        link = _link(key)
        one = link.transfer
        journal.record("link.read", "transfer", one.id)
        with at_the_file(one):
            is_protected = bool(protected_among([Case.objects.values_list("person_id", flat=True).get(id=one.case_id)]))
    shared = [piece for piece in link.shared if not (is_protected and piece["code"] in LEADS_THERE)]
    return Shown(one, shared, possible(one.kind, one.state, Side.RECEIVER, PARTNER), link.expires_on)


def answer(key: str, *, act: Act, who: str, reason: str = "", note: str = "", version: int | None = None) -> Transfer:
    """The partner's answer. `who` answers; who is not responsible says in the note who is.

    Raises Nowhere, NotPossible, Answered.
    """
    if not who.strip():
        raise NotPossible("Please say who answers.")
    if reason == Reason.NOT_RESPONSIBLE and not note.strip():
        raise NotPossible("Please say who is responsible, as far as you know.")
    said = f"{who.strip()[:80]}: {note.strip()}".rstrip(": ")
    with acting(_partner(key)), transaction.atomic():
        seen = _link(key).transfer
        with at_the_file(seen):
            transfer = lock(seen, version)
            step = take(transfer, act, Side.RECEIVER, role=PARTNER, reason=reason, note=said, detail={"link": True})
            _go_on(transfer)
            save([transfer], [step])
            journal.record(f"referral.{act}", "person", transfer.case.person_id, transfer=str(transfer.id), link=True)
    return transfer


def _partner(key: str) -> Acting:
    return Acting(account=None, organisation=None, district=None, purpose="referral", system="link", key=key)


def _link(key: str) -> Link:
    """The living link of the acting key with its referral; the database shows no other."""
    found = (
        Link.objects.filter(fingerprint=key, ended_at=None, expires_on__gte=clock.today())
        .select_related("transfer__sender", "transfer__district")
        .first()
    )
    if found is None or found.transfer.state not in OPEN:
        raise Nowhere
    return found
