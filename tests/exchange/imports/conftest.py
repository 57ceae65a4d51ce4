"""A district of its own for tests in which transactions really end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from tests.exchange.imports.offices import Town


@pytest.fixture
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Real transactions on real connections need a district of their own, which simply stays behind."""
    from nahtlos.organisations.actor import actor_for  # noqa: PLC0415 -- needs settings
    from nahtlos.organisations.models import Account, District, Membership, Organisation  # noqa: PLC0415

    with django_db_blocker.unblock():
        name = uuid4().hex[:8]
        district = District.objects.using("owner").create(name=name, ags=name[:5], land="RP", agency_district="Trier")
        actors = {}
        for kind in ("auslaenderbehoerde", "jobcenter", "sozialamt"):
            office = Organisation.objects.using("owner").create(
                district=district, kind=kind, name=f"{kind} {name}", short_name=kind[:12], phone="040 66969100"
            )
            account = Account.objects.using("owner").create(username=f"{kind[:3]}-{name}", name=f"{kind} {name}")
            Membership.objects.using("owner").create(
                account=account, organisation=office, role="clerk", valid_from=date(2015, 1, 1)
            )
            actors[kind] = actor_for(Account.objects.get(id=account.id))
        yield Town(actors["auslaenderbehoerde"], actors["jobcenter"])
        connections.close_all()
