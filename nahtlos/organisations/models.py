"""Who works together: districts, organisations, their units, and the people with a login and a role in them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahtlos.core.models import Row
from nahtlos.organisations.enums import ModuleState, OrganisationKind, Role


class District(Row):
    """A Landkreis or kreisfreie Stadt: the border of every file."""

    name = models.CharField(max_length=120)
    ags = models.CharField(max_length=5, unique=True)  #: Amtlicher Gemeindeschlüssel of the district
    land = models.CharField(max_length=2)  #: BW, BY, … as in facts.schema.json
    agency_district = models.CharField(max_length=80, blank=True)  #: Agenturbezirk of the Bundesagentur für Arbeit

    def __str__(self) -> str:
        return self.name


class Organisation(Row):
    """An authority, carrier or association that takes part in cases of one district."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="organisations")
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name"], name="organisation_name_once_per_district")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(Row):
    """A team inside an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; the user name decides, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username__iexact=username)


class Account(AbstractBaseUser, Row):
    """A person who logs in. What she may do follows from her memberships, never from the account."""

    username = models.CharField(_("user name"), max_length=80, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="de")
    is_active = models.BooleanField(default=True)

    #: Her memberships of today, where a session brought them with the account; None: not asked yet.
    works_in: list[Membership] | None = None

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(Row):
    """One account's work in one organisation, with the telephone number under which colleagues reach her there."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    room = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  #: first day on which it no longer holds
    absent_from = models.DateField(null=True, blank=True)
    absent_until = models.DateField(null=True, blank=True)  #: first day on which she is back
    substitute = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "organisation"], condition=models.Q(valid_until=None), name="membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="membership_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(absent_from=None, absent_until=None)
                | models.Q(absent_from__isnull=False, absent_until__gt=models.F("absent_from")),
                name="membership_absence_has_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account.name}, {self.organisation.short_name}"


class Invitation(Row):
    """One way into an organisation, for one person, once. Only a fingerprint of its link is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=30, choices=Role.choices)
    email = models.EmailField()
    #: Somebody who works here already and has lost her password or second factor; null for somebody new.
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  #: used or withdrawn

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation}"


class Session(AbstractBaseSession):
    """A browser that is logged in. The key is kept as a fingerprint, and the account beside it ends all of hers at once."""

    account_id = models.UUIDField(null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.account_id)


class ModuleSwitch(Row):
    """What this installation decided about a planned change of the law. Append-only: the last row of a module holds."""

    module = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ModuleState.choices)
    valid_from = models.DateField(null=True)  #: the first day of the module, where one is known
    at = models.DateTimeField()
    by = models.CharField(max_length=80, blank=True)  #: who ran the command, as the machine knows her
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="enabled") | models.Q(valid_from__isnull=False),
                name="module_is_enabled_from_a_day",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["module", "at"], name="switches_of_module")]

    def __str__(self) -> str:
        return f"{self.module} {self.state}"
