"""Work opportunities under § 5 AsylbLG with their allowance, and the integration measures of § 5a AsylbLG."""

from datetime import date

from nahtlos.law.conditions.age import born_on_29_february, years_completed
from nahtlos.law.conditions.origin import safe_country_of_origin
from nahtlos.law.conditions.residence import holdings
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, not_applicable, question, rule
from nahtlos.law.parameters import statuses
from nahtlos.law.questions.labour_market.status import TEMPORARY_PROTECTION, in_asylum_procedure, status_of, tolerated
from nahtlos.law.questions.programmes.people import no_longer, not_yet

#: § 1 Abs. 1 Nr. 3 lit. a and b AsylbLG; § 25 Abs. 5 AufenthG is not counted here.
TITLES_UNDER_ASYLBLG = frozenset({"ae_23_1_krieg", "ae_25_4_s1"})
FURTHER_APPLICATION = frozenset({"folgeantrag", "zweitantrag"})
WITHOUT_PAPER = "ausreisepflichtig_ohne_papier"
LAST_OF_24 = date(2022, 5, 31)

WORK_OPPORTUNITY = Norm("§ 5 AsylbLG")


def _title_under_asylblg(case: Case) -> bool:
    return status_of(case) in TITLES_UNDER_ASYLBLG


@rule("5_work_opportunity", cites=[WORK_OPPORTUNITY, Norm("§ 1 Abs. 1 AsylbLG")])
def under_asylblg(case: Case) -> Outcome | None:
    """The authority assigns the work to people under the AsylbLG."""
    entitled = in_asylum_procedure(case) or tolerated(case) or _title_under_asylblg(case)
    return determined(True) if entitled or status_of(case) == WITHOUT_PAPER else None


@rule("5_temporary_protection", cites=[WORK_OPPORTUNITY], valid_until=LAST_OF_24)
def temporary_protection(case: Case) -> Outcome | None:
    """Up to May 2022 temporary protection was under the AsylbLG."""
    return determined(True) if status_of(case) in TEMPORARY_PROTECTION else None


@rule("5_not_under_asylblg", cites=[WORK_OPPORTUNITY])
def not_under_asylblg(case: Case) -> Outcome:
    """For everybody else the question does not arise."""
    return not_applicable()


question("programme.agh_asylblg_5", under_asylblg, temporary_protection, not_under_asylblg)


@rule(
    "5_2_allowance",
    cites=[Norm("§ 5 Abs. 2 AsylbLG", None, "2016-08-05")],
    valid_until=date(2016, 8, 5),
    confidence="D",
)
def allowance_before_2016(case: Case) -> Outcome:
    """1.05 euros an hour."""
    return determined("1.05")


@rule("5_2_allowance", cites=[Norm("§ 5 Abs. 2 AsylbLG", "2016-08-06")], valid_from=date(2016, 8, 6))
def allowance(case: Case) -> Outcome:
    """80 cents an hour, unless higher expenses are shown."""
    return determined("0.80")


question("programme.agh_asylblg_5.allowance", allowance_before_2016, allowance)


FIRST, LAST = date(2016, 8, 6), date(2020, 12, 31)
MEASURE = Norm("§ 5a Abs. 1 AsylbLG", "2016-08-06", "2020-12-31")
NOT_FOR = Norm("§ 5a Abs. 1 S. 2 AsylbLG", "2016-08-06", "2020-12-31")
WHO = Norm("§ 5a Abs. 1 S. 1 AsylbLG", "2016-08-06", "2020-12-31")
AGE = (Norm("§ 187 Abs. 2 S. 2 BGB"), Norm("§ 188 Abs. 2 BGB"))
LEAP_DAY = Norm("§ 188 Abs. 3 BGB")


def _excluded_by_status(case: Case) -> bool:
    """§ 1 Abs. 1 Nr. 4 and 5 AsylbLG: a Duldung, also beside a further application, and the duty to leave."""
    if status_of(case) in FURTHER_APPLICATION:
        return any(held.status in statuses.DULDUNG for held in holdings(case))
    return tolerated(case) or status_of(case) == WITHOUT_PAPER


@rule("5a_excluded_status", cites=[NOT_FOR])
def excluded_by_status(case: Case) -> Outcome | None:
    """Tolerated persons, and those who have to leave, are excluded."""
    return determined(False) if _excluded_by_status(case) else None


@rule("5a_not_under_asylblg", cites=[MEASURE])
def measure_not_under_asylblg(case: Case) -> Outcome | None:
    """For people outside the AsylbLG the question does not arise."""
    if in_asylum_procedure(case) or _title_under_asylblg(case) or status_of(case) in FURTHER_APPLICATION:
        return None
    return None if status_of(case) in TEMPORARY_PROTECTION else not_applicable()


@rule("5a_measure", cites=[WHO, *AGE])
def measure(case: Case) -> Outcome:
    """From the eighteenth birthday on, except for nationals of safe countries of origin."""
    case.aside(lambda: case.cite(LEAP_DAY) if born_on_29_february(case.facts) else None)
    if not case.met(years_completed, 18):
        return determined(False)
    case.cite(NOT_FOR)
    return determined(not case.met(safe_country_of_origin))


question(
    "programme.fim_5a",
    not_yet("5a_not_yet", FIRST, Norm("§ 5a AsylbLG")),
    no_longer("5a_repealed", LAST, MEASURE, confidence="M"),
    excluded_by_status,
    measure_not_under_asylblg,
    measure,
)
