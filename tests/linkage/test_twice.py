"""One person twice in one list is found or asked about; twins, brothers, father and son and namesakes never are."""

from datetime import date

import pytest

from nahtlos.linkage.decide import resolve
from nahtlos.linkage.identity import Spelling
from tests.linkage.people import born, someone

HOME = {"street": "Kelterweg 3", "entry_on": date(2023, 3, 24)}


def azr(number):
    return frozenset({("azr", number)})


def registered(one, other):
    """The decisions on two rows of the register with numbers of their own, entered on one day, living in one flat."""
    rows = [
        someone(f"r{n}", *name, numbers=azr(f"16082450129{n}"), **HOME | facts)
        for n, (name, facts) in enumerate((one, other))
    ]
    return resolve(rows, [])


@pytest.mark.parametrize(("one", "other"), [("Nesrin", "Nesreen"), ("Mahmood", "Mahmud"), ("Muhammad", "Mehmet")])
def test_one_given_name_in_two_spellings_under_two_numbers_is_one_person(one, other):
    first, second = registered((("Nuri", one), {}), (("Nouri", other), {}))
    assert (first.kind, second.kind, second.to) == ("new", "link", "r0")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Samir", "Samer"), ("Majd", "Majid"), ("Hassan", "Hussein"), ("Lina", "Lena"), ("Amin", "Amina"),
     ("Jana", "Yana"), ("Salim", "Salem"), ("Rawan", "Rowan")],
)  # fmt: skip
def test_twins_with_like_names_are_never_one_person(one, other):
    assert all(decision.kind != "link" for decision in registered((("Nuri", one), {}), (("Nouri", other), {})))


@pytest.mark.parametrize("birth", ["1964-07-05", "2012-05-17", "2010-01-01", "1971-01-01"])
def test_father_and_son_of_one_name_are_never_one_person(birth):
    decisions = registered((("Nuri", "Omar"), {}), (("Nuri", "Omar", birth), {}))
    assert [decision.kind for decision in decisions] == ["new", "new"]


def test_the_same_name_and_home_with_a_birth_a_year_away_is_asked_about():
    decisions = registered((("Hoseini", "Tamim", "1983-11-03"), {}), (("Husaini", "Tamim", "1982-01-01"), {}))
    assert sorted(decision.kind for decision in decisions) == ["new", "unclear"]


def test_an_alias_that_is_the_other_rows_name_settles_a_birth_a_year_away():
    alias = (Spelling("Jurtschenko", "Julija"), Spelling("Yurchenko", "Yuliia", "alias"))
    first, second = registered(
        (("Jurtschenko", "Julija", "1980-01-01"), {"spellings": alias}), (("Yurchenko", "Yuliia", "1981-11-11"), {})
    )
    assert (first.kind, second.kind, second.to) == ("new", "link", "r0")


def test_brothers_of_whom_one_is_the_others_alias_by_family_name_only_stay_two():
    maiden = (Spelling("Savchenko", "Olena"), Spelling("Bondar", "Olena", "maiden"))
    decisions = registered(
        (("Savchenko", "Olena", "1980-01-01"), {"spellings": maiden}), (("Bondar", "Inna", "1981-11-11"), {})
    )
    assert all(decision.kind != "link" for decision in decisions)


def test_a_row_that_waits_as_a_double_does_not_become_a_new_person_when_looked_at_again():
    known = someone("p", "Hoseini", "Tamim", "1983-11-03", numbers=azr("160824501290"), **HOME)
    row = someone("r", "Husaini", "Tamim", "1982-01-01", numbers=azr("160824501291"), **HOME)
    assert resolve([row], [known], listed=frozenset({"p"}))[0].kind == "unclear"


def test_a_twin_does_not_stand_in_the_way_of_her_sister():
    phone = frozenset({"+4917604069084"})
    known = someone("p", "Dudaeva", "Zaira", phones=phone, sex="f")
    rows = [
        someone("r1", "Dudaeva", "Zaira", sex="f", numbers=azr("160824501290"), **HOME),
        someone("r2", "Dudaeva", "Zarema", sex="f", phones=phone, numbers=azr("160824501291"), **HOME),
    ]
    first, second = resolve(rows, [known])
    assert (first.kind, first.to) == ("link", "p")
    assert second.kind != "link"


def test_the_register_read_last_explains_the_row_that_waits():
    spelled = {"births": (born("1993-01-01"),), "postcode": "54909"}
    known = someone("p", "Kadiri", "Yasameen", origin="agency", **spelled)
    waiting = someone("w", "Kaderi", "Yasamin", origin="welfare", **spelled)
    row = someone("r", "Qaderee", "Yasameen", origin="register", numbers=azr("160824501290"), **spelled)
    namesake = someone("n", "Kadiri", "Yasamin", origin="register", numbers=azr("160824501291"), **spelled)
    assert resolve([row], [known], waiting=[waiting])[0].to == "p"
    assert {found.kind for found in resolve([row, namesake], [known], waiting=[waiting])} <= {"unclear", "new"}
