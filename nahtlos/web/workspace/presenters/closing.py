"""With what a case was closed, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from nahtlos.cases.enums import Outcome, Reopened
from nahtlos.cases.selectors import CaseFile, Closed


@dataclass(frozen=True, slots=True)
class Ending:
    """The closing that holds now. Empty words: the reader may not know them."""

    last_day: date
    outcome: str = ""
    note: str = ""
    office: str = ""
    by: str = ""


def ending_of(file: CaseFile) -> Ending | None:
    """None while the case is open."""
    closed_on = file.case.closed_on
    if closed_on is None:
        return None
    last_day = closed_on - timedelta(days=1)
    known = next((one for one in file.closings if one.reopened_on is None), None)
    if known is None:
        return Ending(last_day)
    return Ending(last_day, outcome(known.outcome), known.note, known.office, known.by)


def earlier_closings(file: CaseFile) -> list[Closed]:
    """Those that were taken back, the latest first."""
    return [
        replace(one, outcome=outcome(one.outcome), reopened_why=str(Reopened(one.reopened_why).label))
        for one in file.closings
        if one.reopened_on is not None
    ]


def outcome(code: str) -> str:
    """In the language of the reader; empty for none."""
    return str(Outcome(code).label) if code in Outcome.values else ""
