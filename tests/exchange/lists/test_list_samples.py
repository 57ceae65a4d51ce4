"""The lists of Landkreis Hochmosel, an invented district: every row is what its manifest says, cells are what is true."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nahtlos.exchange.lists.profile import PROFILES, guess_profile
from nahtlos.exchange.lists.read import ListFile, read_list
from nahtlos.exchange.lists.rows import Row
from nahtlos.exchange.lists.sheet import read_workbook

_FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "lists"
pytestmark = pytest.mark.skipif(not _FOLDER.is_dir(), reason="The sample lists are not beside the repository.")
_NAME_COLUMNS = {"Name", "Name/Vorname", "Familienname/Vornamen", "Familienname/Rufname"}
_HARMLESS_NAMES = {"trailing_space", "leading_space", "nbsp", "double_space", "lowercase", "extra_words", "mojibake"}
_HARMLESS_BIRTHS = {"text_date", "iso_text", "german_date", "year_only", "zero_day"}
_BIRTH_COLUMNS = {"Geburtsdatum", "geb.", "geb. am"}


class Sample:
    def __init__(self, year: str, key: str) -> None:
        folder = _FOLDER / year
        self.manifest = json.loads((folder / "manifest.json").read_text())["lists"][key]
        self.path = folder / self.manifest["file"]
        self.listed: ListFile = read_list(self.path, self.path.name, key)
        people = {
            entry["person_id"]: entry for entry in map(json.loads, (folder / "people.jsonl").read_text().splitlines())
        }
        with (folder / "truth.csv").open(newline="") as stream:
            self.truth = {
                int(row["row"]): people[row["person_id"]] for row in csv.DictReader(stream) if row["list"] == key
            }
        self.mess: dict[int, dict[str, set[str]]] = {}
        with (folder / "mess.csv").open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                if row["list"] == key:
                    self.mess.setdefault(int(row["row"]), {}).setdefault(row["column"], set()).add(row["kind"])

    def clean_rows(self, columns: set[str], harmless: set[str]) -> Iterator[tuple[Row, dict[str, Any]]]:
        """People whose cells in these columns were not made wrong on purpose."""
        for row in self.listed.people:
            planted = self.mess.get(row.number, {})
            kinds = {kind for column in columns | {"*", "AZR-Nummer"} for kind in planted.get(column, set())}
            if not kinds - harmless and row.number in self.truth:
                yield row, self.truth[row.number]


@pytest.fixture(scope="module", params=[(year, key) for year in ("2016", "2025") for key in PROFILES], ids="-".join)
def sample(request: pytest.FixtureRequest) -> Sample:
    return Sample(*request.param)


def test_the_file_is_recognised(sample: Sample) -> None:
    guessed = guess_profile(read_workbook(sample.path, sample.path.name))
    assert guessed == sample.listed.profile
    layout = sample.listed.layout
    assert layout.header_row == sample.manifest["header_row"]
    assert layout.missing == ()
    assert layout.unknown == ()
    assert all(column.confidence == 1 for column in layout.columns.values())


def test_every_row_is_a_person_or_none(sample: Sample) -> None:
    assert {row.number for row in sample.listed.people} == set(sample.truth)
    assert not [row.number for row in sample.listed.rows if row.refused]


def test_names_that_were_left_alone_are_the_true_names(sample: Sample) -> None:
    checked = 0
    for row, person in sample.clean_rows(_NAME_COLUMNS, _HARMLESS_NAMES):
        assert row.person is not None
        name = row.person.spellings[0]
        assert (name.family.casefold(), name.given.casefold()) == (
            person["family_name"].casefold(),
            person["given_names"].casefold(),
        )
        checked += 1
    assert checked > 100


def test_births_that_were_left_alone_are_the_true_births(sample: Sample) -> None:
    checked = 0
    for row, person in sample.clean_rows(_BIRTH_COLUMNS, _HARMLESS_BIRTHS):
        assert row.person is not None
        birth = row.person.births[0]
        year, month, day = map(int, person["birth_date"].split("-"))
        assert (birth.year, birth.month, birth.day) in ((year, month, day), (year, None, None)), row.number
        checked += 1
    assert checked > 100


def test_the_residence_status_is_the_true_one(sample: Sample) -> None:
    for row, person in sample.clean_rows(set(), set()):
        if sample.listed.profile.key == "auslaenderbehoerde":
            assert row.person is not None
            (residence,) = [fact for fact in row.person.facts if fact.kind == "residence"]
            assert residence.value["status"] == person["status_periods"][-1][0], residence.as_written
