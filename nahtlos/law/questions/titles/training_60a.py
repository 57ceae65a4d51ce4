"""The Duldung for training before 2020: § 60a Abs. 2 S. 4 AufenthG, from 2015-08-01, with an age limit until 2016-08-05."""

from datetime import date

from nahtlos.law.conditions.job import removal_measures_imminent, work_ban_reason
from nahtlos.law.conditions.obstacle import obstacle_to
from nahtlos.law.conditions.training import (
    in_qualified_training,
    qualified_training_planned,
    training_begun_before_age,
)
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.questions.labour_market.status import holds_60b, tolerated
from nahtlos.law.questions.titles.requirement import (
    ACTS,
    answered,
    cite_leap_day,
    closed,
    demanded,
    not_asked,
    requirement,
)

OF_2015 = Norm("§ 60a Abs. 2 S. 4 AufenthG", "2015-08-01", "2016-08-05")
OF_2016 = Norm("§ 60a Abs. 2 S. 4 AufenthG", "2016-08-06", "2019-12-31")
BANS = Norm("§ 60a Abs. 6 AufenthG", "2015-10-24")

BEGUN = date(2015, 8, 1)
LAST_DAY_WITH_AGE = date(2016, 8, 5)
WITHOUT_AGE = date(2016, 8, 6)
LAST_DAY = date(2019, 12, 31)


@rule("60a_2_s4_tolerated", cites=[Norm("§ 60a Abs. 2 S. 4 AufenthG", None, "2019-12-31")], valid_until=LAST_DAY)
def only_tolerated(case: Case) -> Outcome | None:
    """For tolerated persons, not under § 60b."""
    return None if tolerated(case) and not holds_60b(case) else determined(False)


@requirement("60a_2_s4_training", cites=[Norm("§ 60a Abs. 2 S. 4 AufenthG", None, "2019-12-31")], valid_until=LAST_DAY)
def qualified_training(case: Case) -> bool:
    """A qualified training is taken up."""
    return case.met(in_qualified_training) or case.met(qualified_training_planned)


@requirement("60a_2_s4_age", cites=[OF_2015], valid_from=BEGUN, valid_until=LAST_DAY_WITH_AGE)
def begun_before_21(case: Case) -> bool:
    """Begun before completing the 21st year."""
    cite_leap_day(case)
    return case.met(training_begun_before_age, 21)


@requirement("60a_2_s4_age", cites=[OF_2016], valid_from=WITHOUT_AGE, valid_until=LAST_DAY)
def no_age_limit(case: Case) -> bool:
    """There is no age limit any more."""
    return True


def _no_ban_of_their_own_making(case: Case) -> bool:
    """No ban on work of the person's own making."""
    return not case.met(work_ban_reason)


#: Until the ban moved into the act it stood in the ordinance.
no_work_ban_by_ordinance = requirement(
    "60a_6_work_ban", cites=[Norm("§ 33 BeschV", None, "2015-10-23")], valid_until=date(2015, 10, 23)
)(_no_ban_of_their_own_making)
no_work_ban = requirement("60a_6_work_ban", cites=[BANS], valid_from=date(2015, 10, 24), valid_until=LAST_DAY)(
    _no_ban_of_their_own_making
)


@requirement("60a_2_s4_measures", cites=[OF_2016], valid_from=WITHOUT_AGE, valid_until=LAST_DAY)
def no_measures(case: Case) -> bool:
    """No concrete measures to end the stay are imminent."""
    return not case.met(removal_measures_imminent)


@requirement(
    "60a_2_s6_no_obstacle",
    cites=[Norm("§ 60a Abs. 2 S. 6 AufenthG", "2016-08-06", "2019-12-31")],
    valid_from=WITHOUT_AGE,
    valid_until=LAST_DAY,
)
def no_obstacle(case: Case) -> bool:
    """No convictions, no deception."""
    return not case.met(obstacle_to, "60c")


@rule("60a_2_s4_open", cites=[OF_2015], valid_from=BEGUN, valid_until=LAST_DAY_WITH_AGE)
def may_be_granted(case: Case) -> Outcome:
    """Urgent personal reasons may lie in the training."""
    return determined(True, discretion=None, acts=ACTS)


@rule("60a_2_s4_open", cites=[OF_2016], valid_from=WITHOUT_AGE, valid_until=LAST_DAY)
def is_granted(case: Case) -> Outcome:
    """The Duldung is to be granted."""
    return determined(True, acts=ACTS)


NOT_YET = Norm("§ 60a Abs. 2 S. 4 AufenthG", "2015-08-01")

AGE_RULES = (
    not_asked("60a_2_s4_not_yet", NOT_YET, until=date(2015, 7, 31)),
    *answered(begun_before_21, no_age_limit),
)
RULES = (
    closed("60a_2_s4_not_yet", NOT_YET, until=date(2015, 7, 31)),
    only_tolerated,
    *demanded(qualified_training, begun_before_21, no_work_ban_by_ordinance, no_work_ban, no_measures, no_obstacle),
    may_be_granted,
    is_granted,
)
