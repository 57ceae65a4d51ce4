"""What a person allowed, what an emergency opened, and the grants that follow from both."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nahtlos.access.vocabulary import Basis, DataClass
from nahtlos.core.models import Row
from nahtlos.grants.enums import EmergencyCategory, GivenHow, WithdrawnHow
from nahtlos.organisations.models import Account, Organisation
from nahtlos.people.models import Person


class Grant(models.Model):
    """One class of one person's data, open to one organisation for one purpose.

    Derived from what stands behind it (`source`) by triggers that run as the owner of the tables: nobody writes here by
    hand, and a grant that has ended is gone or past its `ends_at`. Statute needs no row: it is the policy itself.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(  #: the only one of the organisation it is open to; None: everybody of it
        Account, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    purpose = models.CharField(max_length=40)
    data_class = models.CharField(max_length=20, choices=[(one.value, one.value) for one in DataClass])
    basis = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Basis])
    source = models.UUIDField()  #: the consent or the emergency
    ends_at = models.DateTimeField(null=True)  #: first moment at which it no longer holds

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "purpose", "data_class", "source"], name="grant_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.data_class} to {self.organisation_id}"


class ConsentText(Row):
    """The words a person signs, in one language. A text is never changed: other words are another version.

    `is_reviewed`: a person who knows the language and the law has read it; what was drafted by a machine says so.
    """

    purpose = models.CharField(max_length=40)  #: `cooperation` or `volunteer_support`, see texts/
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField()
    is_reviewed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="consent_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version} {self.language}"


class Consent(Row):
    """What she allowed one organisation to read, by one signature under one text. Never changed; see Withdrawal."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  #: the recipient
    classes = ArrayField(models.CharField(max_length=20))
    purposes = ArrayField(models.CharField(max_length=40))
    given_at = models.DateTimeField()
    given_how = models.CharField(max_length=12, choices=GivenHow.choices)
    language = models.CharField(max_length=12)  #: in which it was read to her
    witness = models.CharField(max_length=120, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    guardian = models.CharField(max_length=120, blank=True)  #: who signed for a minor; ends when she is of age
    valid_until = models.DateField(null=True)  #: the last day on which it holds; None: until withdrawn
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(classes=[]) & ~Q(purposes=[]), name="consent_to_something_for_something"
            ),
            models.CheckConstraint(
                condition=~Q(given_how="interpreter") | ~Q(interpreter=""), name="interpreter_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.given_at:%Y-%m-%d}"


class ConsentProof(Row):
    """The signature or the scan behind a consent: a picture painted anew from its pixels, or a PDF."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="proof")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.media_type


class Withdrawal(Row):
    """She took a consent back. It works on the next statement of the database, for everybody."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=12, choices=WithdrawnHow.choices)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.consent_id} {self.at:%Y-%m-%d}"


class Emergency(Row):
    """Somebody opened one file for half an hour because it could not wait. Written by nt.open_emergency() only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    category = models.CharField(max_length=12, choices=EmergencyCategory.choices)
    reason = models.CharField(max_length=1000)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.opened_at:%Y-%m-%d %H:%M}"


class EmergencyReview(Row):
    """A second person looked at an emergency: was it one, and has the person been told, or why not?"""

    emergency = models.OneToOneField(Emergency, on_delete=models.PROTECT, related_name="review")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_justified = models.BooleanField()
    note = models.CharField(max_length=1000)
    informed_on = models.DateField(null=True)  #: the day on which the person was told
    not_informed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(informed_on__isnull=False) | ~Q(not_informed_because=""),
                name="person_is_told_or_there_is_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.emergency_id} {self.at:%Y-%m-%d}"
