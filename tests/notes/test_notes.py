"""Notes by class: who reads and writes them, and that nothing written is ever silently changed."""

from __future__ import annotations

from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Case
from nahtlos.cases.selectors import get_case_file
from nahtlos.cases.services.people import merge_people, undo_merge
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.grants.consents import withdraw_consent
from nahtlos.notes.models import NOTES, CounsellingNote, VolunteerNote
from nahtlos.notes.selectors import Shown, notes_of, writable
from nahtlos.notes.services import (
    Overtaken,
    correct_note,
    lift_note_restriction,
    restrict_note,
    withdraw_note,
    write_note,
)
from nahtlos.organisations.actor import AccessDenied, Actor
from tests.cases.files import open_file, person
from tests.cases.full import allow
from tests.notes.conftest import note
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def seen(actor: Actor, hers: UUID, *, also_earlier: bool = False) -> list[Shown]:
    with acting_as(actor):
        return notes_of(actor, hers, get_case_file(actor, hers).sight, also_earlier=also_earlier)


def refused() -> AbstractContextManager[object]:
    """The database says no."""
    return pytest.raises(Error)


def test_each_office_writes_its_classes_and_nobody_else_reads_them(hochmosel: Personas, hers: UUID) -> None:
    wrote = {"soz": ["health"], "jc": ["health"], "ja": ["health", "youth"], "beratung": ["counselling"]}
    for name, classes in wrote.items():
        actor = getattr(hochmosel, name)
        assert [data.value for data in writable(actor)] == sorted(classes), name
        for data in classes:
            note(actor, hers, DataClass(data), f"{name} {data}")
    assert (writable(hochmosel.abh), writable(hochmosel.koord)) == ([], [])
    for name, classes in wrote.items():
        texts = {one.text for one in seen(getattr(hochmosel, name), hers)}
        assert texts == {f"{name} {data}" for data in classes}, name
    assert seen(hochmosel.abh, hers) == []


def test_a_note_needs_the_class_the_role_and_the_file(hochmosel: Personas, hers: UUID) -> None:
    for name, data in (("abh", DataClass.HEALTH), ("jc", DataClass.YOUTH), ("verein", DataClass.VOLUNTEERING)):
        with pytest.raises(AccessDenied):
            note(getattr(hochmosel, name), hers, data)
    with pytest.raises(Case.DoesNotExist):
        note(hochmosel.fremd, hers, DataClass.HEALTH)
    with acting_as(hochmosel.verein), refused(), transaction.atomic():
        VolunteerNote.objects.create(**_row(hochmosel.verein, hers, author_id=hochmosel.jc.account_id))
    with acting_as(hochmosel.soz), refused(), transaction.atomic():
        CounsellingNote.objects.create(**_row(hochmosel.soz, hers))
    with acting_as(hochmosel.verein):
        VolunteerNote.objects.create(**_row(hochmosel.verein, hers))


def _row(by: Actor, hers: UUID, **more: object) -> dict[str, object]:
    whose = {"person_id": hers, "organisation_id": by.organisation_id, "author_id": by.account_id}
    return {**whose, "written_at": clock.now(), "day": clock.today(), "text": "planted", **more}


def test_a_correction_takes_the_place_and_a_withdrawal_says_why(hochmosel: Personas, hers: UUID) -> None:
    jc, today = hochmosel.jc, clock.today()
    first, other = note(jc, hers, DataClass.HEALTH, "left knee"), note(jc, hers, DataClass.HEALTH, "another file")
    with acting_as(jc):
        right = correct_note(by=jc, note_id=first.id, day=today, text="right knee")
        withdraw_note(by=jc, note_id=other.id, why="belongs to somebody else")
        with pytest.raises(Overtaken) as overtaken, transaction.atomic():
            correct_note(by=jc, note_id=first.id, day=today, text="both")
        assert overtaken.value.by == right
    assert [one.text for one in seen(jc, hers)] == ["right knee"]
    assert {one.text: one.superseded_why for one in seen(jc, hers, also_earlier=True)} == {
        "right knee": "",
        "left knee": "corrected",
        "another file": "belongs to somebody else",
    }


def test_only_the_author_corrects_until_she_has_left(hochmosel: Personas, hers: UUID) -> None:
    wrote = note(hochmosel.jc, hers, DataClass.HEALTH)
    with acting_as(hochmosel.jc2):
        with pytest.raises(AccessDenied, match="whoever wrote"), transaction.atomic():
            withdraw_note(by=hochmosel.jc2, note_id=wrote.id, why="")
        member = hochmosel.jc.membership
        member.valid_until = clock.today()
        member.save(update_fields=["valid_until"])
        withdraw_note(by=hochmosel.jc2, note_id=wrote.id, why="")
    assert seen(hochmosel.jc2, hers) == []
    with acting_as(hochmosel.soz), pytest.raises(CounsellingNote.DoesNotExist):
        withdraw_note(by=hochmosel.soz, note_id=wrote.id, why="")


