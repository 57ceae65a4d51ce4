"""The case file: facts as periods, who takes part, who is responsible, and what the law answers.

Nothing is overwritten: a correction is a new row that names the old one.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from nahtlos.cases.enums import (
    AccessLevel,
    AnswerStatus,
    FactKind,
    FactSource,
    Outcome,
    ParticipationRole,
    ProtectedBecause,
    Reopened,
)
from nahtlos.core.history import tracked
from nahtlos.core.models import Row
from nahtlos.organisations.models import Account, District, Membership, Organisation, Unit
from nahtlos.people.models import OfPerson, Person


class DateRange(Func):
    """`[valid_from, valid_until)` as PostgreSQL understands it."""

    function = "daterange"
    output_field = DateRangeField()


@tracked()
class Case(Row):
    """The one shared file about one person."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="case")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)  #: first day on which it is no longer open
    version = models.PositiveIntegerField(default=1)  #: counts what was recorded; a form that knows less is stale
    changed_at = models.DateTimeField()
    came_from = models.CharField(max_length=120, blank=True)  #: the district that handed the file over

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="case_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


@tracked()
class Fact(OfPerson):
    """Something that holds for a time, with its source. Active while `superseded_at` is empty."""

    kind = models.CharField(max_length=30, choices=FactKind.choices)
    value = models.JSONField(default=dict)
    valid_from = models.DateField(null=True)  #: None: since an unknown day
    valid_until = models.DateField(null=True)  #: first day on which it no longer holds
    reported_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=12, choices=FactSource.choices)
    source_note = models.CharField(max_length=300, blank=True)  #: the words of the source, or which document
    legal_basis = models.CharField(max_length=160, blank=True)  #: on which the organisation holds it
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    superseded_at = models.DateTimeField(null=True)
    superseded_why = models.CharField(max_length=200, blank=True)
    batch = models.UUIDField(null=True)  #: the import that stated it
    superseded_batch = models.UUIDField(null=True)  #: the import that superseded it

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "kind"], condition=Q(superseded_at=None), name="active_facts_of_person")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gt=F("valid_from")),
                name="fact_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None, superseded_why="") | Q(superseded_at__isnull=False),
                name="fact_is_superseded_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}–{self.valid_until}"


@tracked()
class Participation(Row):
    """An organisation's part in a case, with the colleague one can call and her deputy."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=10, choices=ParticipationRole.choices, default=ParticipationRole.SERVICE)
    legal_basis = models.CharField(max_length=160)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  #: first day on which it no longer holds

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="participation_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_participation_per_organisation_and_day",
                expressions=[
                    (F("case"), RangeOperators.EQUAL),
                    (F("organisation"), RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_until")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.case_id}"


@tracked()
class Responsibility(Row):
    """The one lead authority of a case from one day to another, and by which answer of the law."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  #: first day on which it no longer holds
    authority = models.CharField(max_length=40)  #: the answer `benefit_authority` it follows; empty: none did yet
    law = models.CharField(max_length=160, blank=True)  #: the provision
    rule = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="responsibility_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_lead_authority_per_case_and_day",
                expressions=[
                    (F("case"), RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_until")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} from {self.valid_from}"


class AnswerPeriod(models.Model):
    """What the law answers to one question for a time. Derived: recomputed when a fact or a law module changes.

    The reasons are not stored; the engine gives the same ones again for the same facts and rules version.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="answers", db_index=False)
    question = models.CharField(max_length=60)
    valid_from = models.DateField()
    next_change = models.DateField(null=True)  #: first day of the next answer
    status = models.CharField(max_length=16, choices=AnswerStatus.choices)
    answer = models.JSONField(null=True)
    discretion = models.CharField(max_length=8, blank=True)
    rule = models.CharField(max_length=80)
    law = models.CharField(max_length=160, blank=True)  #: the main norm
    missing = models.JSONField(default=list)
    rules_version = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "question", "valid_from"], name="answers_of_person"),
            models.Index(fields=["question", "valid_from"], name="answers_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.valid_from}"


class Deadline(models.Model):
    """A day by which somebody must act, from the law engine. Derived like the answers, but a tick survives."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deadlines", db_index=False)
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    date = models.DateField()
    who = models.CharField(max_length=60, blank=True)
    lead_days = models.JSONField(default=list)
    law = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code", "date"], name="deadline_once"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="deadline_is_done_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["date"], condition=Q(done_at=None), name="open_deadlines_by_date")]

    def __str__(self) -> str:
        return f"{self.code} {self.date}"


