"""The same few people carry all tests. Fremd is a clerk of another district, who must see nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nahtlos.organisations.actor import Actor

PASSWORD = "correct horse battery staple"

#: user name → name, kind of organisation, role, district
PEOPLE = {
    "abh": ("Birte Abendroth", "auslaenderbehoerde", "clerk", "Hochmosel"),
    "soz": ("Silke Sommer", "sozialamt", "clerk", "Hochmosel"),
    "aa": ("Achim Arens", "arbeitsagentur", "clerk", "Hochmosel"),
    "jc": ("Jana Custers", "jobcenter", "clerk", "Hochmosel"),
    "jc2": ("Jochen Clasen", "jobcenter", "team_lead", "Hochmosel"),
    "ja": ("Juta Albers", "jugendamt", "clerk", "Hochmosel"),
    "verein": ("Vera Ehren", "verein", "volunteer", "Hochmosel"),
    "beratung": ("Bela Rath", "migrationsberatung", "counsellor", "Hochmosel"),
    "koord": ("Kora Dinat", "koordinierungsstelle", "coordinator", "Hochmosel"),
    "dsb": ("Dora Schutz", "sozialamt", "data_protection_officer", "Hochmosel"),
    "admin": ("Adam Minister", "sozialamt", "administrator", "Hochmosel"),
    "fremd": ("Fred Fremd", "jobcenter", "clerk", "Fernau"),
}


class Personas:
    """Their actors: `personas.jc`, read as the application reads them when a test first asks for one."""

    def __getattr__(self, name: str) -> Actor:
        from nahtlos.organisations.actor import actor_for  # noqa: PLC0415 -- needs settings
        from nahtlos.organisations.models import Account  # noqa: PLC0415

        if name not in PEOPLE:
            raise AttributeError(name)
        actor = actor_for(Account.objects.get(username=name))
        setattr(self, name, actor)
        return actor


def create() -> None:
    """Two districts with their organisations and accounts, made once by the owner."""
    from nahtlos.organisations.models import Account, District, Membership, Organisation  # noqa: PLC0415

    if Account.objects.exists():
        return
    owner = "owner"
    for name, ags in (("Hochmosel", "07999"), ("Fernau", "06999")):
        District.objects.using(owner).create(name=f"Landkreis {name}", ags=ags, land="RP", agency_district="Trier")
    offices: dict[tuple[str, str], Organisation] = {}
    for username, (full_name, kind, role, place) in PEOPLE.items():
        district = District.objects.using(owner).get(name=f"Landkreis {place}")
        office = offices.get((place, kind)) or Organisation.objects.using(owner).create(
            district=district,
            kind=kind,
            name=f"{kind.capitalize()} {place}",
            short_name=kind[:12],
            phone="040 66969100",
        )
        offices[place, kind] = office
        account = Account(username=username, name=full_name)
        account.set_password(PASSWORD)
        account.save(using=owner)
        Membership.objects.using(owner).create(
            account=account,
            organisation=office,
            role=role,
            phone="040 66969101",
            email=f"{username}@example.org",
            valid_from=date(2015, 1, 1),
        )


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Everything inside happens in the name of this actor, in one transaction."""
    from django.db import transaction  # noqa: PLC0415

    from nahtlos.core.context import acting  # noqa: PLC0415

    with transaction.atomic(), acting(actor.acting()):
        yield
