"""What needs somebody: rows that are closed with a proof, never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from nahtlos.core.history import tracked
from nahtlos.core.models import Row
from nahtlos.inbox.enums import ToldHow
from nahtlos.organisations.models import Account, District, Organisation
from nahtlos.people.models import Person


@tracked()
class Information(Row):
    """A newcomer is to be told what the employment agency offers her. Open until there is a proof, or it is withdrawn."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )  #: the agency that informs
    reported_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    legal_basis = models.CharField(max_length=160)
    opened_on = models.DateField()
    due_on = models.DateField()
    batch = models.UUIDField(null=True)  #: the import that brought her
    printed_at = models.DateTimeField(null=True)  #: a letter was made; that it was sent is entered
    told_on = models.DateField(null=True)
    told_how = models.CharField(max_length=14, choices=ToldHow.choices, blank=True)
    told_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  #: what the immigration office said was taken back

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(withdrawn_at=None), name="newcomer_informed_once"),
            models.CheckConstraint(
                condition=Q(told_on=None, told_how="", told_at=None)
                | Q(told_on__isnull=False, told_at__isnull=False) & ~Q(told_how=""),
                name="informed_with_a_proof",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(told_on=None, withdrawn_at=None),
                name="newcomers_to_be_informed",
            ),
            models.Index(fields=["district", "opened_on"], name="newcomers_of_district"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.due_on}"
