"""Work under the act adapting German law to the common European asylum system, as far as the press describes it.

The act is in force; the definitive text of § 61 AsylG was not found. So the rule book asks a person to look, and this
module says what would follow if the press is right.
"""

from datetime import date

from nahtlos.law.conditions.asylum import rejected_as_inadmissible
from nahtlos.law.conditions.origin import safe_country_of_origin
from nahtlos.law.conditions.subsistence import obliged_to_live_in_reception_centre
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, manual_check
from nahtlos.law.modules.labour_market import wherever
from nahtlos.law.modules.module import Module
from nahtlos.law.questions.labour_market.asylum_procedure import in_centre
from nahtlos.law.questions.labour_market.job import Job, job_rule, prohibited
from nahtlos.law.questions.labour_market.status import in_asylum_procedure, without_title
from nahtlos.law.questions.labour_market.unsettled import POSSIBLE

NEW_61 = Norm("§ 61 AsylG", "2026-06-12")
TOLERATED = "The press says nothing about tolerated persons who have to live in a reception centre."


@job_rule("geas_61_dublin", cites=[NEW_61], confidence="P")
def dublin_case(case: Case, job: Job) -> Outcome | None:
    """Whoever another member state is responsible for may not work."""
    return prohibited() if in_asylum_procedure(case) and case.met(rejected_as_inadmissible) else None


@job_rule("geas_61_safe_country_in_centre", cites=[NEW_61], confidence="P")
def safe_country_in_centre(case: Case, job: Job) -> Outcome | None:
    """In a reception centre only nationals of safe countries of origin stay excluded."""
    return prohibited() if in_centre(case) and case.met(safe_country_of_origin) else None


@job_rule("geas_61_tolerated_in_centre", cites=[NEW_61], confidence="?")
def tolerated_in_centre(case: Case, job: Job) -> Outcome | None:
    """For everybody else who has to live in a reception centre nothing is known."""
    if in_asylum_procedure(case) or not without_title(case) or not case.met(obliged_to_live_in_reception_centre):
        return None
    return manual_check(TOLERATED, candidates=POSSIBLE)


GEAS = Module(
    id="geas",
    title={
        "de": "GEAS-Anpassungsgesetz: Arbeit nach drei Monaten auch in der Aufnahmeeinrichtung",
        "en": "Act adapting to the common European asylum system: work after three months, in reception centres too",
    },
    source={
        "de": "GEAS-Anpassungsgesetz vom 23.04.2026, BGBl. 2026 I Nr. 111, in Kraft seit 12.06.2026; zum Arbeitsmarkt nach "
        "Presseberichten vom 27.02.2026. Der geltende Wortlaut des § 61 AsylG lag nicht vor.",
        "en": "Act of 2026-04-23, BGBl. 2026 I Nr. 111, in force since 2026-06-12; work as reported by the press on "
        "2026-02-27. The definitive wording of § 61 AsylG was not available.",
    },
    leaves_out={
        "de": "§§ 1, 1a und 11 AsylbLG und Geduldete in Aufnahmeeinrichtungen bleiben von Hand zu prüfen. Als Dublin-Fall "
        "gilt jede Ablehnung als unzulässig ohne aufschiebende Wirkung.",
        "en": "§§ 1, 1a and 11 AsylbLG, and tolerated persons in reception centres, stay to be checked by hand. Every "
        "rejection as inadmissible without suspensive effect counts as a Dublin case.",
    },
    # The waiting period and the right after six months stand behind these rules, and go on as they are.
    changes=wherever(
        ("61_unsettled_since_2026_06_12", "61_1_s1_reception_centre"),
        dublin_case,
        safe_country_in_centre,
        tolerated_in_centre,
    ),
    valid_from=date(2026, 6, 12),
)
