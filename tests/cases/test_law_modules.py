"""Switching a planned law on moves the kept answers and the lead of those it reaches, once, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import override_settings
from psycopg.errors import RaiseException

from nahtlos import law
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.drilling import open_cases
from nahtlos.cases.explain import explain
from nahtlos.cases.follow_rules import follow_rules, people_behind
from nahtlos.cases.models import AnswerPeriod, Case, Responsibility
from nahtlos.cases.modules import rules_in_force, standings, switched_on
from nahtlos.cases.selectors import get_case_file
from nahtlos.law.drilling.impact import drill
from nahtlos.law.modules.in_force import rules_with
from nahtlos.organisations.models import ModuleSwitch
from nahtlos.people.data import PersonData
from tests.cases.files import open_file, person, said
from tests.organisations.modules import decided
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 15)
FIRST = date(2026, 8, 1)
ARRIVED = date(2025, 4, 20)


@pytest.fixture(autouse=True)
def _in_summer_2026() -> Iterator[None]:
    with override_settings(PINNED_TODAY=TODAY):
        yield


def protected(family: str, since: date = ARRIVED) -> PersonData:
    """From Ukraine, with a title under § 24, paid by the Jobcenter."""
    facts = (
        said("nationality", {"countries": ["UA"]}),
        said("entry", {"on": since.isoformat()}),
        said("asylum_request", {"on": None}),
        said("biometrics", {"on": since.isoformat()}),
        said("residence", {"status": "ae_24", "first_title": True, "valid_until": "2027-03-04"}, since),
        said("place", {"postcode": "99998", "town": "Musterstadt"}, since),
        said("accommodation", {"kind": "private"}, since),
        said("benefits", {"kind": "sgb_ii"}, since),
        said("able_to_work", {"value": True}),
        said("training", {"kind": "schule"}, date(2000, 1, 1), date(2006, 1, 1)),
    )
    return person(family, "Olena", facts=facts, household=f"H-{family}", position="head", nationalities=("UA",))


@pytest.fixture
def late(hochmosel: Personas) -> UUID:
    """First protected after the day that the bill names."""
    with acting_as(hochmosel.jc):
        return open_file(hochmosel.jc, protected("Late"))


@pytest.fixture
def early(hochmosel: Personas) -> UUID:
    """First protected before."""
    with acting_as(hochmosel.jc):
        return open_file(hochmosel.jc, protected("Early", date(2022, 7, 1)))


def kept(person_id: UUID, on: date = TODAY) -> str:
    """The kept answer to benefit_law on a day; the caller acts."""
    periods = AnswerPeriod.objects.filter(person=person_id, question="benefit_law", valid_from__lte=on)
    period = periods.latest("valid_from")
    return str(period.answer or period.status)


def leads(person_id: UUID) -> list[str]:
    rows = Responsibility.objects.filter(case__person=person_id, valid_until=None)
    return list(rows.values_list("organisation__kind", flat=True))


def test_switched_on_and_off_again_with_answers_and_lead(hochmosel: Personas, late: UUID, early: UUID) -> None:
    with acting_as(hochmosel.jc):
        assert (kept(late), kept(early)) == ("manual_check", "sgb_ii")
    with decided("lrag", "enabled", FIRST):
        assert people_behind() == 2
        assert follow_rules() == 2
        assert people_behind() == follow_rules() == 0
        with acting_as(hochmosel.jc):
            assert (kept(late), kept(early)) == ("asylblg", "sgb_ii")
            assert kept(late, date(2026, 7, 31)) == "sgb_ii"
            assert (leads(late), leads(early)) == (["sozialamt"], ["jobcenter"])
    assert follow_rules() == 2
    with acting_as(hochmosel.jc):
        assert kept(late) == "manual_check"
        assert set(AnswerPeriod.objects.values_list("rules_version", flat=True)) == {law.RULES_VERSION}


def test_whoever_is_interrupted_goes_on_where_he_was(
    hochmosel: Personas, late: UUID, early: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nahtlos.cases.follow_rules._AT_ONCE", 1)

    def power_cut(_district: str, done: int, people: int) -> None:
        assert (done, people) == (1, 2)
        raise KeyboardInterrupt

    with decided("lrag", "enabled", FIRST):
        with pytest.raises(KeyboardInterrupt):
            follow_rules(power_cut)
        assert people_behind() == 1
        assert follow_rules() == 1
        assert people_behind() == 0


def test_progress_is_told_and_the_journal_knows(hochmosel: Personas, late: UUID, early: UUID) -> None:
    told: list[tuple[str, int, int]] = []
    with decided("lrag", "enabled", FIRST):
        follow_rules(lambda *step: told.append(step))
    assert told == [("Landkreis Hochmosel", 2, 2)]
    with acting_as(hochmosel.jc), connection.cursor() as cursor:
        cursor.execute("select set_config('nt.ctx', %s, true)", ['{"purpose": "doctor", "system": "doctor"}'])
        entry = JournalEntry.objects.filter(verb="law.followed").latest("id")
        assert entry.detail == {"people": 2, "rules": f"{law.RULES_VERSION}+lrag@2026-08-01"}
        assert entry.account is None


def test_a_closed_case_keeps_the_answers_it_was_closed_with(hochmosel: Personas, late: UUID) -> None:
    with acting_as(hochmosel.jc):
        Case.objects.filter(person=late).update(closed_on=TODAY)
    with decided("lrag", "enabled", FIRST):
        assert follow_rules() == 0
    with acting_as(hochmosel.jc):
        assert kept(late) == "manual_check"


def test_new_facts_are_asked_under_the_rules_in_force_at_once(hochmosel: Personas) -> None:
    with decided("lrag", "enabled", FIRST), acting_as(hochmosel.jc):
        new = open_file(hochmosel.jc, protected("New"))
        assert kept(new) == "asylblg"
        explanation = explain(get_case_file(hochmosel.jc, new), TODAY)
        answers = {one.answer["question"]: one.answer["answer"] for one in explanation.answers}
        assert answers["benefit_law"] == "asylblg"
        assert law.version_of(explanation.rules) == f"{law.RULES_VERSION}+lrag@2026-08-01"


def test_a_prepared_module_changes_nothing(hochmosel: Personas, late: UUID) -> None:
    with decided("lrag", "staged", FIRST):
        assert switched_on() == {}
        assert people_behind() == 0
        assert [(one.state, one.valid_from) for one in standings() if one.module.id == "lrag"] == [("staged", FIRST)]


def test_the_last_decision_holds_and_a_module_that_became_law_is_forgotten() -> None:
    with decided("lrag", "enabled", FIRST), decided("gone", "enabled", FIRST):
        assert switched_on() == {"lrag": FIRST}
        with decided("lrag", "disabled", FIRST):
            assert rules_in_force() is rules_with({})


def test_a_drill_reads_every_open_case_and_writes_nothing(hochmosel: Personas, late: UUID, early: UUID) -> None:
    with acting_as(hochmosel.fremd):
        elsewhere = open_file(hochmosel.fremd, protected("Elsewhere"))
    before = dict.fromkeys([str(late), str(early), str(elsewhere)])
    impact = drill(open_cases(), rules_with({}), rules_with({"lrag": FIRST}), date(2026, 7, 1), ["benefit_law"])
    assert impact.people >= len(before)
    assert {one.id for one in impact.touched} & set(before) == set()  # on the day before FIRST nothing moves yet
    impact = drill(open_cases(), rules_with({}), rules_with({"lrag": FIRST}), TODAY, ["benefit_law"])
    assert {one.id for one in impact.touched} == {str(late), str(elsewhere)}
    assert {one.team for one in impact.touched} == {"jobcenter"}
    assert str(late) not in str(impact.teams)
    assert people_behind() == 0


def test_the_application_reads_what_was_decided_and_decides_nothing() -> None:
    assert not ModuleSwitch.objects.exists()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ModuleSwitch.objects.create(module="lrag", state="enabled", valid_from=FIRST, at="2026-08-01T00:00:00Z")


def test_what_was_decided_cannot_be_rewritten() -> None:
    import psycopg  # noqa: PLC0415 -- as the owner, beside Django
    from django.conf import settings  # noqa: PLC0415

    from nahtlos.core.roles import OWNER  # noqa: PLC0415
    from tests.database import PASSWORD, server  # noqa: PLC0415

    name = str(settings.DATABASES["default"]["NAME"])
    with (
        decided("lrag", "staged", FIRST),
        psycopg.connect(server().url(user=OWNER, password=PASSWORD, database=name)) as owner,
        pytest.raises(RaiseException, match="append-only"),
    ):
        owner.execute("update organisations_moduleswitch set state = 'enabled'")
