"""A file as four offices know it, and the data protection officer of the office that leads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from nahtlos.organisations.actor import Actor, actor_for
from tests.cases import full
from tests.organisations.staff import also_works_at
from tests.personas import Personas


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """The Sozialamt leads it; one statement of the immigration office is contested and restricted."""
    return full.fill(hochmosel)


@pytest.fixture
def officer(hochmosel: Personas) -> Iterator[Actor]:
    """Data protection officer of the Sozialamt."""
    with also_works_at("ja", "sozialamt", date(2015, 1, 1), role="data_protection_officer") as key:
        yield actor_for(hochmosel.ja.membership.account, membership_id=key)
