"""The same list again, a newer list, an odd list: nothing is written twice, nothing is lost, nothing overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nahtlos.cases.models import Case, Conflict, Fact
from nahtlos.exchange.synthetic.lists import write_lists
from nahtlos.exchange.synthetic.population import generate
from nahtlos.people.models import Contact, HouseholdMember, Identifier, Name, Record, RecordEvent
from tests.exchange.imports.offices import (
    AZR,
    HIWOT,
    KUNDE,
    NAJIB,
    OMAR,
    bring,
    changed,
    doctor,
    facts,
    outcomes,
    people_rows,
    reader,
    stored,
)
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

FIRST = {AZR: "150912000001", **NAJIB, "Aufenthaltsstatus": "Aufenthaltsgestattung", "Telefon": "030 23125111"}


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four lists of ten people, as offices keep them."""
    folder = tmp_path_factory.mktemp("lists")
    write_lists(generate(people=10, seed=5, as_of=date(2016, 9, 30)), folder, 1.5)
    return folder


def test_the_same_four_lists_again_change_nothing(hochmosel: Personas, lists: Path) -> None:
    files = [("auslaenderbehoerde", "xlsx"), ("sozialamt", "csv"), ("arbeitsagentur", "xlsx"), ("jobcenter", "csv")]
    for profile, ending in files:
        bring(reader(hochmosel, profile), lists / f"{profile}.{ending}")
    before = stored(hochmosel.abh)
    with acting_as(hochmosel.abh):
        history = RecordEvent.objects.count()
    for profile, ending in files:
        run = bring(reader(hochmosel, profile), lists / f"{profile}.{ending}")
        assert set(run.counts) <= {"unchanged", "needs_human", "refused", "not_a_person"}
    assert changed(before, stored(hochmosel.abh)) == {}
    with acting_as(hochmosel.abh):
        later = RecordEvent.objects.order_by("pgh_id")[history:]
        assert {event.pgh_label for event in later} <= {"update"}
    assert doctor() == []


def test_a_list_that_was_sorted_anew_changes_nothing(hochmosel: Personas) -> None:
    lines = [FIRST, {AZR: "150912000002", **HIWOT}, {AZR: "150912000003", **OMAR}]
    bring(hochmosel.abh, lines)
    before = stored(hochmosel.abh)
    assert outcomes(hochmosel.abh, bring(hochmosel.abh, lines[::-1])) == ["unchanged"] * 3
    assert changed(before, stored(hochmosel.abh)) == {}


def test_a_newer_list_corrects_by_new_facts_that_name_the_old_ones(hochmosel: Personas) -> None:
    by = hochmosel.abh
    (created,) = people_rows(by, bring(by, [FIRST], as_of=date(2016, 5, 1)))
    newer = {**FIRST, "Aufenthaltsstatus": "Aufenthaltserlaubnis § 25 Abs. 2 AufenthG", "gültig von": "01.08.2016",
             "Geburtsdatum": "14.03.1992"}  # fmt: skip
    (row,) = people_rows(by, bring(by, [newer], as_of=date(2016, 9, 1)))
    assert (row.outcome, row.person_id) == ("changed", created.person_id)
    (birth,), (old_birth,) = (facts(by, row.person_id, "birth", active=active) for active in (True, False))
    assert (birth.value["year"], birth.replaces_id, old_birth.value["year"]) == (1992, old_birth.id, 1991)
    assert old_birth.superseded_why
    still = facts(by, row.person_id, "residence")
    assert {(fact.valid_from, fact.valid_until) for fact in still} == {
        (None, date(2016, 8, 1)),
        (date(2016, 8, 1), None),
    }
    assert {fact.replaces_id for fact in still} == {None, facts(by, row.person_id, "residence", active=False)[0].id}
    assert doctor() == []


def test_statuses_of_list_after_list_follow_each_other_without_overlap(hochmosel: Personas) -> None:
    by = hochmosel.abh
    statuses = [("01.02.2016", "Duldung § 60a AufenthG"), ("01.04.2016", "Aufenthaltsgestattung"),
                ("01.06.2016", "Duldung § 60a AufenthG"), ("01.08.2016", "Aufenthaltserlaubnis § 25 Abs. 2 AufenthG")]  # fmt: skip
    for since, status in statuses:
        run = bring(by, [{**FIRST, "Aufenthaltsstatus": status, "gültig von": since}])
    periods = sorted((f.valid_from, f.valid_until) for f in facts(by, people_rows(by, run)[0].person_id, "residence"))
    days = [date(2016, month, 1) for month in (2, 4, 6, 8)]
    assert periods == list(zip(days, [*days[1:], None], strict=True))


