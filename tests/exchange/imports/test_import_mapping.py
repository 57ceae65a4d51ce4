"""Columns nobody recognised are assigned by hand once, and known from then on; a preview can be thrown away."""

from __future__ import annotations

import pytest

from nahtlos.exchange.imports.carry_out import carry_out
from nahtlos.exchange.imports.selectors import list_runs
from nahtlos.exchange.imports.services import NotNow, commit_import, discard_import, set_mapping
from nahtlos.exchange.models import ImportRow, ImportRun, RunState
from nahtlos.people.models import Record
from tests.exchange.imports.offices import NAJIB, bring, outcomes, people_rows, preview
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

#: What the list says is clear to whoever made it.
ODD = [{"Spalte eins": NAJIB["Familienname"], "Spalte zwei": NAJIB["Vornamen"], "Geburtsdatum": NAJIB["Geburtsdatum"]}]
MAPPING = {"family_name": "Spalte eins", "given_names": "Spalte zwei"}


def test_a_list_with_missing_columns_is_carried_out_after_they_were_assigned(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = preview(by, ODD)
    assert run.layout["missing"]
    with acting_as(by), pytest.raises(NotNow):
        commit_import(by=by, run_id=run.id)
    with pytest.raises(NotNow):
        carry_out(by=by, run_id=run.id)
    with acting_as(by):
        assert not set_mapping(by=by, run_id=run.id, mapping=MAPPING).layout["missing"]
        with pytest.raises(KeyError):
            set_mapping(by=by, run_id=run.id, mapping={"family_name": "Spalte neun"})
    carry_out(by=by, run_id=run.id)
    assert outcomes(by, run) == ["created"]


def test_the_next_list_with_these_headings_is_understood_by_this_office_only(hochmosel: Personas) -> None:
    by = hochmosel.abh
    with acting_as(by):
        set_mapping(by=by, run_id=preview(by, ODD).id, mapping=MAPPING)
    assert outcomes(by, bring(by, [{**ODD[0], "Spalte zwei": "Samiullah"}])) == ["created"]
    assert preview(hochmosel.jc, ODD).layout["missing"]


def test_a_column_can_be_taken_away_from_a_field(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = preview(by, [{**NAJIB, "Telefon": "030 23125111"}])
    with acting_as(by):
        set_mapping(by=by, run_id=run.id, mapping={"phone": None})
    (row,) = people_rows(by, run)
    assert row.read["phones"] == []


def test_a_discarded_preview_leaves_neither_file_nor_rows(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = preview(by, [NAJIB])
    with acting_as(by):
        discard_import(by=by, run_id=run.id)
        kept = ImportRun.objects.get(id=run.id)
        assert (kept.state, kept.content) == (RunState.DISCARDED, None)
        assert not ImportRow.objects.filter(run=run).exists()
        assert not Record.objects.exists()
        assert list_runs(by) == []


def test_what_was_carried_out_has_no_columns_to_assign_and_nothing_to_discard(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = bring(by, [NAJIB])
    with acting_as(by), pytest.raises(NotNow):
        set_mapping(by=by, run_id=run.id, mapping={})
    with acting_as(by), pytest.raises(NotNow):
        discard_import(by=by, run_id=run.id)
