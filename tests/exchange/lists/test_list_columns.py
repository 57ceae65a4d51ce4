"""Other districts call their columns differently; a human can correct what was recognised."""

import io
from collections.abc import Callable, Sequence

import pytest

from nahtlos.exchange.lists.columns import column_letter, recognise
from nahtlos.exchange.lists.profile import PROFILES, guess_profile
from nahtlos.exchange.lists.read import read_list
from nahtlos.exchange.lists.sheet import Sheet, UnreadableFile, read_workbook


def sheet(*rows: Sequence[str | None], name: str = "Liste") -> list[Sheet]:
    return [Sheet(name=name, rows=[tuple(row) for row in rows])]


def test_the_table_is_found_below_titles_on_any_sheet() -> None:
    cover = Sheet("Deckblatt", [("Ausländerbehörde",), ("Name der Liste", "Bestand")])
    table = Sheet(
        "Daten", [("Titel",), (), ("AZR-Nr.", "Nachname", "Vorname", "Geb.-Datum"), ("1", "Ali", "Omar", "1.1.1990")]
    )
    layout = recognise([cover, table], PROFILES["auslaenderbehoerde"])
    assert (layout.sheet_name, layout.header_row) == ("Daten", 3)
    assert layout.mapping() == {
        "azr": "AZR-Nr.",
        "family_name": "Nachname",
        "given_names": "Vorname",
        "birth": "Geb.-Datum",
    }


@pytest.mark.parametrize(
    ("profile", "headings", "expected"),
    [
        (
            "auslaenderbehoerde",
            ["Ausländerzentralregister-Nr", "Name, Vorname", "geboren am", "Nationalität", "Aufenthaltstitel", "erteilt am", "befristet bis", "Adresse"],
            ["azr", "full_name", "birth", "nationality", "status", "valid_from", "valid_until", "address"],
        ),
        (
            "sozialamt",
            ["Aktenzeichen", "Pos.", "Familienname", "Vornamen", "Geburtsdatum", "Rechtsgrundlage", "Leistung ab", "Leistung bis", "Sachbearbeiter/in"],
            ["case_number", "member_number", "family_name", "given_names", "birth", "benefit", "benefit_from", "benefit_until", "clerk"],
        ),
        (
            "arbeitsagentur",
            ["Kd.-Nr.", "Nachname", "Vorname", "Geburtstag", "Sprachkenntnisse", "Deutschkenntnisse", "Schulbildung", "erlernter Beruf", "arbeitsuchend seit"],
            ["customer_number", "family_name", "given_names", "birth", "languages", "german", "schooling", "occupation", "registered_on"],
        ),
        (
            "jobcenter",
            ["BG-Nr.", "Kundennummer", "Name", "Vorname", "geb.", "ELB/NEF", "Antragsdatum", "BWZ von", "BWZ bis", "Sprachkurs"],
            ["bg_number", "person_number", "family_name", "given_names", "birth", "position", "applied_on", "approved_from", "approved_until", "integration_course"],
        ),
    ],
)  # fmt: skip
def test_headings_of_other_districts(profile: str, headings: list[str], expected: list[str]) -> None:
    layout = recognise(sheet([f" {heading}\u00a0" for heading in headings]), PROFILES[profile])
    assert {layout.columns[key].index: key for key in layout.columns} == dict(enumerate(expected))
    assert layout.missing == ()
    assert layout.unknown == ()
    guessed = guess_profile(sheet(headings))
    assert guessed is not None
    assert guessed.key == profile


def test_a_typo_in_a_heading_is_recognised_with_less_confidence() -> None:
    layout = recognise(sheet(["Familiename", "Vorname", "Geburtsdtum"]), PROFILES["auslaenderbehoerde"])
    assert layout.columns["family_name"].index == 0
    assert layout.columns["birth"].index == 2
    assert layout.columns["birth"].confidence < 1


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_column_called_name_holds_what_the_other_columns_leave_to_it(profile: str) -> None:
    both = recognise(sheet(["Name", "Vorname", "Geburtsdatum"]), PROFILES[profile])
    assert {"family_name", "given_names"} <= set(both.columns)
    alone = recognise(sheet(["Name", "Geburtsdatum"]), PROFILES[profile])
    assert alone.columns["full_name"].index == 0


def test_short_headings_belong_to_the_group_above_them() -> None:
    rows = ([None, None, "Aufenthaltstitel", None, "Wohnung", None], ["Name", "Vorname", "von", "bis", "von", "bis"])
    layout = recognise(sheet(*rows), PROFILES["auslaenderbehoerde"])
    assert (layout.columns["valid_from"].index, layout.columns["valid_until"].index) == (2, 3)


