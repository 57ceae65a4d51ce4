"""The import of a list: the run, each of its rows with what became of it, and the column mapping somebody corrected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahtlos.core.models import Row
from nahtlos.organisations.models import Account, Organisation
from nahtlos.people.models import Person, Record


class RunState(models.TextChoices):
    """Where an import stands."""

    PREVIEW = "preview", _("waiting for your decision")
    QUEUED = "queued", _("waiting to be carried out")
    RUNNING = "running", _("being carried out")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    DISCARDED = "discarded", _("discarded")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    """What became of one row of the file."""

    CREATED = "created", _("new file")
    LINKED = "linked", _("linked")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    NEEDS_HUMAN = "needs_human", _("needs a decision")
    REFUSED = "refused", _("refused")
    NOT_A_PERSON = "not_a_person", _("no person")


class ImportRun(Row):
    """One upload of one list by one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=30)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField(null=True)  #: the day the list speaks of, where it says so
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.PREVIEW)
    content = models.BinaryField(null=True)  #: the file, until the import is carried out or discarded
    layout = models.JSONField(default=dict)  #: sheet, header row, column of each field, headings
    counts = models.JSONField(default=dict)  #: outcome → rows
    total = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    is_synthetic = models.BooleanField(default=False)  #: its people are invented
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-started_at"], name="runs_of_organisation")]

    def __str__(self) -> str:
        return f"{self.filename} ({self.state})"


class ImportRow(Row):
    """One row of the file: as it stood there, as it was read, and what became of it.

    A row that needs a human stays in the queue (`decided_at` empty) until somebody decides or a later import repeats it.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  #: as the spreadsheet shows it
    cells = models.JSONField(default=list)  #: as text, in the order of the columns
    read = models.JSONField(default=dict)  #: the person as read; empty when the row is none
    problems = models.JSONField(default=list)
    reference = models.CharField(max_length=120, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    same_as_row = models.PositiveIntegerField(null=True)  #: another row of this file that is the same person
    score = models.FloatField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+")
    reasons = models.JSONField(default=list)
    candidates = models.JSONField(default=list)  #: [{"person", "score", "reasons"}], best first
    in_queue = models.BooleanField(default=False)  #: waits for a human
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "number"], name="row_once_per_run")]
        indexes: ClassVar = [
            models.Index(fields=["organisation"], condition=Q(in_queue=True), name="rows_waiting_for_a_human"),
            models.Index(fields=["run", "outcome", "number"], name="rows_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


class ColumnMapping(Row):
    """Columns somebody assigned by hand for lists with these headings; used again for the next one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=30)
    fingerprint = models.CharField(max_length=64)  #: of the headings
    mapping = models.JSONField()  #: field → column index
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "profile", "fingerprint"], name="mapping_once")
        ]

    def __str__(self) -> str:
        return self.profile
