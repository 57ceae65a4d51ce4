"""`integration_course`: closed, entitled, or admitted if places are free (§ 44 AufenthG); in this order."""

from datetime import date

from nahtlos.law.conditions.course import (
    admitted,
    entitlement_over,
    first_title_entitles,
    months_with_title,
    registration_failed,
    valid_for_a_year,
)
from nahtlos.law.conditions.course_need import attends_school, sufficient_german
from nahtlos.law.conditions.residence import basis, holding
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule, undetermined
from nahtlos.law.questions.courses.gate import (
    CLOSED,
    discretionary_duldung,
    entered_before_august_2019,
    expected_to_stay,
    permitted,
)
from nahtlos.law.questions.labour_market.status import TEMPORARY_PROTECTION, tolerated

ENTITLED = "entitled"
MAY = "may_be_admitted"
CLOSED_TO = "no_access"
ADMISSION = ("bamf_course_admission", "bamf")

OPENED = date(2015, 10, 24)
BEFORE = date(2015, 10, 23)
PROSPECTS_2015 = Norm("§ 44 Abs. 4 S. 2 Nr. 1 AufenthG", "2015-10-24", "2019-07-31")
PROSPECTS_2019 = Norm("§ 44 Abs. 4 S. 2 Nr. 1 lit. a AufenthG", "2019-08-01", "2022-12-30")
ENTRY_2019 = Norm("§ 44 Abs. 4 S. 2 Nr. 1 lit. b AufenthG", "2019-08-01", "2022-12-30")
EVERY_GESTATTUNG = Norm("§ 44 Abs. 4 S. 2 Nr. 1 AufenthG", "2022-12-31")
DULDUNG = Norm("§ 44 Abs. 4 S. 2 Nr. 2 AufenthG", "2015-10-24")
HUMANITARIAN = Norm("§ 44 Abs. 4 S. 2 Nr. 3 AufenthG", "2015-10-24")
PROTECTION = Norm("§ 44 Abs. 4 S. 2 Nr. 3 AufenthG", "2022-12-31")


def _may(case: Case) -> Outcome:
    """Admission is possible; it is no longer missing where it has been granted."""
    granted = case.find(admitted).met
    return determined(MAY, acts=() if granted else (ADMISSION,))


@rule("44_no_status", cites=[Norm("§ 44 AufenthG")], confidence="M")
def without_status(case: Case) -> Outcome | None:
    """Without a title, a Gestattung or a Duldung there is no access."""
    return determined(CLOSED_TO) if basis(case) in CLOSED else None


@rule("44_4_not_yet_open", cites=[Norm("§ 44 Abs. 4 AufenthG", None, "2015-10-23")], valid_until=BEFORE)
def not_yet_open(case: Case) -> Outcome | None:
    """Until 2015-10-23 courses were closed to asylum seekers and tolerated persons."""
    return determined(CLOSED_TO) if permitted(case) or tolerated(case) else None


@rule("44_4_s2_nr_1_gestattung", cites=[PROSPECTS_2015], valid_from=OPENED, valid_until=date(2019, 7, 31))
def gestattung_2015(case: Case) -> Outcome | None:
    """A Gestattung opens the course where a lawful and lasting stay is expected."""
    return determined(CLOSED_TO) if permitted(case) and not expected_to_stay(case) else None


@rule(
    "44_4_s2_nr_1_gestattung",
    cites=[ENTRY_2019, PROSPECTS_2019],
    valid_from=date(2019, 8, 1),
    valid_until=date(2022, 12, 30),
)
def gestattung_2019(case: Case) -> Outcome | None:
    """A Gestattung also opens it to those who entered before 2019-08-01 and are close to work."""
    if not permitted(case) or expected_to_stay(case) or entered_before_august_2019(case, with_child_care=True):
        return None
    return determined(CLOSED_TO)


@rule("44_4_s2_nr_2_duldung", cites=[DULDUNG], valid_from=OPENED)
def other_duldung(case: Case) -> Outcome | None:
    """Of the Duldungen only that under § 60a Abs. 2 S. 3 opens the course."""
    return determined(CLOSED_TO) if tolerated(case) and not discretionary_duldung(case) else None


@rule("44_3_no_need", cites=[Norm("§ 44 Abs. 3 AufenthG")])
def no_need(case: Case) -> Outcome | None:
    """Whoever goes to school, or knows enough German, has no access."""
    return determined(CLOSED_TO) if case.met(sufficient_german) or case.met(attends_school) else None