def test_a_column_nobody_named_is_recognised_by_its_cells() -> None:
    people = [[f"5430A{n}", "Ali", f"543A{100000 + n}", "01.01.1990"] for n in range(5)]
    layout = recognise(sheet(["Feld 1", "Name", "Feld 3", "Geburtsdatum"], *people), PROFILES["arbeitsagentur"])
    assert layout.columns["customer_number"].index == 2
    assert layout.columns["customer_number"].confidence < 1


def test_unknown_and_missing_columns_are_named() -> None:
    layout = recognise(sheet(["Geburtsdatum", "Staatsangehörigkeit", "Lieblingsfarbe"]), PROFILES["auslaenderbehoerde"])
    assert [column.heading for column in layout.unknown] == ["Lieblingsfarbe"]
    assert layout.missing == ("azr",)


def test_a_human_corrects_the_mapping_by_letter_heading_or_index() -> None:
    layout = recognise(sheet(["Name", "Vorname", "Datum A", "Datum B"]), PROFILES["auslaenderbehoerde"])
    corrected = layout.with_mapping({"birth": "D", "entry_on": "datum a", "given_names": None, "alias": 1})
    assert {key: column.index for key, column in corrected.columns.items()} == {
        "family_name": 0,
        "birth": 3,
        "entry_on": 2,
        "alias": 1,
    }
    assert layout.columns["given_names"].index == 1
    with pytest.raises(KeyError):
        layout.with_mapping({"birth": "ZZ"})
    with pytest.raises(KeyError):
        layout.with_mapping({"shoe_size": "A"})


def test_a_column_taken_for_another_field_leaves_its_old_one() -> None:
    layout = recognise(sheet(["Name", "Vorname", "Geburtsdatum"]), PROFILES["auslaenderbehoerde"])
    assert "birth" not in layout.with_mapping({"entry_on": "C"}).columns


def test_the_fingerprint_knows_the_same_table_next_month() -> None:
    first = recognise(sheet(["Stand Mai"], [], ["Name ", "Vorname", "geb."]), PROFILES["sozialamt"])
    second = recognise(sheet(["NAME", "Vorname", "Geb."], ["Ali", "Omar", "1.1.90"]), PROFILES["sozialamt"])
    other = recognise(sheet(["Vorname", "Name", "geb."]), PROFILES["sozialamt"])
    assert first.fingerprint == second.fingerprint != other.fingerprint


def test_a_remembered_mapping_is_used_when_reading() -> None:
    data = b"Nr;Wer;Wann\r\n1;Ali, Omar;1.1.1990\r\n"
    read = read_list(io.BytesIO(data), "x.csv", "sozialamt", mapping={"full_name": "Wer", "birth": "Wann"})
    person = read.rows[1].person
    assert person is not None
    assert (person.spellings[0].family, person.births[0].year) == ("Ali", 1990)


def test_a_table_with_strange_headings_waits_for_a_human() -> None:
    layout = recognise(sheet(["Titel"], ["Apfel", "Birne", "Kirsche"], ["1", "2", "3"]), PROFILES["jobcenter"])
    assert (layout.header_row, layout.columns) == (2, {})
    assert layout.missing == ("person_number",)
    assert [column.heading for column in layout.unknown] == ["Apfel", "Birne", "Kirsche"]


def test_a_file_without_a_table_is_no_list() -> None:
    with pytest.raises(UnreadableFile) as caught:
        recognise(sheet(["Sehr geehrte Damen und Herren"], ["anbei die Liste"]), PROFILES["jobcenter"])
    assert caught.value.code == "no_table"


def test_a_file_that_is_none_of_the_lists_is_not_guessed() -> None:
    assert guess_profile(sheet(["Artikel", "Preis", "Lager"], ["Schraube", "1", "2"])) is None


def test_letters_as_excel_counts_them() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_every_field_has_labels_in_two_languages_and_its_own_usual_heading() -> None:
    for profile in PROFILES.values():
        usual = [field.headings[0] for field in profile.fields.values()]
        assert all(field.label_de and field.label_en for field in profile.fields.values())
        assert len(usual) - len(set(usual)) <= 1  # "Name" alone may stand for the family name or the whole name


def test_the_reasons_in_a_corrected_file_are_not_taken_for_data(workbook: Callable[..., io.BytesIO]) -> None:
    stream = workbook([["Name", "← Grund", "Vorname", "← Grund"], ["Ali", "x", "Omar", ""]])
    layout = recognise(read_workbook(stream, "x.xlsx"), PROFILES["jobcenter"])
    assert set(layout.columns) == {"family_name", "given_names"}
    assert layout.unknown == ()
