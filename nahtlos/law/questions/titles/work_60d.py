"""`title.60d`: the Duldung for employment since 2020-01-01, in the wording until 2024-02-26 and the one after."""

from datetime import date

from nahtlos.law.conditions.course_need import german_level
from nahtlos.law.conditions.identity import entered_by, identity_clarified, identity_clarified_by
from nahtlos.law.conditions.job_time import job_held_on, months_insured
from nahtlos.law.conditions.livelihood import single_parent
from nahtlos.law.conditions.obstacle import obstacle_to
from nahtlos.law.conditions.status_time import months_tolerated
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.titles.requirement import answered, closed, demanded, not_asked, open_route, requirement

BEFORE_60D = date(2019, 12, 31)
BEGUN = date(2020, 1, 1)
OLD_UNTIL = date(2024, 2, 26)
NEW_SINCE = date(2024, 2, 27)


def _old(place: str) -> Norm:
    return Norm(f"§ 60d {place} AufenthG", "2020-01-01", "2024-02-26")


def _new(place: str) -> Norm:
    return Norm(f"§ 60d {place} AufenthG", "2024-02-27")


def _any(place: str) -> Norm:
    return Norm(f"§ 60d {place} AufenthG", "2020-01-01")


@rule("60d_1_tolerated", cites=[_any("Abs. 1")])
def only_tolerated(case: Case) -> Outcome | None:
    """For tolerated persons."""
    return None if tolerated(case) else determined(False)


@requirement("60d_1_entry", cites=[_old("Abs. 1")], valid_from=BEGUN, valid_until=OLD_UNTIL)
def entered_by_august_2018(case: Case) -> bool:
    """Entered up to 2018-08-01."""
    return case.met(entered_by, "2018-08-01")


@requirement("60d_1_entry", cites=[_new("Abs. 1")], valid_from=NEW_SINCE)
def entered_by_2022(case: Case) -> bool:
    """Entered up to 2022-12-31."""
    return case.met(entered_by, "2022-12-31")


@requirement("60d_1_nr_2_prior_toleration", cites=[_any("Abs. 1 Nr. 2")], valid_from=BEGUN)
def twelve_months_tolerated(case: Case) -> bool:
    """A Duldung held for twelve months; that of § 60b does not count."""
    return waited(case, months_tolerated, 12)


@requirement("60d_1_nr_3_work", cites=[_old("Abs. 1 Nr. 3")], valid_from=BEGUN, valid_until=OLD_UNTIL)
def eighteen_months_of_work(case: Case) -> bool:
    """Insured work for eighteen months, 35 hours a week; 20 hours for those who bring up children alone."""
    if case.met(months_insured, 18, 35):
        return True
    return case.met(months_insured, 18, 20) and case.met(single_parent)


@requirement("60d_1_nr_3_work", cites=[_new("Abs. 1 Nr. 3")], valid_from=NEW_SINCE)
def twelve_months_of_work(case: Case) -> bool:
    """Insured work for twelve months, 20 hours a week."""
    return case.met(months_insured, 12, 20)


@requirement(
    "60d_1_nr_1_identity", cites=[_old("Abs. 1 Nr. 1")], valid_from=BEGUN, valid_until=OLD_UNTIL, confidence="M"
)
def identity_by_june_2020(case: Case) -> bool:
    """Identity clarified by 2020-06-30; after entry up to 2016 with a job on 2020-01-01 until the application."""
    if case.met(identity_clarified_by, "2020-06-30"):
        return True
    early = case.met(entered_by, "2016-12-31") and case.met(job_held_on, "2020-01-01")
    return early and case.met(identity_clarified)


@requirement("60d_1_nr_1_identity", cites=[_new("Abs. 1 Nr. 1")], valid_from=NEW_SINCE)
def identity_by_2024(case: Case) -> bool:
    """Identity clarified, or everything reasonable done for it, by 2024-12-31."""
    return case.met(identity_clarified_by, "2024-12-31")


@requirement("60d_1_nr_6_german", cites=[_any("Abs. 1 Nr. 6")], valid_from=BEGUN)
def german_a2(case: Case) -> bool:
    """Sufficient spoken German: A2."""
    return case.met(german_level, "A2")


@requirement("60d_1_no_obstacle", cites=[_any("Abs. 1 Nr. 7")], valid_from=BEGUN)
def no_obstacle(case: Case) -> bool:
    """No convictions, no expulsion, no deception; the livelihood is secured."""
    return not case.met(obstacle_to, "60d")


ENTRY = (entered_by_august_2018, entered_by_2022)
WORK = (eighteen_months_of_work, twelve_months_of_work)
IDENTITY = (identity_by_june_2020, identity_by_2024)
NOT_YET = ("60d_not_yet", _any("Abs. 1"))

question("title.60d.entry", not_asked(*NOT_YET, until=BEFORE_60D), *answered(*ENTRY))
question("title.60d.work", not_asked(*NOT_YET, until=BEFORE_60D), *answered(*WORK))
question("title.60d.prior_toleration", not_asked(*NOT_YET, until=BEFORE_60D), *answered(twelve_months_tolerated))
question(
    "title.60d",
    closed(*NOT_YET, until=BEFORE_60D),
    only_tolerated,
    *demanded(*ENTRY, twelve_months_tolerated, *WORK, *IDENTITY, german_a2, no_obstacle),
    open_route("60d_1_open", _any("Abs. 1")),
)
