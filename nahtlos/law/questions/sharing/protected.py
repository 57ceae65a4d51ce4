"""Data that need more than a task: entrusted to the youth welfare office, told to a doctor, of special categories."""

from nahtlos.law.conditions.flow import assessment_context, released_by_professional
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, rule
from nahtlos.law.questions.sharing.bodies import SOCIAL, SOCIAL_TASKS, flow_of
from nahtlos.law.questions.sharing.consented import by_consent, cite_gdpr

SPECIAL = "Art. 9 Abs. 2 lit. a DSGVO"


@rule("65_entrusted_youth_data", cites=[Norm("§ 65 SGB VIII")], confidence="M")
def entrusted(case: Case) -> Outcome | None:
    """What was entrusted for personal help goes nowhere without the consent of whoever entrusted it."""
    if flow_of(case).data != "entrusted_youth_data":
        return None
    return by_consent(case, Norm("§ 64 SGB VIII"))


def released(case: Case) -> bool:
    """Whether the doctor or counsellor could pass the data on, or an assessment of a social benefit has told of them."""
    if case.met(released_by_professional):
        return True
    flow = flow_of(case)
    within_section_69 = flow.ends <= SOCIAL and flow.purpose in SOCIAL_TASKS
    return within_section_69 and case.met(assessment_context)


@rule("76_health_from_professional", cites=[Norm("§ 76 SGB X"), Norm("§ 203 StGB")])
def health(case: Case) -> Outcome | None:
    """What a professional has told is shared only if he could do so himself; then the other rules decide."""
    if flow_of(case).data != "health_from_professional" or released(case):
        return None
    cite_gdpr(case, SPECIAL)
    return by_consent(case)


@rule("9_special_category", cites=[Norm("§ 67b Abs. 1 SGB X")])
def special_category(case: Case) -> Outcome | None:
    """Origin, religion, health, orientation and biometrics are shared with explicit consent only."""
    if flow_of(case).data != "special_category":
        return None
    cite_gdpr(case, SPECIAL, "Art. 9 DSGVO")
    return by_consent(case)


RULES = (entrusted, health, special_category)