def test_what_a_newer_list_adds_is_added(hochmosel: Personas) -> None:
    """A number, a mail address, another spelling that came later must be found by whoever looks for it."""
    by = hochmosel.jc
    first = {KUNDE: "543A100001", **NAJIB, "Telefon": "030 23125111"}
    (created,) = people_rows(by, bring(by, [first]))
    newer = {**first, "BG-Nummer": "54302//0001205", "Vornamen": "Najibulla", "Telefon": "030 23125112",
             "E-Mail": "najib@example.org"}  # fmt: skip
    (row,) = people_rows(by, bring(by, [newer]))
    assert (row.outcome, row.person_id) == ("changed", created.person_id)
    with acting_as(by):
        hers = {"person": row.person_id}
        assert set(Identifier.objects.filter(**hers).values_list("kind", flat=True)) == {"kundennummer", "bg"}
        assert set(Contact.objects.filter(**hers).values_list("kind", flat=True)) == {"phone", "email"}
        assert Contact.objects.filter(**hers).count() == 3
        assert set(Name.objects.filter(**hers).values_list("given", flat=True)) == {"Najibullah", "Najibulla"}
    before = stored(by)
    assert outcomes(by, bring(by, [newer])) == ["unchanged"]
    assert changed(before, stored(by)) == {}


def test_who_moves_to_another_needs_unit_leaves_the_old_one(hochmosel: Personas) -> None:
    by = hochmosel.jc
    first = {KUNDE: "543A100001", "BG-Nummer": "54302//0001205", **NAJIB}
    bring(by, [first, {**HIWOT, KUNDE: "543A100002", "BG-Nummer": "54302//0001205"}])
    (row, _) = people_rows(by, bring(by, [{**first, "BG-Nummer": "54302//0009999"},
                                          {**HIWOT, KUNDE: "543A100002", "BG-Nummer": "54302//0001205"}]))  # fmt: skip
    with acting_as(by):
        homes = HouseholdMember.objects.filter(person=row.person_id, is_current=True)
        assert [home.household.reference for home in homes.select_related("household")] == ["54302//0009999"]
    assert outcomes(by, bring(by, [first])) == ["changed"]
    with acting_as(by):
        homes = HouseholdMember.objects.filter(person=row.person_id, is_current=True)
        assert [home.household.reference for home in homes.select_related("household")] == ["54302//0001205"]


def test_a_row_of_nothing_but_name_and_number_can_change(hochmosel: Personas) -> None:
    by = hochmosel.abh
    bare = {AZR: "150912000001", "Familienname": "Qaderi", "Vornamen": "Najibullah"}
    bring(by, [bare])
    assert outcomes(by, bring(by, [{**bare, "Telefon": "030 23125111"}])) == ["changed"]
    assert outcomes(by, bring(by, [{**bare, "Telefon": "030 23125112"}])) == ["changed"]
    assert doctor() == []


def test_a_number_that_was_missing_is_filled_in_not_a_second_record(hochmosel: Personas) -> None:
    by = hochmosel.abh
    without = {key: value for key, value in FIRST.items() if key != AZR}
    (created,) = people_rows(by, bring(by, [without]))
    (row,) = people_rows(by, bring(by, [FIRST]))
    assert (row.outcome, row.person_id) == ("changed", created.person_id)
    with acting_as(by):
        (record,) = Record.objects.filter(person=row.person_id)
        assert record.reference == FIRST[AZR]
    assert outcomes(by, bring(by, [{**FIRST, "Ort": "Dornkastel"}])) == ["changed"]


def test_an_older_list_read_in_late_takes_nothing_back(hochmosel: Personas) -> None:
    by = hochmosel.abh
    newer = {**FIRST, "Aufenthaltsstatus": "Duldung § 60a AufenthG", "Geburtsdatum": "14.03.1992"}
    (created,) = people_rows(by, bring(by, [newer], as_of=date(2016, 9, 1)))
    before = stored(by)
    bring(by, [FIRST], as_of=date(2016, 5, 1))
    (birth,) = facts(by, created.person_id, "birth")
    assert birth.value["year"] == 1992
    assert changed(before, stored(by)).keys() <= {"cases.Case", "people.Name", "people.Contact", "people.SearchKey"}
    assert outcomes(by, bring(by, [newer], as_of=date(2016, 9, 1))) == ["unchanged"]


