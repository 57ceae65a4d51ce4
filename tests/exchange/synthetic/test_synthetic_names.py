"""Names are spelled as passports and offices spell them, always in Latin letters, and in their own script beside."""

import unicodedata

import pytest

from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.mess.names import mojibake, slip, without_diacritics
from nahtlos.exchange.synthetic.names.culture import Culture, Name
from nahtlos.exchange.synthetic.names.cultures import CULTURES

ALL = list(CULTURES.values())
LATIN = {key for key, culture in CULTURES.items() if culture.script is None}


def parts(culture: Culture) -> list[str]:
    return culture.male + culture.female + culture.family


@pytest.mark.parametrize("culture", ALL, ids=lambda culture: culture.key)
def test_every_part_is_written_in_latin_letters_in_every_habit(culture: Culture) -> None:
    for part in parts(culture):
        for habit in [*culture.papers, *culture.clerks]:
            written = culture.write(part, habit)
            strange = [c for c in written if not (c in " -'" or (c.isalpha() and "LATIN" in unicodedata.name(c)))]
            assert written
            assert not strange, (part, habit, written)


@pytest.mark.parametrize("culture", [c for c in ALL if c.script], ids=lambda culture: culture.key)
def test_the_original_script_has_no_latin_letters(culture: Culture) -> None:
    dice = Dice(1, culture.key)
    for _ in range(60):
        original = culture.original(culture.founder(dice, dice.choice("mf")))
        assert original is not None
        letters = [c for c in original.family + original.given if c.isalpha()]
        assert letters
        assert not [c for c in letters if "LATIN" in unicodedata.name(c)]


@pytest.mark.parametrize("culture", [c for c in ALL if c.key != "nigerian"], ids=lambda culture: culture.key)
def test_offices_spell_many_names_otherwise_than_the_passport(culture: Culture) -> None:
    dice = Dice(2, culture.key)
    different = 0
    for _ in range(100):
        name, paper = culture.founder(dice, dice.choice("mf")), culture.paper_habit(dice)
        different += culture.spell(name, paper) != culture.spell(name, culture.clerk_habit(dice, paper))
    assert different > 15


def test_one_arabic_name_in_the_hands_of_many() -> None:
    culture = CULTURES["levant"]
    name = Name(("al-šayḫ",), ("ḫadīǧaẗ",), "yūsuf", "f")
    assert culture.original(name).family == "الشيخ"  # type: ignore[union-attr]
    assert culture.original(name).given == "خديجة"  # type: ignore[union-attr]
    assert culture.spell(name, ("en", "joined")).comma == "Alshaykh, Khadija"
    assert culture.spell(name, ("de", "hyphen")).comma == "Al-Schaich, Chadidscha"
    assert culture.spell(name, ("tr", "el")).comma == "El Şayh, Hadice"
    assert culture.spell(name, ("fr", "assimilated")).comma == "Ach-Chaïkh, Khadidja"


def test_servant_of_god_names_are_joined_or_split() -> None:
    culture = CULTURES["levant"]
    assert culture.write("ʿabd_al-raḥmān", ("en", "joined")) == "Abdulrahman"
    assert culture.write("ʿabd_al-raḥmān", ("en", "assimilated")) == "Abdur Rahman"
    assert culture.write("ʿabd_al-raḥmān", ("en", "spaced")) == "Abd Alrahman"
    assert CULTURES["dari"].write("ḥabīb_ullāh", ("kabul", "spaced")) == "Habib Ullah"
    assert CULTURES["dari"].write("ḥabīb_ullāh", ("tehran", "joined")) == "Habibollah"


def test_one_ukrainian_name_by_passport_russian_and_german_ear() -> None:
    culture = CULTURES["ukrainian"]
    name = Name(("щербак",), ("юлія:юлия",), "сергій:сергей", "f", "сергіївна:сергеевна")
    assert culture.spell(name, ("kmu", "spaced"), patronymic=True).comma == "Shcherbak, Yuliia Serhiivna"
    assert culture.spell(name, ("ru", "spaced")).comma == "Shcherbak, Yuliya"
    assert culture.spell(name, ("de", "spaced")).comma == "Schtscherbak, Julija"
    assert culture.spell(name, ("fr", "spaced")).family == "Chtcherbak"


def test_women_have_the_feminine_form_and_the_fathers_patronymic() -> None:
    culture = CULTURES["russian"]
    father = Name(("магомадов",), ("андрей",), "иван", "m")
    daughter = culture.child(Dice(1, "x"), "f", father, None, frozenset())
    assert culture.spell(daughter, ("ru", "spaced")).family == "Magomadova"
    assert daughter.patronymic.endswith(":андреевна")


def test_tigrinya_children_carry_the_fathers_given_name() -> None:
    culture = CULTURES["tigrinya"]
    father = Name(("haylä",), ("täsfay",), "haylä", "m")
    child = culture.child(Dice(3, "x"), "f", father, None, frozenset())
    assert child.family[0] == "täsfay"
    assert culture.write("täsfay", ("asmara", "spaced")) == "Tesfay"
    assert culture.script is not None
    assert culture.script("täsfay") == "ተስፋይ"


def test_latin_cultures_have_no_original_script() -> None:
    assert {"turkish", "somali", "albanian", "spanish", "gambian"} <= LATIN


def test_slips_change_a_name_a_little() -> None:
    dice = Dice(1, "slips")
    for _ in range(200):
        slipped = slip(dice, "Mohammadi")
        assert abs(len(slipped) - len("Mohammadi")) <= 1
    assert without_diacritics("Ğülşən Đorđević Łukasz") == "Gulsan Dordevic Lukasz"
    assert mojibake("Müller") == "MÃ¼ller"
