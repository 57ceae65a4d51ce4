"""Who works in an organisation: invited, given a role and a team, away for a while, gone. By its administrators only.

That somebody goes without a case losing its named person is `nahtlos.cases.services.leaving`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext_noop as _

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.enums import OrganisationKind, Role
from nahtlos.organisations.models import Account, Invitation, Membership, Organisation, Unit
from nahtlos.organisations.sessions import end_sessions

#: Sent when somebody's work in an organisation has ended, in the same transaction (account, organisation: UUID). Whoever
#: hands out tokens or feeds withdraws hers here.
work_ended = Signal()

_EVERYWHERE = (Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.COORDINATOR)
_ROLES = {
    OrganisationKind.VEREIN: (Role.VOLUNTEER,),
    OrganisationKind.MIGRATIONSBERATUNG: (Role.COUNSELLOR,),
    OrganisationKind.KOORDINIERUNGSSTELLE: (),
}


class NotPossible(Exception):
    """It cannot be done like this; the text is a sentence for the user."""


class NoInvitation(Exception):
    """The link leads nowhere: used, withdrawn, too old, or made up."""


def roles_of(kind: str) -> list[Role]:
    """The roles somebody can have in an organisation of this kind: nobody becomes a case worker of an association."""
    return [*_ROLES.get(OrganisationKind(kind), (Role.CLERK, Role.TEAM_LEAD)), *_EVERYWHERE]


def colleagues(by: Actor) -> list[Membership]:
    """Everybody who works in the actor's organisation today, by name."""
    by.require(Permission.STAFF_MANAGE)
    return list(_staff(by.organisation_id).select_related("account", "unit").order_by("account__name"))


def colleague(by: Actor, membership: UUID) -> Membership:
    """One of them. Raises AccessDenied, Membership.DoesNotExist."""
    by.require(Permission.STAFF_MANAGE)
    return _staff(by.organisation_id).select_related("account", "unit").get(pk=membership)


def open_invitations(by: Actor) -> list[Invitation]:
    """Invitations that can still be used, the newest first."""
    by.require(Permission.STAFF_MANAGE)
    return list(
        _open().filter(organisation=by.organisation_id).select_related("unit", "membership__account").order_by("-id")
    )


@transaction.atomic
def invite(*, by: Actor, email: str, role: str, unit: UUID | None = None) -> str:
    """The secret of a link with which one person can join, once, until it expires. Raises AccessDenied, NotPossible."""
    by.require(Permission.STAFF_MANAGE)
    return invite_into(by.membership.organisation, email=email, role=role, unit=unit)


@transaction.atomic
def invite_into(organisation: Organisation, *, email: str, role: str, unit: UUID | None = None) -> str:
    """The same for the operator, who acts for the organisation (see `for_organisation`)."""
    _check_role(organisation.kind, role)
    team = Unit.objects.get(pk=unit, organisation=organisation) if unit else None
    return _invitation(organisation, email, role, team, None)


@transaction.atomic
def renew_access(*, by: Actor, membership: UUID) -> str:
    """The secret of a link with which a colleague who lost password or second factor gets in again.

    Not for somebody who works elsewhere, too: her account opens other doors. Raises AccessDenied, NotPossible.
    """
    by.require(Permission.STAFF_MANAGE)
    member = colleague(by, membership)
    if _elsewhere(member).exists():
        raise NotPossible(
            _("She works for another organisation as well. The operator of nahtlos can renew her access.")
        )
    if not member.email:
        raise NotPossible(_("Enter her e-mail address first."))
    return _invitation(member.organisation, member.email, member.role, member.unit, member)


@transaction.atomic
def renew_access_of(member: Membership) -> str:
    """The same for the operator, who acts for the organisation and hands the link over himself."""
    return _invitation(member.organisation, member.email, member.role, member.unit, member)


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitation: UUID) -> None:
    """Its link leads nowhere from now on. Raises AccessDenied, Invitation.DoesNotExist."""
    by.require(Permission.STAFF_MANAGE)
    found = _open().get(pk=invitation, organisation=by.organisation_id)
    _end(found)
    journal.record("staff.invitation_withdrawn", "invitation", found.pk)


