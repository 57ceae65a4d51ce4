"""The journal of meaning: who did or saw what, when, for which purpose. Append-only, written through one function.

No foreign keys, so that the journal never stands in the way of living data; no names and no contents in it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class JournalEntry(models.Model):
    """One act or look. `detail` holds field names, counts and ids, never contents."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    account = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="journal_by_subject"),
            models.Index(fields=["account", "id"], name="journal_by_account"),
            models.Index(fields=["organisation", "at"], name="journal_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class JournalSeal(models.Model):
    """The place of an entry in the chain; `hash` is SHA-256 of the hash before it and the entry's text (seal.py)."""

    seq = models.BigIntegerField(primary_key=True)  #: 1, 2, 3, … without a gap
    entry = models.OneToOneField(JournalEntry, on_delete=models.DO_NOTHING, related_name="seal", db_constraint=False)
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sealed_at"], name="journal_seal_by_time")]

    def __str__(self) -> str:
        return f"{self.seq} {bytes(self.hash).hex()[:12]}"
