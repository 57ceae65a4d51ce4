"""The bill (Leistungsrechtsanpassungsgesetz) that returns § 24 AufenthG to the AsylbLG for those protected since April
2025. Still before the Bundestag on 2026-07-19.
"""

from nahtlos.law.conditions.protection import TEMPORARY_PROTECTION
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.modules.module import Change, Module
from nahtlos.law.questions.asylblg_ground import deciding
from nahtlos.law.questions.benefit_law import protected_after_march_2025


@rule(
    "lrag_1_1_nr_3_lit_a_24",
    cites=[Norm("§ 1 Abs. 1 Nr. 3 lit. a AsylbLG i.d.F. des Leistungsrechtsanpassungsgesetzes")],
    confidence="P",
)
def first_protected_after_march_2025(case: Case) -> Outcome | None:
    """§ 24 AufenthG, if the first title or Fiktion was issued after 31 March 2025."""
    if deciding(case).basis not in TEMPORARY_PROTECTION:
        return None
    return determined(True) if protected_after_march_2025(case) else None


@rule("lrag_5_work_opportunity", cites=[Norm("§ 5 AsylbLG")], confidence="P")
def work_opportunity(case: Case) -> Outcome | None:
    """Temporary protection that is under the AsylbLG again."""
    return determined(True) if protected_after_march_2025(case) else None


LRAG = Module(
    id="lrag",
    title={
        "de": "Leistungsrechtsanpassungsgesetz: § 24 AufenthG zurück ins AsylbLG",
        "en": "Benefit law adaptation act: § 24 AufenthG returns to the AsylbLG",
    },
    source={
        "de": "Kabinettsbeschluss vom 19.11.2025, geplant zum 01.07.2026, am 19.07.2026 noch „Überwiesen“ (aus der "
        "Presse und dem Stand des Verfahrens; der Gesetzestext wurde nicht gelesen).",
        "en": "Cabinet decision of 2025-11-19, planned for 2026-07-01, still with the committees on 2026-07-19 (from the "
        "press and the state of the procedure; the text of the law was not read).",
    },
    leaves_out={
        "de": "Übergangsrecht für laufende Bewilligungen und Angehörige ohne eigenen Status (§ 1 Abs. 1 Nr. 6 AsylbLG).",
        "en": "Transitional law for benefits already granted, and relatives without a status of their own (§ 1 Abs. 1 "
        "Nr. 6 AsylbLG).",
    },
    changes=(
        Change(
            "asylblg.ground",
            rules=(first_protected_after_march_2025,),
            before="1_1_nr_8_fiktion_without_biometrics",
        ),
        Change("programme.agh_asylblg_5", rules=(work_opportunity,), before="5_temporary_protection"),
        Change("benefit_law", settles=("leistungsrechtsanpassungsgesetz",), ends=("bill_not_yet_law",)),
    ),
)
