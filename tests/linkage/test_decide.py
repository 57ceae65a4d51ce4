"""Two people never become one; one person is recognised whoever wrote her name; what is in doubt goes to a clerk."""

import pytest

from nahtlos.linkage.decide import decide, resolve
from nahtlos.linkage.identity import Spelling
from tests.linkage.people import someone

STREET = "Kelterweg 3"


def test_the_same_person_in_another_spelling_is_linked():
    known = someone("p", "al-Halabi", "Mohammed", street=STREET)
    decision = decide(someone("r", "El Halabi", "محمد", street="Kelterweg 3 "), [known])
    assert (decision.kind, decision.to) == ("link", "p")


def test_a_stranger_is_new():
    assert decide(someone("r", "Nguyen", "Thi Lan", "1971-02-03"), [someone("p", "Haddad", "Omar")]).kind == "new"


def test_without_candidates_a_record_is_new():
    assert decide(someone("r", "Haddad", "Omar"), []).kind == "new"


@pytest.mark.parametrize(
    ("one", "other"), [("Hassan", "Hussein"), ("Goran", "Zoran"), ("Majd", "Majid"), ("Nur", "Rowan")]
)
def test_twins_are_not_linked(one, other):
    shared = {"street": STREET, "phones": frozenset({"+493023125001"})}
    assert decide(someone("r", "Alsami", one, **shared), [someone("p", "Alsami", other, **shared)]).kind != "link"


def test_the_twin_who_is_known_does_not_hide_the_right_one():
    twins = [someone("p1", "Alsami", "Hassan", street=STREET), someone("p2", "Alsami", "Hussein", street=STREET)]
    assert decide(someone("r", "Al Sami", "Hossein", street=STREET), twins).to == "p2"


@pytest.mark.parametrize("birth", ["1964-07-05", "2012-05-17", "1970-01-01", "2019"])
def test_father_and_son_of_one_name_are_not_linked(birth):
    shared = {"street": STREET, "household": frozenset({"case:1"})}
    assert (
        decide(someone("r", "Majd", "Ghassan", **shared), [someone("p", "Majd", "Ghassan", birth, **shared)]).kind
        != "link"
    )


def test_siblings_are_not_linked():
    brother = someone("p", "Haddad", "Omar", "1988-03-01", street=STREET)
    assert decide(someone("r", "Haddad", "Yusuf", street=STREET), [brother]).kind == "new"


@pytest.mark.parametrize("day", ["1966-12-31", "1967-07-01"])
def test_namesakes_with_another_day_that_offices_write_for_anybody_are_not_linked(day):
    known = someone("p", "Kyrylenko", "Alina", day, sex="f", postcode="54917", town="Traubenach")
    assert decide(someone("r", "Kyrylenko", "Alina", day, sex="f"), [known]).kind == "unclear"


@pytest.mark.parametrize("born", ["1990-01-01", "1990"])
def test_namesakes_with_1_january_in_different_towns_are_not_linked(born):
    known = someone("p", "Mohammadzada", "Shir Muhammad", "1990-01-01", postcode="54921", town="Erzenburg")
    assert decide(someone("r", "Muhamadzada", "Shir Muhammad", born), [known]).kind != "link"


def test_two_namesakes_leave_the_choice_to_a_clerk_and_both_are_shown():
    known = [someone("p1", "Dar", "Ghulam", "1978-01-01"), someone("p2", "Dar", "Ghulam", "1978-01-01")]
    decision = decide(someone("r", "Dar", "Ghulam", "1978-01-01"), known)
    assert decision.kind == "unclear"
    assert {candidate.key for candidate in decision.candidates} == {"p1", "p2"}


def test_an_address_tells_namesakes_apart():
    known = [
        someone("p1", "Dar", "Ghulam", "1978-01-01", street=STREET),
        someone("p2", "Dar", "Ghulam", "1978-01-01", street="Am Güterschuppen 14", postcode="54921", town="Erzenburg"),
    ]
    assert decide(someone("r", "Dar", "Ghulam", "1978-01-01", street=STREET), known).to == "p1"


def test_a_shared_telephone_links_nobody():
    phone = frozenset({"+493023125001"})
    assert (
        decide(
            someone("r", "Haddad", "Lina", "2001-02-03", phones=phone), [someone("p", "Haddad", "Omar", phones=phone)]
        ).kind
        == "new"
    )


def test_the_same_number_links_in_spite_of_a_spoiled_date():
    number = frozenset({("azr", "160824501293")})
    known = someone("p", "Haddad", "Omar", numbers=number)
    assert decide(someone("r", "Hadad", "Omar", "", numbers=number), [known]).to == "p"


def test_another_register_number_speaks_against_a_link():
    one, other = frozenset({("azr", "160824501293")}), frozenset({("azr", "150312610409")})
    assert (
        decide(someone("r", "Haddad", "Omar", numbers=one), [someone("p", "Haddad", "Omar", numbers=other)]).kind
        == "unclear"
    )


