"""`integration_course`: entitled, admitted if places are free, or no access (§ 44 AufenthG)."""

from datetime import date

from nahtlos.law.conditions.course import (
    admitted,
    attends_school,
    entitlement_over,
    first_title_entitles,
    months_with_title,
    registration_failed,
    sufficient_german,
    valid_for_a_year,
)
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
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.status import tolerated

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
TEMPORARY_PROTECTION = Norm("§ 44 Abs. 4 S. 2 Nr. 3 AufenthG", "2022-12-31")
IF_PLACES_ARE_FREE = Norm("§ 44 Abs. 4 S. 1 AufenthG")

#: Titles without entitlement that § 44 Abs. 4 S. 2 names since a certain day; before it S. 1 opened the course.
NAMED_SINCE = {"ae_25_5": (HUMANITARIAN,), "ae_24": (TEMPORARY_PROTECTION,), "fiktion_24": (TEMPORARY_PROTECTION,)}


def _may(case: Case, norm: Norm) -> Outcome:
    """Admission is possible; it is no longer missing where it has been granted."""
    granted = case.find(admitted).met
    return determined(MAY, norm, acts=() if granted else (ADMISSION,))


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


@rule(
    "44_1_entitlement",
    cites=[Norm("§ 44 Abs. 1 AufenthG"), Norm("§ 44 Abs. 2 AufenthG", None, "2016-08-05")],
    valid_until=date(2016, 8, 5),
    confidence="D",
)
def entitled_for_two_years(case: Case) -> Outcome | None:
    """The first title entitles for two years."""
    if not _lasting_first_title(case) or case.met(entitlement_over, 2):
        return None
    return determined(ENTITLED)


@rule(
    "44_1_entitlement",
    cites=[Norm("§ 44 Abs. 1 AufenthG"), Norm("§ 44 Abs. 2 S. 1 AufenthG", "2016-08-06")],
    valid_from=date(2016, 8, 6),
)
def entitled_for_a_year(case: Case) -> Outcome | None:
    """The first title entitles for a year, longer if registration failed through no fault of the person."""
    if not _lasting_first_title(case):
        return None
    if case.met(entitlement_over, 1):
        if not case.met(registration_failed):
            return None
        case.cite(Norm("§ 44 Abs. 2 S. 2 AufenthG", "2016-08-06"))
    return determined(ENTITLED)


@rule("44_4_admission", cites=[Norm("§ 44 Abs. 4 AufenthG")])
def admission(case: Case) -> Outcome:
    """Everybody else may be admitted if places are free."""
    if tolerated(case):
        return _may(case, DULDUNG)
    if permitted(case):
        return _may(case, _opened_to_gestattung(case))
    wordings = NAMED_SINCE.get(basis(case), ())
    return _may(case, norms.on(case, (*wordings, IF_PLACES_ARE_FREE)))


def _opened_to_gestattung(case: Case) -> Norm:
    """The wording that opens the course to a Gestattung on the day."""
    norm = norms.on(case, (EVERY_GESTATTUNG, PROSPECTS_2019, PROSPECTS_2015))
    return ENTRY_2019 if norm == PROSPECTS_2019 and not expected_to_stay(case) else norm


question(
    "integration_course",
    without_status,
    not_yet_open,
    gestattung_2015,
    gestattung_2019,
    other_duldung,
    no_need,
    continued_title_unknown,
    entitled_for_two_years,
    entitled_for_a_year,
    admission,
)