@pytest.mark.parametrize(
    "change",
    [
        {"text": "rewritten"},
        {"day": "2015-01-01"},
        {"author_id": "jc2"},
        {"organisation_id": uuid4()},
        {"person_id": "other"},
        {"written_under_id": "other"},
    ],
)
def test_the_database_rewrites_no_note(hochmosel: Personas, hers: UUID, change: dict[str, object]) -> None:
    wrote = note(hochmosel.jc, hers, DataClass.HEALTH)
    with acting_as(hochmosel.jc):
        other = open_file(hochmosel.jc, person("Anders", "Berta"))
        given = {"other": other, "jc2": hochmosel.jc2.account_id}
        with refused(), transaction.atomic():
            type(wrote)._default_manager.filter(id=wrote.id).update(
                **{name: given.get(str(value), value) for name, value in change.items()}
            )
        for statement in ("delete from notes_healthnote", "truncate notes_healthnote"):
            with refused(), transaction.atomic():
                connection.cursor().execute(statement)
    assert [one.text for one in seen(hochmosel.jc, hers)] == ["Zzyxnote"]


def test_what_is_withdrawn_stays_so_and_history_is_for_the_author(hochmosel: Personas, hers: UUID) -> None:
    wrote = note(hochmosel.beratung, hers, DataClass.COUNSELLING)
    with acting_as(hochmosel.beratung):
        withdraw_note(by=hochmosel.beratung, note_id=wrote.id, why="")
        with refused(), transaction.atomic():
            CounsellingNote.objects.filter(id=wrote.id).update(superseded_at=None, superseded_why="")
    for name, rows in (("beratung", 2), ("abh", 0), ("soz", 0), ("fremd", 0)):
        with acting_as(getattr(hochmosel, name)), connection.cursor() as cursor:
            cursor.execute("select count(*) from notes_counsellingnoteevent")
            assert cursor.fetchone()[0] == rows, name


def test_a_consent_opens_what_counts_now_for_reading(hochmosel: Personas, hers: UUID) -> None:
    jc, ja = hochmosel.jc, hochmosel.ja
    shown, gone = note(jc, hers, DataClass.HEALTH, "shown"), note(jc, hers, DataClass.HEALTH, "gone")
    with acting_as(jc):
        withdraw_note(by=jc, note_id=gone.id, why="")
    with acting_as(hochmosel.soz):
        consent = allow(hochmosel.soz, hers, ja, classes={DataClass.HEALTH})
    assert [one.text for one in seen(ja, hers, also_earlier=True)] == ["shown"]
    with acting_as(ja), pytest.raises(CounsellingNote.DoesNotExist):
        withdraw_note(by=ja, note_id=shown.id, why="")
    with acting_as(jc):
        restrict_note(by=jc, note_id=shown.id, why="contested")
    assert (seen(ja, hers), len(seen(jc, hers))) == ([], 1)
    with acting_as(jc):
        lift_note_restriction(by=jc, note_id=shown.id)
    assert len(seen(ja, hers)) == 1
    with acting_as(hochmosel.soz):
        withdraw_consent(by=hochmosel.soz, consent_id=consent.id)
    assert seen(ja, hers) == []


def test_each_look_is_journalled_with_the_classes_that_were_shown(hochmosel: Personas, hers: UUID) -> None:
    note(hochmosel.ja, hers, DataClass.YOUTH)
    seen(hochmosel.ja, hers)
    seen(hochmosel.jc, hers)
    with acting_as(hochmosel.ja):
        looks = JournalEntry.objects.filter(verb="note.read", subject=hers)
        assert [(one.account, one.purpose, one.detail["classes"]) for one in looks] == [
            (hochmosel.ja.account_id, "sgb_viii_task", ["youth"])
        ]
        assert "Zzyx" not in str(list(JournalEntry.objects.values()))


def test_notes_follow_a_merge_and_go_back_unread_by_the_linkage(hochmosel: Personas, hers: UUID) -> None:
    jc = hochmosel.jc
    with acting_as(jc):
        again = open_file(jc, person())
    first = note(jc, again, DataClass.HEALTH, "in the second file")
    with acting_as(jc):
        merge = merge_people(by=jc, kept=hers, gone=again, reason="the same papers")
        correct_note(by=jc, note_id=first.id, day=clock.today(), text="corrected since")
        write_note(by=jc, person_id=hers, data=DataClass.HEALTH, day=clock.today(), text="written since")
    with acting_as(hochmosel.soz), as_system("linkage"):
        assert sum(model._default_manager.count() for model in NOTES.values()) == 0
    assert {one.text for one in seen(jc, hers)} == {"corrected since", "written since"}
    with acting_as(jc):
        undo_merge(by=jc, merge_id=merge.id)
    assert [one.text for one in seen(jc, again, also_earlier=True)] == ["corrected since", "in the second file"]
    assert [one.text for one in seen(jc, hers)] == ["written since"]


def test_no_class_of_notes_is_without_its_lock(hochmosel: Personas) -> None:
    """Another table of notes is another line of the migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select polrelid::regclass::text from pg_policy where polname = 'counts_now' order by polrelid::regclass::text"
        )
        assert [name for (name,) in cursor.fetchall()] == sorted(model._meta.db_table for model in NOTES.values())
