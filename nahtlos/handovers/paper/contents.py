"""What the letter and the cover sheet of one transfer say; only for a side to which the file is open."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit import journal
from nahtlos.cases.models import Fact, Participation
from nahtlos.cases.protection import protected_among
from nahtlos.cases.sight import leaving
from nahtlos.core import clock
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.enums import Kind, State
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.paper.letter import Letter, spoken
from nahtlos.handovers.selectors import get_transfer
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership
from nahtlos.people.models import ContactWish, Person

#: Working days within which she is asked to get in touch.
_IN_TOUCH = 10


def letter_of(actor: Actor, transfer_id: UUID) -> tuple[Letter, str]:
    """The letter about an accepted transfer, and the language beside German. Journalled.

    Raises AccessDenied, Transfer.DoesNotExist, also where nothing was accepted, by an organisation of
    nahtlos, or the file is not open.
    """
    detail = get_transfer(actor, transfer_id)
    one, person_id = detail.line.transfer, detail.line.person_id
    if (
        person_id is None
        or one.receiver is None
        or one.state not in (State.ACCEPTED, State.IN_PROGRESS, State.COMPLETED)
    ):
        raise Transfer.DoesNotExist
    contact = one.asked if one.kind == Kind.MOVE else _contact(one)
    today, day = clock.today(), one.effective_on or clock.today()
    journal.record("letter.printed", "person", person_id, transfer=str(one.id))
    letter = Letter(
        kind=one.kind,
        sender=one.sender.name,
        sender_address=one.sender.address,
        receiver=one.receiver.name,
        receiver_address=one.receiver.address,
        contact=contact.account.name if contact else "",
        phone=(contact.phone if contact else "") or one.receiver.phone,
        day=day,
        report_by=add_workdays(max(day, today), _IN_TOUCH, one.district.land),
        law=one.law,
        reference=one.reference,
        person=_called(person_id),
        person_address=_address(actor, person_id, today),
        on=today,
    )
    return letter, spoken(_tongue(person_id))


def _contact(one: Transfer) -> Membership | None:
    """Whom the receiver has named in the case."""
    parts = Participation.objects.filter(case=one.case_id, organisation=one.receiver_id)
    part = parts.select_related("contact__account").order_by("valid_from").last()
    return part.contact if part else None


def _called(person_id: UUID) -> str:
    person = Person.objects.get(id=person_id)
    return " ".join(part for part in (person.given_names, person.family_name) if part)


def _address(actor: Actor, person_id: UUID, today: date) -> tuple[str, ...]:
    """Where the letter goes, if the actor may take that out of the house; of a protected person it stands on no paper."""
    if not leaving(actor, is_protected=bool(protected_among([person_id]))).takes(DataClass.WHEREABOUTS):
        return ()
    homes = Fact.objects.filter(person=person_id, kind="place", superseded_at=None).order_by("valid_from")
    now = [one for one in homes if one.valid_until is None or one.valid_until > today]
    if not now:
        return ()
    value = now[-1].value
    town = " ".join(str(value[key]) for key in ("postcode", "town") if value.get(key))
    return tuple(line for line in (str(value.get("street") or ""), town) if line)


def _tongue(person_id: UUID) -> str:
    """What she wants an interpreter for, else what she speaks."""
    wish = ContactWish.objects.filter(person=person_id).exclude(interpreter_language="").first()
    if wish:
        return wish.interpreter_language
    spoken_ones = Fact.objects.filter(person=person_id, kind="language", superseded_at=None).order_by("recorded_at")
    codes = [str(one.value.get("code") or "") for one in spoken_ones]
    return next((code for code in codes if code and code != "de"), "")
