"""Giving a consent and taking it back. Both work on the next statement of the database, for everybody."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import DataClass
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.grants.enums import GivenHow, WithdrawnHow
from nahtlos.grants.models import Consent, ConsentProof, ConsentText, Withdrawal
from nahtlos.grants.offer import on_offer, purposes_of
from nahtlos.grants.proof import NotAConsent, Proof
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Organisation
from nahtlos.people.models import Person

OF_AGE = 18


@transaction.atomic
def give_consent(
    *,
    by: Actor,
    person_id: UUID,
    organisation_id: UUID,
    text_id: UUID,
    classes: Collection[DataClass],
    purposes: Collection[str],
    given_how: str,
    proof: Proof,
    witness: str = "",
    interpreter: str = "",
    guardian: str = "",
    language: str = "",
    valid_until: date | None = None,
) -> Consent:
    """She allows an organisation to read these classes for these purposes; it opens exactly that, at once.

    `guardian` signs for a minor: such a consent ends on the day before she is of age. Raises AccessDenied, NotAConsent,
    Person.DoesNotExist, and django.db.Error where the database knows better.
    """
    by.require(Permission.FACT_RECORD)
    person = Person.objects.get(id=person_id)
    recipient = Organisation.objects.get(id=organisation_id, district=by.district_id)
    _check(recipient.kind, classes, purposes)
    text = _current(text_id)
    if given_how == GivenHow.INTERPRETER and not interpreter.strip():
        raise NotAConsent("Please name the interpreter.")
    if valid_until is not None and valid_until < clock.today():
        raise NotAConsent("The last day of the consent is over already.")
    consent = Consent.objects.create(
        person=person,
        text=text,
        organisation=recipient,
        classes=sorted(one.value for one in classes),
        purposes=sorted(purposes),
        given_at=clock.now(),
        given_how=given_how,
        language=language or text.language,
        witness=witness.strip()[:120],
        interpreter=interpreter.strip()[:120],
        guardian=guardian.strip()[:120],
        valid_until=_last_day(person, valid_until) if guardian.strip() else valid_until,
        recorded_by_id=by.account_id,
        recorded_for_id=by.organisation_id,
    )
    digest = hashlib.sha256(proof.content).hexdigest()
    ConsentProof.objects.create(
        consent=consent, person=person, content=proof.content, media_type=proof.media_type, sha256=digest
    )
    journal.record(
        "consent.given",
        "person",
        person_id,
        consent=str(consent.id),
        recipient=str(recipient.id),
        classes=consent.classes,
    )
    return consent


def withdraw_consent(*, by: Actor, consent_id: UUID, how: str = WithdrawnHow.SPOKEN) -> Consent:
    """She took it back. Doing it twice changes nothing. Raises AccessDenied, Consent.DoesNotExist."""
    by.require(Permission.CASE_READ)
    consent = Consent.objects.get(id=consent_id)
    try:
        with transaction.atomic():
            Withdrawal.objects.create(
                consent=consent,
                person_id=consent.person_id,
                at=clock.now(),
                how=how,
                recorded_by_id=by.account_id,
                recorded_for_id=by.organisation_id,
            )
            journal.record("consent.withdrawn", "person", consent.person_id, consent=str(consent_id))
    except IntegrityError:
        pass  # somebody was faster; it is withdrawn
    return consent


def consents_of(actor: Actor, person_id: UUID) -> list[Consent]:
    """What the actor may know of her consents, newest first; the database decides which."""
    actor.require(Permission.CASE_READ)
    return list(
        Consent.objects.filter(person=person_id)
        .select_related("organisation", "recorded_for", "text", "withdrawal")
        .order_by("-given_at")
    )


def is_living(consent: Consent, on: date) -> bool:
    """Whether it holds on this day: neither withdrawn nor past its last day."""
    return not hasattr(consent, "withdrawal") and (consent.valid_until is None or on <= consent.valid_until)


def _check(kind: str, classes: Collection[DataClass], purposes: Collection[str]) -> None:
    if not classes or not purposes:
        raise NotAConsent("Please choose what may be read, and for which purpose.")
    if not set(purposes) <= set(purposes_of(kind)):
        raise NotAConsent("This organisation does not work for this purpose.")
    for purpose in purposes:
        if not set(classes) <= on_offer(kind, purpose):
            raise NotAConsent("The law allows part of this without consent, or forbids it even with consent.")


def _current(text_id: UUID) -> ConsentText:
    """A new consent is given under the newest words; an old signature never moves to new words."""
    text = ConsentText.objects.get(id=text_id)
    newest = ConsentText.objects.filter(purpose=text.purpose, valid_from__lte=clock.today()).aggregate(n=Max("version"))
    if text.version != newest["n"]:
        raise NotAConsent("There is a newer text; please let her sign that one.")
    return text


def _last_day(person: Person, wanted: date | None) -> date:
    """The day before she is of age, or earlier if she wished. With the year alone: the last day of the year before."""
    if person.birth_on is not None:
        first = date(person.birth_on.year + OF_AGE, person.birth_on.month, 1) + timedelta(days=person.birth_on.day - 1)
    elif person.birth_year is not None:
        first = date(person.birth_year + OF_AGE, 1, 1)
    else:
        raise NotAConsent("When she is of age is not known; please record her year of birth first.")
    if first <= clock.today():
        raise NotAConsent("She is of age and signs for herself.")
    last = first - timedelta(days=1)
    return min(last, wanted) if wanted else last
