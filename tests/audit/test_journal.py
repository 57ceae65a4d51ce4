"""The journal of meaning: who did or saw what, for which purpose; nobody can act without it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from nahtlos.audit import journal
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.selectors import get_case_file
from nahtlos.core import clock
from tests.cases.files import open_file
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def test_the_actor_comes_from_the_transaction_not_from_an_argument(hochmosel: Personas) -> None:
    subject, before = uuid4(), clock.now()
    with acting_as(hochmosel.jc):
        journal.record("case.read", "person", subject, rows=3, account=str(hochmosel.fremd.account_id))
        entry = JournalEntry.objects.get(subject=subject)
    assert (entry.account, entry.organisation, entry.purpose) == (
        hochmosel.jc.account_id,
        hochmosel.jc.organisation_id,
        "sgb_ii_task",
    )
    assert before <= entry.at <= clock.now()
    assert entry.detail == {"rows": 3, "account": str(hochmosel.fremd.account_id)}
    assert str(entry).endswith("case.read")


def test_what_cannot_be_journalled_does_not_happen() -> None:
    with pytest.raises(DatabaseError, match="nobody acts"), transaction.atomic():
        journal.record("case.read")


def test_a_look_that_cannot_be_journalled_shows_nothing(hochmosel: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("journal is full")

    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz)
        monkeypatch.setattr(journal, "record", broken)
        with pytest.raises(DatabaseError, match="journal is full"):
            get_case_file(hochmosel.soz, hers)


def test_participants_see_who_looked_and_others_see_only_their_own_acts(hochmosel: Personas) -> None:
    def seen(subject: UUID) -> set[tuple[UUID | None, str]]:
        return set(JournalEntry.objects.filter(subject=subject).values_list("account", "verb"))

    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz)
        get_case_file(hochmosel.soz, hers)
    with acting_as(hochmosel.fremd):
        journal.record("case.denied", "person", hers)
        assert seen(hers) == {(hochmosel.fremd.account_id, "case.denied")}
    with acting_as(hochmosel.soz):
        assert seen(hers) == {
            (hochmosel.soz.account_id, "case.opened"),
            (hochmosel.soz.account_id, "case.read"),
            (hochmosel.fremd.account_id, "case.denied"),
        }


def test_an_entry_cannot_be_changed_even_by_the_owner_of_the_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname from pg_trigger where tgrelid = 'audit_journalentry'::regclass and not tgisinternal"
            " and tgenabled = 'O' order by tgname"
        )
        assert [name for (name,) in cursor.fetchall()] == ["append_only", "no_truncate"]
