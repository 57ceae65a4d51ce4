"""An invented district has exactly the people asked for, the same every time, and none who could exist."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nahtlos.exchange.synthetic import Population, generate
from nahtlos.exchange.synthetic.truth import person_as_json

PRESS_RELEASE = date(2016, 9, 30)
days = st.dates(date(2015, 6, 1), date(2028, 12, 31))


def as_told(population: Population) -> list[object]:
    return [person_as_json(person) for person in population.people]


@given(people=st.integers(1, 60), seed=st.integers(0, 10**6), as_of=days)
@settings(max_examples=40, deadline=None)
def test_any_number_on_any_day_is_exactly_that_number_in_whole_households(people: int, seed: int, as_of: date) -> None:
    population = generate(people=people, seed=seed, as_of=as_of)
    members = [member for home in population.households for member in home.members]
    assert len(population.people) == people
    assert Counter(map(id, members)) == Counter(map(id, population.people))
    assert all(member.household_id == home.household_id for home in population.households for member in home.members)
    assert len({person.person_id for person in population.people}) == people


def test_the_same_seed_tells_the_same_lives_and_another_seed_others() -> None:
    first, again, other = (generate(people=150, seed=seed, as_of=PRESS_RELEASE) for seed in (4, 4, 5))
    assert as_told(first) == as_told(again)
    assert as_told(first) != as_told(other)


@pytest.mark.parametrize("as_of", [PRESS_RELEASE, date(2022, 6, 30), date(2025, 3, 31), date(2026, 11, 21)])
def test_the_district_of_the_press_release_has_500_registered_job_seekers(as_of: date) -> None:
    population = generate(people=1424, seed=1, as_of=as_of)
    assert len(population.job_seekers) == 500


def test_job_seekers_can_be_asked_for() -> None:
    population = generate(people=300, seed=1, as_of=date(2025, 3, 31), job_seekers=12)
    assert len(population.job_seekers) == 12


@pytest.mark.parametrize(
    ("as_of", "least", "most"),
    [(date(2022, 2, 1), 0, 0), (date(2022, 4, 15), 0.1, 0.4), (date(2025, 3, 31), 0.36, 0.52)],
)
def test_the_share_of_people_from_ukraine_fits_the_day(as_of: date, least: float, most: float) -> None:
    population = generate(people=1000, seed=7, as_of=as_of)
    protected = sum(home.path == "ukraine" for home in population.households for _ in home.members)
    assert least <= protected / 1000 <= most


def test_nationalities_change_with_the_years() -> None:
    early = Counter(p.nation.code for p in generate(people=1500, seed=2, as_of=date(2015, 8, 1)).people)
    late = Counter(p.nation.code for p in generate(people=1500, seed=2, as_of=date(2024, 6, 1)).people)
    assert early["AL"] + early["XK"] + early["RS"] > 150 > late["AL"] + late["XK"] + late["RS"]
    assert late["TR"] > 2 * early["TR"]
    assert early.most_common(1)[0][0] == "SY"


@pytest.mark.parametrize(("people", "as_of"), [(0, PRESS_RELEASE), (200_001, PRESS_RELEASE), (10, date(2015, 5, 31))])
def test_what_cannot_be_invented_is_refused_in_words(people: int, as_of: date) -> None:
    with pytest.raises(ValueError, match=r"invented|begin"):
        generate(people=people, seed=1, as_of=as_of)


def test_another_district_has_other_towns_and_always_the_same() -> None:
    first, again = (generate(district="Landkreis Nirgendwo", people=80, seed=1, as_of=PRESS_RELEASE) for _ in "ab")
    towns = {home.address.town for home in first.households}
    assert towns == {home.address.town for home in again.households}
    assert "Moselbrück" not in towns


def test_azr_numbers_are_unique_and_old_cases_begin_with_a_zero() -> None:
    population = generate(people=3000, seed=3, as_of=PRESS_RELEASE)
    numbers = [person.azr_number for person in population.people if person.azr_number]
    assert len(numbers) == len(set(numbers))
    assert all(len(number) == 12 and number.isdigit() for number in numbers)
    assert any(number.startswith("0") for number in numbers)


def test_namesakes_twins_and_fathers_are_marked_on_both_sides() -> None:
    people = generate(people=3000, seed=3, as_of=date(2020, 1, 1)).people
    marked = {person.person_id: set(person.must_not_be_merged_with) for person in people}
    assert sum(map(bool, marked.values())) > 30
    assert all(one in marked[other] for one, others in marked.items() for other in others)
    by_name: dict[object, set[str]] = {}
    for person in people:
        by_name.setdefault((person.spelled, person.birth_date, person.culture.key), set()).add(person.person_id)
    assert all(ids - {one} <= marked[one] for ids in by_name.values() for one in ids)
