"""Work and courses for arbitrary lives: timelines agree with answers, and nothing is decided on a fact nobody stated."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahtlos import law

QUESTIONS = (
    "employment",
    "apprenticeship",
    "self_employment",
    "ba_approval",
    "priority_check",
    "integration_course",
    "integration_course.entitlement_ends_on",
    "integration_course_duty",
    "vocational_language_course",
)
MAY_ASK = {entry["code"]: set(entry["facts"]) for entry in law.questions()["questions"]}

#: Days around changes of the law come up often, so that lives end and begin on them.
CHANGES = [
    "2015-10-23",
    "2015-10-24",
    "2016-08-05",
    "2016-08-06",
    "2019-07-31",
    "2019-08-01",
    "2019-08-05",
    "2019-08-06",
    "2019-08-20",
    "2019-08-21",
    "2019-12-31",
    "2020-01-01",
    "2020-02-29",
    "2020-03-01",
    "2022-05-31",
    "2022-06-01",
    "2022-12-31",
    "2023-08-30",
    "2023-08-31",
    "2023-12-23",
    "2024-02-26",
    "2024-02-27",
    "2024-03-01",
    "2026-06-11",
    "2026-06-12",
]
FIRST, LAST = date(2014, 6, 1), date(2026, 11, 1)
DAYS = st.one_of(st.sampled_from(CHANGES).map(date.fromisoformat), st.dates(FIRST, LAST))
STATUSES = [
    "asylgesuch",
    "ankunftsnachweis",
    "aufenthaltsgestattung",
    "duldung_60a",
    "duldung_60a_2_s1",
    "duldung_60a_2_s3",
    "duldung_60b",
    "duldung_60c",
    "folgeantrag",
    "fiktion_81_3_s1",
    "fiktion_81_3_s2",
    "fiktion_81_4",
    "erlaubt_nach_anerkennung",
    "ae_25_2_alt1",
    "ae_25_3",
    "ae_25_5",
    "ae_24",
    "ae_25b",
    "ae_104c",
    "ae_16g",
    "ae_19d",
    "ae_28",
    "ne_26_3",
    "ausreisepflichtig_ohne_papier",
    "deutsch",
]


def iso(day: date) -> str:
    return day.isoformat()


@st.composite
def chains(draw: st.DrawFn, row: st.SearchStrategy[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Rows that follow each other, sometimes with a hole between them."""
    starts = sorted(draw(st.lists(DAYS, min_size=1, max_size=most, unique=True)))
    rows = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        early = draw(st.integers(0, 9)) == 0 and following is not None and (following - start).days > 40
        end = following - timedelta(days=30) if early and following else following
        rows.append({"from": iso(start), "until": iso(end) if end else None, **draw(row)})
    return rows


def flags() -> st.SearchStrategy[Any]:
    return st.one_of(st.booleans(), chains(st.fixed_dictionaries({"value": st.booleans()}), 2))


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, Any] | None:
    if draw(st.booleans()):
        return None
    served = draw(DAYS)
    final = draw(st.one_of(st.none(), st.integers(0, 400).map(lambda more: iso(served + timedelta(days=more)))))
    kinds = ("rejected", "rejected", "refugee", "subsidiary", "withdrawn_discontinued")
    wholes = {key: draw(st.booleans()) for key in ("manifestly_unfounded", "inadmissible", "suspensive_effect_ordered")}
    return {"kind": draw(st.sampled_from(kinds)), "served_on": iso(served), "final_on": final, **wholes}


@st.composite
def asylum(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "application_on": draw(st.one_of(st.none(), DAYS.map(iso))),
        "withdrawn_on": draw(st.one_of(st.none(), st.none(), DAYS.map(iso))),
        "withdrawn_after_advice_24_1": draw(st.booleans()),
        "decision": draw(decisions()),
    }


