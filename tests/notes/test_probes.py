"""What the immigration office tries, against both locks. The numbers are those of the list of attacks in the design."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from nahtlos.access.pieces import TABLES
from nahtlos.access.statutes import HARD_DENIALS
from nahtlos.access.vocabulary import DataClass
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.selectors import get_case_file
from nahtlos.grants.proof import NotAConsent
from nahtlos.notes.models import NOTES
from nahtlos.notes.selectors import notes_of
from nahtlos.organisations.actor import Actor
from tests.cases.full import allow
from tests.notes.conftest import note
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def rows(actor: Actor) -> dict[str, int]:
    """Notes in raw SQL, without any filter, and their history."""
    tables = [model._meta.db_table for model in NOTES.values()]
    counts = {}
    with acting_as(actor), connection.cursor() as cursor:
        for table in [*tables, *(f"{table}event" for table in tables)]:
            cursor.execute(f"select count(*) from {table}")  # noqa: S608 -- names of our tables
            counts[table] = int(cursor.fetchone()[0])
    return {table: number for table, number in counts.items() if number}


def test_a13_the_immigration_office_reads_no_counselling_note(hochmosel: Personas, hers: UUID) -> None:
    note(hochmosel.beratung, hers, DataClass.COUNSELLING)
    with acting_as(hochmosel.abh):
        assert notes_of(hochmosel.abh, hers, get_case_file(hochmosel.abh, hers).sight) == []
    assert rows(hochmosel.abh) == {}
    assert rows(hochmosel.beratung) == {"notes_counsellingnote": 1, "notes_counsellingnoteevent": 1}
    for purpose in ("case_conference", "sgb_viii_task", "volunteer_support", "statistics"):
        assert rows(Actor(hochmosel.abh.membership, purpose)) == {}, "another purpose changes nothing"


def test_a13_the_immigration_office_does_not_even_learn_that_somebody_writes_or_reads_notes(
    hochmosel: Personas, hers: UUID
) -> None:
    note(hochmosel.beratung, hers, DataClass.COUNSELLING)
    note(hochmosel.ja, hers, DataClass.YOUTH)
    with acting_as(hochmosel.ja):
        assert notes_of(hochmosel.ja, hers, get_case_file(hochmosel.ja, hers).sight)
    traces = JournalEntry.objects.filter(subject=hers, verb__startswith="note.")
    for actor, verbs in ((hochmosel.abh, set()), (hochmosel.soz, {"note.written", "note.read"})):
        with acting_as(actor):
            assert set(traces.values_list("verb", flat=True)) == verbs


def test_a14_no_consent_and_no_emergency_opens_notes_to_the_immigration_office(hochmosel: Personas, hers: UUID) -> None:
    note(hochmosel.ja, hers, DataClass.HEALTH)
    note(hochmosel.ja, hers, DataClass.YOUTH)
    note(hochmosel.beratung, hers, DataClass.COUNSELLING)
    for data in sorted(HARD_DENIALS["auslaenderbehoerde"]):
        with acting_as(hochmosel.soz), pytest.raises((NotAConsent, Error)), transaction.atomic():
            allow(hochmosel.soz, hers, hochmosel.abh, classes={data})
    assert rows(hochmosel.abh) == {}
    assert {TABLES[model._meta.db_table] for model in NOTES.values()} == HARD_DENIALS["auslaenderbehoerde"]


def test_a14_a_consent_for_one_purpose_opens_nothing_for_another(hochmosel: Personas, hers: UUID) -> None:
    note(hochmosel.ja, hers, DataClass.HEALTH)
    note(hochmosel.ja, hers, DataClass.YOUTH)
    with acting_as(hochmosel.soz):
        allow(hochmosel.soz, hers, hochmosel.soz, classes={DataClass.HEALTH}, purposes={"sgb_xii_task"})
    assert rows(hochmosel.soz) == {}
    assert rows(Actor(hochmosel.soz.membership, "sgb_xii_task")) == {"notes_healthnote": 1}
    assert rows(hochmosel.aa) == {}, "whom she did not name"
