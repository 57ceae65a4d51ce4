"""Single cells: whatever an office writes into them, nothing is guessed and nothing is lost."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahtlos.exchange.lists.addresses import AddressCells, accommodation_kind, read_address
from nahtlos.exchange.lists.benefits import read_benefit, read_position
from nahtlos.exchange.lists.countries import nationalities_of_text, nationality_of_key
from nahtlos.exchange.lists.dates import read_birth, read_day
from nahtlos.exchange.lists.decisions import read_decision
from nahtlos.exchange.lists.languages import (
    read_course,
    read_driving_licence,
    read_languages,
    read_level,
    read_schooling,
)
from nahtlos.exchange.lists.names import cased, read_aliases, read_full_name, read_names
from nahtlos.exchange.lists.numbers import (
    read_azr,
    read_bg_number,
    read_customer_number,
    read_email,
    read_kldb,
    read_phones,
    read_postcode,
)
from nahtlos.exchange.lists.provisions import provisions
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.status import read_status
from nahtlos.exchange.lists.text import clean, fold, repair, shown

AS_OF = date(2016, 9, 30)

cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(),
    st.from_regex(r"[\d?.x/-]{1,12}", fullmatch=True), st.from_regex(r"(AE|NE|§|Duldung| |\d|[IVX]|Abs\.|S\.|Alt\.|\(|\)){1,12}", fullmatch=True),
)  # fmt: skip


@given(cells)
def test_no_cell_ever_raises(cell: Cell) -> None:
    text = clean(cell)
    read_day(cell, as_of=AS_OF)
    read_birth(cell, as_of=AS_OF, adult=True)
    for read in (read_azr, read_customer_number, read_bg_number, read_postcode, read_kldb, read_phones, read_email):
        read(cell)
    for take in (read_benefit, read_position, read_decision, read_level, read_languages, read_course, read_schooling):
        take(text)
    for other in (provisions, accommodation_kind, read_driving_licence, nationalities_of_text, read_status):
        other(text)
    nationality_of_key(cell)
    read_names(cell, cell)
    read_full_name(cell)
    read_aliases(cell)
    read_address(AddressCells(whole=text, postcode_town=text))


@given(st.text())
def test_text_in_is_text_out(text: str) -> None:
    assert shown(text) == text
    assert clean(clean(text)) == clean(text)
    assert "\n" not in clean(text)
    for name in read_full_name(text).spellings:
        assert name.as_written == text


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_way_to_write_a_day_is_the_same_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    ways: list[Cell] = [
        day,
        datetime.combine(day, time(8, 30)),
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    ways += [f" {day:%d.%m.%Y}\u00a0", f"{day:%d/%m/%Y}"]
    if serial > 2100:
        ways += [serial, float(serial), str(serial) if serial > 9999 else serial]
    assert {read_day(way, as_of=None).on for way in ways} == {day}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("00.00.1986", (1986, None, None, "year_only")),
        ("1986", (1986, None, None, "year_only")),
        (1986, (1986, None, None, "year_only")),
        (1986.0, (1986, None, None, "year_only")),
        ("00.05.1986", (1986, 5, None, "month_only")),
        ("05/1986", (1986, 5, None, "month_only")),
        ("ca. 1989", (1989, None, None, "about")),
        ("31.02.1992", (1992, None, None, "impossible")),
        ("1990-02-31", (1990, None, None, "impossible")),
        ("??.??.95", (1995, None, None, "year_only")),
        ("unbekannt", (None, None, None, "unknown")),
        ("0000-00-00", (None, None, None, "unknown")),
        ("1.1.85", (1985, 1, 1, "")),
        ("29.02.2012", (2012, 2, 29, "")),
        ("3. März 2001", (2001, 3, 3, "")),
    ],
)
def test_a_birth_is_believed_as_far_as_it_goes(
    cell: Cell, expected: tuple[int | None, int | None, int | None, str]
) -> None:
    birth = read_birth(cell, as_of=AS_OF)
    assert birth is not None
    assert (birth.year, birth.month, birth.day, birth.vague) == expected


def test_an_empty_birth_is_none() -> None:
    assert read_birth(None, as_of=AS_OF) is None
    assert read_birth("  ", as_of=AS_OF) is None


@pytest.mark.parametrize(
    ("written", "adult", "year"),
    [
        ("05.06.15", False, 2015),
        ("05.06.17", False, 1917),
        ("01.10.16", False, 1916),
        ("05.06.14", True, 1914),
        ("05.06.95", True, 1995),
    ],
)
def test_a_two_digit_year_follows_from_the_day_of_the_list_and_the_place_in_the_family(
    written: str, adult: bool, year: int
) -> None:
    birth = read_birth(written, as_of=AS_OF, adult=adult)
    assert birth is not None
    assert birth.year == year


@pytest.mark.parametrize(
    "cell", [90_000, "90000", 1e300, -5, float("nan"), "1.1.1", "32.13.2016", "²²", "௮౨4௮1", "12345678"]
)
def test_numbers_that_are_no_day_are_no_day(cell: Cell) -> None:
    assert read_day(cell, as_of=AS_OF).on is None


@pytest.mark.parametrize("cell", ["unbefristet", "9999-12-31", "31.12.9999"])
def test_no_end_is_not_a_day(cell: str) -> None:
    assert read_day(cell, as_of=AS_OF).state == "no_end"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("MÃ¼ller", "Müller"),
        ("YÄ±ldÄ±z", "Yıldız"),
        ("TetianaÂ\xa0", "Tetiana"),
        ("MÃƒÂ¼ller", "Müller"),
        ("Müller", "Müller"),
        ("Ã", "Ã"),
        ("São Tomé", "São Tomé"),
        ("Â§ 25", "§ 25"),
    ],
)
def test_letters_are_repaired_only_where_the_bytes_prove_it(broken: str, whole: str) -> None:
    assert clean(broken) == whole


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_mojibake_made_from_real_text_is_undone(text: str) -> None:
    if any(ord(sign) > 127 for sign in text):
        broken = "".join(
            bytes([byte]).decode("cp1252", "replace") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
            for byte in text.encode()
        )
        assert repair(broken) in (text, repair(text))


@pytest.mark.parametrize(
    ("family", "given_name", "expected"),
    [
        ("AL-HASSAN", " Omar ", ("Al-Hassan", "Omar")),
        ("al hassan", "Omar\u00a0", ("Al Hassan", "Omar")),
        ("-", "Milad", ("", "Milad")),
        ("Zahra", "FNU", ("Zahra", "")),
        ("Al  Hassan", "Abd\u200bulrahman", ("Al Hassan", "Abdulrahman")),
        ("=1+1", "@x", ("=1+1", "@x")),
        ("O'Neill", "D’Arcy", ("O'Neill", "D’Arcy")),
        ("Nguyễn", "Thị", ("Nguyễn", "Thị")),
    ],
)
def test_two_cells_make_one_name(family: str, given_name: str, expected: tuple[str, str]) -> None:
    name = read_names(family, given_name).spellings[0]
    assert (name.family, name.given) == expected


def test_the_same_name_twice_may_be_one_name() -> None:
    assert [(n.kind, n.family, n.given) for n in read_names("Idris", "Idris").spellings] == [
        ("main", "Idris", "Idris"),
        ("one_name", "", "Idris"),
    ]


@pytest.mark.parametrize(
    ("written", "family", "given_name", "extra"),
    [
        ("Reom, Sherko *", "Reom", "Sherko", ""),
        ("Bajwa, Tariq (UMA)", "Bajwa", "Tariq", "UMA"),
        ("Gashi, Shkelzen Frau", "Gashi", "Shkelzen", "Frau"),
        ("-, Jawid", "", "Jawid", ""),
        ("Y?ld?z, Ayşe", "Y?ld?z", "Ayşe", ""),
        ("Frauke, Herrmann", "Frauke", "Herrmann", ""),
        ("Geba, Gebremedhin", "Geba", "Gebremedhin", ""),
    ],
)
def test_words_that_are_no_name_are_set_aside(written: str, family: str, given_name: str, extra: str) -> None:
    read = read_full_name(written)
    assert (read.spellings[0].family, read.spellings[0].given, read.extra_words) == (family, given_name, extra)


def test_lost_letters_stay_wildcards() -> None:
    assert read_full_name("Y?ld?z, Ali").letters_lost
    assert not read_full_name("Hasan, ?").letters_lost


def test_without_a_comma_both_orders_are_kept() -> None:
    assert [(n.kind, n.family, n.given) for n in read_full_name("Heba al Isa").spellings] == [
        ("main", "al Isa", "Heba"),
        ("order_unknown", "Heba", "al Isa"),
    ]
    assert [(n.family, n.given) for n in read_full_name("Cumar GEEDDI").spellings] == [("Geeddi", "Cumar")]


def test_the_alias_column_has_names_births_and_birth_names() -> None:
    read = read_aliases("alias Samuel, Tasfai *24.09.1980; a. Schreibw.: Samuil, Tesfay / geb. Khamzatova")
    assert [(n.kind, n.family, n.given) for n in read.spellings] == [
        ("alias", "Samuel", "Tasfai"),
        ("spelling", "Samuil", "Tesfay"),
        ("birth_name", "Khamzatova", ""),
    ]
    assert read.births == ("24.09.1980",)


@given(st.text(min_size=1))
def test_casing_changes_no_letters(name: str) -> None:
    assert cased(name).casefold() == name.casefold() or any(ord(sign) > 127 for sign in name)


@pytest.mark.parametrize(
    ("cell", "value", "restored"),
    [
        ("151209 437754", "151209437754", False),
        (51209437754, "051209437754", True),
        ("51209437754", None, False),
        ("-", "", False),
        (None, "", False),
        ("15120943775X", None, False),
    ],
)
def test_an_azr_number_gets_only_those_zeros_back_that_a_number_cell_lost(
    cell: Cell, value: str | None, restored: bool
) -> None:
    read = read_azr(cell)
    assert (read.value, read.zeros_restored) == (value, restored)


def test_other_numbers() -> None:
    assert read_postcode(1067).value == "01067"
    assert read_postcode("D-54901").value == "54901"
    assert read_postcode("1067").value is None
    assert read_customer_number("543 a 123456").value == "543A123456"
    assert read_bg_number("54302BG0001252").value == "54302//0001252"
    assert read_kldb("B 32-101").value == "32101"
    assert read_kldb(1402).value == "01402"


@pytest.mark.parametrize(
    "written",
    [
        "030 23125498",
        "030/23125498",
        "030-23125498",
        "03023125498",
        "+49 30 23125498",
        "0049 30 23125498",
        "+49 (0)30 23125498",
    ],
)
def test_a_telephone_number_has_one_normal_form(written: str) -> None:
    assert [phone.e164 for phone in read_phones(written)] == ["+493023125498"]


def test_telephone_cells_hold_several_numbers_lost_zeros_and_words() -> None:
    assert [phone.e164 for phone in read_phones("0171 3920000 / 030 23125001; 040 66969001")] == [
        "+491713920000",
        "+493023125001",
        "+494066969001",
    ]
    assert [phone.e164 for phone in read_phones(1713920000)] == ["+491713920000"]
    assert [phone.e164 for phone in read_phones("über Betreuer")] == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syrien, Arabische Republik", ("SY",)),
        ("syrisch", ("SY",)),
        ("SYRISCHE", ("SY",)),
        ("afgh.", ("AF",)),
        ("UKR", ("UA",)),
        ("XK", ("XK",)),
        ("staatenlos", ("XA",)),
        ("ungeklärt", ("XX",)),
        ("türkisch/syrisch", ("TR", "SY")),
        ("nig.", None),
        ("Atlantis", None),
        ("", ()),
        ("DR Kongo", ("CD",)),
        ("guineisch", ("GN",)),
        ("nigrisch", ("NE",)),
        ("nigerianisch", ("NG",)),
    ],
)
def test_nationalities_in_all_their_spellings(text: str, expected: tuple[str, ...] | None) -> None:
    assert nationalities_of_text(text) == expected


@pytest.mark.parametrize(
    ("key", "iso"),
    [("475", "SY"), (423, "AF"), ("997", "XA"), (998.0, "XX"), (0, "DE"), (None, ""), ("999", ""), ("777", None)],
)
def test_keys_of_the_statistical_office(key: Cell, iso: str | None) -> None:
    assert nationality_of_key(key if not isinstance(key, float) else int(key)) == iso


def test_addresses_in_one_cell_or_several() -> None:
    one = read_address(AddressCells(whole="c/o GU Am Bach, Bachweg 3, 12345 Neustadt"))
    assert one is not None
    assert (one.kind, one.name, one.street, one.postcode, one.town) == (
        "gu",
        "GU Am Bach",
        "Bachweg 3",
        "12345",
        "Neustadt",
    )
    house = read_address(AddressCells(whole="GU Traubenach, Traubenach"))
    assert house is not None
    assert (house.kind, house.name, house.street, house.town) == ("gu", "GU Traubenach", "", "Traubenach")
    several = read_address(AddressCells(accommodation="privat", street="Weg 1", postcode="54901", town="Moselbrück"))
    assert several is not None
    assert (several.kind, several.name, several.street) == ("private", "", "Weg 1")
    assert read_address(AddressCells()) is None


@pytest.mark.parametrize(
    ("text", "level", "certified"),
    [
        ("A 1", "A1", False),
        ("A0", "none", False),
        ("keine", "none", False),
        ("B1 (DTZ)", "B1", True),
        ("ca. B2", "B2", False),
        ("A2/B1", "A2", False),
        ("gut", None, False),
        ("", "", False),
    ],
)
def test_levels_of_german(text: str, level: str | None, certified: bool) -> None:
    read = read_level(text)
    assert (read.level, read.certified) == (level, certified)


def test_languages_keep_their_brackets_and_levels() -> None:
    languages = read_languages("Kurdisch (Kurmandschi) (Muttersprache); Arabisch B1; Deutsch A2")
    assert [
        (entry["language"], entry.get("code"), entry.get("level"), entry["mother_tongue"]) for entry in languages
    ] == [
        ("Kurdisch (Kurmandschi)", "kmr", None, True),
        ("Arabisch", "ar", "B1", False),
        ("Deutsch", "de", "A2", False),
    ]
    assert [entry["language"] for entry in read_languages("+Arabisch, +Kurdisch")] == ["Arabisch", "Kurdisch"]


def test_folding_compares_headings() -> None:
    assert fold("Staats­angehörigkeit ") == fold("STAATSANGEHÖRIGKEIT")
    assert fold("gültig-bis") == "gueltig bis"
