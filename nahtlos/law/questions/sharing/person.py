"""The person herself: what is known about her is hers, and an office asks her first."""

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.questions.sharing.bodies import OWNERS, SOCIAL, SOCIAL_TASKS, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, cite_gdpr


@rule("15_access_of_the_person", cites=[Norm("§ 83 SGB X")])
def access_of_the_person(case: Case) -> Outcome | None:
    """Whoever asks about herself gets the answer."""
    if flow_of(case).recipient != "person":
        return None
    cite_gdpr(case, "Art. 15 DSGVO")
    return determined(PERMITTED)


@rule("67a_2_collected_from_the_person", cites=[Norm("§ 67a Abs. 2 S. 1 SGB X")], confidence="M")
def collected_from_the_person(case: Case) -> Outcome | None:
    """Social data are collected from the person herself, as far as the office needs them for its own task."""
    flow = flow_of(case)
    if flow.sender != "person" or flow.recipient not in SOCIAL or flow.purpose not in SOCIAL_TASKS:
        return None
    if flow.recipient not in OWNERS[flow.purpose]:
        return None
    cite_gdpr(case, "Art. 6 Abs. 1 DSGVO")
    return determined(PERMITTED)


RULES = (access_of_the_person, collected_from_the_person)
