"""Random lives that hang together: an arrival, a procedure, what came of it, and what happened meanwhile.

Every fact a question may ask for can occur, and any of them can be unknown.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from nahtlos.law.validation import schema
from tests.law.strategies import PARTS, births, days, flags

#: Days on which the law changed; lives turn on them more often than chance would have it.
CHANGES = [
    *("2015-02-28", "2015-03-01", "2015-10-23", "2015-10-24", "2016-01-01", "2016-08-05", "2016-08-06", "2017-07-31"),
    *("2019-01-01", "2019-07-31", "2019-08-01", "2019-12-31", "2021-01-01", "2023-07-01", "2024-04-01"),
    *("2019-08-06", "2019-08-21", "2020-01-01", "2020-02-29", "2020-03-01", "2022-05-31", "2022-06-01", "2022-08-31"),
    *("2022-12-31", "2023-12-23", "2024-02-26", "2024-02-27", "2024-10-31", "2025-03-31", "2026-06-12", "2026-07-20"),
    *("2015-01-01", "2015-08-01", "2016-01-01", "2017-10-31", "2019-07-12", "2022-10-31", "2025-12-30", "2026-01-01"),
]
FIRST, LAST = date(2014, 11, 6), date(2027, 12, 31)

DULDUNG = ["duldung_60a", "duldung_60a_2_s1", "duldung_60a_2_s3", "duldung_60b", "duldung_60c", "duldung_60d"]
RIGHT_TO_STAY = ["ae_25_5", "ae_104c", "ae_25a", "ae_25b", "ae_16g", "ae_19d"]
ARRIVALS = {
    "asylum": ["asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung"],
    "war": ["rechtmaessig_ohne_titel", "fiktion_24", "ae_24"],
    "family": ["ae_30"],
    "newborn": ["ohne"],
    "second": ["folgeantrag"],
}
OUTCOMES: dict[str, list[list[str]]] = {
    "pending": [[]],
    "refugee": [["erlaubt_nach_anerkennung", "ae_25_2_alt1"], ["ae_25_2_alt1", "fiktion_81_4", "ae_25_2_alt1"]],
    "asylum_16a": [["ae_25_1", "ne_26_3"]],
    "subsidiary": [["ae_25_2_alt2", "fiktion_81_4"]],
    "removal_ban": [["ae_25_3"]],
    "rejected": [[kind] for kind in DULDUNG] + [["duldung_60a", title] for title in RIGHT_TO_STAY],
    "inadmissible": [["duldung_60a_2_s1"], ["ausreisepflichtig_ohne_papier"]],
}


def turning_days() -> st.SearchStrategy[date]:
    return st.one_of(st.sampled_from(CHANGES).map(date.fromisoformat), st.dates(FIRST, LAST))


def _row(status: str, start: date, end: date | None, draw: st.DrawFn) -> dict[str, Any]:
    row: dict[str, Any] = {"status": status, "from": start.isoformat(), "until": end.isoformat() if end else None}
    if status.startswith(("ae_", "fiktion", "duldung", "aufenthalts")) and draw(st.booleans()):
        last = (end or start + timedelta(days=draw(st.sampled_from([180, 365, 1096])))) - timedelta(days=1)
        row["valid_until"] = last.isoformat()
    if status.startswith("ae_"):
        optional = {
            "first_title": st.booleans(),
            "validity_months": st.sampled_from([6, 12, 36]),
            "issued_on": st.just((start + timedelta(days=3)).isoformat()),
        }
        row |= {key: draw(value) for key, value in optional.items() if draw(st.booleans())}
    return row


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Any]:
    """`residence` and `asylum` that tell the same story."""
    arrival = draw(st.sampled_from([*["asylum"] * 4, *ARRIVALS]))
    came_of_it = draw(st.sampled_from(sorted(OUTCOMES))) if arrival in {"asylum", "second"} else "pending"
    way = ARRIVALS[arrival][draw(st.integers(0, len(ARRIVALS[arrival]) - 1)) :]
    way = [*way, *draw(st.sampled_from(OUTCOMES[came_of_it]))]
    begun = draw(turning_days())
    starts = [begun]
    for _ in way[1:]:
        starts.append(starts[-1] + timedelta(days=draw(st.one_of(st.integers(1, 60), st.integers(20, 900)))))
    rows = []
    for status, start, following in zip(way, starts, [*starts[1:], None], strict=True):
        hole = following is not None and draw(st.integers(0, 9)) == 0 and (following - start).days > 20
        rows.append(_row(status, start, following - timedelta(days=15) if hole and following else following, draw))
    beside = draw(st.sampled_from(DULDUNG))
    if draw(st.integers(0, 7)) == 0 and beside not in way:
        rows.append(_row(beside, begun, None, draw))
    return {"residence": rows, "asylum": draw(procedures(arrival, came_of_it, begun, starts[-1]))}


@st.composite
def procedures(draw: st.DrawFn, arrival: str, came_of_it: str, begun: date, ended: date) -> dict[str, Any]:
    """The dates of the asylum procedure; some are not recorded."""
    if arrival not in {"asylum", "second"}:
        return {"application_on": None, "decision": None, "request_on": None}
    told: dict[str, Any] = {
        "request_on": begun.isoformat(),
        "arrival_certificate_on": draw(st.sampled_from([None, begun.isoformat()])),
        "application_on": (begun + timedelta(days=draw(st.integers(0, 120)))).isoformat(),
        "application_kind": "subsequent" if arrival == "second" else "first",
        "withdrawn_on": draw(st.one_of(st.none(), st.none(), days())),
        "withdrawn_after_advice_24_1": draw(st.booleans()),
        "decision": None,
    }
    if came_of_it != "pending":
        final = draw(st.sampled_from([None, 0, 14, 40]))
        told["decision"] = {
            "kind": "rejected" if came_of_it == "inadmissible" else came_of_it,
            "served_on": ended.isoformat(),
            "final_on": None if final is None else (ended + timedelta(days=final)).isoformat(),
        }
        if came_of_it in {"rejected", "inadmissible"}:
            told["decision"] |= {
                "manifestly_unfounded": draw(st.booleans()),
                "inadmissible": came_of_it == "inadmissible",
                "suspensive_effect_ordered": draw(st.booleans()),
            }
    for part in (told, told["decision"] or {}):
        for key in [key for key in part if key not in {"decision", "kind", "served_on"}]:
            if draw(st.integers(0, 9)) == 0:
                del part[key]
    return told


@st.composite
def episodes(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
    """None, one or two rows that follow each other."""
    starts = sorted(draw(st.lists(turning_days(), max_size=2, unique=True)))
    ends = [*starts[1:], draw(st.one_of(st.none(), st.integers(1, 700)))]
    rows = []
    for start, end in zip(starts, ends, strict=False):
        last = start + timedelta(days=end) if isinstance(end, int) else end
        row = {"from": start.isoformat(), "until": last.isoformat() if last else None}
        rows.append(row | {key: draw(value) for key, value in fields.items()})
    return rows


@st.composite
def jobs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to two jobs of which not everything is known."""
    details = {
        "weekly_hours": st.sampled_from([10, 15, 20, 35]),
        "insured": st.sampled_from([True, True, False]),
        "income_covers_average_need": st.booleans(),
    }
    rows = draw(episodes(kind=st.sampled_from(["employment", "employment", "marginal"])))
    return [row | {key: draw(value) for key, value in details.items() if draw(st.integers(0, 4))} for row in rows]


