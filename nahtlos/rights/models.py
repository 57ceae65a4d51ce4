"""What the person asked for and what became of it; and what is left when a file is gone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Fact
from nahtlos.core.models import Row
from nahtlos.organisations.models import Account, Organisation
from nahtlos.people.models import Person


class Outcome(models.TextChoices):
    """What its source found out about a contested statement."""

    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")


class Contest(Row):
    """The person says that a statement is wrong (Art. 16 DSGVO). It stays visible, marked, and its source is asked."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  #: has to find out
    said = models.CharField(max_length=300)  #: what she says instead
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)  #: how it was found out

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fact"], condition=Q(closed_at=None), name="contested_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="contest_closes_with_an_outcome",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["source"], condition=Q(closed_at=None), name="contests_to_answer")]

    def __str__(self) -> str:
        return self.outcome or "open"


class Restriction(Row):
    """A statement that only its source and the leading office see, and nothing uses (Art. 18 DSGVO)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fact"], condition=Q(ended_at=None), name="restricted_once")
        ]

    def __str__(self) -> str:
        return str(self.fact_id)


class Erasure(Row):
    """The mark an erased file leaves: when, why, by whose order, how many rows. No name. Written by nt.erase only."""

    person = models.UUIDField()
    district = models.UUIDField()
    at = models.DateTimeField()
    account = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    reason = models.CharField(max_length=300)  #: the period and its legal basis
    closed_on = models.DateField()
    counts = models.JSONField(default=dict)  #: table → rows
    transaction = models.BigIntegerField()  #: history gives rows up only in the transaction that left this mark

    class Meta:
        indexes: ClassVar = [models.Index(fields=["district", "at"], name="erasures_of_district")]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d}"


class Remembered(models.Model):
    """How many files of a year and nationality were erased: what statistics keep. Written by nt.erase only."""

    id = models.BigAutoField(primary_key=True)
    district = models.UUIDField()
    closed_in = models.SmallIntegerField()
    nationality = models.CharField(max_length=2)
    files = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "closed_in", "nationality"], name="remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.closed_in} {self.nationality}: {self.files}"
