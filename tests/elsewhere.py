"""A district of its own for tests in which transactions really end; its files are closed when the test is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection, connections

from tests.database import server


@contextmanager
def elsewhere(blocker: Any, people: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Actors by name, for `people` (name → kind of office); who names the same kind works in the same office.

    Rows that were committed stay, but count nowhere: other tests of the same database see no open file of them.
    """
    from nahtlos.organisations.actor import actor_for  # noqa: PLC0415 -- needs settings
    from nahtlos.organisations.models import Account, District, Membership, Organisation  # noqa: PLC0415 -- the same

    with blocker.unblock():
        place = uuid4().hex[:8]
        district = District.objects.using("owner").create(name=place, ags=place[:5], land="RP", agency_district="Trier")
        offices: dict[str, Any] = {}
        actors = {}
        for name, kind in people.items():
            office = offices.get(kind) or Organisation.objects.using("owner").create(
                district=district, kind=kind, name=f"{kind} {place}", short_name=kind[:12], phone="040 66969100"
            )
            offices[kind] = office
            account = Account.objects.using("owner").create(username=f"{name}-{place}", name=f"{name} {place}")
            Membership.objects.using("owner").create(
                account=account, organisation=office, role="clerk", valid_from=date(2015, 1, 1)
            )
            actors[name] = actor_for(Account.objects.get(id=account.id))
        try:
            yield actors
        finally:
            connections.close_all()
            _close_files(district.id)


def _close_files(district: Any) -> None:
    """By the superuser and past all triggers: nothing of the application may do this. No job is left to anybody."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(server().url(database=name)) as everything:
        everything.execute("set session_replication_role = replica")
        everything.execute("update cases_case set closed_on = opened_on where district_id = %s", [district])
        everything.execute("truncate procrastinate_workers, procrastinate_jobs cascade")
