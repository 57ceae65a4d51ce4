"""The pieces below a decision: text, dates of birth, keys, order of names, search, reasons."""

import pytest

from nahtlos.linkage.births import compare_births
from nahtlos.linkage.keys import blocking_keys, fold, sort_key
from nahtlos.linkage.reasons import Reason, keys
from nahtlos.linkage.score import score
from nahtlos.linkage.search import search_score
from tests.linkage.people import born, someone


@pytest.mark.parametrize(
    ("written", "meant"),
    [("MÃ¼ller", "muller"), ("TetianaÂ\u00a0", "tetiana"), ("Ä°brahim", "ibrahim"), ("ÐžÐ»ÐµÐ½Ð°", "olena"), ("Müller", "muller"),
     ("Straße", "strasse"), (" Al\u00a0 Halabi*", "al halabi"), ("Ay?e", "ay?e"), ("O'Brien", "obrien"), ("Ołena", "olena"),
     ("محمد", "muhammad"), ("ተስፋይ", "tesfay"), ("Ｙｕｓｕｆ", "yusuf"), ("?", ""), ("", "")],
)  # fmt: skip
def test_fold_repairs_what_encodings_spoiled(written, meant):
    assert fold(written) == meant


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [("1990-05-17", "1990-05-17", "day"), ("1990-01-01", "1990-01-01", "vague_day"), ("1990", "1990-01-01", "vague_day"),
     ("1990", "1990-05-17", "vague_year"), ("1990-05-07", "1990-07-05", "swapped"), ("1990-05-17", "1991-05-17", "next_year"),
     ("1990-05-17", "1990-05-18", "slip"), ("1990-05-17", "1990-11-17", "slip"), ("1980-05-17", "1990-05-17", "decade"),
     ("1979-05-17", "1997-05-17", "decade"), ("1991-04-25", "1992-04-26", "calendar"), ("1990-05-17", "1990-11-30", "same_year"),
     ("1990-05-17", "1964-02-01", "different"), ("0001", "1990-05-17", "missing"), ("1369-02-27", "1990-05-17", "calendar"),
     ("1982-09-09", "1990-05-17", "calendar")],
)  # fmt: skip
def test_dates_of_birth_agree_as_far_as_offices_get_them_right(one, other, level):
    assert compare_births([born(one)], [born(other)]) == level == compare_births([born(other)], [born(one)])


def test_of_several_dates_the_best_agreement_counts():
    assert compare_births([born("1990"), born("1990-05-17")], [born("1990-05-17")]) == "day"


def test_names_stand_in_german_order():
    names = [
        ("Zöller", ""),
        ("al-Halabi", "Omar"),
        ("Müller", "A"),
        ("Muller", "B"),
        ("Strasser", ""),
        ("Straße", ""),
        ("Äbi", ""),
    ]
    assert [family for family, _ in sorted(names, key=lambda name: sort_key(*name))] == [
        "Äbi", "al-Halabi", "Müller", "Muller", "Straße", "Strasser", "Zöller"]  # fmt: skip


def test_an_unknown_day_of_birth_is_no_key_of_its_own():
    assert not any(key.startswith("d:") for key in blocking_keys(someone("p", "Haddad", "Omar", "1990-01-01")))
    assert "d:1990-05-17" in blocking_keys(someone("p", "Haddad", "Omar", "1990-05-17"))


def test_swapped_day_and_month_share_a_key():
    one, other = (
        blocking_keys(someone("p", family, "X", day))
        for family, day in (("Haddad", "1990-05-07"), ("Yilmaz", "1990-07-05"))
    )
    assert "d:1990-05-07" in one & other


PERSON = someone(
    "p", "al-Halabi", "Mohammed", numbers=frozenset({("azr", "160824501293")}), phones=frozenset({"+493023125282"})
)


@pytest.mark.parametrize(
    "query",
    ["Mohammed Alhalabi 1990", "halabi muhamad", "محمد الحلبي", "17.05.1990 Halabi", "160824501293", "1608 24501293", "030 23125282",
     "Mohamed 1990-05-17", "Hala"],
)  # fmt: skip
def test_a_search_finds_the_person(query):
    found, why = search_score(query, PERSON)
    assert found >= 0.8
    assert why


def test_a_search_ranks_the_better_answer_first_and_says_what_is_missing():
    other = someone("q", "Haddad", "Mohammed", "1971-02-03")
    assert search_score("Mohammed Alhalabi 1990", PERSON).score > search_score("Mohammed Alhalabi 1990", other).score
    assert "Nicht gefunden: 1990" in [reason.text() for reason in search_score("Mohammed 1990", other).why]


def test_reasons_speak_the_language_of_the_clerk():
    told = score(PERSON, someone("r", "Alhalabi", "محمد", "1990"))
    german, english = ([reason.text(language) for reason in told.reasons] for language in ("de", "en"))
    assert "Familienname anders geschrieben (al-Halabi / Alhalabi)" in german
    assert "Vorname anders geschrieben (Mohammed / محمد)" in german
    assert "Geburtsjahr gleich, Tag auf einer Seite unbekannt" in german
    assert "Given name spelled differently (Mohammed / محمد)" in english


@pytest.mark.parametrize("key", sorted(keys()))
def test_every_reason_differs_by_language_and_fills_its_gaps(key):
    reason = Reason(key, tuple((gap, "x{one}") for gap in ("one", "other", "number", "word", "name")))
    assert reason.text("de") != reason.text("en")
    assert "{" not in reason.text("de") + reason.text("en")