def _listed(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=2)


ACTIVITIES = ["ordinary", "temporary_agency_work", "beschv_32_2_free", "beschv_2_2_6_8", "milog_internship"]
TRAININGS = ["betriebliche_ausbildung", "schulische_ausbildung", "studium", "schule", "bvb"]
ELSE: dict[str, st.SearchStrategy[Any]] = {
    **{key: value for key, value in PARTS.items() if key not in {"residence", "asylum"}},
    "nationality": st.sampled_from(["SY", "AF", "NG", "RS", "GE", "MD", "UA", "XK", "GH"]),
    "date_of_birth": births(1945, 2024),
    "stay_interruptions": episodes(substantial=st.booleans()),
    "accommodation": episodes(
        kind=st.sampled_from(["reception_centre_obliged", "reception_centre_not_obliged", "shared", "private"])
    ),
    "places": episodes(land=st.sampled_from(["RP", "MV", "NW"]), agency_district=st.just("Bochum")),
    "work_ban_reasons": st.sampled_from([[], [], ["removal_prevented_by_person"]]),
    "removal_measures_imminent": flags(),
    "unaccompanied_minor": flags(),
    "work_permits": episodes(activity=st.sampled_from(["employment", "apprenticeship"])),
    "job_offer": st.one_of(
        st.none(),
        st.fixed_dictionaries(
            {"activity": st.sampled_from(ACTIVITIES)}, optional={"weekly_hours": st.sampled_from([15, 39])}
        ),
    ),
    "training_planned": st.one_of(
        st.none(),
        st.fixed_dictionaries(
            {"kind": st.sampled_from(["betriebliche_ausbildung", "eq"]), "starts_on": days()},
            optional={
                "recognised_occupation": st.booleans(),
                "contract_months": st.integers(3, 13),
                "ends_on": days(),
            },
        ),
    ),
    "registered_as_jobseeker": episodes(),
    "unemployed": episodes(),
    "employment": jobs(),
    "training": episodes(
        kind=st.sampled_from(TRAININGS),
        fundable_first_training=st.booleans(),
        recognised_occupation=st.booleans(),
        contract_months=st.sampled_from([24, 36]),
    ),
    "youth_welfare": episodes(kind=st.just("inobhutnahme")),
    "courses": episodes(kind=st.sampled_from(["integration_course", "berufssprachkurs", "other_language_course"])),
    "course_admissions": _listed(kind=st.just("integration_course"), granted_on=days()),
    "course_duty_requests": _listed(by=st.sampled_from(["jobcenter", "asylblg_authority"]), on=days()),
    "language_levels": _listed(level=st.sampled_from(["A2", "B1", "C1"]), on=days()),
    "hard_to_reach": flags(),
    "attends_school": flags(),
    "sufficient_german": flags(),
    "simple_german": flags(),
    "language_course_needed": flags(),
    "good_prospects": flags(),
    "applications": _listed(
        kind=st.sampled_from(["sgb_ii", "title_renewal", "training_toleration", "title_25a", "bab"]), on=days()
    ),
    "identity": st.fixed_dictionaries(
        {}, optional={key: st.one_of(st.none(), days()) for key in ("clarified_on", "all_reasonable_steps_on")}
    ),
    "title_obstacles": st.sampled_from([[], [], ["passport"], ["livelihood"], ["convictions"]]),
    "livelihood_secured": flags(),
    "single_parent": flags(),
    "successful_school_years": st.integers(0, 5),
    "residence_assignments": episodes(basis=st.sampled_from(["12a_1", "12a_3", "61_1d"])),
}

