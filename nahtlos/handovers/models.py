"""A transfer between two organisations (handover, referral or move) and every step of it, append-only.

One table for all kinds: they share sender, receiver, answer deadline, escalation and package (ADR 0015, 0018).
"""

from __future__ import annotations

import secrets
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from nahtlos.cases.models import Case
from nahtlos.core.history import tracked
from nahtlos.core.models import Row
from nahtlos.handovers.enums import LEADING, OPEN, Act, Kind, Level, Origin, Over, Reason, Service, Side, State, Way
from nahtlos.organisations.models import Account, District, Membership, Organisation

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  #: read out on the telephone without doubt


def new_reference() -> str:
    """A number for the telephone that says nothing about the person."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(2))


@tracked()
class Transfer(Row):
    """What one organisation asks of another about a case. Until it is accepted the receiver sees this row and no more."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=20, choices=State.choices)
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.CharField(max_length=120, blank=True)  #: instead of a receiver: somebody who has no account here
    service = models.CharField(max_length=20, choices=Service.choices, blank=True)  #: of a referral
    wanted_on = models.DateField(null=True)  #: the day on which the law names the receiver; by when it is wanted
    authority = models.CharField(max_length=40, blank=True)  #: the answer of the law it follows
    law = models.CharField(max_length=160, blank=True)  #: the provision
    rule = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500, blank=True)  #: for the receiver, once it has accepted
    due_on = models.DateField()  #: last day for the answer, and after that for the outcome of a referral
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.CONTACT)  #: who must act now
    asked = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    asked_deputy = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    ready = models.PositiveSmallIntegerField(default=0)  #: how much of the package is there …
    needed = models.PositiveSmallIntegerField(default=0)  #: … of how much
    gaps = models.JSONField(default=list)  #: codes of what is missing; never contents
    preview = models.JSONField(default=dict)  #: of a move: what a receiver needs to decide, and never who it is
    joined = models.BooleanField(default=False)  #: the receiver takes part in the case only because of it
    effective_on = models.DateField(null=True)  #: first day on which the receiver leads, once it has accepted
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="forwarded_to")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind=Kind.HANDOVER, state__in=sorted(OPEN)), name="one_open_handover"
            ),
            models.UniqueConstraint(
                fields=["case", "service"],
                condition=Q(kind=Kind.REFERRAL, state__in=sorted(OPEN)),
                name="one_open_referral_per_service",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind=Kind.MOVE, state__in=sorted(OPEN)), name="one_open_move"
            ),
            models.CheckConstraint(condition=Q(receiver=None) | ~Q(sender=F("receiver")), name="transfer_between_two"),
            models.CheckConstraint(
                condition=Q(receiver__isnull=False, partner="") | Q(receiver=None, kind=Kind.REFERRAL) & ~Q(partner=""),
                name="referral_to_an_organisation_or_a_partner",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LEADING, service="") | (Q(kind=Kind.REFERRAL) & ~Q(service="")),
                name="referral_asks_for_a_service",
            ),
            models.CheckConstraint(
                condition=Q(effective_on=None)
                | Q(state__in=[State.ACCEPTED, State.COMPLETED, State.CANCELLED], kind__in=LEADING),
                name="only_an_accepted_handover_takes_effect",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["receiver", "due_on"], condition=Q(state__in=sorted(OPEN)), name="transfers_incoming"),
            models.Index(fields=["sender", "due_on"], condition=Q(state__in=sorted(OPEN)), name="transfers_outgoing"),
            models.Index(fields=["case"], name="transfers_of_case"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chaser_id(self) -> UUID:
        """The organisation that sees to an answer: the receiver, or the sender where a partner has no account here."""
        return self.receiver_id or self.sender_id

    @property
    def receiver_kind(self) -> str:
        """Kind of the receiver; empty of a partner."""
        return self.receiver.kind if self.receiver else ""

    @property
    def to_name(self) -> str:
        """Whom it goes to."""
        return self.receiver.name if self.receiver else self.partner

    @property
    def to_short(self) -> str:
        """The same, for lists."""
        return self.receiver.short_name if self.receiver else self.partner


class Link(Row):
    """The way in for a partner without an account: to one referral, to what was ticked for it, and to nothing else.

    Only fingerprints of its secret and its PIN are kept. `shared` is what the partner sees of her, as it was when it was
    given: `[{"code", "values"}]`.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="links")
    way = models.CharField(max_length=10, choices=Way.choices)
    fingerprint = models.CharField(max_length=64, unique=True)
    pin = models.CharField(max_length=128, blank=True)  #: a letter has none: its code is the secret
    shared = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField()  #: last day
    opened_at = models.DateTimeField(null=True)  #: first time
    wrong = models.PositiveSmallIntegerField(default=0)  #: wrong PINs in a row
    ended_at = models.DateTimeField(null=True)
    over = models.CharField(max_length=10, choices=Over.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transfer"], condition=Q(ended_at=None), name="one_link_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, over="") | Q(ended_at__isnull=False) & ~Q(over=""),
                name="link_ends_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.made_at:%Y-%m-%d}"


class Transition(Row):
    """One step of a transfer: who, when, why. Nobody changes or deletes it; notifications follow these rows."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="transitions")
    act = models.CharField(max_length=20, choices=Act.choices)
    before = models.CharField(max_length=20, choices=State.choices, blank=True)  #: empty: it began
    after = models.CharField(max_length=20, choices=State.choices)
    side = models.CharField(max_length=10, choices=Side.choices)
    at = models.DateTimeField()
    on = models.DateField()  #: the day of the workspace
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")  #: None: nahtlos itself
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    named = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  #: who is responsible
    note = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)  #: days, provisions and codes that changed

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["transfer", "id"], name="steps_of_transfer")]

    def __str__(self) -> str:
        return f"{self.act} {self.before}→{self.after}"


class Arrival(Row):
    """The file in the new district to which a move has led. Only who takes part in that file reads it.

    The ids are no foreign keys: each district erases its own file when its time has come.
    """

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="arrival")
    case = models.UUIDField()
    person = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    consents = models.PositiveSmallIntegerField(default=0)  #: that ended with the move: she is to be asked again

    def __str__(self) -> str:
        return str(self.case)
