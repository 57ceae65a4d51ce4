"""What the calendar brings is looked at night by night; the lead itself waits for an acceptance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import override_settings

from nahtlos.cases.calendar import follow_calendar
from nahtlos.cases.models import Responsibility
from nahtlos.cases.services.facts import Stated, record_fact
from nahtlos.cases.services.people import open_case
from nahtlos.handovers.models import Transfer
from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.people.data import FactData, PersonData
from tests.personas import Personas

pytestmark = pytest.mark.django_db(transaction=False)


def recognised_soon() -> PersonData:
    """An asylum seeker paid by the Sozialamt whose Gestattung is known."""
    return PersonData(
        spellings=(Spelling("Calendaria", "Nora"),),
        births=(Birth(1990, 5, 4, False),),
        nationalities=("SY",),
        facts=(
            FactData("birth", {"year": 1990, "month": 5, "day": 4}),
            FactData("nationality", {"countries": ["SY"]}),
            FactData("entry", {"on": "2015-09-01"}, date(2015, 9, 1)),
            FactData("asylum_application", {"on": "2015-10-01"}, date(2015, 10, 1)),
            FactData("residence", {"status": "aufenthaltsgestattung"}, date(2015, 10, 1)),
            FactData("accommodation", {"kind": "shared"}, date(2015, 9, 1)),
            FactData("place", {"street": "Weg 1", "postcode": "54901", "town": "Moselbrück"}, date(2015, 9, 1)),
            FactData("benefits", {"kind": "asylblg_3"}, date(2015, 10, 1)),
            FactData("able_to_work", {"value": True}),
        ),
    )


def leads(person: object) -> list[tuple[str, date, date | None]]:
    rows = Responsibility.objects.filter(case__person=person).order_by("valid_from")
    return list(rows.values_list("organisation__kind", "valid_from", "valid_until"))


def test_a_day_that_comes_is_a_proposal_and_moves_nobody(hochmosel: Personas, acting_as: Callable) -> None:  # type: ignore[type-arg]
    with acting_as(hochmosel.soz):
        person = open_case(by=hochmosel.soz, data=recognised_soon())
        assert [kind for kind, _, _ in leads(person)] == ["sozialamt"]
        title = Stated("residence", {"status": "ae_25_2_alt1", "valid_until": "2019-09-30"}, date(2016, 9, 30))
        record_fact(by=hochmosel.soz, person_id=person, stated=title)
        school = Stated("training", {"kind": "schule"}, date(2010, 1, 1), date(2011, 1, 1))
        record_fact(by=hochmosel.soz, person_id=person, stated=school)
        # The run-out month ends with September: until then the Sozialamt pays and leads.
        assert [kind for kind, _, _ in leads(person)] == ["sozialamt"]
    with override_settings(PINNED_TODAY=date(2016, 10, 1)):
        assert follow_calendar() == follow_calendar() == 1
        with acting_as(hochmosel.soz):
            assert [kind for kind, _, _ in leads(person)] == ["sozialamt"]
            (one,) = Transfer.objects.filter(case__person=person)
            assert (one.receiver.kind, one.wanted_on) == ("jobcenter", date(2016, 10, 1))
