"""`programme.bvb_51`: measures that prepare for vocational training (§ 52 SGB III, from 2016 to 2019 § 132 SGB III)."""

from datetime import date

from nahtlos.law.conditions.course_need import entered_before, sufficient_german
from nahtlos.law.conditions.funded_training import went_to_school
from nahtlos.law.conditions.origin import good_prospects
from nahtlos.law.conditions.status_time import months_of_status, months_permitted, months_suspended
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.finding import Condition
from nahtlos.law.engine.rule import Norm, Outcome, concerning, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.programmes import work
from nahtlos.law.questions.programmes.people import gestattet, left_the_case_load, open_with_title

BEFORE = date(2016, 8, 5)
SPECIAL, SPECIAL_END = date(2016, 8, 6), date(2019, 7, 31)
NEW = date(2019, 8, 1)
EARLY_ENTRY = "2019-08-01"

SPECIAL_GESTATTUNG = Norm("§ 132 Abs. 1 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_WAIT = Norm("§ 132 Abs. 1 S. 1 Nr. 1 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_GERMAN = Norm("§ 132 Abs. 1 S. 4 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_DULDUNG = Norm("§ 132 Abs. 2 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_SIX_YEARS = Norm("§ 132 Abs. 2 Nr. 2 SGB III", "2016-08-06", "2019-07-31")
WORK = Norm("§ 52 Abs. 2 S. 1 SGB III", "2019-08-01")
GESTATTUNG = Norm("§ 52 Abs. 2 S. 2 SGB III", "2019-08-01")
GESTATTUNG_EARLY = Norm("§ 52 Abs. 2 S. 3 SGB III", "2019-08-01")
DULDUNG = Norm("§ 52 Abs. 2 S. 4 SGB III", "2019-08-01")


def _asylum_or_duldung(case: Case) -> bool:
    return gestattet(case) or tolerated(case)


@rule("52_not_yet", cites=[Norm("§ 52 Abs. 2 SGB III", None, "2016-08-05")], valid_until=BEFORE, confidence="M")
def not_yet(case: Case) -> Outcome:
    """Until the Integration Act the measures were closed to asylum seekers and tolerated persons."""
    return determined(False)


@rule(
    "132_1_gestattung",
    cites=[SPECIAL_GESTATTUNG, SPECIAL_WAIT, SPECIAL_GERMAN],
    valid_from=SPECIAL,
    valid_until=SPECIAL_END,
    confidence="P",
)
def gestattung_2016(case: Case) -> Outcome | None:
    """Three months of Gestattung, good prospects, and enough German."""
    if not gestattet(case):
        return None
    return determined(waited(case, months_permitted, 3) and case.met(good_prospects) and case.met(sufficient_german))


@rule("132_2_duldung", cites=[SPECIAL_DULDUNG, SPECIAL_SIX_YEARS], valid_from=SPECIAL, valid_until=SPECIAL_END)
def duldung_2016(case: Case) -> Outcome | None:
    """Six years of stay and no ban on gainful activity."""
    if not tolerated(case):
        return None
    return determined(waited(case, months_of_status, 72) and not case.decide(work.BANNED).answer)


def _waited_since_2019(case: Case, condition: Condition, months: int) -> bool:
    """The waiting period; three months for those who entered before August 2019."""
    return waited(case, condition, months) or (case.met(entered_before, EARLY_ENTRY) and waited(case, condition, 3))


@rule("52_2_s2_gestattung", cites=[GESTATTUNG, GESTATTUNG_EARLY], valid_from=NEW)
def gestattung(case: Case) -> Outcome | None:
    """Fifteen months of stay, and school and German that let expect success; then work decides."""
    if not gestattet(case):
        return None
    case.cite(GESTATTUNG)
    fit = _waited_since_2019(case, months_of_status, 15) and case.met(sufficient_german) and case.met(went_to_school)
    return None if fit else determined(False)


@rule("52_2_s4_duldung", cites=[DULDUNG], valid_from=NEW)
def duldung(case: Case) -> Outcome | None:
    """Removal suspended for nine months; then work decides."""
    if not tolerated(case):
        return None
    case.cite(DULDUNG)
    return None if _waited_since_2019(case, months_suspended, 9) else determined(False)


@rule("52_no_status", cites=[Norm("§ 52 SGB III")], confidence="M")
def nobody_else(case: Case) -> Outcome | None:
    """Nobody without a title, a Gestattung or a Duldung."""
    return None if _asylum_or_duldung(case) else determined(False)


question(
    "programme.bvb_51",
    left_the_case_load,
    open_with_title("52_title", Norm("§ 52 SGB III")),
    nobody_else,
    not_yet,
    *concerning(gestattet, gestattung_2016, gestattung),
    *concerning(tolerated, duldung_2016, duldung),
    *work.work_of_any_kind(WORK),
)
