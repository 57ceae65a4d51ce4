"""`integration_course_duty`: who is obliged to attend the integration course (§ 44a AufenthG)."""

from collections.abc import Callable
from datetime import date

from nahtlos.law.conditions.course_need import (
    asked_by,
    attends_comparable_course,
    in_any_training,
    receives_sgb_ii,
    simple_german,
)
from nahtlos.law.conditions.residence import basis
from nahtlos.law.conditions.subsistence import receives_asylblg
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule, undetermined
from nahtlos.law.questions.courses.gate import permitted
from nahtlos.law.questions.courses.integration_course import CLOSED_TO, ENTITLED
from nahtlos.law.questions.labour_market.status import TEMPORARY_PROTECTION, tolerated

STATEMENT = ("duty_statement", "auslaenderbehoerde")
EXEMPT = Norm("§ 44a Abs. 2 AufenthG")


@rule("44a_no_access", cites=[Norm("§ 44a Abs. 1 AufenthG")])
def without_access(case: Case) -> Outcome | None:
    """Nobody is obliged to a course that is closed to her."""
    access = case.decide("integration_course")
    if access.status == "undetermined":
        return undetermined(*access.missing)
    return determined(False) if access.answer == CLOSED_TO else None


def _obliged(case: Case, on_this_ground: Callable[[], bool], *acts: tuple[str, str]) -> Outcome | None:
    """Obliged, unless in training or in a comparable course."""
    if not on_this_ground():
        return None
    if case.met(in_any_training) or case.met(attends_comparable_course):
        return determined(False, EXEMPT)
    return determined(True, acts=acts)


@rule("44a_1_nr_1_no_simple_german", cites=[Norm("§ 44a Abs. 1 S. 1 Nr. 1 AufenthG")])
def no_simple_german(case: Case) -> Outcome | None:
    """Whoever is entitled and cannot communicate in simple German is obliged; the immigration office states it."""

    def ground() -> bool:
        return case.decide("integration_course").answer == ENTITLED and not case.met(simple_german)

    return _obliged(case, ground, STATEMENT)


def _asked_by_jobcenter(case: Case) -> Outcome | None:
    """Whoever is paid SGB II and has been asked by the Jobcenter is obliged."""
    return _obliged(case, lambda: case.met(receives_sgb_ii) and case.met(asked_by, "jobcenter"))


agreed_with_jobcenter = rule(
    "44a_1_nr_2_jobcenter",
    cites=[Norm("§ 44a Abs. 1 S. 1 Nr. 2 AufenthG", None, "2023-06-30")],
    valid_until=date(2023, 6, 30),
)(_asked_by_jobcenter)
asked_by_jobcenter = rule(
    "44a_1_nr_2_jobcenter",
    cites=[Norm("§ 44a Abs. 1 S. 1 Nr. 2 AufenthG", "2023-07-01"), Norm("§ 104 Abs. 17 AufenthG", "2023-07-01")],
    valid_from=date(2023, 7, 1),
)(_asked_by_jobcenter)


@rule("44a_1_nr_3_special_need", cites=[Norm("§ 44a Abs. 1 S. 1 Nr. 3 AufenthG")])
def special_need(case: Case) -> Outcome | None:
    """The immigration office may oblige persons with special need of integration."""
    return _obliged(case, lambda: case.met(asked_by, "auslaenderbehoerde"))


@rule(
    "44a_1_nr_4_asylblg",
    cites=[Norm("§ 44a Abs. 1 S. 1 Nr. 4 AufenthG", "2017-01-01")],
    valid_from=date(2017, 1, 1),
    confidence="M",
)
def asked_by_asylblg_authority(case: Case) -> Outcome | None:
    """The office that pays AsylbLG may oblige those whom § 44 Abs. 4 S. 2 Nr. 1 to 3 opens the course to."""
    opened = permitted(case) or tolerated(case) or basis(case) in {"ae_25_5", *TEMPORARY_PROTECTION}
    if not opened:
        return None
    return _obliged(case, lambda: case.met(receives_asylblg) and case.met(asked_by, "asylblg_authority"))


@rule("44a_no_duty", cites=[Norm("§ 44a Abs. 1 AufenthG")])
def no_duty(case: Case) -> Outcome:
    """Nobody else is obliged."""
    return determined(False)


question(
    "integration_course_duty",
    without_access,
    no_simple_german,
    agreed_with_jobcenter,
    asked_by_jobcenter,
    special_need,
    asked_by_asylblg_authority,
    no_duty,
)
