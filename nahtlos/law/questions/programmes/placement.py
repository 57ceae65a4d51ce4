"""Counselling, placement, placement budget and activation; and early support despite the ban on work of § 61 AsylG."""

from datetime import date

from nahtlos.law.conditions.origin import good_prospects, prospects_recorded, safe_country_of_origin
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Body, Norm, Outcome, Rule, concerning, determined, manual_check, question, rule
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

EARLY = "programme.early_support_39a"
EARLY_2015 = Norm("§ 131 SGB III", "2015-10-24", "2019-07-31")
EARLY_2019 = Norm("§ 39a SGB III", "2019-08-01")
SAFE_2019 = Norm("§ 39a S. 2 SGB III", "2019-08-01")

#: The provision, its first and its last day, and how sure we are of it. § 131 was to end with 2018, and was prolonged.
WORDINGS: tuple[tuple[Norm, date, date | None, str], ...] = (
    (EARLY_2015, date(2015, 10, 24), date(2018, 12, 31), "P"),
    (EARLY_2015, date(2019, 1, 1), date(2019, 7, 31), "M"),
    (EARLY_2019, date(2019, 8, 1), date(2022, 12, 30), "P"),
)
WITHOUT_LIST = date(2022, 12, 31)
NO_LIST = (
    "Since 2022-12-31 there is no list of countries whose nationals are expected to stay, and § 39a SGB III still asks "
    "for that expectation; an authority has to say."
)


def _no_early_support_for_others(case: Case) -> Outcome | None:
    """Early support needs a Gestattung."""
    return None if gestattet(case) else determined(False)


def _work_not_barred(case: Case) -> Outcome | None:
    """Early support is for those whom § 61 AsylG bars from work; for the others the ordinary services are open."""
    found = work.following(case, work.OF_ANY_KIND)
    if found.status == "determined" and not found.answer:
        return None
    return determined(False) if found.status == "determined" else found


def _expected_to_stay(case: Case) -> Outcome:
    """Early support is for those expected to stay lawfully and lastingly."""
    return determined(case.met(good_prospects))


def _by_period(rule_id: str, body: Body) -> tuple[Rule, ...]:
    """A rule for the time of § 131, and one for that of § 39a."""
    return (
        rule(rule_id, cites=[EARLY_2015], valid_from=date(2015, 10, 24), valid_until=date(2019, 7, 31))(body),
        rule(rule_id, cites=[EARLY_2019], valid_from=date(2019, 8, 1))(body),
    )


@rule("39a_prospects", cites=[EARLY_2019], valid_from=WITHOUT_LIST, confidence="?")
def prospects_without_a_list(case: Case) -> Outcome:
    """Since the list ended only what an authority recorded counts; nationals of safe countries are presumed to leave."""
    if case.met(prospects_recorded):
        return determined(case.met(good_prospects))
    if case.met(safe_country_of_origin):
        return determined(False, SAFE_2019)
    return manual_check(NO_LIST, candidates=work.EITHER)


question(
    EARLY,
    not_yet("39a_not_yet", date(2015, 10, 24), Norm("§ 131 SGB III")),
    left_the_case_load,
    *_by_period("39a_gestattung_only", _no_early_support_for_others),
    *_by_period("39a_work_not_barred", _work_not_barred),
    *(
        rule("39a_prospects", cites=[norm], valid_from=first, valid_until=last, confidence=mark)(_expected_to_stay)
        for norm, first, last, mark in WORDINGS
    ),
    prospects_without_a_list,
)


@rule("29_counselling", cites=[COUNSELLING])
def counselling(case: Case) -> Outcome:
    """Everybody who takes part in working life or wants to is counselled, whatever the status."""
    return determined(True)


@rule("35_duldung", cites=[PLACEMENT])
def placement_with_duldung(case: Case) -> Outcome | None:
    """With a Duldung only a ban on gainful activity closes placement; counselling remains."""
    return determined(not case.decide(work.BANNED).answer) if tolerated(case) else None


def _gestattung(case: Case) -> Outcome | None:
    """With a Gestattung open where work is; before that only as early support."""
    if not gestattet(case):
        return None
    found = work.following(case, work.OF_ANY_KIND)
    return found if found.status == "determined" and found.answer else case.decide(EARLY)


def _table(code: str, prefix: str, norm: Norm, *own: Rule) -> None:
    question(
        code,
        left_the_case_load,
        open_with_title(f"{prefix}_title", norm, BY_THE_JOBCENTER),
        *concerning(tolerated, *own),
        *concerning(gestattet, rule(f"{prefix}_gestattung", cites=[norm])(_gestattung)),
        work.open_with_work(f"{prefix}_work", norm),
    )


question("programme.counselling_29", counselling)
_table("programme.placement_35", "35", PLACEMENT, placement_with_duldung)
_table("programme.vb_44", "44", BUDGET)
_table("programme.mag_45", "45", ACTIVATION)
