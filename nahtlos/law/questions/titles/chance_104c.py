"""`title.104c`: the right to stay on probation. New grants from 2022-12-31 to 2025-12-30; not renewable."""

from datetime import date

from nahtlos.law.conditions.obstacle import obstacle_to
from nahtlos.law.conditions.status_time import five_years_on_31_october_2022
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, question, rule
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.titles.requirement import (
    answered,
    closed,
    concerning,
    demanded,
    not_asked,
    open_route,
    requirement,
)


def _norm(place: str = "") -> Norm:
    return Norm(f"§ 104c {place}AufenthG", "2022-12-31", "2025-12-30")


NOT_YET = date(2022, 12, 30)
LAPSED = date(2026, 1, 1)


@rule(
    "104c_lapse_unsettled",
    cites=[_norm()],
    valid_from=date(2025, 12, 30),
    valid_until=date(2025, 12, 31),
    confidence="M",
)
def about_to_lapse(case: Case) -> Outcome:
    """The day on which the norm lapsed is known from memory only."""
    return manual_check("§ 104c lapsed at the end of 2025; the day has not been verified.", candidates=(True, False))


@rule("104c_1_tolerated", cites=[_norm("Abs. 1 S. 1 ")])
def only_tolerated(case: Case) -> Outcome | None:
    """For tolerated persons, also those whose identity is not clear."""
    return None if tolerated(case) else determined(False)


@requirement("104c_1_stay", cites=[_norm("Abs. 1 S. 1 "), _norm("Abs. 1 S. 3 ")])
def five_years_on_the_cut_off_day(case: Case) -> bool:
    """Five years of stay on 2022-10-31, the time of § 60b included; later time does not count."""
    return case.met(five_years_on_31_october_2022)


@requirement("104c_1_no_obstacle", cites=[_norm("Abs. 1 S. 1 "), _norm("Abs. 1 S. 2 ")])
def no_obstacle(case: Case) -> bool:
    """No convictions, no deception, the commitment to the basic order; livelihood and passport do not matter."""
    return not case.met(obstacle_to, "104c")


question(
    "title.104c.stay",
    not_asked("104c_not_yet", _norm(), until=NOT_YET),
    not_asked("104c_lapsed", _norm(), since=LAPSED, mark="M"),
    about_to_lapse,
    *answered(five_years_on_the_cut_off_day),
)
question(
    "title.104c",
    closed("104c_not_yet", _norm(), until=NOT_YET),
    closed("104c_lapsed", _norm(), since=LAPSED, mark="M"),
    *concerning(tolerated, [about_to_lapse]),
    only_tolerated,
    *demanded(five_years_on_the_cut_off_day, no_obstacle),
    open_route("104c_1_open", _norm("Abs. 1 ")),
)
