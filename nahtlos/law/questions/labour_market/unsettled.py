"""What nobody has settled: the asylum law of the Union in force since 2026-06-12, and safe countries by ordinance."""

from datetime import date

from nahtlos.law.conditions.origin import safe_by_ordinance_only
from nahtlos.law.conditions.subsistence import obliged_to_live_in_reception_centre
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, manual_check
from nahtlos.law.questions.labour_market.job import Job, job_rule
from nahtlos.law.questions.labour_market.status import in_asylum_procedure, without_title

GEAS = "The act adapting German law to the common European asylum system is in force; its text of § 61 is unverified."
POSSIBLE = (
    "prohibited",
    "permit_with_ba_approval",
    "permit_without_ba_approval",
    "entitled_with_ba_approval",
    "entitled_without_ba_approval",
)


@job_rule(
    "61_unsettled_since_2026_06_12",
    cites=[Norm("§ 61 AsylG", "2026-06-12")],
    valid_from=date(2026, 6, 12),
    confidence="?",
)
def new_asylum_law(case: Case, job: Job) -> Outcome | None:
    """In the asylum procedure, and for everybody obliged to live in a reception centre, a person has to look."""
    if in_asylum_procedure(case) or (without_title(case) and case.met(obliged_to_live_in_reception_centre)):
        return manual_check(GEAS, candidates=POSSIBLE)
    return None


@job_rule(
    "29b_safe_country_by_ordinance",
    cites=[Norm("§ 29b AsylG", "2026-02-01")],
    valid_from=date(2026, 2, 1),
    confidence="?",
)
def safe_country_by_ordinance(case: Case, job: Job) -> Outcome | None:
    """Whether an ordinance closes work like Anlage II does has not been settled."""
    if without_title(case) and case.met(safe_by_ordinance_only):
        return manual_check("The country is safe only by an ordinance under § 29b AsylG.", candidates=POSSIBLE)
    return None


RULES = (new_asylum_law, safe_country_by_ordinance)