@rule("44_1_fiktion_of_unknown_title", cites=[Norm("§ 44 Abs. 1 AufenthG")])
def continued_title_unknown(case: Case) -> Outcome | None:
    """A Fiktion continues the title before it; which one that was has to be known."""
    if holding(case).basis != "fiktion_81_4":
        return None
    return undetermined("residence", candidates=(ENTITLED, MAY))


def _lasting_first_title(case: Case) -> bool:
    """A first title of § 44 Abs. 1 and a lasting stay (S. 2)."""
    return case.met(first_title_entitles) and (case.met(valid_for_a_year) or case.met(months_with_title, 18))


@rule("44_1_entitlement", cites=[Norm("§ 44 Abs. 1 AufenthG")])
def entitled(case: Case) -> Outcome | None:
    """The first title entitles for one year, titles issued up to 2016-08-05 for two."""
    if not _lasting_first_title(case) or case.met(entitlement_over):
        return None
    return determined(ENTITLED)


@rule(
    "44_2_s2_not_lapsed",
    cites=[Norm("§ 44 Abs. 1 AufenthG"), Norm("§ 44 Abs. 2 S. 2 AufenthG", "2016-08-06")],
    valid_from=date(2016, 8, 6),
)
def not_lapsed(case: Case) -> Outcome | None:
    """The entitlement does not lapse if registration failed through no fault of the person."""
    return determined(ENTITLED) if _lasting_first_title(case) and case.met(registration_failed) else None


@rule(
    "44_4_s2_nr_1_admission", cites=[PROSPECTS_2015], valid_from=OPENED, valid_until=date(2019, 7, 31), confidence="P"
)
def admission_with_prospects_2015(case: Case) -> Outcome | None:
    """With a Gestattung and good prospects."""
    return _may(case) if permitted(case) else None


@rule(
    "44_4_s2_nr_1_admission",
    cites=[PROSPECTS_2019],
    valid_from=date(2019, 8, 1),
    valid_until=date(2022, 12, 30),
    confidence="P",
)
def admission_with_prospects_2019(case: Case) -> Outcome | None:
    """With a Gestattung and good prospects."""
    return _may(case) if permitted(case) and expected_to_stay(case) else None


@rule("44_4_s2_nr_1_admission", cites=[ENTRY_2019], valid_from=date(2019, 8, 1), valid_until=date(2022, 12, 30))
def admission_after_early_entry(case: Case) -> Outcome | None:
    """With a Gestattung, entry before 2019-08-01 and closeness to work."""
    return _may(case) if permitted(case) else None


@rule("44_4_s2_nr_1_admission", cites=[EVERY_GESTATTUNG], valid_from=date(2022, 12, 31))
def admission_with_any_gestattung(case: Case) -> Outcome | None:
    """With every Gestattung, also of nationals of safe countries."""
    return _may(case) if permitted(case) else None


@rule("44_4_s2_nr_2_admission", cites=[DULDUNG], valid_from=OPENED)
def admission_with_duldung(case: Case) -> Outcome | None:
    """With a Duldung under § 60a Abs. 2 S. 3."""
    return _may(case) if tolerated(case) else None


@rule("44_4_s2_nr_3_admission", cites=[HUMANITARIAN], valid_from=OPENED)
def admission_with_25_5(case: Case) -> Outcome | None:
    """With a title under § 25 Abs. 5."""
    return _may(case) if basis(case) == "ae_25_5" else None


@rule("44_4_s2_nr_3_admission", cites=[PROTECTION], valid_from=date(2022, 12, 31))
def admission_with_24(case: Case) -> Outcome | None:
    """With temporary protection."""
    return _may(case) if basis(case) in TEMPORARY_PROTECTION else None


@rule("44_4_s1_admission", cites=[Norm("§ 44 Abs. 4 S. 1 AufenthG")])
def admission(case: Case) -> Outcome:
    """Everybody else if places are free."""
    return _may(case)


question(
    "integration_course",
    without_status,
    not_yet_open,
    gestattung_2015,
    gestattung_2019,
    other_duldung,
    no_need,
    continued_title_unknown,
    entitled,
    not_lapsed,
    admission_with_prospects_2015,
    admission_with_prospects_2019,
    admission_after_early_entry,
    admission_with_any_gestattung,
    admission_with_duldung,
    admission_with_25_5,
    admission_with_24,
    admission,
)