def test_conflicting_facts_of_two_agencies_stand_side_by_side(hochmosel: Personas) -> None:
    (row,) = people_rows(hochmosel.abh, bring(hochmosel.abh, [{**FIRST, "Ersteinreise": "01.09.2015"}]))
    said = {**NAJIB, KUNDE: "543A100001", "Staatsangehörigkeit": "Iran"}
    (linked,) = people_rows(hochmosel.jc, bring(hochmosel.jc, [said]))
    assert (linked.outcome, linked.person_id) == ("linked", row.person_id)
    both = facts(hochmosel.jc, row.person_id, "nationality")
    assert {fact.reported_by_id: fact.value["countries"] for fact in both} == {
        hochmosel.abh.organisation_id: ["AF"],
        hochmosel.jc.organisation_id: ["IR"],
    }
    for clerk in (hochmosel.abh, hochmosel.jc):
        with acting_as(clerk):
            assert [c.kind for c in Conflict.objects.filter(person=row.person_id, closed_at=None)] == ["nationality"]
    bring(hochmosel.jc, [{**said, "Staatsangehörigkeit": "Afghanistan"}])
    with acting_as(hochmosel.abh):
        (settled,) = Conflict.objects.filter(person=row.person_id)
        assert settled.closed_at
        assert not settled.closed_by_id
    assert doctor() == []


def test_a_row_copied_within_the_list_is_the_same_row(hochmosel: Personas) -> None:
    by = hochmosel.abh
    original, copy = people_rows(by, bring(by, [FIRST, FIRST]))
    assert [original.outcome, copy.outcome] == ["created", "unchanged"]
    assert original.person_id == copy.person_id
    with acting_as(by):
        assert Record.objects.filter(person=original.person_id).count() == 1
    assert outcomes(by, bring(by, [FIRST, FIRST])) == ["unchanged", "unchanged"]


def test_an_alias_under_a_second_number_goes_to_the_same_person_or_to_a_human(hochmosel: Personas) -> None:
    by = hochmosel.abh
    alias = {**FIRST, AZR: "160112000044", "Familienname": "Qadiri", "Geburtsname/Alias": "Qaderi Najibullah"}
    first, second = people_rows(by, bring(by, [FIRST, alias]))
    assert first.outcome == "created"
    assert second.outcome in ("linked", "needs_human")
    if second.outcome == "linked":
        assert second.person_id == first.person_id
        with acting_as(by):
            assert set(Identifier.objects.filter(person=first.person_id).values_list("value", flat=True)) >= {
                FIRST[AZR], alias[AZR],
            }  # fmt: skip
    else:
        assert str(first.person_id) in [candidate["person"] for candidate in second.candidates]
    assert outcomes(by, bring(by, [FIRST, alias]))[0] == "unchanged"
    assert doctor() == []


def test_one_person_twice_under_one_number_is_written_once(hochmosel: Personas) -> None:
    by = hochmosel.abh
    other_spelling = {**FIRST, "Familienname": "Qadiri", "Telefon": ""}
    first, second = people_rows(by, bring(by, [FIRST, other_spelling]))
    assert second.outcome in ("linked", "needs_human")
    assert second.person_id in (first.person_id, None)
    assert doctor() == []


def test_a_number_reused_for_somebody_else_opens_another_file(hochmosel: Personas) -> None:
    """Offices give a dead number again, and clerks mistype: the number must neither merge nor stop the import."""
    by = hochmosel.abh
    (first,) = people_rows(by, bring(by, [FIRST]))
    (second,) = people_rows(by, bring(by, [{**HIWOT, AZR: FIRST[AZR]}]))
    assert second.outcome in ("created", "needs_human")
    assert second.person_id != first.person_id
    (birth,) = facts(by, first.person_id, "birth")
    assert birth.value["year"] == 1991
    assert doctor() == []


def test_one_number_for_two_people_of_one_list_merges_nobody(hochmosel: Personas) -> None:
    by = hochmosel.aa
    first, second = people_rows(by, bring(by, [{**NAJIB, KUNDE: "543A100001"}, {**HIWOT, KUNDE: "543A100001"}]))
    assert first.outcome == "created"
    assert second.outcome in ("created", "needs_human")
    assert first.person_id != second.person_id
    assert doctor() == []


def test_versions_and_times_of_a_case_stand_still_when_nothing_is_new(hochmosel: Personas) -> None:
    by = hochmosel.abh
    bring(by, [FIRST])
    with acting_as(by):
        before = list(Case.objects.values_list("id", "version", "changed_at"))
        said = Fact.objects.count()
    bring(by, [FIRST])
    with acting_as(by):
        assert list(Case.objects.values_list("id", "version", "changed_at")) == before
        assert Fact.objects.count() == said


def test_a_case_counts_what_a_newer_list_said(hochmosel: Personas) -> None:
    """A form opened before the import is stale afterwards; nobody overwrites what the list has just said."""
    by = hochmosel.abh
    (row,) = people_rows(by, bring(by, [FIRST]))
    with acting_as(by):
        before = Case.objects.get(person=row.person_id).version
    bring(by, [{**FIRST, "Aufenthaltsstatus": "Duldung § 60a AufenthG"}])
    with acting_as(by):
        assert Case.objects.get(person=row.person_id).version > before
