"""Who is at work: an account in one of her organisations, for one purpose."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahtlos.access.agreement import agreed
from nahtlos.access.evaluation import NOT_AGREED
from nahtlos.access.policy import OF_FILES, Decision, Permission, may
from nahtlos.core import clock
from nahtlos.core.context import Acting
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import Account, Membership

#: The task of the law for which each kind of organisation opens files (values of `sharing.purpose` of the law engine).
PURPOSES = {
    OrganisationKind.AUSLAENDERBEHOERDE: "aufenthg_task",
    OrganisationKind.SOZIALAMT: "asylblg_task",
    OrganisationKind.ARBEITSAGENTUR: "sgb_iii_task",
    OrganisationKind.JOBCENTER: "sgb_ii_task",
    OrganisationKind.JUGENDAMT: "sgb_viii_task",
    OrganisationKind.KOORDINIERUNGSSTELLE: "case_conference",
    OrganisationKind.MIGRATIONSBERATUNG: "case_conference",
    OrganisationKind.VEREIN: "volunteer_support",
}

#: Every purpose somebody may state (values of `sharing.purpose` of the law engine).
KNOWN_PURPOSES = (
    "sgb_ii_task",
    "sgb_iii_task",
    "sgb_viii_task",
    "sgb_xii_task",
    "asylblg_task",
    "asylg_task",
    "aufenthg_task",
    "misuse_suspicion",
    "case_conference",
    "course_attendance",
    "placement_with_employer",
    "volunteer_support",
    "statistics",
)

PURPOSE_LABELS = {
    "aufenthg_task": _("Tasks under the Residence Act (AufenthG)"),
    "asylblg_task": _("Tasks under the AsylbLG"),
    "sgb_xii_task": _("Tasks under SGB XII"),
    "sgb_iii_task": _("Tasks under SGB III"),
    "sgb_ii_task": _("Tasks under SGB II"),
    "sgb_viii_task": _("Tasks under SGB VIII"),
    "case_conference": _("Counselling and case conference"),
    "volunteer_support": _("Support by volunteers"),
}


class AccessDenied(Exception):
    """The policy says no; the text is a sentence for the user."""


class NobodyToActFor(Exception):
    """The account has no membership that holds today."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One membership at work. Selectors and services take it as their first word."""

    membership: Membership
    purpose: str

    @property
    def account_id(self) -> UUID:
        return self.membership.account_id

    @property
    def organisation_id(self) -> UUID:
        return self.membership.organisation_id

    @property
    def district_id(self) -> UUID:
        return self.membership.organisation.district_id

    @property
    def kind(self) -> str:
        """Kind of the organisation."""
        return self.membership.organisation.kind

    def may(self, permission: Permission) -> bool:
        """Whether the policy and the agreement of the district allow it."""
        return self._decision(permission).allowed

    def require(self, permission: Permission) -> None:
        """Raises AccessDenied with the policy's sentence."""
        decision = self._decision(permission)
        if not decision.allowed:
            raise AccessDenied(decision.reason)

    def _decision(self, permission: Permission) -> Decision:
        if permission in OF_FILES and not agreed(
            self.kind, self.purpose, district=self.membership.organisation.district.ags
        ):
            return Decision(False, NOT_AGREED)
        return may(self.membership.role, self.kind, permission)

    def acting(self) -> Acting:
        """What the database is told."""
        return Acting(
            account=self.account_id,
            organisation=self.organisation_id,
            district=self.district_id,
            purpose=self.purpose,
        )


def memberships_of(account: Account) -> list[Membership]:
    """Her memberships that hold today, by name of the organisation; read with the account where a session brought it."""
    return living_memberships(account.pk) if account.works_in is None else account.works_in


def living_memberships(account_id: UUID) -> list[Membership]:
    """Like `memberships_of`, asked of the database now."""
    today = clock.today()
    return list(
        Membership.objects.filter(account=account_id, account__is_active=True, valid_from__lte=today)
        .filter(Q(valid_until=None) | Q(valid_until__gt=today))
        .select_related("account", "organisation__district", "unit")
        .order_by("organisation__name")
    )


def actor_for(account: Account, *, membership_id: str | None = None, purpose: str | None = None) -> Actor:
    """Her actor: the chosen membership, else the first; the purpose of the organisation's task unless another is named.

    Raises NobodyToActFor when nothing holds today.
    """
    own = memberships_of(account)
    chosen = next((m for m in own if str(m.id) == membership_id), own[0] if own else None)
    if chosen is None:
        raise NobodyToActFor(account.username)
    return Actor(chosen, purpose or PURPOSES[OrganisationKind(chosen.organisation.kind)])
