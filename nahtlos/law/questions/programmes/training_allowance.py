"""`programme.bab_56`: the vocational training allowance. Its waiting periods, and who had a right to it until 2019."""

from datetime import date

from nahtlos.law.conditions.funded_training import first_applied_before, training_begun_before
from nahtlos.law.conditions.origin import good_prospects
from nahtlos.law.conditions.status_time import months_of_status, months_permitted
from nahtlos.law.conditions.subsistence import lives_in_reception_centre
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import day_of
from nahtlos.law.engine.rule import Norm, Outcome, concerning, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import tolerated
from nahtlos.law.questions.programmes.people import (
    closed_otherwise,
    gestattet,
    left_the_case_load,
    open_with_title,
    titled,
    with_wait,
    without_wait,
)

FOUR_YEARS_END = date(2015, 12, 31)
FIFTEEN_MONTHS = date(2016, 1, 1)
SPECIAL = date(2016, 8, 6)
OLD_END = date(2019, 7, 31)
NEW = date(2019, 8, 1)
#: § 448 SGB III: begun and applied for before this day.
TRANSITION = "2019-12-31"

BY_STATUS = Norm("§ 59 Abs. 1 SGB III", None, "2019-07-31")
BY_STATUS_DULDUNG = Norm("§ 59 Abs. 2 SGB III", "2016-01-01", "2019-07-31")
SPECIAL_GESTATTUNG = Norm("§ 132 Abs. 1 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_WAIT = Norm("§ 132 Abs. 1 S. 1 Nr. 2 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_CENTRE = Norm("§ 132 Abs. 1 S. 3 SGB III", "2016-08-06", "2019-07-31")
SPECIAL_TITLES = Norm("§ 132 Abs. 3 SGB III", "2016-08-06", "2019-07-31")
GOES_ON = Norm("§ 448 SGB III", "2019-08-01")
EXCLUDED = Norm("§ 60 Abs. 3 S. 1 SGB III", "2019-08-01")
EXCLUDED_IN_PREPARATION = Norm("§ 56 Abs. 2 S. 3 SGB III", "2019-08-01")
DULDUNG = Norm("§ 60 Abs. 3 S. 2 SGB III", "2019-08-01")
NO_WAIT = Norm("§ 8 Abs. 2 Nr. 1 BAföG")
WAIT = Norm("§ 8 Abs. 2 Nr. 2 BAföG")


@rule("59_gestattung", cites=[Norm("§ 59 SGB III", None, "2016-08-05")], valid_until=date(2016, 8, 5), confidence="M")
def gestattung_before_2016(case: Case) -> Outcome | None:
    """Until the Integration Act the allowance was closed to asylum seekers."""
    return determined(False) if gestattet(case) else None


@rule(
    "132_1_gestattung",
    cites=[SPECIAL_GESTATTUNG, SPECIAL_WAIT, SPECIAL_CENTRE],
    valid_from=SPECIAL,
    valid_until=OLD_END,
    confidence="P",
)
def gestattung_2016(case: Case) -> Outcome | None:
    """Fifteen months of Gestattung, good prospects, and a home outside reception centres."""
    if not gestattet(case):
        return None
    return determined(_settled_in_procedure(case) and case.met(good_prospects))


def _settled_in_procedure(case: Case) -> bool:
    return waited(case, months_permitted, 15) and not case.met(lives_in_reception_centre)


@rule(
    "448_gestattung", cites=[GOES_ON, SPECIAL_GESTATTUNG, SPECIAL_WAIT, SPECIAL_CENTRE], valid_from=NEW, confidence="P"
)
def gestattung_of_old_law(case: Case) -> Outcome | None:
    """Whoever began and applied before 2019-12-31 keeps the old law; the prospects count on the day of application."""
    if not gestattet(case) or not case.met(training_begun_before, TRANSITION):
        return None
    applied = case.find(first_applied_before, "bab", TRANSITION)
    if not case.met(first_applied_before, "bab", TRANSITION) or not _settled_in_procedure(case):
        return None
    then = case.at(day_of(applied.value)) if applied.met else case
    return determined(True) if then.met(good_prospects) else None


@rule("60_3_s1_gestattung", cites=[EXCLUDED, EXCLUDED_IN_PREPARATION], valid_from=NEW)
def gestattung(case: Case) -> Outcome | None:
    """A Gestattung excludes from the allowance, in training and in preparation for it."""
    return determined(False) if gestattet(case) else None


@rule("59_2_duldung", cites=[Norm("§ 59 Abs. 2 SGB III", None, "2015-12-31")], valid_until=FOUR_YEARS_END)
def duldung_four_years(case: Case) -> Outcome | None:
    """Four years of stay."""
    return determined(waited(case, months_of_status, 48)) if tolerated(case) else None


@rule("59_2_duldung", cites=[BY_STATUS_DULDUNG], valid_from=FIFTEEN_MONTHS, valid_until=OLD_END, confidence="D")
def duldung_2016(case: Case) -> Outcome | None:
    """Fifteen months of stay."""
    return determined(waited(case, months_of_status, 15)) if tolerated(case) else None


@rule("60_3_s2_duldung", cites=[DULDUNG], valid_from=NEW)
def duldung(case: Case) -> Outcome | None:
    """Fifteen months of stay."""
    return determined(waited(case, months_of_status, 15)) if tolerated(case) else None


@rule("59_1_title_without_wait", cites=[BY_STATUS, NO_WAIT], valid_until=OLD_END)
def title_without_wait(case: Case) -> Outcome | None:
    """Titles of § 8 Abs. 2 Nr. 1 BAföG, and settlement permits, open the allowance at once."""
    return determined(True) if without_wait(case) else None


@rule("59_1_title_with_wait", cites=[BY_STATUS, WAIT], valid_until=FOUR_YEARS_END)
def title_four_years(case: Case) -> Outcome | None:
    """Titles of § 8 Abs. 2 Nr. 2 BAföG after four years of stay."""
    return determined(waited(case, months_of_status, 48)) if with_wait(case) else None


@rule(
    "59_1_title_with_wait",
    cites=[BY_STATUS, WAIT],
    valid_from=FIFTEEN_MONTHS,
    valid_until=date(2016, 8, 5),
    confidence="D",
)
def title_fifteen_months(case: Case) -> Outcome | None:
    """The same after fifteen months."""
    return determined(waited(case, months_of_status, 15)) if with_wait(case) else None


@rule("132_3_title_with_wait", cites=[SPECIAL_TITLES], valid_from=SPECIAL, valid_until=OLD_END)
def title_three_months(case: Case) -> Outcome | None:
    """The same after three months."""
    return determined(waited(case, months_of_status, 3)) if with_wait(case) else None


@rule("59_1_other_title", cites=[BY_STATUS], valid_until=OLD_END, confidence="M")
def other_title(case: Case) -> Outcome | None:
    """Other titles were not named; earlier work of the person or her parents (§ 59 Abs. 3) is not looked at."""
    return determined(False) if titled(case) else None


question(
    "programme.bab_56",
    left_the_case_load,
    *concerning(gestattet, gestattung_before_2016, gestattung_2016, gestattung_of_old_law, gestattung),
    *concerning(tolerated, duldung_four_years, duldung_2016, duldung),
    *concerning(titled, title_without_wait, title_four_years, title_fifteen_months, title_three_months, other_title),
    open_with_title("60_title", Norm("§ 60 SGB III", "2019-08-01")),
    closed_otherwise("60_no_status", Norm("§ 60 SGB III")),
)
