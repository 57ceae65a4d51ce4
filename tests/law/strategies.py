"""Random small histories: plausible enough to reach every rule, odd enough to surprise them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

FIRST = date(2014, 10, 1)
STATUSES = [
    "asylgesuch",
    "ankunftsnachweis",
    "aufenthaltsgestattung",
    "folgeantrag",
    "duldung_60a",
    "duldung_60a_2_s3",
    "duldung_60b",
    "duldung_60c",
    "erlaubt_nach_anerkennung",
    "ae_25_1",
    "ae_25_2_alt1",
    "ae_25_3",
    "ae_25_5",
    "ae_25_4_s1",
    "ae_23_1_krieg",
    "ae_24",
    "fiktion_24",
    "rechtmaessig_ohne_titel",
    "fiktion_81_4",
    "ohne",
    "ae_104c",
    "deutsch",
]


def days(first: date = FIRST, last: date = date(2026, 12, 31)) -> st.SearchStrategy[str]:
    return st.dates(first, last).map(date.isoformat)


@st.composite
def residences(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to four statuses after each other, sometimes with a gap or an expired document."""
    rows, begin = [], draw(st.dates(FIRST, date(2025, 1, 1)))
    for _ in range(draw(st.integers(1, 4))):
        end = begin + timedelta(days=draw(st.integers(5, 900)))
        row: dict[str, Any] = {
            "status": draw(st.sampled_from(STATUSES)),
            "from": begin.isoformat(),
            "until": end.isoformat(),
        }
        if row["status"].startswith("ae_"):
            row["valid_until"] = (end - timedelta(days=1)).isoformat()
        rows.append(row)
        begin = end + timedelta(days=draw(st.sampled_from([0, 0, 0, 7])))
    if draw(st.booleans()):
        rows[-1]["until"] = None
    return rows


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["asylum_16a", "refugee", "removal_ban", "rejected"]))
    served = draw(st.dates(FIRST, date(2026, 6, 1)))
    final = served + timedelta(days=draw(st.integers(0, 90)))
    decision: dict[str, Any] = {"kind": kind, "served_on": served.isoformat()}
    decision["final_on"] = draw(st.sampled_from([final.isoformat(), None]))
    if kind == "rejected":
        decision |= {"inadmissible": draw(st.booleans()), "suspensive_effect_ordered": draw(st.booleans())}
    return decision


@st.composite
def flags(draw: st.DrawFn) -> Any:
    if draw(st.integers(0, 3)):
        return draw(st.booleans())
    change = draw(days())
    return [{"value": True, "from": "2010-01-01", "until": change}, {"value": False, "from": change, "until": None}]


@st.composite
def benefits(draw: st.DrawFn) -> list[dict[str, Any]]:
    first, change = sorted([draw(days()), draw(days())])
    kinds = draw(st.lists(st.sampled_from(["asylblg_3", "asylblg_2", "sgb_ii"]), min_size=2, max_size=2))
    return [{"kind": kinds[0], "from": first, "until": change}, {"kind": kinds[1], "from": change, "until": None}]


def births(first: int = 1950, last: int = 2015) -> st.SearchStrategy[str]:
    leap = st.sampled_from(["1996-02-29", "2000-02-29", "2008-02-29"])
    return st.one_of(days(date(first, 1, 1), date(last, 12, 31)), leap)


@st.composite
def members(draw: st.DrawFn) -> dict[str, Any]:
    member: dict[str, Any] = {"relation": draw(st.sampled_from(["parent", "spouse", "child"]))}
    optional = {
        "date_of_birth": births(),
        "lives_in_household": flags(),
        "residence": residences(),
        "benefits_received": benefits(),
    }
    return member | {key: draw(value) for key, value in optional.items() if draw(st.integers(0, 3))}


PARTS: dict[str, st.SearchStrategy[Any]] = {
    "date_of_birth": births(),
    "entry_on": days(date(2012, 1, 1)),
    "stay_interruptions": st.one_of(
        st.just([]),
        days(date(2014, 1, 1), date(2024, 1, 1)).map(
            lambda day: [
                {"from": day, "until": (date.fromisoformat(day) + timedelta(40)).isoformat(), "substantial": True}
            ]
        ),
    ),
    "residence": residences(),
    "asylum": st.fixed_dictionaries(
        {"application_on": st.one_of(st.none(), days()), "decision": st.one_of(st.none(), decisions())}
    ),
    "first_suspension_of_deportation_on": st.one_of(st.none(), days()),
    "biometrics_taken_on": st.one_of(st.none(), days(date(2022, 4, 1))),
    "in_need": flags(),
    "able_to_work": flags(),
    "incapacity_is_permanent": flags(),
    "habitual_residence_in_germany": st.just(True),
    "benefits_received": benefits(),
    "benefit_reduction_grounds": st.sampled_from([[], [], ["1a_1"]]),
    "stay_duration_abused": st.booleans(),
    "youth_welfare": st.one_of(
        st.just([]),
        days().map(lambda day: [{"kind": "inobhutnahme", "from": "2014-01-01", "until": max(day, "2014-01-01")}]),
    ),
    "training": st.one_of(
        st.just([]), days().map(lambda day: [{"kind": "studium", "from": day, "fundable_first_training": True}])
    ),
    "household": st.lists(members(), max_size=2),
    "accommodation": st.one_of(
        st.just([]), days().map(lambda day: [{"kind": "reception_centre_obliged", "from": "2010-01-01", "until": day}])
    ),
    "applications": st.lists(
        st.fixed_dictionaries({"kind": st.sampled_from(["sgb_ii", "title_renewal"]), "on": days()}), max_size=2
    ),
    "married": flags(),
    "own_income_covers_need": flags(),
}


@st.composite
def facts(draw: st.DrawFn, complete: bool = False) -> dict[str, Any]:
    """A person. Unless `complete`, some facts are left out."""
    left_out: set[str] = set() if complete else draw(st.sets(st.sampled_from(sorted(PARTS)), max_size=4))
    told = {key: draw(value) for key, value in PARTS.items() if key not in left_out}
    if {"entry_on", "date_of_birth"} <= set(told):
        told["entry_on"] = max(told["entry_on"], told["date_of_birth"])
    return told