def invitation_of(secret: str) -> Invitation:
    """What the link of this secret invites to. Raises NoInvitation."""
    found = (
        _open()
        .filter(fingerprint=_fingerprint(secret))
        .select_related("organisation__district", "unit", "membership__account")
        .first()
    )
    if found is None:
        raise NoInvitation
    return found


@transaction.atomic
def join(secret: str, *, username: str, name: str, password: str, phone: str = "") -> Account:
    """Somebody new takes the invitation. Raises NoInvitation, NotPossible when the user name is taken."""
    invitation = _taken(secret)
    if invitation.membership_id or Account.objects.filter(username__iexact=username).exists():
        raise NotPossible(_("This user name is taken."))
    with _for(invitation.organisation):
        account = Account(username=username, name=name)
        account.set_password(password)
        account.save(force_insert=True)
        _begin(account, invitation, phone)
    return account


@transaction.atomic
def join_as(account: Account, secret: str) -> None:
    """Somebody who works elsewhere already takes it with the account she has. Raises NoInvitation, NotPossible."""
    invitation = _taken(secret)
    if invitation.membership_id or _staff(invitation.organisation_id).filter(account=account).exists():
        raise NotPossible(_("You belong to this organisation already."))
    with _for(invitation.organisation):
        _begin(account, invitation, "")


@transaction.atomic
def come_back(secret: str, *, password: str) -> Account:
    """A colleague gets in again: new password, no second factor, nobody logged in as her. Raises NoInvitation."""
    invitation = _taken(secret)
    if invitation.membership is None:
        raise NoInvitation
    account = invitation.membership.account
    account.set_password(password)
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user_id=account.pk).delete()
    end_sessions(account.pk)
    with _for(invitation.organisation):
        journal.record("staff.access_renewed", "account", account.pk)
    return account


@transaction.atomic
def change_desk(*, by: Actor, membership: UUID, unit: UUID | None, phone: str, room: str, email: str) -> None:
    """Where and how she is reached. Raises AccessDenied, DoesNotExist."""
    member = colleague(by, membership)
    member.unit = Unit.objects.get(pk=unit, organisation=by.organisation_id) if unit else None
    member.phone, member.room, member.email = phone, room, email
    member.save(update_fields=["unit", "phone", "room", "email"])
    journal.record("staff.desk_changed", "membership", membership)


@transaction.atomic
def change_role(*, by: Actor, membership: UUID, role: str) -> None:
    """What she may do from the next click on. Raises AccessDenied, DoesNotExist, NotPossible."""
    member = colleague(by, membership)
    _check_role(by.kind, role)
    if member.account_id == by.account_id:
        raise NotPossible(_("Somebody else must change your own role."))
    if role != Role.ADMINISTRATOR:
        _somebody_else_administers(member)
    before, member.role = member.role, role
    member.save(update_fields=["role"])
    journal.record("staff.role_changed", "membership", membership, before=before, after=role)


@transaction.atomic
def note_absence(
    *, by: Actor, membership: UUID, start: date | None, until: date | None, substitute: UUID | None
) -> None:
    """Away from a day until she is back, and who stands in; all None: she is here. Raises AccessDenied, DoesNotExist, NotPossible."""
    member = colleague(by, membership)
    if start and (until is None or until <= start):
        raise NotPossible(_("The day she is back must come after the first day of absence."))
    if substitute == membership:
        raise NotPossible(_("Nobody stands in for herself."))
    member.substitute = colleague(by, substitute) if substitute and start else None
    member.absent_from, member.absent_until = start, until if start else None
    member.save(update_fields=["absent_from", "absent_until", "substitute"])
    journal.record("staff.absence_noted", "membership", membership)


