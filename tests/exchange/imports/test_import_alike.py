"""Two people are never made one without a human: twins, father and son, namesakes with 1 January."""

from __future__ import annotations

import pytest

from tests.exchange.imports.offices import AZR, HIWOT, KUNDE, NAJIB, OMAR, Line, bring, doctor, people_rows, reader
from tests.personas import Personas

pytestmark = pytest.mark.django_db

#: name → two people as alike as two people can be
ALIKE: dict[str, tuple[Line, Line]] = {
    "twin sisters": ({**HIWOT, "Vornamen": "Hiwot"}, {**HIWOT, "Vornamen": "Hirut"}),
    "twin brothers of nearly one name": ({**NAJIB, "Vornamen": "Majd"}, {**NAJIB, "Vornamen": "Majid"}),
    "father and son of one name": (
        {**NAJIB, "Vornamen": "Ahmad", "Geburtsdatum": "12.05.1979"},
        {**NAJIB, "Vornamen": "Ahmad", "Geburtsdatum": "03.08.2001"},
    ),
    "father and son, both 1 January": (
        {**OMAR, "Geburtsdatum": "01.01.1975"},
        {**OMAR, "Geburtsdatum": "01.01.1998"},
    ),
    "namesakes with 1 January": (OMAR, {**OMAR, "Straße": "Rebenstraße 9", "PLZ": "54901", "Ort": "Moselbrück"}),
    "namesakes with 1 January in one town": (OMAR, {**OMAR, "Straße": "Fährstraße 40"}),
}
ORDERS = [
    ("auslaenderbehoerde", "sozialamt", "jobcenter"),
    ("jobcenter", "auslaenderbehoerde", "sozialamt"),
    ("sozialamt", "jobcenter", "auslaenderbehoerde"),
]
NUMBERS = {"auslaenderbehoerde": AZR, "arbeitsagentur": KUNDE, "jobcenter": KUNDE}


def as_list(profile: str, *people: Line) -> list[Line]:
    """The people as this office writes them, each under a number of her own where the office gives one."""
    if profile == "sozialamt":
        return [
            {"Fallnummer": "50-1/16", "Name": f"{p['Familienname']}, {p['Vornamen']}", "geb.": p["Geburtsdatum"],
             "Staatsang.": p["Staatsangehörigkeit"], "Anschrift": f"{p['Straße']}, {p['PLZ']} {p['Ort']}"}
            for p in people
        ]  # fmt: skip
    ids = [("150912000001", "160112000002"), ("543A100001", "543A100002")][profile != "auslaenderbehoerde"]
    return [{NUMBERS[profile]: number, **person} for number, person in zip(ids, people, strict=False)]


@pytest.mark.parametrize("who", ALIKE)
@pytest.mark.parametrize("profile", ["auslaenderbehoerde", "sozialamt", "arbeitsagentur", "jobcenter"])
def test_in_one_list_they_stay_two(hochmosel: Personas, who: str, profile: str) -> None:
    by = reader(hochmosel, profile)
    for _time in range(2):
        rows = people_rows(by, bring(by, as_list(profile, *ALIKE[who])))
        people = [row.person_id for row in rows if row.person_id]
        assert len(rows) == 2
        assert len(set(people)) == len(people)
    assert doctor() == []


@pytest.mark.parametrize("who", ALIKE)
def test_across_lists_the_one_is_not_taken_for_the_other(hochmosel: Personas, who: str) -> None:
    """The register knows one of them only; what the other agencies say of the other does not go into her file."""
    first, second = ALIKE[who]
    (row,) = people_rows(hochmosel.abh, bring(hochmosel.abh, as_list("auslaenderbehoerde", first)))
    for profile in ("sozialamt", "arbeitsagentur", "jobcenter"):
        by = reader(hochmosel, profile)
        (other,) = people_rows(by, bring(by, as_list(profile, second)))
        assert other.person_id != row.person_id
    assert doctor() == []


@pytest.mark.parametrize("who", ALIKE)
@pytest.mark.parametrize("order", ORDERS)
def test_across_lists_that_know_both_nobody_is_exchanged(hochmosel: Personas, who: str, order: tuple[str, ...]) -> None:
    persons: dict[int, set[object]] = {0: set(), 1: set()}
    for profile in order:
        by = reader(hochmosel, profile)
        rows = people_rows(by, bring(by, as_list(profile, *ALIKE[who])))
        for place, row in enumerate(rows):
            if row.person_id:
                persons[place].add(row.person_id)
    assert not persons[0] & persons[1]
    assert doctor() == []
