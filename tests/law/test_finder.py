"""The programme finder: each programme stands in one group, and what excludes each other is a choice."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nahtlos import law
from nahtlos.law.finder import Bar, Finding, Found, Proposal
from nahtlos.law.wording.programmes import why_no, why_not
from tests.law.lives import lives

ON = date(2016, 10, 1)
#: Tolerated since March 2015, in need, able to work.
TOLERATED: dict[str, Any] = {
    "nationality": "AF",
    "date_of_birth": "1994-01-01",
    "entry_on": "2015-02-01",
    "stay_interruptions": [],
    "residence": [{"status": "duldung_60a_2_s1", "from": "2015-03-01", "until": None}],
    "accommodation": [{"kind": "shared", "from": "2015-02-01", "until": None}],
    "in_need": True,
    "able_to_work": True,
    "work_ban_reasons": [],
    "removal_measures_imminent": False,
    "work_permits": [],
    "youth_welfare": [],
}


def _members(proposals: tuple[Proposal, ...]) -> list[Found]:
    return [one for proposal in proposals for several in proposal.alternatives for one in several]


def _codes(found: Finding) -> dict[str, list[str]]:
    groups = {"now": _members(found.now), "soon": _members(found.soon), "unclear": found.unclear, "not": found.closed}
    return {group: sorted({one.programme["code"] for one in members}) for group, members in groups.items()}


def test_two_that_exclude_each_other_are_one_choice() -> None:
    found = law.find_programmes(TOLERATED, on=ON)
    (choice,) = (one for one in found.now if one.is_choice)
    sets = [{one.programme["code"] for one in several} for several in choice.alternatives]
    assert {"bab_56", "fbw_81"} in sets
    assert {"bafoeg_8"} in sets


def test_what_opens_later_says_from_when() -> None:
    found = law.find_programmes(
        TOLERATED
        | {
            "residence": [{"status": "duldung_60a_2_s1", "from": "2016-09-01", "until": None}],
            "entry_on": "2016-09-01",
        },
        on=ON,
    )
    later = {one.programme["code"]: one for one in _members(found.soon)}
    assert later["bab_56"].since == "2017-12-02", "15 months of tolerated stay"
    assert later["bab_56"].decides == "arbeitsagentur"


def test_what_is_closed_names_the_nearest_condition() -> None:
    found = law.find_programmes(TOLERATED, on=ON)
    closed = {one.programme["code"]: one for one in found.closed}
    assert closed["sgb_ii_16"].bar == Bar.BENEFIT_LAW
    assert why_not(closed["sgb_ii_16"], "de") == "nur bei Leistungen nach dem SGB II, hier: AsylbLG"
    assert closed["early_support_39a"].bar
    assert all(why_not(one, language) for one in found.closed for language in ("de", "en", "de-x-leicht"))


def test_a_route_to_a_title_names_what_is_missing_to_it() -> None:
    (answer,) = law.answer(TOLERATED | {"household": []}, on=ON, questions=["title.25b"])
    assert why_no(answer, "en") == "not met yet: 96 months of uninterrupted lawful, tolerated or permitted stay"


def test_under_sgb_ii_the_jobcenter_decides() -> None:
    titled = TOLERATED | {
        "residence": [{"status": "ae_25_2_alt1", "from": "2016-08-01", "until": None, "first_title": True}],
        "asylum": {
            "application_on": "2015-03-01",
            "decision": {"kind": "refugee", "served_on": "2016-05-02", "final_on": "2016-05-17"},
        },
        "training": [],
        "household": [],
        "benefits_received": [],
        "habitual_residence_in_germany": True,
    }
    decides = {one.programme["code"]: one.decides for one in _members(law.find_programmes(titled, on=ON).now)}
    assert decides["mag_45"] == "jobcenter"
    assert "sgb_ii_16" in decides


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(lives(), st.dates(date(2015, 1, 1), date(2027, 12, 31)))
def test_for_every_life_each_programme_stands_once_and_no_alternative_contradicts_itself(
    life: dict[str, Any], on: date
) -> None:
    found = law.find_programmes(life, on=on, check=False)
    groups = _codes(found)
    assert sorted(sum(groups.values(), [])) == sorted(one["code"] for one in law.programmes())
    excludes = {one["code"]: {row["programme"] for row in one["excludes"]} for one in law.programmes()}
    proposed = groups["now"] + groups["soon"]
    for proposal in (*found.now, *found.soon):
        for several in proposal.alternatives:
            codes = {one.programme["code"] for one in several}
            assert not any(excludes[code] & codes for code in codes)
    for proposal in (*found.now, *found.soon):
        mine = {one.programme["code"] for several in proposal.alternatives for one in several}
        assert not any(excludes[code] & set(proposed) - mine for code in mine), "what excludes each other is one choice"
    for one in _members(found.soon):
        assert one.since > on.isoformat() or one.group == "now"
