"""What needs somebody: rows that are closed with a proof, never deleted."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q

from nahtlos.cases.models import Closing
from nahtlos.core.history import tracked
from nahtlos.core.models import Row
from nahtlos.inbox.enums import Dropped, TaskKind, ToldHow
from nahtlos.organisations.models import Account, District, Membership, Organisation
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


@tracked()
class Task(Row):
    """Something one participant of a case has to do until a day. Done with a name, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=TaskKind.choices)
    note = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")  #: None: the team
    due_on = models.DateField()
    asked_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    cause_type = models.CharField(max_length=40, blank=True)  #: what made it, where nobody typed it
    cause = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    closing = models.ForeignKey(  #: it ended because the case was closed, and comes back when the case is opened again
        Closing, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cause_type", "cause", "organisation"],
                condition=Q(cause__isnull=False),
                name="task_once_for_cause",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_is_done_by_somebody",
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(closing=None), name="task_ends_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on"], condition=Q(done_at=None), name="open_tasks_of_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_open(self) -> bool:
        """Somebody still has to do it."""
        return self.done_at is None and self.closing_id is None


class Notice(Row):
    """Something happened that needs one account, written with what caused it; the outbox of mails at the same time."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)  #: the source it belongs to
    cause_type = models.CharField(max_length=40)
    cause = models.UUIDField()
    path = models.CharField(max_length=200)  #: where it is settled, without host
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    dropped = models.CharField(max_length=12, choices=Dropped.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "kind", "cause_type", "cause"], name="notice_once"),
            models.CheckConstraint(condition=Q(mailed_at=None) | Q(dropped=""), name="notice_mailed_or_dropped"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "created_at"], condition=Q(mailed_at=None, dropped=""), name="outbox")
        ]

    def __str__(self) -> str:
        return self.kind


class MailSetting(Row):
    """When somebody wants mail. No row: the defaults."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    digest_at = models.TimeField(default=time(7, 30))
    quiet_from = models.TimeField(default=time(19, 0))
    quiet_until = models.TimeField(default=time(6, 30))
    wants_digest = models.BooleanField(default=True)  #: what is not urgent, once a day
    wants_weekly = models.BooleanField(default=True)  #: what waits for her, once a week
    weekday = models.PositiveSmallIntegerField(default=0)  #: 0 is Monday
    last_digest_on = models.DateField(null=True)
    last_weekly_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.account_id)


class Feed(Row):
    """A calendar that a program fetches with a secret address. Only the fingerprint of the secret is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_team = models.BooleanField(default=False)  #: of the whole organisation instead of her own cases
    fingerprint = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.organisation_id}"
