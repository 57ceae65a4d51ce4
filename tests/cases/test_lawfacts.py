"""From the facts in a file to the facts the law engine reads: who is heard, what is implied, what is assumed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nahtlos.cases.enums import FactKind
from nahtlos.cases.heard import FactRow, Relative, rank
from nahtlos.cases.lawfacts import assemble, misread
from nahtlos.law import validation

PLACE = {"land": "RP", "district_ags": "07999", "agency_district": "Trier"}


def row(
    kind: str,
    value: dict[str, Any],
    start: str | None = None,
    end: str | None = None,
    *,
    by: str = "sozialamt",
    source: str = "list",
    at: int = 1,
    key: Any = None,
) -> FactRow:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return FactRow(kind, value, day(start), day(end), source, by, datetime(2016, 9, at, tzinfo=UTC), key)


def law(*rows: FactRow, **more: Any) -> dict[str, Any]:
    return assemble(rows, **more).facts


@pytest.mark.parametrize(
    ("rows", "key", "expected"),
    [
        ([row("nationality", {"countries": ["SY"]})], "nationality", "SY"),
        ([row("nationality", {"countries": ["XA"]})], "nationality", "XX"),
        ([row("nationality", {"countries": ["SY", "IQ"]})], "nationality", "SY"),
        ([row("nationality", {"countries": ["SY", "IQ"], "contradictory": True})], "nationality", None),
        ([row("birth", {"year": 1990, "month": 5, "day": 17})], "date_of_birth", "1990-05-17"),
        ([row("birth", {"year": 1990})], "date_of_birth", "1990-01-01"),
        ([row("birth", {"year": 1990, "month": 2, "day": 30})], "date_of_birth", "1990-01-01"),
        ([row("birth", {})], "date_of_birth", None),
        ([row("entry", {"on": "2015-09-01"})], "entry_on", "2015-09-01"),
        ([row("entry", {}, "2015-09-02")], "entry_on", "2015-09-02"),
        ([row("entry", {})], "entry_on", None),
        ([row("born_in_germany", {})], "born_in_germany", True),
        ([row("biometrics", {"on": "2022-04-01"})], "biometrics_taken_on", "2022-04-01"),
        ([row("first_suspension", {}, "2014-02-01")], "first_suspension_of_deportation_on", "2014-02-01"),
        ([row("asylum_request", {"on": "2015-09-01"})], "asylum", {"request_on": "2015-09-01"}),
        ([row("asylum_request", {})], "asylum", None),
        ([row("asylum_application", {"on": None})], "asylum", {"application_on": None}),
        ([row("arrival_certificate", {"on": "2016-04-01"})], "asylum", {"arrival_certificate_on": "2016-04-01"}),
        ([row("able_to_work", {"value": False})], "able_to_work", False),
        ([row("able_to_work", {})], "able_to_work", None),
        ([row("in_need", {"value": False}), row("benefits", {"kind": "sgb_ii"}, "2016-01-01")], "in_need", False),
        ([row("benefits", {"kind": "asylblg_3"}, "2015-09-01")], "in_need", True),
        ([row("benefits", {"kind": "sgb_iii_alg"}, "2015-09-01")], "in_need", None),
        ([row("benefits", {"kind": "kindergeld"}, "2015-09-01")], "in_need", None),
        (
            [row("benefits", {"kind": "asylblg_3"}, "2015-09-01", "2016-02-01")],
            "in_need",
            [{"value": True, "from": "2015-09-01", "until": "2016-02-01"}],
        ),
        ([row("jobseeker", {"at": "arbeitsagentur"}, "2016-01-01")], "able_to_work", True),
        ([row("jobseeker", {"at": "jobcenter"}, "2016-01-01")], "able_to_work", None),
        (
            [row("jobseeker", {"at": "jobcenter", "kind": "arbeitslos"}, "2016-01-01")],
            "registered_as_jobseeker",
            [{"from": "2016-01-01", "until": None, "kind": "arbeitslos", "at": "jobcenter"}],
        ),
        (
            [row("employment", {"kind": "marginal", "weekly_hours": 9, "employer": "x"}, "2016-01-01", "2016-03-01")],
            "employment",
            [{"from": "2016-01-01", "until": "2016-03-01", "kind": "marginal", "weekly_hours": 9}],
        ),
        (
            [row("training", {"kind": "eq"}, "2016-08-01"), row("training", {}, "2016-08-01")],
            "training",
            [{"from": "2016-08-01", "until": None, "kind": "eq"}],
        ),
        (
            [row("language_level", {"level": "B1", "certified": True}, "2016-08-01"), row("language_level", {"level": "A1"})],
            "language_levels",
            [{"level": "B1", "on": "2016-08-01", "certified": True}],
        ),
        (
            [row("work_ban", {"reasons": ["removal_prevented_by_person"]}), row("work_ban", {})],
            "work_ban_reasons",
            ["removal_prevented_by_person"],
        ),
        (
            [row("work_permit", {}, "2016-03-01")],
            "work_permits",
            [{"from": "2016-03-01", "until": None, "activity": "employment"}],
        ),
        (
            [row("youth_welfare", {"kind": "inobhutnahme"}, "2016-03-01")],
            "youth_welfare",
            [{"from": "2016-03-01", "until": None, "kind": "inobhutnahme"}],
        ),
        (
            [row("application", {"kind": "sgb_ii"}, "2016-03-01"), row("application", {"kind": "bab"}), row("application", {})],
            "applications",
            [{"kind": "sgb_ii", "on": "2016-03-01"}],
        ),
        (
            [row("accommodation", {"kind": "private"}, "2016-03-01"), row("accommodation", {"kind": "shared"})],
            "accommodation",
            [{"from": "1900-01-01", "until": None, "kind": "shared"}, {"from": "2016-03-01", "until": None, "kind": "private"}],
        ),
    ],
)  # fmt: skip
def test_what_a_file_says_as_the_law_reads_it(rows: list[FactRow], key: str, expected: object) -> None:
    assert law(*rows).get(key) == expected
    assert validation.errors_of(law(*rows)) == []


def test_a_decision_needs_its_kind_and_the_day_it_was_served() -> None:
    decision = {"kind": "refugee", "served_on": "2016-07-20", "final_on": "2016-08-05", "decided_on": "2016-07-01"}
    seen = law(row("asylum_decision", decision, source="document"))["asylum"]["decision"]
    assert seen == {"kind": "refugee", "served_on": "2016-07-20", "final_on": "2016-08-05"}
    assert "asylum" not in law(row("asylum_decision", {"kind": "refugee"}))


def test_the_silence_of_the_immigration_offices_list_speaks_and_that_of_others_does_not() -> None:
    listed = assemble([row("sex", {"sex": "f"}, by="auslaenderbehoerde")])
    assert listed.facts["asylum"] == {"application_on": None, "decision": None}
    assert set(listed.assumed) >= {"asylum.application_on", "asylum.decision"}
    assert "asylum" not in law(row("sex", {"sex": "f"}, by="auslaenderbehoerde", source="told"))
    assert "asylum" not in law(row("sex", {"sex": "f"}, by="jobcenter"))
    known = law(row("asylum_application", {}, by="auslaenderbehoerde"))["asylum"]
    assert "application_on" not in known, "made, on an unknown day: that is not none"


def test_who_lives_in_the_district_is_placed_there_since_her_entry() -> None:
    home = row("place", {"postcode": "99998"}, "2016-03-01")
    placed = assemble([home, row("entry", {"on": "2015-09-01"})], place=PLACE)
    assert placed.facts["places"] == [{"from": "2015-09-01", "until": None, **PLACE}]
    assert placed.assumed["habitual_residence_in_germany"] == "lives_in_the_district"
    assert law(home, place=PLACE)["places"][0]["from"] == "2016-03-01"
    assert law(row("place", {"postcode": "99998"}), place=PLACE)["places"][0]["from"] == "1900-01-01"
    assert "places" not in law(home)
    assert "places" not in law(place=PLACE)


# -- who is heard ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heard", "other"),
    [
        (row("entry", {"on": "2015-09-01"}, source="document"), row("entry", {"on": "2015-09-02"}, by="auslaenderbehoerde")),
        (row("entry", {"on": "2015-09-01"}, by="auslaenderbehoerde"), row("entry", {"on": "2015-09-02"}, at=9)),
        (row("entry", {"on": "2015-09-01"}, at=9), row("entry", {"on": "2015-09-02"})),
        (row("entry", {"on": "2015-09-01"}), row("entry", {"on": "2015-09-02"}, source="told", by="auslaenderbehoerde")),
        (row("entry", {"on": "2015-09-01"}), row("entry", {"on": "2015-09-02"}, by="verein")),
        (row("entry", {"on": "2015-09-01"}, "2015-09-01"), row("entry", {"on": "2015-09-02"}, "2014-01-01", "2015-09-01", at=9)),
        (row("entry", {"on": "2015-09-01"}, "2015-09-01"), row("entry", {"on": "2015-09-02"}, "2014-01-01")),
    ],
)  # fmt: skip
def test_evidence_then_competence_then_what_holds_then_the_newer_entry(heard: FactRow, other: FactRow) -> None:
    assert rank(heard) < rank(other)
    assert law(heard, other)["entry_on"] == law(other, heard)["entry_on"] == "2015-09-01"


def test_the_jobcenter_is_heard_on_the_ability_to_work_before_the_immigration_office() -> None:
    rows = [
        row("able_to_work", {"value": value}, by=by)
        for value, by in ((True, "jobcenter"), (False, "auslaenderbehoerde"))
    ]
    assert law(*rows)["able_to_work"] is True


def test_what_a_clerk_found_to_be_right_is_heard_before_all_others() -> None:
    strong = row("entry", {"on": "2015-09-01"}, source="decision", by="auslaenderbehoerde", key="a")
    weak = row("entry", {"on": "2015-08-01"}, source="told", key="b")
    assert law(strong, weak)["entry_on"] == "2015-09-01"
    assert law(strong, weak, holds={"entry": "b"})["entry_on"] == "2015-08-01"
    assert law(strong, weak, holds={"entry": "gone", "birth": "b"})["entry_on"] == "2015-09-01"


def test_yes_and_no_of_several_offices_become_periods() -> None:
    before = row("able_to_work", {"value": True}, "2015-09-01")
    ill = row("able_to_work", {"value": False}, "2016-03-01", "2016-06-01", by="jobcenter")
    assert law(before, ill)["able_to_work"] == [
        {"value": True, "from": "2015-09-01", "until": "2016-03-01"},
        {"value": False, "from": "2016-03-01", "until": "2016-06-01"},
        {"value": True, "from": "2016-06-01", "until": None},
    ]
    assert law(ill)["able_to_work"] == [{"value": False, "from": "2016-03-01", "until": "2016-06-01"}]
    always = row("able_to_work", {"value": True}, by="jobcenter", source="decision")
    assert law(always, ill)["able_to_work"] is True, "who is heard first speaks of the whole time"
    gap = row("able_to_work", {"value": True}, "2016-08-01", by="jobcenter")
    assert [part["from"] for part in law(ill, gap)["able_to_work"]] == ["2016-03-01", "2016-08-01"]


# -- what is assumed ---------------------------------------------------------------------------------------------------


def test_an_adult_at_entry_is_no_unaccompanied_minor_and_needs_no_youth_welfare() -> None:
    def known(born: int) -> dict[str, str]:
        birth = row("birth", {"year": born, "month": 9, "day": 1})
        return assemble([birth, row("entry", {"on": "2015-09-01"})]).assumed

    assert known(1997)["unaccompanied_minor"] == known(1997)["youth_welfare"] == "adult_at_entry"
    assert {"unaccompanied_minor", "youth_welfare"}.isdisjoint(known(1998))


def test_who_is_paid_otherwise_is_not_paid_by_youth_welfare_and_alg_is_not_sgb_ii() -> None:
    def assumed(kind: str) -> dict[str, str]:
        return assemble([row("benefits", {"kind": kind}, "2016-01-01")]).assumed

    assert assumed("sgb_ii")["youth_welfare"] == "paid_by_another_law"
    assert assumed("sgb_ii")["training"] == "looks_for_work"
    assert {"youth_welfare", "training", "in_need"}.isdisjoint(assumed("sgb_iii_alg"))
    assert "benefit_reduction_grounds" in assumed("asylblg_3")
    assert "benefit_reduction_grounds" not in assumed("asylblg_1a")


def test_what_is_recorded_is_not_assumed() -> None:
    welfare = row("youth_welfare", {"kind": "hilfe_zur_erziehung"}, "2016-01-01")
    read = assemble([welfare, row("benefits", {"kind": "sgb_ii"}, "2016-01-01")])
    assert read.facts["youth_welfare"]
    assert "youth_welfare" not in read.assumed


def test_an_unknown_household_is_not_an_empty_one() -> None:
    assert "household" not in law()
    assert law(household=[])["household"] == []
    mother = Relative("parent", [row("residence", {"status": "ae_25_2_alt1"}, "2016-01-01"), row("birth", {"year": 1970}),
                                 row("nationality", {"countries": ["SY"]}), row("benefits", {"kind": "sgb_ii"}, "2016-01-01")])  # fmt: skip
    (read,) = law(household=[mother])["household"]
    assert (read["relation"], read["nationality"], read["date_of_birth"]) == ("parent", "SY", "1970-01-01")
    assert read["residence"][0]["status"] == "ae_25_2_alt1"
    assert read["benefits_received"][0]["kind"] == "sgb_ii"


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (row("residence", {"status": "golden_visa"}, "2016-01-01"), "golden_visa"),
        (row("entry", {"on": "2015-02-30"}), "not a date"),
        (row("birth", {"year": 1990, "month": 13, "day": 1}), "no such day"),
        (row("birth", {"year": 19900}), "another way"),
        (row("language_level", {"level": "C3"}, "2016-01-01"), "C3"),
        (row("work_ban", {"reasons": 5}), "another way"),
    ],
)
def test_what_the_engine_could_not_read_is_named(fact: FactRow, says: str) -> None:
    assert says in misread(fact)


def test_what_says_nothing_to_the_law_is_never_misread() -> None:
    for kind in FactKind.values:
        assert misread(row(kind, {})) == ""


# -- properties --------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 31)).map(date.isoformat)
EVENT = st.one_of(st.builds(lambda day: {"on": day}, DAYS), st.just({}), st.just({"on": None}))
VALUES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "residence": st.builds(
        lambda status, until: {"status": status, "valid_until": until},
        st.sampled_from([None, "aufenthaltsgestattung", "ae_25_2_alt1", "ae_25_3", "duldung_60a", "ae_24", "fiktion_24",
                         "ankunftsnachweis"]),
        st.one_of(st.none(), DAYS),
    ),
    **dict.fromkeys(["asylum_request", "asylum_application", "arrival_certificate", "entry", "biometrics"], EVENT),
    "asylum_decision": st.builds(
        lambda kind, served, final: {"kind": kind, "served_on": served, "final_on": final},
        st.sampled_from(["asylum_16a", "refugee", "subsidiary", "removal_ban", "rejected"]),
        DAYS,
        st.one_of(st.none(), DAYS),
    ),
    "birth": st.builds(
        lambda *parts: dict(zip(("year", "month", "day"), parts, strict=True)),
        st.integers(1930, 2016), st.one_of(st.none(), st.integers(1, 12)), st.one_of(st.none(), st.integers(1, 31)),
    ),
    "nationality": st.builds(lambda c: {"countries": c}, st.lists(st.sampled_from(["SY", "XA", "AF"]), max_size=2)),
    "place": st.just({"postcode": "99998", "street": "Weg 1"}),
    "accommodation": st.sampled_from([{"kind": "private"}, {"kind": "reception_centre_obliged"}, {}]),
    "benefits": st.sampled_from([{"kind": kind} for kind in ("asylblg_3", "asylblg_1a", "sgb_ii", "sgb_iii_alg")]),
    **dict.fromkeys(["able_to_work", "in_need"], st.sampled_from([{"value": True}, {"value": False}, {}])),
    "jobseeker": st.sampled_from([{"at": "arbeitsagentur", "kind": "ausbildungsuchend"}, {"at": "jobcenter"}, {}]),
    "language_level": st.sampled_from([{"level": "A1"}, {"level": "B1", "certified": True}, {}]),
    "youth_welfare": st.just({}),
    "application": st.sampled_from([{"kind": "sgb_ii"}, {"kind": "sgb_ii", "on": "2016-01-01"}, {}]),
}  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> FactRow:
    kind = draw(st.sampled_from(sorted(VALUES)))
    start, end = draw(st.one_of(st.none(), DAYS)), draw(st.one_of(st.none(), DAYS))
    if start and end and end <= start:
        end = None
    source = draw(st.sampled_from(["list", "document", "decision", "told"]))
    by = draw(st.sampled_from(["auslaenderbehoerde", "sozialamt", "jobcenter", "verein"]))
    return row(kind, draw(VALUES[kind]), start, end, by=by, source=source, at=draw(st.integers(1, 2)))


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(rows(), max_size=14), st.lists(rows(), max_size=4), st.randoms())
def test_the_law_can_read_every_file_whatever_the_order_of_its_facts(
    mine: list[FactRow], theirs: list[FactRow], chance: Any
) -> None:
    read = assemble(mine, place=PLACE, household=[Relative("spouse", theirs)])
    assert validation.errors_of(read.facts) == []
    for key in read.assumed:
        found: Any = read.facts
        for step in key.split("."):
            assert step in found, "what is assumed is said"
            found = found[step]
    chance.shuffle(mine)
    chance.shuffle(theirs)
    again = assemble(mine, place=PLACE, household=[Relative("spouse", theirs)])
    assert (again.facts, again.assumed) == (read.facts, read.assumed)


def test_what_programmes_and_titles_ask_for_reaches_the_law() -> None:
    facts = law(
        row("identity", {"clarified_on": "2016-03-01"}),
        row("title_obstacle", {"reasons": []}),
        row("livelihood", {"value": True}, "2016-01-01"),
        row("removal", {"value": False}),
        row("prospects", {"value": True}),
        row("single_parent", {"value": False}),
        row("hard_to_reach", {"value": False}),
        row("assignment", {"basis": "12a_1", "place": "Musterstadt"}, "2016-09-01"),
        row("absence", {"text": "abroad"}, "2016-02-01", "2016-04-01"),
        row("school_years", {"years": 3}),
        row("training_planned", {"kind": "eq", "starts_on": "2017-02-01"}),
        row("job_offer", {"none": True}),
        row("jobseeker", {"kind": "arbeitslos", "at": "jobcenter"}, "2016-05-01"),
        row("course", {"kind": "integration_course", "state": "waiting"}, "2016-05-01"),
        row("course", {"kind": "berufssprachkurs", "state": "running"}, "2016-06-01"),
    )
    assert validation.errors_of(facts) == []
    assert facts["identity"] == {"clarified_on": "2016-03-01"}
    assert (facts["title_obstacles"], facts["livelihood_secured"], facts["good_prospects"]) == ([], True, True)
    assert (facts["removal_measures_imminent"], facts["single_parent"], facts["hard_to_reach"]) == (False, False, False)
    assert facts["residence_assignments"] == [{"from": "2016-09-01", "until": None, "basis": "12a_1"}]
    assert facts["stay_interruptions"] == [{"from": "2016-02-01", "until": "2016-04-01"}]
    assert (facts["successful_school_years"], facts["job_offer"]) == (3, None)
    assert facts["training_planned"] == {"kind": "eq", "starts_on": "2017-02-01"}
    assert facts["unemployed"] == [{"from": "2016-05-01", "until": None}]
    assert facts["courses"] == [{"from": "2016-06-01", "until": None, "kind": "berufssprachkurs"}], (
        "waiting is not attending"
    )
