"""`residence_rule_12a`: recognised persons are bound to their Land for three years, unless work or training frees them."""

from datetime import date

from nahtlos.law.conditions.age import born_day, born_on_29_february, years_completed
from nahtlos.law.conditions.assignment import assigned_under_12a
from nahtlos.law.conditions.household import lives_with_parent
from nahtlos.law.conditions.release_12a import (
    released_by_course,
    released_by_job,
    released_by_job_of_family,
    released_by_training,
)
from nahtlos.law.conditions.residence import holding
from nahtlos.law.conditions.residence_rule import (
    BOUND,
    FAMILY,
    PROTECTED,
    begun,
    begun_before_2016,
    joined_somebody_bound,
    within_three_years,
)
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import years_completed_on
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule, undetermined

INTEGRATION_ACT = date(2016, 8, 6)
MADE_PERMANENT = date(2019, 7, 12)
WITH_24 = date(2022, 6, 1)
BEFORE_24 = date(2022, 5, 31)


def _old(place: str) -> Norm:
    return Norm(f"§ 12a {place} AufenthG", "2016-08-06", "2022-05-31")


def _new(place: str) -> Norm:
    return Norm(f"§ 12a {place} AufenthG", "2022-06-01")


TURNED_18 = Norm("§ 12a Abs. 1a AufenthG", "2019-07-12")
JOINED = Norm("§ 12a Abs. 6 AufenthG", "2016-08-06")
LEAP_DAY = Norm("§ 188 Abs. 3 BGB")


def _joined(case: Case) -> bool:
    return holding(case).basis in FAMILY


@rule("12a_not_yet", cites=[Norm("§ 12a AufenthG", "2016-08-06")], valid_until=date(2016, 8, 5))
def not_yet(case: Case) -> Outcome:
    """Before the Integration Act nobody was bound."""
    return determined(False)


@rule("12a_fiktion_of_unknown_title", cites=[Norm("§ 12a Abs. 1 S. 1 AufenthG", "2016-08-06")])
def continued_title_unknown(case: Case) -> Outcome | None:
    """A Fiktion continues the title before it; which one that was has to be known."""
    return undetermined("residence", candidates=(True, False)) if holding(case).basis == "fiktion_81_4" else None


@rule("12a_other_status", cites=[_old("Abs. 1 S. 1")], valid_until=BEFORE_24)
def other_status(case: Case) -> Outcome | None:
    """Bound are recognised persons, first permits under §§ 22, 23 and 25 Abs. 3, and who has joined them."""
    return None if holding(case).basis in (BOUND | FAMILY) - {PROTECTED} else determined(False)


@rule("12a_other_status", cites=[_new("Abs. 1 S. 1")], valid_from=WITH_24)
def other_status_than_24(case: Case) -> Outcome | None:
    """The same, and first permits under § 24 Abs. 1."""
    return None if holding(case).basis in BOUND | FAMILY else determined(False)


@rule("12a_6_joined_nobody_bound", cites=[JOINED], valid_until=BEFORE_24)
def joined_nobody_bound(case: Case) -> Outcome | None:
    """Whoever has joined family is bound as long as the one who was joined, and only then."""
    return determined(False) if _joined(case) and not case.met(joined_somebody_bound, False) else None


@rule("12a_6_joined_nobody_bound", cites=[JOINED], valid_from=WITH_24)
def joined_nobody_bound_with_24(case: Case) -> Outcome | None:
    """The same, and those joined may hold § 24."""
    return determined(False) if _joined(case) and not case.met(joined_somebody_bound, True) else None


@rule("12a_7_before_2016", cites=[Norm("§ 12a Abs. 7 AufenthG", "2016-08-06")])
def before_2016(case: Case) -> Outcome | None:
    """Recognitions and first permits before 2016 do not bind."""
    return determined(False) if not _joined(case) and case.met(begun_before_2016) else None


@rule("12a_1_three_years_over", cites=[Norm("§ 12a Abs. 1 S. 1 AufenthG", "2016-08-06")])
def three_years_over(case: Case) -> Outcome | None:
    """Bound for three years from recognition or the first permit, whichever came earlier; the last day included."""
    return None if _joined(case) or case.met(within_three_years) else determined(False)


def _unaccompanied(case: Case) -> Outcome | None:
    alone = not _joined(case) and not case.met(years_completed, 18) and not case.met(lives_with_parent)
    return determined(False) if alone else None


@rule(
    "12a_1a_unaccompanied_minor",
    cites=[Norm("§ 12a Abs. 1 S. 1 AufenthG", "2016-08-06", "2019-07-11")],
    valid_until=date(2019, 7, 11),
    confidence="M",
)
def minor_placed_by_youth_welfare(case: Case) -> Outcome | None:
    """Unaccompanied minors are placed by youth welfare, not by an assignment of the asylum procedure."""
    return _unaccompanied(case)


@rule("12a_1a_unaccompanied_minor", cites=[TURNED_18], valid_from=MADE_PERMANENT, confidence="M")
def unaccompanied_minor(case: Case) -> Outcome | None:
    """They are bound from 18 on for the rest of the three years."""
    return _unaccompanied(case)


def _released_by_work(case: Case) -> Outcome | None:
    """A job that covers the need, or a training, of the person; a job of spouse, partner or minor child."""
    own = case.met(released_by_job) or case.met(released_by_training)
    return determined(False) if own or case.met(released_by_job_of_family, _joined(case)) else None


released_until_2022 = rule("12a_1_s2_released", cites=[_old("Abs. 1 S. 2")], valid_until=BEFORE_24)(_released_by_work)


@rule("12a_1_s2_released", cites=[_new("Abs. 1 S. 2")], valid_from=WITH_24)
def released(case: Case) -> Outcome | None:
    """The same, or a course for integration or work, or a qualifying measure."""
    return determined(False) if case.met(released_by_course) else _released_by_work(case)


def _bound(case: Case) -> Outcome:
    """Bound by law to the Land; a place may have been assigned as well."""
    if _joined(case):
        case.cite(JOINED)
    assigned = case.find(assigned_under_12a)
    if assigned.met:
        case.cite(Norm(f"§ 12a Abs. {assigned.value[-1]} AufenthG", "2016-08-06"))
    case.aside(lambda: _cite_coming_of_age(case))
    return determined(True)


def _cite_coming_of_age(case: Case) -> None:
    since, born = begun(case.facts, case.fact_day), born_day(case.facts)
    if since is None or born is None or years_completed_on(born, 18) <= since.latest:
        return
    if case.law_since(MADE_PERMANENT.toordinal()):
        case.cite(TURNED_18)
    if born_on_29_february(case.facts):
        case.cite(LEAP_DAY)


bound_until_2022 = rule("12a_1_s1_bound", cites=[_old("Abs. 1 S. 1")], valid_until=BEFORE_24)(_bound)
bound = rule("12a_1_s1_bound", cites=[_new("Abs. 1 S. 1")], valid_from=WITH_24)(_bound)

question(
    "residence_rule_12a",
    not_yet,
    continued_title_unknown,
    other_status,
    other_status_than_24,
    before_2016,
    three_years_over,
    joined_nobody_bound,
    joined_nobody_bound_with_24,
    minor_placed_by_youth_welfare,
    unaccompanied_minor,
    released_until_2022,
    released,
    bound_until_2022,
    bound,
)
