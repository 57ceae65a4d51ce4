"""What came before the newest paper, concluded from the asylum dates beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nahtlos.cases.heard import FactRow
from nahtlos.cases.residence import residence_history


def paper(status: str | None, start: str | None, *, by: str = "auslaenderbehoerde", source: str = "list",
          end: str | None = None, **value: Any) -> FactRow:  # fmt: skip
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return FactRow("residence", {"status": status, **value}, day(start), day(end), source, by)


def spans(rows: list[FactRow], known: dict[str, Any] | None = None) -> list[tuple[str, str, str | None]]:
    periods, _why = residence_history(rows, known or {})
    return [(one["status"], one["from"], one["until"]) for one in periods]


REFUGEE = {"kind": "refugee", "served_on": "2016-07-20", "final_on": "2016-08-05"}
ASYLUM = {"request_on": "2015-09-01", "application_on": "2015-12-10"}


@pytest.mark.parametrize(
    ("rows", "known", "expected"),
    [
        ([], {}, []),
        ([paper(None, "2016-01-01")], {}, []),
        ([paper("ae_25_5", None)], {}, []),
        ([paper("ae_25_5", "2016-01-01")], {}, [("ae_25_5", "2016-01-01", None)]),
        (
            [paper("aufenthaltsgestattung", "2016-06-01")],
            {"asylum": ASYLUM},
            [
                ("asylgesuch", "2015-09-01", "2015-12-10"),
                ("aufenthaltsgestattung", "2015-12-10", "2016-06-01"),
                ("aufenthaltsgestattung", "2016-06-01", None),
            ],
        ),
        (
            [paper("ankunftsnachweis", "2016-06-01")],
            {"asylum": {"request_on": "2016-05-01"}},
            [("asylgesuch", "2016-05-01", "2016-06-01"), ("ankunftsnachweis", "2016-06-01", None)],
        ),
        ([paper("ae_30", "2016-06-01")], {"asylum": {"request_on": "2016-05-01"}}, [("ae_30", "2016-06-01", None)]),
        (
            [paper("ae_25_2_alt1", "2016-09-01")],
            {"asylum": {"application_on": "2015-12-10", "decision": REFUGEE}},
            [
                ("aufenthaltsgestattung", "2015-12-10", "2016-08-05"),
                ("erlaubt_nach_anerkennung", "2016-08-05", "2016-09-01"),
                ("ae_25_2_alt1", "2016-09-01", None),
            ],
        ),
        (
            [paper("ae_25_2_alt1", "2019-09-01")],
            {"asylum": {"application_on": "2015-12-10", "decision": REFUGEE}},
            [
                ("aufenthaltsgestattung", "2015-12-10", "2016-08-05"),
                ("ae_25_2_alt1", "2016-08-05", "2019-09-01"),
                ("ae_25_2_alt1", "2019-09-01", None),
            ],
        ),
        (
            [paper("ae_25_3", "2016-09-01")],
            {"asylum": {"application_on": "2015-12-10", "decision": {**REFUGEE, "kind": "removal_ban"}}},
            [("aufenthaltsgestattung", "2015-12-10", "2016-08-05"), ("ae_25_3", "2016-09-01", None)],
        ),
        (
            [paper("duldung_60a", "2016-09-01")],
            {"asylum": {"application_on": "2015-12-10", "decision": {**REFUGEE, "kind": "rejected"}}},
            [
                ("aufenthaltsgestattung", "2015-12-10", "2016-08-05"),
                ("duldung_60a", "2016-08-05", "2016-09-01"),
                ("duldung_60a", "2016-09-01", None),
            ],
        ),
        (
            [paper("ae_25_5", "2016-09-01")],
            {"asylum": {"application_on": "2015-12-10", "decision": {**REFUGEE, "kind": "rejected"}}},
            [("aufenthaltsgestattung", "2015-12-10", "2016-08-05"), ("ae_25_5", "2016-09-01", None)],
        ),
        (
            [paper("aufenthaltsgestattung", "2015-12-01")],
            {"asylum": {"application_on": "2015-12-10"}},
            [("aufenthaltsgestattung", "2015-12-01", None)],
        ),
        (
            [paper("ae_24", "2022-06-01")],
            {"entry_on": "2022-03-10"},
            [("rechtmaessig_ohne_titel", "2022-03-10", "2022-06-01"), ("ae_24", "2022-06-01", None)],
        ),
        ([paper("ae_24", "2022-06-01")], {"entry_on": "2021-03-10"}, [("ae_24", "2022-06-01", None)]),
    ],
)  # fmt: skip
def test_the_time_before_the_first_paper(
    rows: list[FactRow], known: dict[str, Any], expected: list[tuple[str, str, str | None]]
) -> None:
    assert spans(rows, known) == expected
    assert residence_history(rows, known)[1] == ("concluded_from_dates" if len(expected) > len(rows) else "")


def test_the_first_card_after_recognition_is_a_first_title_and_a_renewal_is_not() -> None:
    known = {"asylum": {"application_on": "2015-12-10", "decision": REFUGEE}}
    first, _why = residence_history([paper("ae_25_2_alt1", "2016-09-01")], known)
    assert first[-1]["first_title"] is True
    renewed, _why = residence_history([paper("ae_25_2_alt1", "2019-09-01")], known)
    assert "first_title" not in renewed[-1]
    assert renewed[-2]["first_title"] is True


def test_the_immigration_office_and_papers_outweigh_what_other_lists_say() -> None:
    theirs = paper("ae_25_2_alt1", "2016-09-01")
    listed = paper("aufenthaltsgestattung", "2016-01-01", by="sozialamt")
    seen = paper("duldung_60a", "2014-01-01", by="sozialamt", source="document", end="2015-01-01")
    assert spans([theirs, listed]) == [("ae_25_2_alt1", "2016-09-01", None)]
    assert spans([listed]) == [("aufenthaltsgestattung", "2016-01-01", None)]
    assert spans([listed, seen, theirs]) == [
        ("duldung_60a", "2014-01-01", "2015-01-01"),
        ("ae_25_2_alt1", "2016-09-01", None),
    ]


def test_what_the_paper_says_beyond_its_status_is_kept() -> None:
    (period,), _why = residence_history(
        [paper("ae_25_3", "2016-09-01", issued_on="2016-09-05", first_title=True, validity_months=12, note="x",
               valid_until="2017-08-31")], {}
    )  # fmt: skip
    assert period == {
        "status": "ae_25_3",
        "from": "2016-09-01",
        "until": None,
        "valid_until": "2017-08-31",
        "issued_on": "2016-09-05",
        "first_title": True,
        "validity_months": 12,
    }


@pytest.mark.parametrize(
    ("printed", "known_on", "runs_until"),
    [
        ("2024-03-04", date(2023, 6, 1), "2024-03-04"),
        ("2024-03-04", date(2024, 6, 1), "2025-03-04"),
        ("2024-03-04", date(2025, 6, 1), "2026-03-04"),
        ("2024-01-31", date(2025, 6, 1), "2024-01-31"),
        ("2025-02-01", date(2025, 6, 1), "2026-03-04"),
    ],
)
def test_permits_under_section_24_run_on_by_the_ordinances_known_on_the_day(
    printed: str, known_on: date, runs_until: str
) -> None:
    (period,), _why = residence_history([paper("ae_24", "2022-06-01", valid_until=printed)], {}, known_on)
    assert period["valid_until"] == runs_until
    (ended,), _why = residence_history(
        [paper("ae_24", "2022-06-01", end="2023-01-01", valid_until=printed)], {}, known_on
    )
    assert ended["valid_until"] == printed, "one that ended does not run on"
