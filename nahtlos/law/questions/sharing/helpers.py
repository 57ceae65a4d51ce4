"""Volunteers, employers, associations and counsellors, and the case conference: consent, or nobody is named."""

from nahtlos.law.conditions.flow import released_by_professional
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, rule
from nahtlos.law.questions.sharing.bodies import AGENTUR_AND_JOBCENTER, AUTHORITIES, PRIVATE, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, by_consent, under_consent_law


@under_consent_law("case_conference", Norm("§ 67d SGB X"))
def case_conference(case: Case) -> Outcome | None:
    """In a conference people are named with their consent; without it the case is told anonymously."""
    if flow_of(case).purpose != "case_conference":
        return None
    return by_consent(
        case, reason="Without consent the case is told without name; each side gets what its task allows."
    )


@rule("statistics", cites=[Norm("§ 67c Abs. 3 SGB X"), Norm("§ 75 SGB X")], confidence="?")
def statistics(case: Case) -> Outcome | None:
    """Numbers need no persons; only what Agentur and Jobcenter owe their statistics is settled (§ 51b SGB II)."""
    flow = flow_of(case)
    if flow.purpose == "statistics" and (flow.protected or flow.ends != AGENTUR_AND_JOBCENTER):
        return manual_check("Statistics need numbers, not persons; no rule for sharing persons has been worked out.")
    return None


@rule("203_professional_released", cites=[Norm("§ 203 StGB")])
def professional_released(case: Case) -> Outcome | None:
    """A doctor released from secrecy tells an authority what it needs."""
    flow = flow_of(case)
    if flow.sender == "physician" and flow.recipient in AUTHORITIES and case.met(released_by_professional):
        return determined(PERMITTED)
    return None


@under_consent_law("consent_no_statutory_power", Norm("§ 78 SGB X"))
def no_statutory_power(case: Case) -> Outcome | None:
    """Whoever helps without office gets and gives data by consent, which must not be the only way to be helped."""
    return by_consent(case) if flow_of(case).ends & PRIVATE else None


@rule("76_health_released", cites=[Norm("§ 76 SGB X"), Norm("§ 203 StGB")])
def health_released(case: Case) -> Outcome | None:
    """A release from secrecy opens what the law opens; elsewhere consent is needed as before."""
    return by_consent(case) if flow_of(case).data == "health_from_professional" else None


@rule("not_worked_out", cites=[Norm("§ 35 Abs. 1 SGB I")], confidence="?")
def not_worked_out(case: Case) -> Outcome:
    """Whatever no rule covers is treated as prohibited until somebody has looked."""
    return manual_check("No rule covers this sharing; treat it as prohibited until somebody has looked.")
