"""`vocational_language_course`: courses for work under § 45a AufenthG and § 4 DeuFöV."""

from datetime import date

from nahtlos.law.conditions.course_need import german_level, language_course_needed
from nahtlos.law.conditions.residence import basis
from nahtlos.law.conditions.status_time import months_tolerated
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.questions.courses.gate import (
    CLOSED,
    close_to_work,
    discretionary_duldung,
    entered_before_august_2019,
    expected_to_stay,
    ordinary_duldung,
    permitted,
)
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.status import tolerated

LAST_DAY_WITHOUT = date(2016, 6, 30)
START = date(2016, 7, 1)


@rule("45a_not_yet", cites=[Norm("§ 45a AufenthG")], valid_until=LAST_DAY_WITHOUT, confidence="M")
def not_yet(case: Case) -> Outcome | None:
    """The ordinance did not exist yet."""
    return determined(False)


@rule("4_deufoev_no_status", cites=[Norm("§ 4 Abs. 1 DeuFöV")], confidence="M")
def without_status(case: Case) -> Outcome | None:
    """Without a title, a Gestattung or a Duldung there is no course."""
    return determined(False) if basis(case) in CLOSED else None


@rule(
    "4_deufoev_gestattung",
    cites=[Norm("§ 4 Abs. 1 S. 2 Nr. 1 DeuFöV", None, "2019-07-31")],
    valid_from=START,
    valid_until=date(2019, 7, 31),
    confidence="M",
)
def gestattung_2016(case: Case) -> Outcome | None:
    """During the asylum procedure only where a lawful and lasting stay is expected."""
    return determined(False) if permitted(case) and not expected_to_stay(case) else None


@rule(
    "4_deufoev_gestattung",
    cites=[Norm("§ 4 Abs. 1 S. 2 Nr. 1 DeuFöV", "2019-08-01", "2022-12-30")],
    valid_from=date(2019, 8, 1),
    valid_until=date(2022, 12, 30),
)
def gestattung_2019(case: Case) -> Outcome | None:
    """Or for those who entered before 2019-08-01 and are close to work."""
    if not permitted(case) or expected_to_stay(case) or entered_before_august_2019(case, with_child_care=False):
        return None
    return determined(False)


@rule(
    "4_deufoev_duldung",
    cites=[Norm("§ 4 Abs. 1 S. 2 Nr. 2 DeuFöV", None, "2019-07-31")],
    valid_from=START,
    valid_until=date(2019, 7, 31),
    confidence="M",
)
def duldung_2016(case: Case) -> Outcome | None:
    """With a Duldung only under § 60a Abs. 2 S. 3 AufenthG."""
    return determined(False) if tolerated(case) and not discretionary_duldung(case) else None


@rule("4_deufoev_duldung", cites=[Norm("§ 4 Abs. 1 S. 2 Nr. 2 DeuFöV", "2019-08-01")], valid_from=date(2019, 8, 1))
def duldung_2019(case: Case) -> Outcome | None:
    """Or after six months of Duldung, close to work."""
    if not tolerated(case):
        return None
    if ordinary_duldung(case) and norms.waited(case, months_tolerated, 6):
        return None
    return None if discretionary_duldung(case) else determined(False)


@rule("4_deufoev_course", cites=[Norm("§ 4 Abs. 1 DeuFöV", "2016-07-01"), Norm("§ 4 Abs. 3 DeuFöV")])
def course(case: Case) -> Outcome:
    """The course needs level B1, a need, and closeness to work."""
    if not case.met(german_level, "B1"):
        return determined(False)
    return determined(case.met(language_course_needed) and close_to_work(case))


question(
    "vocational_language_course",
    not_yet,
    without_status,
    gestattung_2016,
    gestattung_2019,
    duldung_2016,
    duldung_2019,
    course,
)
