"""Files that are no list get one sentence, quickly, and cost no memory."""

import contextlib
import io
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.sheet import UnreadableFile, read_workbook
from nahtlos.exchange.lists.unreadable import MESSAGES

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_ROOT = f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def excel(cells: str = "", *, after: str = "", strings: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A minimal workbook whose parts the test decides."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        archive.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", _SHEET.format(cells, after))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def text_cell(reference: str, text: str = "x") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def refused(data: bytes, name: str = "liste.xlsx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(io.BytesIO(data), name)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "{" not in sentence
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty"),
        (b"\x00" * 5000, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "web_page"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "web_page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_spreadsheet"),
        (b"MZ\x90\x00" + b"\x00" * 200, "not_a_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04" + b"xl/" * 40, "damaged"),
        (b"Name;Vorname\r\nA\x00li;B\r\n", "binary"),
    ],
)
def test_e2_other_files_are_named_for_what_they_are(data: bytes, code: str) -> None:
    assert refused(data, "liste.xlsx").code == code


def test_e7_a_word_document_is_no_list() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(stream.getvalue()).code == "not_a_spreadsheet"


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "gross.csv"
    with path.open("wb") as stream:
        stream.seek(200 * 1024 * 1024)
        stream.write(b"x")
    tracemalloc.start()
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path, path.name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == "too_large"
    assert peak < 3 * limits.MAX_BYTES


def test_e8_a_zip_bomb_that_announces_its_size_is_refused() -> None:
    data = excel(extra={"xl/media/a.xml": b" " * (limits.MAX_INFLATED + 1)})
    assert len(data) < 1_000_000
    assert refused(data).code == "too_large_inside"


def test_e8_a_zip_bomb_that_lies_about_its_size_costs_no_memory() -> None:
    data = excel(extra={"xl/worksheets/bomb.xml": b" " * (limits.MAX_INFLATED + 1)})
    announced = struct.pack("<I", limits.MAX_INFLATED + 1)
    assert announced in data
    lying = data.replace(announced, struct.pack("<I", 100))
    tracemalloc.start()
    error = refused(lying)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.code == "too_large_inside"
    assert peak < 20 * 1024 * 1024


def test_an_archive_whose_parts_overlap_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"x" * 2000)
        original = archive.infolist()[0]
        for number in range(50):
            copy = zipfile.ZipInfo(f"xl/{number}.xml")
            copy.header_offset, copy.compress_size = original.header_offset, original.compress_size
            copy.file_size, copy.CRC = original.file_size, original.CRC
            archive.filelist.append(copy)
    assert refused(stream.getvalue()).code == "suspicious"


def test_e15_a_workbook_with_entities_is_refused() -> None:
    bomb = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    assert refused(excel(extra={"xl/styles.xml": bomb + b"<x>&b;</x>"})).code == "suspicious"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (f'<row r="1">{text_cell("A1")}</row><row r="1048576">{text_cell("A1048576")}</row>', "too_many_rows"),
        (f'<row r="1">{text_cell("A1")}{text_cell("XFD1")}</row>', "too_many_columns"),
        (f'<row r="1">{text_cell("GA1")}</row><row r="99999">{text_cell("A99999")}</row>', "too_many_cells"),
    ],
)
def test_one_cell_far_away_does_not_fill_the_memory(cells: str, code: str) -> None:
    assert refused(excel(cells)).code == code


def test_a_long_text_shared_by_a_million_cells_is_a_bomb_too() -> None:
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "ABCDEFGH") + "</row>"
        for r in range(1, 3000)
    )
    assert refused(excel(rows, strings=f"<si><t>{'a' * 30_000}</t></si>")).code == "too_large_inside"


def test_thousands_of_merged_ranges_are_refused() -> None:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(limits.MAX_MERGED_RANGES + 2))
    assert (
        refused(excel(f'<row r="1">{text_cell("A1")}</row>', after=f"<mergeCells>{ranges}</mergeCells>")).code
        == "suspicious"
    )