TITLE = st.fixed_dictionaries(
    {"status": st.sampled_from(STATUSES)},
    optional={"first_title": st.booleans(), "validity_months": st.sampled_from([6, 12, 36])},
)
PLACE = st.fixed_dictionaries({"land": st.sampled_from(["RP", "MV", "NW"]), "agency_district": st.just("Bochum")})
ACCOMMODATION = st.fixed_dictionaries({"kind": st.sampled_from(["reception_centre_obliged", "shared"])})
EPISODE = st.just(dict[str, Any]())
ACTIVITIES = ("ordinary", "ordinary", "temporary_agency_work", "beschv_32_2_free", "beschv_2_2_6_8", "milog_internship")
FACTS = st.fixed_dictionaries(
    {
        "nationality": st.sampled_from(["NG", "RS", "GE", "SY", "XK", "AF"]),
        "date_of_birth": st.sampled_from(["1991-05-14", "2004-02-29"]),
        "entry_on": DAYS.map(iso),
        "residence": chains(TITLE, 4),
        "stay_interruptions": st.one_of(st.just([]), chains(st.fixed_dictionaries({"substantial": st.booleans()}), 2)),
        "asylum": asylum(),
        "accommodation": st.one_of(st.just([]), chains(ACCOMMODATION, 3)),
        "places": chains(PLACE, 2),
        "work_ban_reasons": st.sampled_from([[], [], ["removal_prevented_by_person"]]),
        "removal_measures_imminent": flags(),
        "unaccompanied_minor": flags(),
        "work_permits": st.one_of(st.just([]), chains(st.just({"activity": "employment", "ba_approval": True}), 2)),
        "job_offer": st.one_of(
            st.none(),
            st.fixed_dictionaries({"activity": st.sampled_from(ACTIVITIES), "weekly_hours": st.sampled_from([15, 39])}),
        ),
        "training_planned": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {
                    "kind": st.just("betriebliche_ausbildung"),
                    "starts_on": st.just("2021-08-01"),
                    "recognised_occupation": st.booleans(),
                }
            ),
        ),
        "attends_school": flags(),
        "sufficient_german": flags(),
        "simple_german": flags(),
        "language_course_needed": flags(),
        "employment": st.one_of(st.just([]), chains(st.just({"kind": "employment"}), 1)),
        "training": st.one_of(st.just([]), chains(st.just({"kind": "betriebliche_ausbildung"}), 1)),
        "courses": st.just([]),
        "registered_as_jobseeker": st.one_of(st.just([]), chains(EPISODE, 1)),
        "course_admissions": st.one_of(
            st.just([]),
            st.fixed_dictionaries(
                {
                    "kind": st.just("integration_course"),
                    "granted_on": DAYS.map(iso),
                    "registration_failed_without_fault": st.booleans(),
                }
            ).map(lambda row: [row]),
        ),
        "course_duty_requests": st.one_of(
            st.just([]), DAYS.map(lambda day: [{"by": "asylblg_authority", "on": iso(day)}])
        ),
        "benefits_received": st.one_of(st.just([]), chains(st.just({"kind": "asylblg_3"}), 1)),
        "language_levels": st.one_of(st.just([]), DAYS.map(lambda day: [{"level": "B1", "on": iso(day)}])),
        "good_prospects": flags(),
        "household": st.one_of(
            st.just([]),
            DAYS.map(lambda day: [{"relation": "child", "date_of_birth": iso(day), "lives_in_household": True}]),
        ),
    },
)
#: Where nothing is recorded a job is an ordinary one, so that leaving the offer out says something.
DEFAULTS = {"job_offer"}
SLOW = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def ask(facts: dict[str, Any], on: date, question: str) -> dict[str, Any]:
    [answer] = law.answer(facts, on=on, questions=[question], check=False)
    return answer


def key(answer: dict[str, Any]) -> tuple[Any, ...]:
    return answer["status"], answer["answer"], answer["discretion"]


@given(FACTS, st.data())
@SLOW
def test_timeline_says_what_the_answer_of_each_day_says(facts: dict[str, Any], data: st.DataObject) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(facts))))
    facts = {name: value for name, value in facts.items() if name in known or data.draw(st.integers(0, 3))}
    timelines = law.timeline(facts, start=FIRST, end=LAST, questions=QUESTIONS)["timelines"]
    for timeline in timelines:
        for before, after in zip(timeline["periods"], timeline["periods"][1:], strict=False):
            assert before["until"] == after["from"]
            assert key(before) != key(after)
        on = data.draw(DAYS)
        covering = [
            period
            for period in timeline["periods"]
            if period["from"] <= iso(on) and (period["until"] is None or iso(on) < period["until"])
        ]
        answer = ask(facts, on, timeline["question"])
        assert [key(period) for period in covering] == [key(answer)]
        assert [period["until"] for period in covering] == [answer["next_change"]]


@given(FACTS, DAYS, st.sampled_from(QUESTIONS), st.data())
@SLOW
def test_a_fact_left_out_is_either_asked_for_or_did_not_matter(
    facts: dict[str, Any], on: date, question: str, data: st.DataObject
) -> None:
    complete = ask(facts, on, question)
    name = data.draw(st.sampled_from(sorted(set(facts) - DEFAULTS)))
    answer = ask({other: value for other, value in facts.items() if other != name}, on, question)
    asked_for = {path.partition(".")[0] for path in answer["missing"]}
    if question == "self_employment" and answer["status"] == "manual_check":
        return  # a ban that is not on record is not asked for: a person looks anyway
    if name not in asked_for:
        assert key(answer) == key(complete)
    assert asked_for <= MAY_ASK[question]
    if complete["status"] == "determined" and answer["status"] == "undetermined" and answer.get("candidates"):
        assert complete["answer"] in answer["candidates"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_known_is_never_a_no(question: str) -> None:
    answer = ask({}, date(2025, 3, 1), question)
    assert (answer["status"], answer["missing"]) == ("undetermined", ["residence"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_before_the_rule_book_nothing_is_asserted(question: str) -> None:
    facts = {"residence": [{"status": "aufenthaltsgestattung", "from": "2014-01-01", "until": None}]}
    assert ask(facts, date(2014, 11, 5), question)["status"] == "manual_check"
    assert ask(facts, date(2014, 11, 6), question)["status"] != "manual_check"
