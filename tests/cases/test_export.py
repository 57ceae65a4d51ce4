"""What leaves the house is asked for as such: reading does not make it so, and a consent opens reading only."""

from __future__ import annotations

from uuid import UUID

import pytest

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.export import export_cases
from nahtlos.cases.selectors import CaseFilter, list_cases
from nahtlos.cases.sight import leaving
from nahtlos.organisations.actor import AccessDenied
from tests.cases.files import asylum_seeker, listed, open_file, person
from tests.cases.full import allow
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    with acting_as(hochmosel.soz):
        return open_file(hochmosel.soz, asylum_seeker())


def test_what_a_consent_opens_is_read_and_not_taken_out(hochmosel: Personas, hers: UUID) -> None:
    koord = hochmosel.koord
    with acting_as(koord):
        listed(koord, person(), hers)
    with acting_as(hochmosel.soz):
        allow(hochmosel.soz, hers, koord, classes={DataClass.RESIDENCE})
    with acting_as(koord):
        (shown,) = list_cases(koord).lines
        (taken,) = export_cases(koord, CaseFilter())
    assert (shown.status, taken.status) == ("aufenthaltsgestattung", "")
    assert (taken.name, taken.authority) == (shown.name, shown.authority)
    with acting_as(hochmosel.soz):
        (taken,) = export_cases(hochmosel.soz, CaseFilter())
    assert taken.status == "aufenthaltsgestattung"


def test_a_file_that_only_a_consent_opens_is_in_the_list_and_in_no_export(hochmosel: Personas, hers: UUID) -> None:
    ja = hochmosel.ja
    with acting_as(hochmosel.soz):
        allow(hochmosel.soz, hers, ja, classes={DataClass.ASYLUM})
    with acting_as(ja):
        assert [line.person_id for line in list_cases(ja).lines] == [hers]
        assert list(export_cases(ja, CaseFilter())) == []


def test_c3_an_export_says_whom_and_which_classes(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person(), hers)
        list(export_cases(hochmosel.abh, CaseFilter()))
        entry = JournalEntry.objects.get(verb="case.exported")
    assert entry.detail["people"] == [str(hers)]
    assert set(entry.detail["classes"]) == {"identity", "contact", "whereabouts", "residence", "asylum"}


def test_who_may_not_take_out_a_name_takes_out_no_list(hochmosel: Personas, hers: UUID) -> None:
    counsellor = hochmosel.beratung
    with acting_as(counsellor), pytest.raises(AccessDenied, match="role"):
        export_cases(counsellor, CaseFilter())
    counsellor.membership.role = "clerk"
    with acting_as(counsellor), pytest.raises(AccessDenied, match="No provision"):
        export_cases(counsellor, CaseFilter())


def test_what_stands_on_paper_is_asked_class_by_class(hochmosel: Personas) -> None:
    """The cover sheet, the letters and the list ask this one question."""
    abh = leaving(hochmosel.abh)
    assert abh.takes(DataClass.RESIDENCE)
    assert (abh.takes(DataClass.BENEFITS), abh.takes(DataClass.BENEFITS, hochmosel.abh.organisation_id)) == (
        False,
        True,
    )
    assert not abh.takes(DataClass.HEALTH, hochmosel.abh.organisation_id)
    assert not any(leaving(hochmosel.beratung).takes(data) for data in DataClass), "a counsellor takes nothing out"
    secret = leaving(hochmosel.soz, is_protected=True)
    assert not secret.takes(DataClass.WHEREABOUTS, hochmosel.soz.organisation_id)
    assert secret.takes(DataClass.IDENTITY)