class Conflict(Row):
    """Two organisations say different things about the same; both stand until somebody has found out."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=30, choices=FactKind.choices)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    holds = models.ForeignKey(
        Fact, on_delete=models.PROTECT, null=True, related_name="+"
    )  #: what was found to be right
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], condition=Q(closed_at=None), name="open_conflict_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class Merge(Row):
    """Two files that were found to be one person's; everything that moved is listed, so that it can move back."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField()  #: {"people.Name": [ids], …}
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class CaseAccess(models.Model):
    """Which organisation may see which case now: derived by triggers, read by every policy.

    Participations, consents (`source`), emergencies (`source`, one account, half an hour, reading only) and closings
    (`source`, who took part, reading only) each have rows of their own; the policy of this table hides what has ended, so
    that every other policy inherits it.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    level = models.CharField(max_length=14, choices=AccessLevel.choices, db_default=AccessLevel.PARTICIPATION)
    account = models.ForeignKey(  #: the only one of the organisation; None: everybody of it
        Account, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    ends_at = models.DateTimeField(null=True)  #: first moment at which it no longer holds
    source = models.UUIDField(null=True)  #: the consent, the emergency or the closing

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person", "level", "source"],
                name="access_once_per_source",
                nulls_distinct=False,
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="access_by_person"),
            models.Index(fields=["source"], name="access_by_source", condition=Q(source__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.case_id}"


class Closing(Row):
    """A case was closed once: when, by whom, with what outcome, and, once it is open again, why.

    Its own words never change; opening the case again fills the columns that say so, and a further closing is a new row.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="closings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closings")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    note = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField()  #: first day on which the case was no longer open
    entered_on = models.DateField()  #: the day on which somebody closed it
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended = models.JSONField(default=dict)  #: {"cases.Participation": [ids], …}: what ended with it
    reopened_on = models.DateField(null=True)  #: first day on which it was open again; `closed_on`: it never was closed
    reopened_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reopened_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_why = models.CharField(max_length=20, choices=Reopened.choices, blank=True)
    reopened_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(reopened_at=None), name="closed_once"),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_on=None, reopened_why="", reopened_note="")
                | Q(reopened_at__isnull=False, reopened_on__gte=F("closed_on")) & ~Q(reopened_why=""),
                name="reopened_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.closed_on}"


class ProtectionMark(Row):
    """Where she lives is a secret from now on (F30). Whoever takes part in the case knows that it is, not why.

    Never changed: it ends with a row of its own, or on its day. The database itself refuses what it refuses (nt.shielded).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protection_marks")
    since = models.DateField()  #: the day of the danger, as known; the mark holds from the moment it is set
    until = models.DateField(null=True)  #: first day on which it no longer holds; None: until somebody ends it
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    set_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="protection_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.since}"


class ProtectionReason(Row):
    """Why she is protected; for the leading office alone."""

    mark = models.OneToOneField(ProtectionMark, on_delete=models.PROTECT, related_name="reason")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, choices=ProtectedBecause.choices)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.code


class ProtectionEnd(Row):
    """The mark no longer holds."""

    mark = models.OneToOneField(ProtectionMark, on_delete=models.PROTECT, related_name="end")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.mark_id)


class SavedView(Row):
    """The list of cases as somebody narrowed it, kept under a name: hers, or shared with everybody of her organisation.

    `filter` holds codes that the filter offers (CaseFilter), never a search: no name of a person gets in.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    filter = models.JSONField()  #: field of CaseFilter → value, without those that are empty
    is_shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "account", "name"], name="saved_view_once")
        ]

    def __str__(self) -> str:
        return self.name


class DefaultView(Row):
    """The saved view with which the list opens for one account in one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "account"], name="one_default_view")]

    def __str__(self) -> str:
        return str(self.view_id)


class Draft(Row):
    """What somebody has typed into a form and not saved yet. Only she reads it; it is gone when she saves, or after a week."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=120)  #: which form, of whom: record:<person>:residence
    data = models.JSONField()  #: field → what was typed
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "account", "form"], name="one_draft_per_form")
        ]
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="drafts_by_age")]

    def __str__(self) -> str:
        return self.form
