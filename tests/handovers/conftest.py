"""A woman whose case the Sozialamt has led for months, and the day on which the law names the Jobcenter."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from nahtlos.cases.models import Case, Participation, Responsibility
from nahtlos.handovers.models import Transfer
from tests.cases.files import asylum_seeker, open_file, recognise
from tests.personas import Personas, acting_as

OPENED = date(2016, 4, 1)


def led_since_spring(people: Personas, family: str = "Zzyxcanary") -> UUID:
    """Opened by the Sozialamt in spring: others have relied on its lead."""
    with acting_as(people.soz):
        person = open_file(people.soz, asylum_seeker(family, "Amira"))
        Case.objects.filter(person=person).update(opened_on=OPENED)
        Responsibility.objects.filter(case__person=person).update(valid_from=OPENED)
        Participation.objects.filter(case__person=person).update(valid_from=OPENED)
    return person


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    return led_since_spring(hochmosel)


@pytest.fixture
def proposed(hochmosel: Personas, hers: UUID) -> Transfer:
    """Recognised in September: the law names the Jobcenter."""
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        return Transfer.objects.select_related("case", "sender", "receiver").get(case__person=hers)


def leads(person: UUID) -> list[tuple[str, date, date | None]]:
    rows = Responsibility.objects.filter(case__person=person).order_by("valid_from")
    return list(rows.values_list("organisation__kind", "valid_from", "valid_until"))
