"""One person, one file: recognised at entry, merged when found twice, and taken apart again without loss."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Case, CaseAccess, Conflict, Fact, Merge, Participation, Responsibility
from nahtlos.cases.selectors import get_case_file, list_cases
from nahtlos.cases.services.facts import correct_fact, record_fact
from nahtlos.cases.services.people import (
    NotMergeable,
    attach_entry,
    check_for_match,
    merge_people,
    open_case,
    undo_merge,
    unlink_record,
)
from nahtlos.cases.withdrawal import withdraw
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.organisations.actor import AccessDenied
from nahtlos.people.models import ContactWish, Identifier, Name, Person, Record, SearchKey
from tests.cases.files import TODAY, asylum_seeker, intake, listed, open_file, person, recognise, said, stated
from tests.cases.full import tables_about_people
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

#: What remembers that there was a merge.
_MEMORY = {"cases_merge", "cases_conflict", "audit_journalentry"}


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table about people, without what counts changes."""
    from nahtlos.cases.models import AnswerPeriod, Deadline  # noqa: PLC0415 -- only here

    found: dict[str, list[tuple[object, ...]]] = {}
    for model in (Person, Record, Name, Identifier, ContactWish, Case, Fact, Participation, Responsibility):
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in ("version", "changed_at")]
        found[model._meta.label] = sorted(model.objects.values_list(*columns), key=str)
    for model, columns in (
        (SearchKey, ["person_id", "use", "key"]),
        (AnswerPeriod, ["person_id", "question", "valid_from", "next_change", "status", "rule"]),
        (Deadline, ["person_id", "code", "date", "done_at"]),
        (CaseAccess, ["person_id", "case_id", "organisation_id"]),
    ):
        found[model._meta.label] = sorted(model.objects.values_list(*columns), key=str)
    return found


def counts() -> dict[str, int]:
    from tests.cases.full import rows_of  # noqa: PLC0415 -- only here

    return {table: rows_of(table) for table in tables_about_people() if not table.endswith("event")}


@pytest.fixture
def two(hochmosel: Personas) -> tuple[UUID, UUID]:
    """Two files of one woman, both with lists, entries, contradictions and deadlines; the Sozialamt sees both."""
    with acting_as(hochmosel.soz):
        kept = open_file(hochmosel.soz, asylum_seeker(phones=[("+4915199990001", "01519 9990001")]))
        gone = open_file(hochmosel.soz, asylum_seeker("Propst", "Ameera", numbers=[("aktenzeichen", "A-1")]))
        ContactWish.objects.create(person_id=gone, interpreter_needed=True)
    with acting_as(hochmosel.abh):
        facts = (said("entry", {"on": "2015-08-01"}),)
        listed(hochmosel.abh, person("Propst", numbers=[("azr", "990000000002")], facts=facts), gone)
        recognise(hochmosel.abh, gone)
    return kept, gone


def test_a_merge_brings_everything_together_in_the_kept_file(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="same fingerprints")
        file = get_case_file(hochmosel.soz, kept)
        assert {(name.family, name.given) for name in file.names} == {
            ("Probst", "Amira"),
            ("Propst", "Ameera"),
            ("Propst", "Amira"),
        }
        assert {number.value for number in file.identifiers} == {"A-1", "990000000002"}
        assert len(file.records) == 3
        assert file.wish is not None
        assert {part.organisation_id for part in file.participations} >= {
            hochmosel.soz.organisation_id,
            hochmosel.abh.organisation_id,
        }
        assert {line.person_id for line in list_cases(hochmosel.soz).lines} == {kept}
        assert not Name.objects.filter(person=gone).exists()
        assert not SearchKey.objects.filter(person=gone).exists()
        assert Person.objects.get(pk=gone).merged_into_id == kept
        assert Case.objects.get(person=gone).closed_on == clock.today()
    with acting_as(hochmosel.abh):
        assert get_case_file(hochmosel.abh, kept).person.id == kept, "who took part in the one takes part in the other"
        assert violations() == []


