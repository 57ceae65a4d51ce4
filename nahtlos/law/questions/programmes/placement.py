"""Counselling, placement, placement budget and activation; and early support despite the ban on work of § 61 AsylG."""

from datetime import date

from nahtlos.law.conditions.origin import good_prospects, prospects_recorded, safe_country_of_origin
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, Rule, concerning, determined, manual_check, question, rule
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.programmes import work
from nahtlos.law.questions.programmes.people import (
    gestattet,
    left_the_case_load,
    not_yet,
    open_with_title,
)

COUNSELLING = Norm("§ 29 SGB III")
PLACEMENT = Norm("§ 35 SGB III")
BUDGET = Norm("§ 44 SGB III")
ACTIVATION = Norm("§ 45 SGB III")
BY_THE_JOBCENTER = Norm("§ 16 SGB II")

FIRST_EARLY = date(2015, 10, 24)
EARLY_2015 = Norm("§ 131 SGB III", "2015-10-24", "2019-07-31")
EARLY_2019 = Norm("§ 39a SGB III", "2019-08-01")
SAFE_2019 = Norm("§ 39a S. 2 SGB III", "2019-08-01")

#: Internal table: is somebody whom § 61 AsylG bars from work expected to stay lawfully and lastingly?
EXPECTED = "early_support.expected_to_stay"
NO_LIST = (
    "Since 2022-12-31 there is no list of countries whose nationals are expected to stay, and § 39a SGB III still asks "
    "for that expectation; an authority has to say."
)


def _expected(case: Case) -> Outcome:
    """As recorded, otherwise by nationality."""
    return determined(case.met(good_prospects))


expected_2015 = rule(
    "131_prospects", cites=[EARLY_2015], valid_from=FIRST_EARLY, valid_until=date(2018, 12, 31), confidence="P"
)(_expected)
expected_2019_prolonged = rule(
    "131_prospects", cites=[EARLY_2015], valid_from=date(2019, 1, 1), valid_until=date(2019, 7, 31), confidence="M"
)(_expected)
expected_2019 = rule(
    "39a_prospects", cites=[EARLY_2019], valid_from=date(2019, 8, 1), valid_until=date(2022, 12, 30), confidence="P"
)(_expected)


@rule("39a_prospects", cites=[EARLY_2019], valid_from=date(2022, 12, 31), confidence="?")
def expected_without_a_list(case: Case) -> Outcome:
    """Since the list ended only what an authority recorded counts; nationals of safe countries are presumed to leave."""
    if case.met(prospects_recorded):
        return determined(case.met(good_prospects))
    if case.met(safe_country_of_origin):
        return determined(False, SAFE_2019)
    return manual_check(NO_LIST, candidates=work.EITHER)


question(
    EXPECTED,
    not_yet("131_not_yet", FIRST_EARLY, Norm("§ 131 SGB III")),
    expected_2015,
    expected_2019_prolonged,
    expected_2019,
    expected_without_a_list,
    internal=True,
)


def _gestattung_only(case: Case) -> Outcome | None:
    """Early support needs a Gestattung."""
    return None if gestattet(case) else determined(False)


def _early(case: Case, found: Outcome) -> Outcome:
    """For those barred from work; for the others the ordinary services are open."""
    told = work.open_with_work(case, found)
    if told.status == "manual_check":
        return told
    return determined(False) if told.answer else case.decide(EXPECTED)


def _open_or_early(case: Case, found: Outcome) -> Outcome:
    """Open where work is; before that, with a Gestattung, as early support."""
    told = work.open_with_work(case, found)
    barred = told.status == "determined" and not told.answer
    return case.decide(EXPECTED) if barred and gestattet(case) else told


question(
    "programme.early_support_39a",
    not_yet("39a_not_yet", FIRST_EARLY, Norm("§ 131 SGB III")),
    left_the_case_load,
    rule("131_gestattung", cites=[EARLY_2015], valid_until=date(2019, 7, 31))(_gestattung_only),
    rule("39a_gestattung", cites=[EARLY_2019], valid_from=date(2019, 8, 1))(_gestattung_only),
    *work.work_of_any_kind(Norm("§ 39a SGB III"), _early),
)


@rule("29_counselling", cites=[COUNSELLING])
def counselling(case: Case) -> Outcome:
    """Everybody who takes part in working life or wants to is counselled, whatever the status."""
    return determined(True)


@rule("35_duldung", cites=[PLACEMENT])
def placement_with_duldung(case: Case) -> Outcome | None:
    """With a Duldung only a ban on gainful activity closes placement; counselling remains."""
    return determined(not case.decide(work.BANNED).answer) if tolerated(case) else None


def _table(code: str, prefix: str, norm: Norm, *own: Rule) -> None:
    question(
        code,
        left_the_case_load,
        open_with_title(f"{prefix}_title", norm, BY_THE_JOBCENTER),
        *concerning(tolerated, *own),
        *work.work_of_any_kind(norm, _open_or_early),
    )


question("programme.counselling_29", counselling)
_table("programme.placement_35", "35", PLACEMENT, placement_with_duldung)
_table("programme.vb_44", "44", BUDGET)
_table("programme.mag_45", "45", ACTIVATION)
