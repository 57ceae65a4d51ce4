"""The four files look as the offices keep them, and the truth beside them accounts for every row."""

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from nahtlos.exchange.synthetic import generate, write_lists

ROW = tuple[Any, ...]
FICTION = re.compile(
    r"0(30 23125\d{3}|69 90009\d{3}|40 66969\d{3}|221 4710\d{3}|89 99998\d{3}|171 39200\d\d|176 040690\d\d)"
)


def rows_of(folder: Path, name: str) -> list[ROW]:
    """The rows of one list as Excel or a text editor would show them."""
    entry = manifest(folder)["lists"][name]
    if "encoding" in entry:
        with (folder / entry["file"]).open(encoding=entry["encoding"], newline="") as file:
            return [tuple(row) for row in csv.reader(file, delimiter=entry["delimiter"])]
    book = openpyxl.load_workbook(folder / entry["file"])
    return list(book.worksheets[entry["sheet"] - 1].iter_rows(values_only=True))


def manifest(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return data


def people_of(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()
    return {person["person_id"]: person for person in map(json.loads, lines)}


def truth_of(folder: Path) -> dict[str, dict[int, str]]:
    rows: dict[str, dict[int, str]] = defaultdict(dict)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["list"]][int(row["row"])] = row["person_id"]
    return rows


def mess_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "mess.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module", params=[date(2016, 9, 30), date(2025, 3, 31)], ids=str)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("lists")
    write_lists(generate(people=700, seed=11, as_of=request.param), out)
    return out


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clean")
    write_lists(generate(people=300, seed=11, as_of=date(2025, 3, 31)), out, mess=0)
    return out


@given(people=st.integers(1, 40), seed=st.integers(0, 10**6), as_of=st.dates(date(2015, 6, 1), date(2027, 12, 31)))
@settings(max_examples=8, deadline=None)
def test_every_row_is_a_person_or_accounted_for_whatever_the_size(
    tmp_path_factory: pytest.TempPathFactory, people: int, seed: int, as_of: date
) -> None:
    out = tmp_path_factory.mktemp("any")
    write_lists(generate(people=people, seed=seed, as_of=as_of), out, mess=2.0)
    account_for_every_row(out)


def test_every_row_is_a_person_or_accounted_for(folder: Path) -> None:
    account_for_every_row(folder)


def account_for_every_row(folder: Path) -> None:
    truth, known = truth_of(folder), people_of(folder)
    for name, entry in manifest(folder)["lists"].items():
        persons = truth[name]
        others = {row["row"] for row in entry["not_person_rows"]}
        rows = set(range(1, len(rows_of(folder, name)) + 1))
        assert rows == set(persons) | others
        assert not set(persons) & others
        assert set(persons.values()) <= set(known)
        assert entry["person_rows"] == len(persons)
        assert entry["persons"] == len(set(persons.values()))


def test_the_same_population_is_the_same_bytes(tmp_path: Path) -> None:
    for out in (tmp_path / "one", tmp_path / "two"):
        write_lists(generate(people=250, seed=5, as_of=date(2025, 3, 31)), out)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_nearly_everybody_is_on_the_list_of_the_immigration_office(folder: Path) -> None:
    registered = sum("azr_number" in person for person in people_of(folder).values())
    assert manifest(folder)["lists"]["auslaenderbehoerde"]["persons"] > registered * 0.95


def test_each_list_has_the_people_its_office_is_responsible_for(folder: Path) -> None:
    truth, known = truth_of(folder), people_of(folder)
    as_of = date.fromisoformat(manifest(folder)["as_of"])
    for person_id in truth["jobcenter"].values():
        assert known[person_id]["benefits"][-1][0] == "SGB_II"
    for person_id in truth["sozialamt"].values():
        ends = [end for law, _, end in known[person_id]["benefits"] if law.startswith("AsylbLG")]
        assert ends[-1] is None or (as_of - date.fromisoformat(ends[-1])).days < 100
    seekers = {key for key, person in known.items() if person.get("job_seeker_at") == "arbeitsagentur"}
    assert seekers <= set(truth["arbeitsagentur"].values())


def test_dates_of_the_immigration_office_are_dates_and_zuzug_is_a_bare_number(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "auslaenderbehoerde.xlsx")
    sheet, persons = book.worksheets[0], truth_of(folder)["auslaenderbehoerde"]
    born = [sheet.cell(row, 5) for row in persons]
    dates = [cell for cell in born if isinstance(cell.value, datetime)]
    assert len(dates) > len(born) * 0.7
    assert {cell.number_format for cell in dates} == {"dd.mm.yyyy"}
    assert all(isinstance(sheet.cell(row, 24).value, int) for row in persons)
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A1:I1", "A5:I5", "J5:P5", "Q5:S5", "T5:X5"}