def test_undone_both_files_are_exactly_as_they_were(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        before, counted = contents(), counts()
        merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="same fingerprints")
        assert contents() != before
        undo_merge(by=hochmosel.soz, merge_id=merge.id)
        after = contents()
        joined = Participation.objects.filter(id__in=merge.moved["joined"])
        assert {part.organisation_id for part in joined} == {
            hochmosel.abh.organisation_id,
            hochmosel.jc.organisation_id,
        }
        assert {part.valid_until for part in joined} == {clock.today() + timedelta(days=1)}
        after["cases.Participation"] = [
            row for row in after["cases.Participation"] if str(row[0]) not in merge.moved["joined"]
        ]
        assert after == before
        grown = {table: rows - counted[table] for table, rows in counts().items() if rows != counted[table]}
        assert set(grown) <= _MEMORY | {"cases_participation", "cases_closing"}
        assert grown["cases_participation"] == 2
        assert violations() == []


def test_what_is_said_after_a_merge_follows_its_record_back(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    """A correction goes with what it corrects; a new statement stays where it was made."""
    kept, gone = two
    with acting_as(hochmosel.abh):
        wrong = Fact.objects.get(person=gone, kind="entry", reported_by=hochmosel.abh.organisation_id)
        by_hand = Fact.objects.get(person=gone, kind="asylum_decision", superseded_at=None)
    with acting_as(hochmosel.soz):
        merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
    with acting_as(hochmosel.abh):
        correct_fact(by=hochmosel.abh, fact_id=wrong.id, stated=stated("entry", {"on": "2015-08-02"}), why="stamp")
        once = correct_fact(by=hochmosel.abh, fact_id=by_hand.id, why="letter", stated=stated(
            "asylum_decision", {"kind": "subsidiary", "served_on": "2016-07-20"}, source="decision"))  # fmt: skip
        assert once is not None
        correct_fact(by=hochmosel.abh, fact_id=once.id, why="read again", stated=stated(
            "asylum_decision", {"kind": "subsidiary", "served_on": "2016-07-21"}, source="decision"))  # fmt: skip
        record_fact(by=hochmosel.abh, person_id=kept, stated=stated("sex", {"sex": "f"}))
    with acting_as(hochmosel.soz):
        undo_merge(by=hochmosel.soz, merge_id=merge.id)
        active = Fact.objects.filter(superseded_at=None, reported_by=hochmosel.abh.organisation_id)
    with acting_as(hochmosel.abh):
        assert [f.value["on"] for f in active.filter(person=gone, kind="entry")] == ["2015-08-02"]
        assert [f.value["served_on"] for f in active.filter(person=gone, kind="asylum_decision")] == ["2016-07-21"]
    with acting_as(hochmosel.soz):
        assert [f.value for f in active.filter(person=kept)] == [{"sex": "f"}]
        assert violations() == []


def test_a_record_that_was_unlinked_in_between_stays_where_it_is(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        record = Record.objects.get(person=gone, organisation=hochmosel.soz.organisation_id)
        merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        alone = unlink_record(by=hochmosel.soz, record_id=record.id, reason="a namesake")
        undo_merge(by=hochmosel.soz, merge_id=merge.id)
        assert Record.objects.get(pk=record.pk).person_id == alone
        assert violations() == []


def test_merging_undoing_and_merging_again_on_one_day(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        for _time in range(3):
            merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
            assert Participation.objects.filter(
                case__person=kept, organisation=hochmosel.abh.organisation_id, valid_until=None
            ).exists()
            undo_merge(by=hochmosel.soz, merge_id=merge.id)
        assert violations() == []
        with pytest.raises(Merge.DoesNotExist):
            undo_merge(by=hochmosel.soz, merge_id=merge.id)


def test_merges_are_undone_in_the_order_in_which_they_stand_on_each_other(
    hochmosel: Personas, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        third = open_file(hochmosel.soz, asylum_seeker("Prost"))
        first = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        with pytest.raises(NotMergeable, match="merged already"), transaction.atomic():
            merge_people(by=hochmosel.soz, kept=third, gone=gone, reason="")
        second = merge_people(by=hochmosel.soz, kept=third, gone=kept, reason="")
        with pytest.raises(NotMergeable, match="undo the later merge first"), transaction.atomic():
            undo_merge(by=hochmosel.soz, merge_id=first.id)
        undo_merge(by=hochmosel.soz, merge_id=second.id)
        undo_merge(by=hochmosel.soz, merge_id=first.id)
        assert {line.person_id for line in list_cases(hochmosel.soz).lines} == {kept, gone, third}
        assert Name.objects.filter(person=gone).count() == 2
        assert violations() == []


def test_two_merges_into_one_file_come_apart_in_any_order(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        third = open_file(hochmosel.soz, asylum_seeker("Prost"))
        before = contents()
        first = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        second = merge_people(by=hochmosel.soz, kept=kept, gone=third, reason="")
        for merge in (first, second):
            undo_merge(by=hochmosel.soz, merge_id=merge.id)
        after = contents()
        assert {model: after[model] for model in ("people.Record", "cases.Fact", "people.Person")} == {
            model: before[model] for model in ("people.Record", "cases.Fact", "people.Person")
        }
        assert violations() == []


def test_a_lead_that_changed_on_the_day_of_the_merge_is_restored(hochmosel: Personas) -> None:
    """The old lead ended today for another reason than the merge: it does not come back beside the new one."""
    with acting_as(hochmosel.abh):
        kept = open_file(hochmosel.abh, asylum_seeker())
        gone = open_file(hochmosel.abh, asylum_seeker("Propst"))
        listed(hochmosel.abh, asylum_seeker("Propst"), gone)
        Responsibility.objects.filter(case__person=gone).update(valid_from=date(2016, 1, 1))
        Case.objects.filter(person=gone).update(opened_on=date(2016, 1, 1))
        recognise(hochmosel.abh, gone)
        days = list(Responsibility.objects.filter(case__person=gone).order_by("valid_from").values())
        merge = merge_people(by=hochmosel.abh, kept=kept, gone=gone, reason="")
        undo_merge(by=hochmosel.abh, merge_id=merge.id)
        assert list(Responsibility.objects.filter(case__person=gone).order_by("valid_from").values()) == days
        assert violations() == []


def test_contradictions_between_the_two_become_a_task_and_go_again(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        assert Conflict.objects.filter(person=kept, kind="entry", closed_at=None).exists()
        undo_merge(by=hochmosel.soz, merge_id=merge.id)
        assert not Conflict.objects.filter(person=kept, closed_at=None).exists()


def test_a_contact_wish_of_the_kept_file_is_not_lost(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.soz):
        mine = ContactWish.objects.create(person_id=kept, note="afternoons")
        merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        assert ContactWish.objects.get(person=kept) == mine
        assert "people.ContactWish" not in merge.moved


def test_who_cannot_be_merged(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    kept, gone = two
    with acting_as(hochmosel.fremd):
        elsewhere = open_file(hochmosel.fremd)
    with acting_as(hochmosel.abh):
        hidden = open_file(hochmosel.abh, person("Verborgen"))
    with acting_as(hochmosel.soz):
        with pytest.raises(NotMergeable, match="with itself"):
            merge_people(by=hochmosel.soz, kept=kept, gone=kept, reason="")
        for nobody in (elsewhere, hidden, uuid4()):
            with pytest.raises(Case.DoesNotExist), transaction.atomic():
                merge_people(by=hochmosel.soz, kept=kept, gone=nobody, reason="")
        Person.objects.filter(pk=gone).update(withdrawn_at=clock.now())
        with pytest.raises(NotMergeable, match="its import was undone"), transaction.atomic():
            merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
    with acting_as(hochmosel.verein), pytest.raises(AccessDenied):
        merge_people(by=hochmosel.verein, kept=kept, gone=gone, reason="")


def test_fremd_undoes_no_merge(hochmosel: Personas, two: tuple[UUID, UUID]) -> None:
    with acting_as(hochmosel.soz):
        merge = merge_people(by=hochmosel.soz, kept=two[0], gone=two[1], reason="")
    with acting_as(hochmosel.fremd), pytest.raises(Merge.DoesNotExist):
        undo_merge(by=hochmosel.fremd, merge_id=merge.id)
    with acting_as(hochmosel.verein), pytest.raises(AccessDenied):
        undo_merge(by=hochmosel.verein, merge_id=merge.id)


def test_a_wrongly_linked_record_gets_a_file_of_its_own_with_all_it_said(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
    with acting_as(hochmosel.aa):
        data = person(
            "Propst", "Amira", numbers=[("kundennummer", "543A100001")], facts=[said("entry", {"on": "2015-07-01"})]
        )
        record = listed(hochmosel.aa, data, hers)
        assert Conflict.objects.filter(person=hers, closed_at=None).exists()
        other = unlink_record(by=hochmosel.aa, record_id=record.id, reason="her cousin")
        assert {fact.kind for fact in get_case_file(hochmosel.aa, other).facts} == {"birth", "entry"}
        assert [number.value for number in get_case_file(hochmosel.aa, other).identifiers] == ["543A100001"]
        assert Record.objects.get(pk=record.pk).linked_by_id == hochmosel.aa.account_id
        with pytest.raises(Case.DoesNotExist):
            get_case_file(hochmosel.aa, hers)
        with pytest.raises(NotMergeable, match="only record"):
            unlink_record(by=hochmosel.aa, record_id=record.id, reason="")
        assert violations() == []
    with acting_as(hochmosel.soz):
        assert not Conflict.objects.filter(person=hers, closed_at=None).exists()
        with pytest.raises(Record.DoesNotExist):
            unlink_record(by=hochmosel.soz, record_id=record.id, reason="not mine")


def test_who_leads_still_takes_part_after_her_record_was_unlinked(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        hers = open_file(hochmosel.abh)
    with acting_as(hochmosel.soz):
        record = listed(hochmosel.soz, asylum_seeker("Propst"), hers)
        recognise(hochmosel.soz, hers)
        unlink_record(by=hochmosel.soz, record_id=record.id, reason="")
    assert violations() == []


def test_who_led_once_does_not_stay_for_that(hochmosel: Personas) -> None:
    """Having led in the past is no reason to see the file of somebody one has no record of."""
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
    with acting_as(hochmosel.abh):
        record = listed(hochmosel.abh, asylum_seeker(), hers)
        case = Case.objects.get(person=hers)
        Case.objects.filter(pk=case.pk).update(opened_on=date(2016, 1, 1))
        Responsibility.objects.filter(case=case).update(valid_from=date(2016, 2, 1))
        Responsibility.objects.create(
            case=case,
            organisation_id=hochmosel.abh.organisation_id,
            valid_from=date(2016, 1, 1),
            valid_until=date(2016, 2, 1),
            authority="land_asylblg",
        )
        unlink_record(by=hochmosel.abh, record_id=record.id, reason="")
        assert not CaseAccess.objects.filter(person=hers).exists()
    assert violations() == []


def test_unlinked_and_linked_again_on_one_day(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
    with acting_as(hochmosel.aa):
        for _time in range(2):
            record = listed(hochmosel.aa, person("Propst"), hers)
            unlink_record(by=hochmosel.aa, record_id=record.id, reason="")
        listed(hochmosel.aa, person("Propst"), hers)
        assert get_case_file(hochmosel.aa, hers).records
    assert violations() == []


def test_an_entry_joins_a_file_one_may_open(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
        assert attach_entry(by=hochmosel.soz, data=person("Probst", "Amirah"), person_id=hers) == hers
        assert Name.objects.filter(person=hers, given="Amirah").exists()
        assert JournalEntry.objects.filter(verb="record.attached", subject=hers).exists()
    for actor in (hochmosel.fremd, hochmosel.jc):
        with acting_as(actor), pytest.raises(Case.DoesNotExist), transaction.atomic():
            attach_entry(by=actor, data=person(), person_id=hers)
    with acting_as(hochmosel.verein):
        for refused in (lambda: attach_entry(by=hochmosel.verein, data=person(), person_id=hers),
                        lambda: open_case(by=hochmosel.verein, data=person())):  # fmt: skip
            with pytest.raises(AccessDenied):
                refused()


def test_somebody_known_to_oneself_is_recognised_with_the_reasons(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, person("Al-Hussein", "Mohammed", phones=[("+4915199990001", "x")]))
        (match,) = check_for_match(
            by=hochmosel.soz, data=person("Alhussain", "Muhamad", phones=[("+4915199990001", "y")])
        )
        assert match.person_id == hers
        assert match.score > 0.5
        assert {reason["key"].split(".")[0] for reason in match.reasons} >= {"family", "given", "birth", "phone"}


def test_of_somebody_known_elsewhere_only_the_desk_is_told(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        open_file(hochmosel.soz, person("Al-Hussein", "Mohammed", phones=[("+4915199990001", "x")]))
    with acting_as(hochmosel.jc):
        near, far = (
            check_for_match(
                by=hochmosel.jc, data=person("Alhussain", "Muhamad", born, phones=[("+4915199990001", "y")])
            )
            for born in (date(1990, 5, 17), date(1990, 5, 18))
        )
        (match,) = near
        assert (match.person_id, match.score, list(match.reasons)) == (None, 0.0, [])
        assert match.desk == "Sozialamt Hochmosel"
        assert far in ([], near), "whether a guess comes nearer is not told"
        entries = JournalEntry.objects.filter(verb="match.checked")
        assert [entry.detail["candidates"] for entry in entries][0] == 1
        assert not any(entry.subject for entry in entries)


def test_nobody_of_another_district_is_recognised(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        open_file(hochmosel.soz, person("Al-Hussein", "Mohammed", numbers=[("azr", "990000000003")]))
    with acting_as(hochmosel.fremd):
        same = person("Al-Hussein", "Mohammed", numbers=[("azr", "990000000003")])
        assert check_for_match(by=hochmosel.fremd, data=same) == []
    with acting_as(hochmosel.verein), pytest.raises(AccessDenied):
        check_for_match(by=hochmosel.verein, data=same)


def test_one_person_twice_in_a_list_keeps_her_number_once(hochmosel: Personas) -> None:
    number = [("kundennummer", "543A100001"), ("bg", "54302//0001205")]
    with acting_as(hochmosel.aa):
        first = listed(hochmosel.aa, person("Doppel", numbers=number))
        listed(hochmosel.aa, person("Dopel", numbers=number), first.person_id)
        stored = Identifier.objects.filter(person=first.person_id).order_by("kind", "-is_current")
        assert [(one.kind, one.is_current) for one in stored] == [
            ("bg", True),
            ("bg", True),
            ("kundennummer", True),
            ("kundennummer", False),
        ]


def test_a_row_that_says_little_may_say_more_later(hochmosel: Personas) -> None:
    """A record without a single fact is no new record when it changes."""
    bare = person("Karg", numbers=[("azr", "990000000004")])
    bare = type(bare)(spellings=bare.spellings, numbers=bare.numbers)
    with acting_as(hochmosel.abh):
        record = listed(hochmosel.abh, bare)
        door = intake(hochmosel.abh)
        door.load([record])
        more = type(bare)(
            spellings=(*bare.spellings, Spelling("Karg", "Amirah", "alias")),
            births=(Birth.in_year(1990),),
            numbers=(*bare.numbers, ("aktenzeichen", "B-2")),
            phones=(("", "ask the neighbour"),),
            email="karg@example.org",
        )
        door.update(record, more)
        door.flush()
        file = get_case_file(hochmosel.abh, record.person_id)
        assert [(one.family, one.given) for one in file.names] == [("Karg", "Amirah"), ("Karg", "Amira")]
        assert {one.value for one in file.identifiers} == {"990000000004", "B-2"}
        assert {one.value for one in file.contacts} == {"ask the neighbour", "karg@example.org"}
        assert file.person.birth_year == 1990


def test_a_merge_moves_no_lead_and_neither_does_taking_it_back(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law names another office since: that is for a handover, not for whoever tidies up the files."""
    with acting_as(hochmosel.soz):
        kept = open_file(hochmosel.soz, person("Probst"))
        gone = open_file(hochmosel.soz, asylum_seeker("Propst"))
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, asylum_seeker("Propst"), gone)
        recognise(hochmosel.abh, gone)
    with acting_as(hochmosel.soz):
        monkeypatch.setattr(settings, "PINNED_TODAY", TODAY + timedelta(days=1))
        merge = merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        monkeypatch.setattr(settings, "PINNED_TODAY", TODAY + timedelta(days=5))
        undo_merge(by=hochmosel.soz, merge_id=merge.id)
        led = Responsibility.objects.filter(case__person=kept)
        assert [(one.organisation.kind, one.valid_from, one.valid_until) for one in led] == [("sozialamt", TODAY, None)]
        assert violations() == []


def test_an_office_that_led_only_once_leaves_with_its_import(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
    batch = uuid4()
    with acting_as(hochmosel.abh):
        record = listed(hochmosel.abh, asylum_seeker(), hers, batch=batch)
        assert CaseAccess.objects.filter(person=hers).exists()
        withdraw(by=hochmosel.abh, said={record.id: []}, undone={batch: 0})
        assert not CaseAccess.objects.filter(person=hers).exists()
    with acting_as(hochmosel.soz):
        assert {fact.reported_by_id for fact in get_case_file(hochmosel.soz, hers).facts} == {
            hochmosel.soz.organisation_id
        }
    assert violations() == []
