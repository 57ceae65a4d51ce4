"""Support during training in a company (`asa_abh_74`), and training outside a company (`bae_76`)."""

from datetime import date

from nahtlos.law.conditions.origin import good_prospects
from nahtlos.law.conditions.status_time import months_of_status, months_permitted
from nahtlos.law.conditions.subsistence import receives_asylblg
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, concerning, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import (
    FOR_TRAINING,
    TEMPORARY_PROTECTION,
    status_of,
    tolerated,
)
from nahtlos.law.questions.programmes.people import closed_otherwise, gestattet, left_the_case_load, open_with_title

SPECIAL, SPECIAL_END = date(2016, 8, 6), date(2019, 7, 31)
NEW = date(2019, 8, 1)
SUPPORT = Norm("§ 75 SGB III", "2019-08-01")
SPECIAL_GESTATTUNG = Norm("§ 132 Abs. 1 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_WAIT = Norm("§ 132 Abs. 1 S. 1 Nr. 1 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_DULDUNG = Norm("§ 132 Abs. 2 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_TWELVE_MONTHS = Norm("§ 132 Abs. 2 Nr. 1 SGB III", "2016-08-06", "2019-07-31")
BY_ANALOGY = Norm("§ 78 Abs. 3 S. 2 SGB III", None, "2016-08-05")


@rule(
    "78_gestattung",
    cites=[Norm("§ 78 Abs. 3 SGB III", None, "2016-08-05")],
    valid_until=date(2016, 8, 5),
    confidence="M",
)
def gestattung_before_2016(case: Case) -> Outcome | None:
    """Until the Integration Act the support was closed to asylum seekers."""
    return determined(False) if gestattet(case) else None


@rule(
    "132_1_gestattung",
    cites=[SPECIAL_GESTATTUNG, SPECIAL_WAIT],
    valid_from=SPECIAL,
    valid_until=SPECIAL_END,
    confidence="P",
)
def gestattung_2016(case: Case) -> Outcome | None:
    """Three months of Gestattung and good prospects."""
    if not gestattet(case):
        return None
    return determined(waited(case, months_permitted, 3) and case.met(good_prospects))


@rule("78_duldung", cites=[BY_ANALOGY], valid_until=date(2015, 12, 31), confidence="P")
def duldung_four_years(case: Case) -> Outcome | None:
    """As for the training allowance: four years of stay."""
    return determined(waited(case, months_of_status, 48)) if tolerated(case) else None


@rule("78_duldung", cites=[BY_ANALOGY], valid_from=date(2016, 1, 1), valid_until=date(2016, 8, 5), confidence="P")
def duldung_fifteen_months(case: Case) -> Outcome | None:
    """As for the training allowance: fifteen months of stay."""
    return determined(waited(case, months_of_status, 15)) if tolerated(case) else None


@rule(
    "132_2_duldung",
    cites=[SPECIAL_DULDUNG, SPECIAL_TWELVE_MONTHS],
    valid_from=SPECIAL,
    valid_until=SPECIAL_END,
)
def duldung_2016(case: Case) -> Outcome | None:
    """Twelve months of stay."""
    return determined(waited(case, months_of_status, 12)) if tolerated(case) else None


@rule("75_no_status_gate", cites=[SUPPORT], valid_from=NEW, confidence="M")
def without_status_gate(case: Case) -> Outcome | None:
    """Since August 2019 Gestattung and Duldung are as good as a title."""
    return determined(True) if gestattet(case) or tolerated(case) else None


question(
    "programme.asa_abh_74",
    left_the_case_load,
    open_with_title("75_title", Norm("§ 75 SGB III")),
    *concerning(gestattet, gestattung_before_2016, gestattung_2016),
    *concerning(tolerated, duldung_four_years, duldung_fifteen_months, duldung_2016),
    without_status_gate,
    closed_otherwise("75_no_status", Norm("§ 75 SGB III")),
)


EXCLUDED = Norm("§ 76 Abs. 6 Nr. 3 SGB III")

#: Titles that may fall under the AsylbLG, or did in the month in which the title was issued.
MAYBE_ASYLBLG = TEMPORARY_PROTECTION | {
    *("ae_25_3", "ae_25_4_s1", "ae_25_4_s2", "ae_25_4a", "ae_25_4b", "ae_25_5", "ae_23_1_krieg"),
}


@rule("76_6_nr_3_gestattung_or_duldung", cites=[EXCLUDED])
def under_asylblg_by_status(case: Case) -> Outcome | None:
    """Whoever is entitled under the AsylbLG is excluded: every Gestattung and every Duldung."""
    return determined(False) if gestattet(case) or tolerated(case) else None


@rule("76_6_nr_3_title", cites=[EXCLUDED])
def under_asylblg_with_title(case: Case) -> Outcome | None:
    """So are the few holders of titles who are paid under the AsylbLG."""
    return determined(not case.met(receives_asylblg)) if status_of(case) in MAYBE_ASYLBLG else None


@rule("76_6_nr_2_training_title", cites=[Norm("§ 76 Abs. 6 Nr. 2 lit. b SGB III")])
def stay_for_training_only(case: Case) -> Outcome | None:
    """Whoever may stay only for training is excluded."""
    return determined(False) if status_of(case) == FOR_TRAINING else None


question(
    "programme.bae_76",
    left_the_case_load,
    under_asylblg_by_status,
    under_asylblg_with_title,
    stay_for_training_only,
    open_with_title("76_title", Norm("§ 76 SGB III")),
    closed_otherwise("76_no_status", Norm("§ 76 Abs. 6 Nr. 2 lit. a SGB III")),
)
