"""The ladder of a deadline: 7, 30, 90 days, overdue, later; and whose it is."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from nahtlos.cases.ladder import Rung, agency_of, names_of, owner_of, rung

ON = date(2016, 9, 30)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-1, "overdue"),
        (0, "week"),
        (7, "week"),
        (8, "month"),
        (30, "month"),
        (31, "quarter"),
        (90, "quarter"),
        (91, "later"),
    ],
)
def test_a_day_stands_on_one_rung(days: int, step: str) -> None:
    assert rung(ON + timedelta(days=days), ON) == Rung(step)


def _part(kind: str) -> Any:
    return SimpleNamespace(organisation=SimpleNamespace(kind=kind), organisation_id=uuid4())


@pytest.mark.parametrize(
    ("who", "owner"),
    [
        ("auslaenderbehoerde", "auslaenderbehoerde"),
        ("asylblg_authority", "sozialamt"),
        ("person", "jobcenter"),
        ("bamf", "jobcenter"),
        ("jugendamt", "jobcenter"),
        ("", "jobcenter"),
    ],
)
def test_the_agency_owns_its_deadline_and_the_lead_all_others(who: str, owner: str) -> None:
    parts = [_part("auslaenderbehoerde"), _part("sozialamt"), _part("jobcenter")]
    found = owner_of(who, parts, parts[2].organisation_id)
    assert found
    assert found.organisation.kind == owner


def test_without_anybody_nobody_owns_it() -> None:
    assert owner_of("person", [], None) is None
    assert owner_of("person", [_part("sozialamt")], UUID(int=1)) is None


def test_an_organisation_answers_to_all_its_names() -> None:
    for name in names_of("sozialamt"):
        assert agency_of(name) == "sozialamt"
    assert agency_of("person") == ""
