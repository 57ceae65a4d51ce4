"""`nahtlos account`"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django

if TYPE_CHECKING:
    from nahtlos.organisations.actor import Actor
    from nahtlos.organisations.models import Account, Membership, Organisation


def main(argv: list[str]) -> int:
    """List accounts, invite people, renew access, end somebody's work. Exit 0 done, 1 refused, 2 wrong use."""
    parser = parser_for(
        "account",
        "People who log in. The first administrator of an organisation is invited here; she invites the others.",
        'nahtlos account invite --organisation "Jobcenter Hochmosel" --role administrator --email roth@example.org',
    )
    acts = parser.add_subparsers(dest="act", required=True, metavar="list | invite | renew | deactivate")
    listing = acts.add_parser("list", help="who works where, with which role, and whether a second factor is set up")
    listing.add_argument("--organisation", metavar="NAME")
    inviting = acts.add_parser("invite", help="print a link with which one person can join, once")
    inviting.add_argument("--organisation", required=True, metavar="NAME")
    inviting.add_argument("--role", required=True)
    inviting.add_argument("--email", required=True)
    renewing = acts.add_parser("renew", help="print a link with which somebody sets a new password and second factor")
    renewing.add_argument("username")
    ending = acts.add_parser("deactivate", help="end somebody's work everywhere, at once")
    ending.add_argument("username")
    ending.add_argument("--successor", metavar="USERNAME", help="who takes over the cases that name her")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        return {"list": _list, "invite": _invite, "renew": _renew, "deactivate": _deactivate}[options.act](options)


def _list(options: argparse.Namespace) -> int:
    from nahtlos.organisations.login import doors_of  # noqa: PLC0415 -- needs settings
    from nahtlos.organisations.models import Membership  # noqa: PLC0415

    found = Membership.objects.filter(account__is_active=True, valid_until=None)
    if options.organisation:
        found = found.filter(organisation=_organisation(options.organisation))
    for one in found.select_related("account", "organisation").order_by("organisation__name", "account__username"):
        second = "second factor" if doors_of(one.account_id).exists() else "password only"
        print(f"{one.account.username:16} {one.role:24} {one.organisation.name}  ({second})")
    return 0


def _invite(options: argparse.Namespace) -> int:
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.organisations import staff  # noqa: PLC0415

    office = _organisation(options.organisation)
    try:
        with acting(staff.for_organisation(office)):
            secret = staff.invite_into(office, email=options.email, role=options.role)
    except staff.NotPossible:
        raise Refused(f"Choose a role from {', '.join(staff.roles_of(office.kind))}.", 2) from None
    _print_link(secret)
    return 0


def _renew(options: argparse.Namespace) -> int:
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.organisations import staff  # noqa: PLC0415

    member = _memberships(_account(options.username))[0]
    with acting(staff.for_organisation(member.organisation)):
        secret = staff.renew_access_of(member)
    _print_link(secret)
    return 0


def _deactivate(options: argparse.Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415

    from nahtlos.cases.services import leaving  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.organisations.staff import NotPossible  # noqa: PLC0415

    cases = 0
    try:
        with transaction.atomic():
            for member in _memberships(_account(options.username)):
                by = _operator_of(member.organisation)
                heir = _heir(options.successor, member.organisation)
                with acting(by.acting()):
                    teams = leaving.named_in(by, member.pk) if heir else {}
                    successors = dict.fromkeys(teams, heir.pk) if heir else {}
                    cases += leaving.leave(by=by, membership=member.pk, successors=successors)
    except leaving.StillNamed as named:
        raise Refused(f"{named.count} cases name {options.username}; name who takes over with --successor.") from None
    except NotPossible as problem:
        raise Refused(str(problem)) from None
    print(f"{options.username} is logged out everywhere and cannot log in any more; {cases} cases were handed over.")
    return 0


def _operator_of(office: Organisation) -> Actor:
    """Whoever runs the machine, at work for this organisation: nobody's account stands in the journal."""
    from nahtlos.organisations.actor import Actor  # noqa: PLC0415
    from nahtlos.organisations.enums import Role  # noqa: PLC0415
    from nahtlos.organisations.models import Membership  # noqa: PLC0415

    return Actor(Membership(organisation=office, role=Role.ADMINISTRATOR), "operations")


def _organisation(name: str) -> Organisation:
    from nahtlos.organisations.models import Organisation  # noqa: PLC0415

    found = list(Organisation.objects.filter(name__iexact=name))
    if len(found) != 1:
        known = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True))
        raise Refused(f"There is no organisation {name!r}; choose from {known}.", 2)
    return found[0]


def _account(username: str) -> Account:
    from nahtlos.organisations.models import Account  # noqa: PLC0415

    found = Account.objects.filter(username__iexact=username, is_active=True).first()
    if found is None:
        raise Refused(f"There is no active account {username!r}.", 2)
    return found


def _memberships(account: Account) -> list[Membership]:
    from nahtlos.organisations.actor import memberships_of  # noqa: PLC0415

    found = memberships_of(account)
    if not found:
        raise Refused(f"{account.username} belongs to no organisation today.", 2)
    return found


def _heir(username: str | None, office: Organisation) -> Membership | None:
    if username is None:
        return None
    found = [one for one in _memberships(_account(username)) if one.organisation_id == office.pk]
    return found[0] if found else None


def _print_link(secret: str) -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    scheme = "http" if settings.DEMO else "https"
    print(f"{scheme}://{settings.ALLOWED_HOSTS[0]}{reverse('invitation', args=[secret])}")
    print(f"works once and for {settings.INVITATION_DAYS} days")