@transaction.atomic
def add_unit(*, by: Actor, name: str) -> Unit:
    """One more team. Raises AccessDenied, NotPossible when there is one of this name."""
    by.require(Permission.STAFF_MANAGE)
    if Unit.objects.filter(organisation=by.organisation_id, name__iexact=name).exists():
        raise NotPossible(_("There is a team of this name."))
    unit = Unit.objects.create(organisation_id=by.organisation_id, name=name)
    journal.record("staff.unit_added", "unit", unit.pk)
    return unit


def units_of(organisation: UUID) -> Sequence[Unit]:
    """Its teams by name."""
    return list(Unit.objects.filter(organisation=organisation).order_by("name"))


@transaction.atomic
def end_membership(member: Membership) -> None:
    """Her work here has ended: at once, wherever she is logged in. Her account is closed unless she works elsewhere.

    The caller has seen to it that no case names her. Raises NotPossible for the last administrator.
    """
    _somebody_else_administers(member)
    elsewhere = _elsewhere(member).exists()
    member.valid_until = clock.today()
    member.save(update_fields=["valid_until"])
    for invitation in _open().filter(membership=member):
        _end(invitation)
    if not elsewhere:
        member.account.is_active = False
        member.account.save(update_fields=["is_active"])
    end_sessions(member.account_id)
    work_ended.send(Membership, account=member.account_id, organisation=member.organisation_id)
    journal.record("staff.left", "membership", member.pk, account_closed=not elsewhere)


def for_organisation(organisation: Organisation, purpose: str = "operations") -> Acting:
    """The context in which the operator, or somebody who is just joining, writes for an organisation."""
    return Acting(account=None, organisation=organisation.pk, district=organisation.district_id, purpose=purpose)


def _staff(organisation: UUID) -> QuerySet[Membership]:
    today = clock.today()
    return Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today), organisation=organisation, valid_from__lte=today
    ).filter(account__is_active=True)


def _elsewhere(member: Membership) -> QuerySet[Membership]:
    return Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=clock.today()), account=member.account_id
    ).exclude(pk=member.pk)


def _somebody_else_administers(member: Membership) -> None:
    others = _staff(member.organisation_id).filter(role=Role.ADMINISTRATOR).exclude(pk=member.pk)
    if member.role == Role.ADMINISTRATOR and not others.exists():
        raise NotPossible(_("She is the only administrator. Make somebody else administrator first."))


def _check_role(kind: str, role: str) -> None:
    if role not in roles_of(kind):
        raise NotPossible(_("There is no such role in an organisation of this kind."))


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(ended_at=None, expires_at__gt=clock.now())


def _invitation(organisation: Organisation, email: str, role: str, unit: Unit | None, member: Membership | None) -> str:
    secret, now = secrets.token_urlsafe(32), clock.now()
    made = Invitation.objects.create(
        organisation=organisation,
        unit=unit,
        role=role,
        email=email,
        membership=member,
        fingerprint=_fingerprint(secret),
        created_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    journal.record("staff.invited", "invitation", made.pk, role=role, again=member is not None)
    return secret


def _taken(secret: str) -> Invitation:
    """The invitation, ended by taking it: of two who click at once one comes too late."""
    invitation = invitation_of(secret)
    with _for(invitation.organisation):
        if not Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=clock.now()):
            raise NoInvitation
    return invitation


def _end(invitation: Invitation) -> None:
    invitation.ended_at = clock.now()
    invitation.save(update_fields=["ended_at"])


def _begin(account: Account, invitation: Invitation, phone: str) -> None:
    member = Membership.objects.create(
        account=account,
        organisation=invitation.organisation,
        unit=invitation.unit,
        role=invitation.role,
        phone=phone,
        email=invitation.email,
        valid_from=clock.today(),
    )
    journal.record("staff.joined", "membership", member.pk, role=member.role)


def _for(organisation: Organisation) -> AbstractContextManager[None]:
    return acting(for_organisation(organisation, "login"))


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