def test_a_wrong_number_does_not_make_strangers_one_person():
    number = frozenset({("azr", "160824501293")})
    known = someone("p", "Haddad", "Omar", numbers=number)
    assert decide(someone("r", "Petrenko", "Olena", "1961-12-24", sex="f", numbers=number), [known]).kind != "link"


@pytest.mark.parametrize("only", ["-", "XXX", "FNU", "ohne", "", "Ramin"])
def test_the_only_name_a_person_has_is_recognised_in_either_cell(only):
    known = someone("p", "-", "Ramin", "1986-08-12", street=STREET)
    assert decide(someone("r", "Ramin", only, "1986-08-12", street=STREET), [known]).to == "p"


@pytest.mark.parametrize(
    ("family", "given"),
    [("Mohammed", "Alhalabi"), ("ALHALABI", "MOHAMMED "), ("Halabi*", "Mohammed"), ("Alhalabi", "Mohammed Bashar"),
     ("Alhalabi", "Mohamme d".replace(" ", "")), ("Al\u00a0Halabi", "Moham?ed"), ("Alhalabi (UMA)", "Mohammed")],
)  # fmt: skip
def test_usual_mess_does_not_make_a_second_file(family, given):
    known = someone("p", "al-Halabi", "Mohammed", street=STREET)
    assert decide(someone("r", family, given, street=STREET), [known]).to == "p"


def test_a_row_of_the_same_list_is_linked_only_when_it_is_the_same_row_again():
    known = someone("p", "Haddad", "Omar", street=STREET)
    here = frozenset({"p"})
    assert decide(someone("r", "Haddad", "Omar", street=STREET), [known], same_list=here).kind == "link"
    assert decide(someone("r", "Haddad", "Umar", "1990-01-01"), [known], same_list=here).kind != "link"


def test_the_order_of_candidates_does_not_matter():
    known = [someone("p1", "Haddad", "Omar"), someone("p2", "Hadad", "Omar", "1990"), someone("p3", "Haddad", "Amir")]
    record = someone("r", "Haddad", "Umar")
    assert decide(record, known) == decide(record, known[::-1])


def test_every_row_of_a_list_gets_a_decision_in_its_place():
    rows = [someone(f"r{n}", "Haddad", name) for n, name in enumerate(("Omar", "", "Omar", "Lina"))]
    assert [decision.record for decision in resolve(rows, [])] == ["r0", "r1", "r2", "r3"]


def test_one_person_written_down_twice_becomes_one_new_person():
    first, second = resolve(
        [someone("r1", "Haddad", "Omar", street=STREET), someone("r2", "Haddad", "Omar", street=STREET)], []
    )
    assert (first.kind, second.kind, second.to) == ("new", "link", "r1")


def test_two_rows_do_not_share_one_person_when_namesakes():
    known = [someone("p", "Dar", "Ghulam", "1978-01-01")]
    rows = [someone("r1", "Dar", "Ghulam", "1978-01-01"), someone("r2", "Dar", "Ghulam", "1978-01-01")]
    assert {decision.kind for decision in resolve(rows, known)} == {"unclear"}


def test_a_household_whose_mother_is_known_lends_weight_to_the_child():
    home = frozenset({"bg:1"})
    known = [
        someone("mother", "Haddad", "Lina", "1970-04-02", sex="f", household=home),
        someone("son", "Haddad", "Omar", "1999-01-01", household=home),
    ]
    case = frozenset({"case:7"})
    son = someone("r2", "Hadad", "Umar", "1999", household=case)
    alone = resolve([son], known)[0]
    with_mother = resolve([someone("r1", "Haddad", "Lina", "1970-04-02", sex="f", household=case), son], known)[1]
    assert alone.kind == "unclear"
    assert (with_mother.kind, with_mother.to) == ("link", "son")


def test_a_row_that_waits_for_a_clerk_may_be_the_namesake():
    known, row = someone("p", "Hemo", "Hemin", "1987-01-01"), someone("r", "Hemo", "Hemin", "1987-01-01")
    assert resolve([row], [known])[0].kind == "link"
    assert resolve([row], [known], waiting=[someone("w", "Hemo", "Hemin", "1987-01-01")])[0].kind == "unclear"


def test_a_list_read_again_finds_its_people():
    rows = [
        someone(f"r{n}", family, "Omar", street=f"Kelterweg {n}")
        for n, family in enumerate(("Haddad", "Sabbagh", "Khoury"))
    ]
    people = [someone(f"p{n}", row.spellings[0].family, "Omar", street=row.street) for n, row in enumerate(rows)]
    assert [decision.to for decision in resolve(rows, people)] == ["p0", "p1", "p2"]


def test_an_alias_is_as_good_as_the_name():
    known = someone("p", "Bondarenko", "Khrystyna", sex="f", nationalities=frozenset({"UA"}), street=STREET)
    known_twice = type(known)(**{f: getattr(known, f) for f in known.__slots__} | {
        "spellings": (*known.spellings, Spelling("Marchuk", "Kristina", "maiden"))})  # fmt: skip
    record = someone("r", "Marchuk", "Christina", sex="f", nationalities=frozenset({"UA"}), street=STREET)
    assert decide(record, [known_twice]).to == "p"