def test_formatted_empty_rows_down_to_the_end_are_everyday_life() -> None:
    rows = f'<row r="1">{text_cell("A1", "Name")}</row>' + "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 120_000)
    )
    sheet = read_workbook(io.BytesIO(excel(rows)), "liste.xlsx")[0]
    assert sheet.rows[0][0] == "Name"
    assert len(sheet.rows) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a;b\r\n" * (limits.MAX_ROWS + 2), "too_many_rows"),
        (";" * 1_000_000 + "\r\n", "too_many_columns"),
        (";;;\r\n" * 1_000_000 + "x;;;\r\n", "too_many_rows"),
        ("Name;Ort\r\nAli;" + "x" * 40_000 + "\r\n", "long_cell"),
    ],
)
def test_e2_text_tables_without_end_are_refused(text: str, code: str) -> None:
    assert refused(text.encode(), "liste.csv").code == code


def test_e2_a_quotation_mark_that_never_closes_is_named_with_its_row() -> None:
    text = "Name;Ort;PLZ\r\nAli;A;1\r\n" + 'Omar;"B;2\r\n' + "Nur;C;3\r\n" * 50
    error = refused(text.encode(), "liste.csv")
    assert (error.code, error.params["row"]) == ("quotes", 3)


def test_a_quotation_mark_closed_by_the_next_stray_one_does_not_swallow_people() -> None:
    people = "".join(f"N{n};V{n};1.1.1990;Ort\r\n" for n in range(20))
    text = f'Name;Vorname;geb.;Ort\r\nAli;"B;2.2.1990;X\r\n{people}Nur;C";3.3.1990;Y\r\n'
    assert refused(text.encode(), "liste.csv").code == "quotes"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_e2_every_usual_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    rows = [
        ["Familienname", "Straße", "Ort"],
        ["Müller", "Börsenstraße 5", "Köln"],
        ["Özdemir", "Größe", "Übersee"],
    ] * 3
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    sheet = read_workbook(io.BytesIO(text.encode(encoding)), "liste.csv")[0]
    assert [list(row) for row in sheet.rows] == rows


def test_a_record_with_line_breaks_stays_one_row() -> None:
    data = b'Name,Bemerkung\r\nAli,"eins\r\nzwei ""drei"""\r\nNur,vier\r\n'
    rows = read_workbook(io.BytesIO(data), "liste.csv")[0].rows
    assert rows[1] == ("Ali", 'eins\r\nzwei "drei"')
    assert rows[2] == ("Nur", "vier")


def test_a_formula_shows_its_stored_value_and_is_never_computed() -> None:
    cells = '<row r="1"><c r="A1"><f>1+1</f><v>54901</v></c><c r="B1"><f>HYPERLINK("http://example.org")</f></c></row>'
    assert read_workbook(io.BytesIO(excel(cells)), "x.xlsx")[0].rows[0][0] == 54901


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Liste">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def open_document(rows: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(rows))
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def test_an_open_document_is_read() -> None:
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    day = '<table:table-cell office:value-type="date" office:date-value="1990-02-03"><text:p>x</text:p></table:table-cell>'
    rows = f"<table:table-row>{text.format('Name')}{text.format('geb.')}</table:table-row>"
    rows += f"<table:table-row>{text.format('Ali')}{day}</table:table-row>"
    (sheet,) = read_workbook(io.BytesIO(open_document(rows)), "x.ods")
    assert sheet.rows[0] == ("Name", "geb.")
    assert sheet.rows[1][0] == "Ali"
    assert str(sheet.rows[1][1]).startswith("1990-02-03")


def test_an_open_document_that_repeats_a_cell_without_end_only_breaks_its_own_process() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    error = refused(open_document(f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'))
    assert error.code in ("old_format", "too_many_rows", "too_many_columns", "too_many_cells")


def test_damage_anywhere_never_raises_anything_else() -> None:
    stream = io.BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active.append(["Name", "Vorname", 1, 2.5])
    book.save(stream)
    whole = stream.getvalue()
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(UnreadableFile):
            read_workbook(io.BytesIO(bytes(data[: chance.randint(1, len(data))])), "x.xlsx")


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        for sheet in read_workbook(io.BytesIO(data), "x"):
            assert all(isinstance(row, tuple) for row in sheet.rows)


def test_every_sentence_can_be_filled_in() -> None:
    for code in MESSAGES:
        assert str(UnreadableFile(code, limit=1, row=2))
