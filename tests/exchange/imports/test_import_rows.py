"""Every row of the file is accounted for: exactly one outcome, in the report and in the workbook."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nahtlos.exchange.imports.selectors import refused_workbook, report_json, report_workbook
from nahtlos.exchange.lists.read import read_list
from nahtlos.exchange.models import Outcome
from nahtlos.exchange.synthetic.lists import write_lists
from nahtlos.exchange.synthetic.population import generate
from tests.exchange.imports.offices import (
    AZR,
    HIWOT,
    NAJIB,
    bring,
    doctor,
    people_rows,
    preview,
    reader,
    rows,
    workbook,
)
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

FILES = ["auslaenderbehoerde.xlsx", "sozialamt.csv", "arbeitsagentur.xlsx", "jobcenter.csv"]
NAMELESS = {AZR: "", "Familienname": "", "Vornamen": "", "Geburtsdatum": "04.05.1990", "Ort": "Moselbrück"}


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four lists of twelve people, on a bad day."""
    folder = tmp_path_factory.mktemp("lists")
    write_lists(generate(people=12, seed=11, as_of=date(2016, 9, 30)), folder, 3.0)
    return folder


def test_every_row_of_every_list_has_one_outcome_and_one_entry_in_the_report(hochmosel: Personas, lists: Path) -> None:
    for name in FILES:
        profile = name.partition(".")[0]
        by = reader(hochmosel, profile)
        run = bring(by, lists / name)
        in_file = [row.number for row in read_list(lists / name, name, profile).rows]
        with acting_as(by):
            report = report_json(by, run)
        assert [entry["row"] for entry in report["rows"]] == in_file
        assert (report["file"], report["profile"]) == (name, profile)
        assert sum(run.counts.values()) == len(in_file) == run.total
        for entry in report["rows"]:
            assert set(entry) == {"row", "outcome", "person", "reasons", "candidates"}
            assert entry["outcome"] in Outcome.values
            has_person = entry["outcome"] in ("created", "linked", "changed", "unchanged")
            assert (entry["person"] is not None) == has_person
            assert (entry["candidates"] == []) or entry["outcome"] == "needs_human"
            if entry["outcome"] in ("linked", "needs_human", "refused", "not_a_person"):
                assert all(entry["reasons"])
                assert entry["reasons"]
    assert doctor() == []


def test_the_preview_says_what_the_import_does_then(hochmosel: Personas, lists: Path) -> None:
    for name in FILES:
        by = reader(hochmosel, name.partition(".")[0])
        before = preview(by, lists / name)
        promised = {row.number: row.outcome for row in rows(by, before)}
        run = bring(by, lists / name)
        assert {row.number: row.outcome for row in rows(by, run)} == promised


def test_titles_headings_and_sums_are_no_people_and_say_what_they_are(hochmosel: Personas) -> None:
    content = workbook([{AZR: "160101000001", **NAJIB}], before=["Ausländerbehörde: Bestand", ""], after=["Summe: 1"])
    run = bring(hochmosel.abh, content)
    found = rows(hochmosel.abh, run)
    assert [row.outcome for row in found if row.number in (1, 3)] == ["not_a_person", "not_a_person"]
    with acting_as(hochmosel.abh):
        report = report_json(hochmosel.abh, run)["rows"]
    assert [entry["reasons"] for entry in report if entry["row"] == 3] == [["header row"]]
    assert [entry["row"] for entry in report if entry["outcome"] == "created"] == [4]


def test_the_report_opens_and_what_looks_like_a_formula_is_text(hochmosel: Personas) -> None:
    evil = '=HYPERLINK("http://example.org","x")'
    signs = ["+49 30 23125101", "-2+3", "@SUM(A1)", "\tcmd", evil]
    lines = [{AZR: f"16010100000{n}", **NAJIB, "Vornamen": f"Najib{n}", "Bemerkung": s} for n, s in enumerate(signs)]
    run = bring(hochmosel.abh, lines)
    with acting_as(hochmosel.abh):
        content = report_workbook(hochmosel.abh, run.id)
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    table = list(sheet.iter_rows())
    assert len(table) == 1 + run.total
    assert [cell.value for cell in table[0]][:4] == ["Zeile", "Ergebnis", "Akte", "Warum"]
    assert all(cell.data_type != "f" for line in table for cell in line)
    assert evil in [cell.value for line in table for cell in line]


def test_refused_rows_come_back_to_be_corrected_and_are_accepted_then(hochmosel: Personas) -> None:
    by = hochmosel.abh
    run = bring(by, [{AZR: "160101000001", **NAJIB}, NAMELESS])
    assert [row.outcome for row in people_rows(by, run)] == ["created", "refused"]
    with acting_as(by):
        (refused,) = [entry for entry in report_json(by, run)["rows"] if entry["outcome"] == "refused"]
        content = refused_workbook(by, run.id)
    assert f"{refused['row']}:" in refused["reasons"][0]
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    head = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 2
    assert any(str(value).startswith("▸") or "Grund" in str(value) for value in head)
    for heading, value in HIWOT.items():
        sheet.cell(2, head.index(heading) + 1).value = value
    stream = io.BytesIO()
    book.save(stream)
    again = bring(by, stream.getvalue(), filename="korrektur.xlsx")
    assert [row.outcome for row in people_rows(by, again)] == ["created"]
    assert doctor() == []


def test_a_list_with_nothing_refused_gives_an_empty_workbook_to_correct(hochmosel: Personas) -> None:
    run = bring(hochmosel.abh, [{AZR: "160101000001", **NAJIB}])
    with acting_as(hochmosel.abh):
        sheet = load_workbook(io.BytesIO(refused_workbook(hochmosel.abh, run.id))).active
    assert sheet is not None
    assert [cell.value for line in sheet.iter_rows() for cell in line if cell.value] == []
