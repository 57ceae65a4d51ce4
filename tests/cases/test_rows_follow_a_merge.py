"""What hangs on a person goes with her into the file with which hers becomes one: consents, tasks, what is contested."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Case, CaseAccess, Fact
from nahtlos.cases.services.people import merge_people, undo_merge
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.grants.consents import consents_of, withdraw_consent
from nahtlos.grants.models import Consent, Grant, Withdrawal
from nahtlos.inbox.models import Task
from nahtlos.inbox.tasks import give_task, tasks_of
from nahtlos.rights.models import Contest, Restriction
from nahtlos.rights.services import contest_fact, restrict_fact
from tests.cases.files import asylum_seeker, open_file
from tests.cases.full import allow
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(hochmosel: Personas) -> tuple[UUID, UUID]:
    """Two files of one woman; all she asked for and allowed is in the second."""
    soz = hochmosel.soz
    with acting_as(soz):
        kept = open_file(soz, asylum_seeker())
        gone = open_file(soz, asylum_seeker("Propst", "Ameera", numbers=[("aktenzeichen", "A-1")]))
        allow(soz, gone, hochmosel.ja, classes={DataClass.COUNSELLING})
        give_task(by=soz, person_id=gone, kind="call_back", organisation_id=soz.organisation_id, due_on=clock.today())
        one, other = Fact.objects.filter(person=gone, superseded_at=None)[:2]
        contest_fact(by=soz, fact_id=one.id, said="another day")
        restrict_fact(by=soz, fact_id=other.id, reason="until it is found out")
    return kept, gone


def whose(people: Personas) -> dict[str, set[UUID]]:
    """Table → whose rows there are, as far as the social welfare office sees them."""
    with acting_as(people.soz):
        return {
            model.__name__: set(model._default_manager.values_list("person_id", flat=True))
            for model in (Consent, Task, Contest, Restriction, Withdrawal, Fact)
        }


def test_what_she_allowed_and_what_is_to_be_done_is_in_the_one_file(
    hochmosel: Personas, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    soz, ja = hochmosel.soz, hochmosel.ja
    with acting_as(soz):
        merge_people(by=soz, kept=kept, gone=gone, reason="same fingerprints")
        assert [consent.organisation_id for consent in consents_of(soz, kept)] == [ja.organisation_id]
        assert [task.person_id for task in tasks_of(soz, kept)] == [kept]
        assert violations() == []
    assert whose(hochmosel) == {
        "Consent": {kept},
        "Task": {kept},
        "Contest": {kept},
        "Restriction": {kept},
        "Withdrawal": set(),
        "Fact": {kept},
    }
    with acting_as(ja):
        assert set(Grant.objects.values_list("person_id", "data_class")) == {(kept, "counselling")}
        assert Case.objects.filter(person=kept).exists()
        assert not Case.objects.filter(person=gone).exists()


def test_taken_back_after_the_merge_it_is_taken_back(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    soz = hochmosel.soz
    with acting_as(soz):
        merge = merge_people(by=soz, kept=kept, gone=gone, reason="same fingerprints")
        withdraw_consent(by=soz, consent_id=consents_of(soz, kept)[0].id)
    with acting_as(hochmosel.ja):
        assert not Case.objects.filter(person__in=two).exists()
    with acting_as(soz):
        undo_merge(by=soz, merge_id=merge.id)
    assert whose(hochmosel)["Withdrawal"] == {gone}, "the withdrawal goes where its consent goes"
    with acting_as(hochmosel.ja):
        assert not Grant.objects.exists()


def test_undone_everything_is_where_it_was_and_what_came_since_stays(
    hochmosel: Personas, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    soz = hochmosel.soz
    before = whose(hochmosel)
    with acting_as(soz):
        merge = merge_people(by=soz, kept=kept, gone=gone, reason="same fingerprints")
        later = allow(soz, kept, hochmosel.beratung)
        undo_merge(by=soz, merge_id=merge.id)
        assert violations() == []
        assert Consent.objects.get(id=later.id).person_id == kept
    assert whose(hochmosel) == {**before, "Consent": {kept, gone}}
    with acting_as(hochmosel.ja):
        assert set(Grant.objects.values_list("person_id", flat=True)) == {gone}
        assert set(CaseAccess.objects.filter(level="consent").values_list("case__person_id", flat=True)) == {gone}


def test_only_a_merge_in_the_own_district_moves_rows(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two

    def call() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select nt.follow_merge(%s, %s)", [kept, gone])

    with acting_as(hochmosel.soz), pytest.raises(ProgrammingError, match="two people of the district"):
        call()
    with acting_as(hochmosel.fremd), as_system("linkage"), pytest.raises(ProgrammingError, match="of the district"):
        call()
    assert whose(hochmosel)["Consent"] == {gone}


def test_the_doctor_finds_what_was_left_behind(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="same fingerprints")
        task = Task.objects.get()
        Task.objects.filter(id=task.id).update(person=gone)
        assert [found["invariant"] for found in violations()] == ["nothing-left-behind"]
