"""Safe countries by ordinance (§ 29b AsylG): the table is empty today, and must work on the day it is not."""

from datetime import date
from typing import Any

import pytest

from nahtlos import law
from nahtlos.law.conditions import origin
from nahtlos.law.engine.days import FAR, day_of

LIFE = {
    "entry_on": "2025-06-01",
    "stay_interruptions": [],
    "residence": [{"status": "duldung_60a_2_s1", "from": "2025-06-01", "until": None}],
    "asylum": {"application_on": None, "decision": None},
    "accommodation": [],
    "date_of_birth": "1991-05-14",
    "work_ban_reasons": [],
    "removal_measures_imminent": False,
    "work_permits": [],
}


@pytest.fixture
def ordinance(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinance that lists Tunisia from 2026-03-01 on."""
    by_law = origin.listed

    def listed(code: str, source: str) -> tuple[tuple[int, int], ...]:
        if source == "vo_29b":
            return ((day_of("2026-03-01"), FAR),) if code == "TN" else ()
        return by_law(code, source)

    monkeypatch.setattr(origin, "any_ordinance", lambda: True)
    monkeypatch.setattr(origin, "listed", listed)


def employment(on: str, **facts: Any) -> dict[str, Any]:
    return law.answer({**LIFE, **facts}, on=date.fromisoformat(on), questions=["employment"])[0]


@pytest.mark.usefixtures("ordinance")
def test_a_country_that_only_an_ordinance_lists_needs_a_person_to_look() -> None:
    assert employment("2026-02-28", nationality="TN")["status"] == "determined"
    assert employment("2026-03-01", nationality="TN")["status"] == "manual_check"
    assert employment("2026-03-01", nationality="NG")["answer"] == "permit_with_ba_approval"
    assert employment("2026-03-01", nationality="GH")["answer"] == "prohibited"
    assert "nationality" in employment("2026-03-01")["missing"]


def test_today_no_ordinance_lists_a_country() -> None:
    assert employment("2026-03-01", nationality="TN")["answer"] == "permit_with_ba_approval"


@pytest.mark.parametrize(
    ("code", "first"),
    [("RS", "2014-11-06"), ("BA", "2014-11-06"), ("MK", "2014-11-06"), ("AL", "2015-10-24"), ("ME", "2015-10-24")]
    + [("XK", "2015-10-24"), ("GE", "2023-12-23"), ("MD", "2023-12-23")],
)
def test_safe_from_the_day_of_the_law_on(code: str, first: str) -> None:
    spans = origin.listed(code, "anlage_ii")
    assert spans == ((day_of(first), FAR),)