def test_texts_that_look_like_formulas_stay_text_and_the_one_formula_shows_its_value(folder: Path) -> None:
    strange = [row for row in mess_of(folder) if row["kind"] == "formula_like_text" and row["list"].startswith("ausl")]
    (formula,) = [row for row in mess_of(folder) if row["kind"] == "formula_cell"]
    sheet = openpyxl.load_workbook(folder / "auslaenderbehoerde.xlsx").worksheets[0]
    columns = {str(cell.value).strip(): cell.column for cell in sheet[6]}
    cells = [sheet.cell(int(row["row"]), columns[row["column"]]) for row in strange]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet.cell(int(formula["row"]), columns["PLZ"]).data_type == "f"
    seen = CalamineWorkbook.from_path(str(folder / "auslaenderbehoerde.xlsx")).get_sheet_by_index(0).to_python()
    assert seen[int(formula["row"]) - 1][columns["PLZ"] - 1] == 54901


def test_every_defect_points_at_a_row_that_shows_it(folder: Path) -> None:
    truth = truth_of(folder)
    rows = {name: rows_of(folder, name) for name in manifest(folder)["lists"]}
    for defect in mess_of(folder):
        cells = ["" if cell is None else str(cell) for cell in rows[defect["list"]][int(defect["row"]) - 1]]
        if defect["kind"] in {
            "zero_day",
            "text_date",
            "broken_date",
            "iso_text",
            "german_date",
            "formula_like_text",
            "old_address",
        }:
            assert any(defect["raw"] in cell for cell in cells), defect
        assert int(defect["row"]) in truth[defect["list"]]


def test_a_real_office_makes_many_kinds_of_mistakes(folder: Path) -> None:
    kinds = Counter(row["kind"] for row in mess_of(folder))
    assert {
        "spelling", "typo", "swapped_names", "uppercase", "trailing_space", "nbsp", "father_as_family", "father_added",
        "text_date", "year_off", "day_typo", "old_address", "alias_row", "duplicate_row", "merged_cell", "newline_in_cell",
    } <= set(kinds)  # fmt: skip
    assert kinds["spelling"] > 60


def test_without_mess_every_cell_is_right_but_what_windows_1252_lacks(clean: Path) -> None:
    assert {row["kind"] for row in mess_of(clean)} <= {"letters_lost_by_encoding"}
    known, truth = people_of(clean), truth_of(clean)
    for row, cells in enumerate(rows_of(clean, "auslaenderbehoerde"), 1):
        if row in truth["auslaenderbehoerde"]:
            person = known[truth["auslaenderbehoerde"][row]]
            assert (cells[0], cells[1], cells[2]) == (
                person.get("azr_number"), person["family_name"], person["given_names"]
            )  # fmt: skip
            assert cells[4].date().isoformat() == person["birth_date"]
    for row, cells in enumerate(rows_of(clean, "jobcenter"), 1):
        if row in truth["jobcenter"]:
            person = known[truth["jobcenter"][row]]
            assert cells[2:5] == (person["family_name"], person["given_names"], person["birth_date"])


def test_more_mess_is_more_mess(tmp_path: Path) -> None:
    population = generate(people=300, seed=2, as_of=date(2020, 6, 30))
    found = []
    for strength in (0.3, 1.0, 3.0):
        write_lists(population, tmp_path / str(strength), mess=strength)
        found.append(len(mess_of(tmp_path / str(strength))))
    assert found == sorted(found)
    assert found[2] > 4 * found[0]


def test_less_than_no_mess_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Mess"):
        write_lists(generate(people=1, seed=1, as_of=date(2020, 1, 1)), tmp_path, mess=-0.1)


def test_nobody_can_be_called_or_written_to(folder: Path) -> None:
    phones = [person["phone"] for person in people_of(folder).values() if "phone" in person]
    assert phones
    assert all(FICTION.fullmatch(phone) for phone in phones)
    mails = [row[16] for row in rows_of(folder, "arbeitsagentur")[3:] if len(row) > 16 and row[16]]
    assert mails
    assert all(mail.split("@")[1] in {"example.org", "example.com", "example.net"} for mail in mails)


def test_amounts_of_the_payment_list_add_up_to_its_total(folder: Path) -> None:
    def cents(text: str) -> int:
        return int(text.replace(".", "").replace(",", ""))

    rows, persons = rows_of(folder, "sozialamt"), truth_of(folder)["sozialamt"]
    (total,) = [row for row in rows if len(row) > 9 and row[2] == "Summe"]
    assert sum(cents(rows[row - 1][9]) for row in persons) == cents(total[9])


def test_names_in_their_own_script_stand_beside_the_latin_ones(folder: Path) -> None:
    scripts = {"SY": "\u0600", "ER": "\u1200", "AF": "\u0600"}
    for code, first in scripts.items():
        names = [
            p["original_script"]
            for p in people_of(folder).values()
            if p["nationality"] == code and "original_script" in p
        ]
        assert names, code
        assert all(any(first <= letter <= chr(ord(first) + 0x1FF) for letter in name["family_name"]) for name in names)


def test_people_meet_in_several_lists_and_namesakes_are_among_them(folder: Path) -> None:
    by_person = Counter(person for rows in truth_of(folder).values() for person in rows.values())
    assert sum(count > 1 for count in by_person.values()) > 300
    known = people_of(folder)
    assert any(set(person.get("must_not_be_merged_with", [])) & set(by_person) for person in known.values())


def test_only_families_share_a_telephone_number(folder: Path) -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for person in people_of(folder).values():
        if "phone" in person:
            homes[person["phone"]].add(person["household_id"])
    assert {len(households) for households in homes.values()} == {1}
