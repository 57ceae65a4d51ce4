"""Suspicion of misuse of benefits: who may be told by law. Nobody consents to being suspected."""

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, rule
from nahtlos.law.questions.sharing.asylum import under_asylg
from nahtlos.law.questions.sharing.bodies import ASYLUM, SOCIAL, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, PROHIBITED

PURPOSE = "misuse_suspicion"
#: Those whose benefits § 8 Abs. 3 S. 2 AsylG names: SGB XII, Arbeitslosengeld, SGB II.
PAYING = frozenset({"arbeitsagentur", "jobcenter", "sozialamt_sgb_xii"})


def _suspected(case: Case) -> bool:
    flow = flow_of(case)
    return flow.purpose == PURPOSE and not flow.protected


@under_asylg("8_3_s2_misuse", "§ 8 Abs. 3 S. 2")
def from_the_asylum_procedure(case: Case) -> Outcome | None:
    """Data of the asylum procedure may help to uncover benefits drawn without right, given factual indications."""
    flow = flow_of(case)
    if _suspected(case) and flow.sender in ASYLUM and flow.recipient in PAYING:
        return determined(PERMITTED, reason="There must be factual indications of misuse.")
    return None


@under_asylg("8_2a_misuse_asylblg", "§ 8 Abs. 2a", Norm("§ 90 Abs. 3 AufenthG"))
def from_the_asylum_procedure_to_asylblg(case: Case) -> Outcome | None:
    """What must be known for benefits under the AsylbLG includes what speaks against them."""
    flow = flow_of(case)
    if _suspected(case) and flow.sender in ASYLUM and flow.recipient == "asylblg_authority":
        return determined(PERMITTED)
    return None


@rule("69_misuse", cites=[Norm("§ 69 Abs. 1 Nr. 1 SGB X")], confidence="M")
def between_social_bodies(case: Case) -> Outcome | None:
    """To check its own benefits is a task of every body of § 35 SGB I."""
    flow = flow_of(case)
    if _suspected(case) and flow.ends <= SOCIAL:
        return determined(PERMITTED)
    return None


@rule("71_2a_misuse", cites=[Norm("§ 71 Abs. 2a SGB X")], confidence="M")
def to_asylblg(case: Case) -> Outcome | None:
    """To check its benefits is part of carrying out the AsylbLG."""
    flow = flow_of(case)
    if _suspected(case) and flow.sender in SOCIAL and flow.recipient == "asylblg_authority":
        return determined(PERMITTED)
    return None


@rule("asylblg_misuse_land_law", cites=[Norm("§ 9 AsylbLG"), Norm("§ 11 AsylbLG")], confidence="?")
def from_asylblg(case: Case) -> Outcome | None:
    """What the AsylbLG office may do about misuse elsewhere is left to the law of the Land."""
    flow = flow_of(case)
    if _suspected(case) and flow.sender == "asylblg_authority" and flow.recipient in SOCIAL:
        return manual_check("What the AsylbLG office may pass on here is left to the data law of the Land.")
    return None


@rule("67c_misuse_without_power", cites=[Norm("§ 35 Abs. 1 SGB I"), Norm("§ 67c SGB X")])
def without_power(case: Case) -> Outcome | None:
    """Elsewhere nobody is told of a suspicion."""
    if flow_of(case).purpose == PURPOSE:
        return determined(PROHIBITED, reason="A suspicion is shared only where the law names sender and recipient.")
    return None


RULES = (
    *from_the_asylum_procedure,
    *from_the_asylum_procedure_to_asylblg,
    between_social_bodies,
    to_asylblg,
    from_asylblg,
    without_power,
)
