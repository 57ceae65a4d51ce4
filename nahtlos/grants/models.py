"""Grants as the policies of the database read them: one row for each class of data that is open, and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nahtlos.access.vocabulary import Basis, DataClass
from nahtlos.organisations.models import Organisation
from nahtlos.people.models import Person


class Grant(models.Model):
    """One class of one person's data, open to one organisation for one purpose.

    Derived from what stands behind it (`source`) by triggers that run as the owner of the tables: nobody writes here by
    hand, and a grant that has ended is gone or past its `ends_at`. Statute needs no row: it is the policy itself.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
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
