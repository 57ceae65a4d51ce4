"""Safe countries by ordinance (§ 29b AsylG), should work be closed to their nationals as it is under Anlage II."""

from nahtlos.law.conditions.asylum_application import applied_after
from nahtlos.law.conditions.origin import safe_by_ordinance_only
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, manual_check
from nahtlos.law.modules.labour_market import wherever
from nahtlos.law.modules.module import Module
from nahtlos.law.questions.labour_market.job import Job, job_rule, prohibited
from nahtlos.law.questions.labour_market.status import in_asylum_procedure, without_title
from nahtlos.law.questions.labour_market.unsettled import POSSIBLE

BY_ORDINANCE = Norm("§ 61 Abs. 2 S. 4 AsylG", "2026-02-01")


@job_rule("29b_61_2_s4_safe_country", cites=[BY_ORDINANCE, Norm("§ 29b AsylG", "2026-02-01")], confidence="?")
def closed_by_ordinance(case: Case, job: Job) -> Outcome | None:
    """During the asylum procedure the ordinance closes work like Anlage II, for applications after 31 August 2015."""
    if not in_asylum_procedure(case) or not case.met(safe_by_ordinance_only):
        return None
    return prohibited() if case.met(applied_after, "2015-08-31") else None


@job_rule("29b_tolerated", cites=[Norm("§ 29b AsylG", "2026-02-01")], confidence="?")
def tolerated(case: Case, job: Job) -> Outcome | None:
    """Whether the ordinance also reaches tolerated persons stays open."""
    if in_asylum_procedure(case) or not without_title(case) or not case.met(safe_by_ordinance_only):
        return None
    return manual_check("The country is safe only by an ordinance under § 29b AsylG.", candidates=POSSIBLE)


ORDINANCE_29B = Module(
    id="ordinance_29b",
    title={
        "de": "Rechtsverordnung nach § 29b AsylG: sichere Herkunftsstaaten",
        "en": "Ordinance under § 29b AsylG: safe countries of origin",
    },
    source={
        "de": "§ 29b AsylG in der Fassung vom April 2026; § 61 Abs. 2 AsylG verweist auf „§ 29a oder § 29b“. Welche Staaten "
        "eine Verordnung nennt, steht in parameters/safe_countries.yaml unter vo_29b; bekannt ist keiner.",
        "en": "§ 29b AsylG in the wording of April 2026; § 61 Abs. 2 AsylG refers to “§ 29a oder § 29b”. The countries an "
        "ordinance names stand in parameters/safe_countries.yaml as vo_29b; none is known.",
    },
    leaves_out={
        "de": "Geduldete (§ 60a Abs. 6 AufenthG) bleiben von Hand zu prüfen.",
        "en": "Tolerated persons (§ 60a Abs. 6 AufenthG) stay to be checked by hand.",
    },
    changes=wherever(("29b_safe_country_by_ordinance",), closed_by_ordinance, tolerated),
)
