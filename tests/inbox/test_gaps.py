"""Whoever leaves is missed before she is gone: Heute says from which day on a case has nobody."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from nahtlos.cases.models import Participation
from nahtlos.core import clock
from nahtlos.inbox import sources
from nahtlos.organisations.models import Membership
from tests.cases.files import asylum_seeker, listed
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    with acting_as(hochmosel.soz):
        return listed(hochmosel.soz, asylum_seeker()).person_id


def gaps(actor: object) -> list[tuple[date | None, str]]:
    with acting_as(actor):
        return [(need.on, need.owner) for need in sources.needs(actor, only_mine=True) if need.kind == "gap"]


def test_a_case_that_loses_its_contact_person_is_an_alarm_before_the_day(hochmosel: Personas, hers: UUID) -> None:
    assert gaps(hochmosel.soz) == []
    last = clock.today() + timedelta(days=9)
    with acting_as(hochmosel.soz):
        named = Participation.objects.get(case__person=hers, organisation=hochmosel.soz.organisation_id).contact
        assert named is not None
        Membership.objects.filter(id=named.id).update(valid_until=last)
    assert gaps(hochmosel.soz) == [(last, named.account.name)]
    assert gaps(hochmosel.fremd) == gaps(hochmosel.jc) == []


def test_a_case_for_which_nobody_is_named_is_an_alarm_today(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        Participation.objects.filter(case__person=hers).update(contact=None)
    assert gaps(hochmosel.soz) == [(clock.today(), "")]