SHARED = schema("facts")["properties"]["sharing"]["properties"]
CONSENT = {
    "withdrawn_on": st.one_of(st.none(), days()),
    "covers": st.sampled_from([["identity", "benefits"], ["identity", "special_category"], []]),
    **dict.fromkeys(["informed", "specific", "freely_given", "written_or_electronic", "withdrawable"], st.booleans()),
    "consequences_of_refusal_told": st.booleans(),
}


@st.composite
def sharings(draw: st.DrawFn) -> dict[str, Any]:
    """Somebody passes something on; of the circumstances some are unknown."""
    told = {key: draw(st.sampled_from(SHARED[key]["enum"])) for key in ("from", "to", "purpose", "data_class")}
    if draw(st.booleans()):
        told["trigger"] = draw(st.sampled_from(SHARED["trigger"]["enum"]))
    for key in ("necessary", "released_by_professional", "assessment_context"):
        if draw(st.booleans()):
            told[key] = draw(st.booleans())
    if draw(st.booleans()):
        consent = {"given_on": draw(days())}
        consent |= {key: draw(value) for key, value in CONSENT.items() if draw(st.integers(0, 7))}
        told["consent"] = draw(st.sampled_from([None, consent, consent]))
    return told


ELSE["sharing"] = sharings()


@st.composite
def lives(draw: st.DrawFn, most_unknown: int = 12) -> dict[str, Any]:
    """A person of whom up to so many facts are unknown."""
    told = draw(histories()) | {key: draw(value) for key, value in ELSE.items()}
    for member in told["household"]:
        if draw(st.booleans()):
            member["employment"] = draw(jobs())
    told["entry_on"] = max(told["entry_on"], told["date_of_birth"])
    if told["date_of_birth"] < "2001":  # nobody of 27 or more is in youth welfare
        told["youth_welfare"] = []
    tolerated = [row["from"] for row in told["residence"] if row["status"].startswith("duldung")]
    if tolerated and told["first_suspension_of_deportation_on"] is None:
        told["first_suspension_of_deportation_on"] = min(tolerated)
    for key in draw(st.sets(st.sampled_from(sorted(told)), max_size=most_unknown)):
        del told[key]
    return told
