"""What nahtlos writes can be opened without fear and uploaded again."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from nahtlos.exchange.lists.problems import MESSAGES
from nahtlos.exchange.lists.read import read_list
from nahtlos.exchange.lists.sheet import read_workbook
from nahtlos.exchange.lists.workbook import safe_text, write_refused, write_report, write_table

Make = Callable[..., io.BytesIO]
DANGEROUS = [
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "'=1",
    "{=1}",
    "#REF!",
    "=",
    "%0A=1",
]


def cells(stream: io.BytesIO) -> list[list[Any]]:
    stream.seek(0)
    sheet = load_workbook(stream).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula(text: str) -> None:
    stream = io.BytesIO()
    write_table([text], [[text]], stream)
    for row in cells(stream):
        assert [cell.data_type for cell in row] == ["s"]
        assert row[0].value.replace("\n", "\r") == text.replace("\n", "\r")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=50), min_size=1, max_size=5))
def test_text_comes_back_as_it_went_out(texts: list[str]) -> None:
    stream = io.BytesIO()
    write_table([f"c{n}" for n in range(len(texts))], [texts], stream)
    stream.seek(0)
    rows = read_workbook(stream, "x.xlsx")[0].rows
    back = [(rows[1][n] if len(rows) > 1 and n < len(rows[1]) else None) or "" for n in range(len(texts))]
    assert all(isinstance(value, str) for value in back)
    assert [value.split() for value in map(str, back)] == [
        safe_text(text).replace("_x000D_", "").split() for text in texts
    ]


def test_numbers_and_days_keep_their_type() -> None:
    stream = io.BytesIO()
    write_table(["a", "b", "c"], [[150316912894, 1.5, date(2016, 9, 30)]], stream)
    stream.seek(0)
    assert read_workbook(stream, "x.xlsx")[0].rows[1] == (150316912894, 1.5, date(2016, 9, 30))


def test_a_report_has_the_note_beside_its_cell() -> None:
    stream = io.BytesIO()
    write_report(["Name", "Ort"], [(["Ali", "X"], {}), (["=Bah", "Y"], {1: "=falsch"})], stream)
    assert [[cell.value for cell in row] for row in cells(stream)] == [
        ["Name", "Ort", "← Hinweis"],
        ["Ali", "X", None],
        ["=Bah", "Y", "=falsch"],
    ]


def test_refused_rows_come_back_with_reasons_and_are_read_after_correction(workbook: Make) -> None:
    rows = [
        ["AZR-Nummer", "Familienname", "Vornamen", "Geburtsdatum", "Zuzug", "Bemerkung"],
        [None, None, None, date(1990, 1, 2), 42604, '=HYPERLINK("x")'],
        [51209437754, "Ali", "Omar", "1.1.1990", 42604, None],
        ["kaputt", "-", "-", "31.02.1990", None, "zwei\nZeilen"],
    ]
    listed = read_list(workbook(rows), "x.xlsx", "auslaenderbehoerde")
    stream = io.BytesIO()
    write_refused([row for row in listed.rows if row.refused], stream, say=lambda problem: f"[{problem.code}]")
    written = cells(stream)
    assert [cell.value for cell in written[0]] == [
        "AZR-Nummer",
        "← Grund",
        "Familienname",
        "← Grund",
        "Vornamen",
        "Geburtsdatum",
        "← Grund",
        "Zuzug",
        "Bemerkung",
    ]
    assert written[1][3].value == "[no_name_no_number]"
    assert (written[2][1].value, written[2][6].value) == ("[number_unreadable]", "[birth_impossible]")
    assert not any(cell.data_type == "f" for row in written for cell in row)

    stream.seek(0)
    book = load_workbook(stream)
    assert book.active is not None
    book.active["C2"] = "Nur"
    book.active["A3"] = "151209437754"
    corrected = io.BytesIO()
    book.save(corrected)
    corrected.seek(0)
    again = read_list(corrected, "x.xlsx", "auslaenderbehoerde")
    assert again.layout.fingerprint == listed.layout.fingerprint
    people = [row.person for row in again.people if row.person]
    assert not any(row.refused for row in again.rows)
    assert people[0].spellings[0].family == "Nur"
    assert (people[0].births[0].day, people[0].moved_in_on, people[0].remark) == (
        2,
        date(2016, 8, 22),
        '=HYPERLINK("x")',
    )
    assert people[1].numbers[0].value == "151209437754"


def test_a_refused_member_keeps_the_case_of_the_lines_above(text_table: Make) -> None:
    text = "Fallnummer;lfd.;Name;geb.;Leistungsart\nA-1;1;Ali, Omar;1.1.90;§ 3\n;2;-;2.2.12;§ 3\n"
    listed = read_list(text_table(text), "x.csv", "sozialamt")
    stream = io.BytesIO()
    write_refused([row for row in listed.rows if row.refused], stream)
    assert cells(stream)[1][0].value == "A-1"


def test_nothing_to_correct_is_an_empty_sheet() -> None:
    stream = io.BytesIO()
    write_refused([], stream)
    assert cells(stream) in ([], [[]]) or all(cell.value is None for row in cells(stream) for cell in row)


def test_every_reason_is_a_sentence() -> None:
    for code, text in MESSAGES.items():
        assert text[0].isupper(), code
        assert text.endswith((".", "{words}")), code
