"""`title.60c`: the Duldung for training since 2020-01-01. Before: training_60a.py, which the questions begin with.

Case Nr. 1: a training begun during the asylum procedure goes on. Case Nr. 2: a tolerated person begins one.
"""

from datetime import date

from nahtlos.law.conditions.application import measures_at_application, months_tolerated_at_application
from nahtlos.law.conditions.identity import entered_by, identity_in_time_for_60c
from nahtlos.law.conditions.job import work_ban_reason
from nahtlos.law.conditions.obstacle import obstacle_to
from nahtlos.law.conditions.training import (
    begins_within,
    begun_in_asylum_procedure,
    in_qualified_training,
    qualified_training_planned,
)
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import holds_60b, status_of, tolerated
from nahtlos.law.questions.titles import training_60a
from nahtlos.law.questions.titles.requirement import answered, demanded, not_asked, open_route, requirement

BEFORE_60C = date(2019, 12, 31)
BEGUN = date(2020, 1, 1)


def _norm(place: str) -> Norm:
    return Norm(f"§ 60c {place} AufenthG", "2020-01-01")


IDENTITY = _norm("Abs. 2 Nr. 3")


def continues(case: Case) -> bool:
    """Case Nr. 1: the training under way was begun during the asylum procedure."""
    return case.met(begun_in_asylum_procedure)


@rule("60c_1_obliged_to_leave", cites=[_norm("Abs. 1 S. 1")], valid_from=BEGUN)
def only_tolerated(case: Case) -> Outcome | None:
    """For tolerated persons; whoever continues a training needs no Duldung before. Not under § 60b."""
    if tolerated(case) and not holds_60b(case):
        return None
    obliged = status_of(case) == "ausreisepflichtig_ohne_papier" and continues(case)
    return None if obliged else determined(False)


@requirement("60c_1_training", cites=[_norm("Abs. 1 S. 1 Nr. 1"), _norm("Abs. 1 S. 1 Nr. 2")], valid_from=BEGUN)
def qualified_training(case: Case) -> bool:
    """A training in a recognised occupation is under way or agreed."""
    return case.met(in_qualified_training) or case.met(qualified_training_planned)


@requirement("60c_2_nr_1_work_ban", cites=[_norm("Abs. 2 Nr. 1")], valid_from=BEGUN)
def no_work_ban(case: Case) -> bool:
    """No reason of § 60a Abs. 6 of the person's own making."""
    return not case.met(work_ban_reason)


@requirement("60c_2_nr_2_prior_toleration", cites=[_norm("Abs. 2 Nr. 2")], valid_from=BEGUN)
def three_months_tolerated(case: Case) -> bool:
    """In case Nr. 2 three months of Duldung at the application, without one today; in case Nr. 1 none."""
    return waited(case, months_tolerated_at_application, 3) or continues(case)


@requirement("60c_2_nr_3_identity", cites=[IDENTITY], valid_from=BEGUN)
def identity_in_time(case: Case) -> bool:
    """Identity clarified, or everything reasonable done for it, in the time that the entry sets."""
    if case.find(entered_by, "2019-12-31").met is False:
        case.cite(_norm("Abs. 2 Nr. 3 lit. c"))
    elif case.find(entered_by, "2016-12-31").met is False:
        case.cite(_norm("Abs. 2 Nr. 3 lit. b"))
    elif case.find(entered_by, "2016-12-31").met:
        case.cite(_norm("Abs. 2 Nr. 3 lit. a"))
    return case.met(identity_in_time_for_60c)


@requirement("60c_2_no_obstacle", cites=[_norm("Abs. 2 Nr. 4")], valid_from=BEGUN)
def no_obstacle(case: Case) -> bool:
    """No convictions, no expulsion, no deception."""
    return not case.met(obstacle_to, "60c")


@requirement("60c_2_nr_5_measures", cites=[_norm("Abs. 2 Nr. 5")], valid_from=BEGUN)
def no_measures(case: Case) -> bool:
    """In case Nr. 2 no concrete measures to end the stay at the application."""
    return not case.met(measures_at_application) or continues(case)


@requirement("60c_3_not_too_early", cites=[_norm("Abs. 3 S. 2")], valid_from=BEGUN)
def not_too_early(case: Case) -> bool:
    """In case Nr. 2 it is granted at the earliest six months before the training begins."""
    return case.met(in_qualified_training) or case.met(begins_within, 6)


@requirement("60c_age", cites=[_norm("Abs. 1")], valid_from=BEGUN)
def no_age_limit(case: Case) -> bool:
    """There is no age limit."""
    return True


question(
    "title.60c.prior_toleration",
    not_asked("60c_not_yet", _norm("Abs. 2 Nr. 2"), until=BEFORE_60C),
    *answered(three_months_tolerated),
)
question("title.60c.identity", not_asked("60c_not_yet", IDENTITY, until=BEFORE_60C), *answered(identity_in_time))
question("title.60c.age", *training_60a.AGE_RULES, *answered(no_age_limit))
question(
    "title.60c",
    *training_60a.RULES,
    only_tolerated,
    *demanded(
        qualified_training,
        no_work_ban,
        no_obstacle,
        three_months_tolerated,
        no_measures,
        not_too_early,
        identity_in_time,
    ),
    open_route("60c_1_open", _norm("Abs. 1 S. 1")),
)
